import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive } from './driving.ts'
import { PAGES, personByKey } from './people.ts'

let d: Driver

beforeEach(async () => {
  d = await drive()
})
afterEach(() => d.sandbox.close())

const PAGES_OF: Record<string, (redirect: string) => string> = {
  instagram: (redirect_uri) =>
    address('/www.instagram.com/oauth/authorize', {
      client_id: 'sandbox-instagram',
      redirect_uri,
      response_type: 'code',
      scope: 'instagram_business_basic,instagram_business_manage_insights',
      state: '"><script>alert(1)</script>',
    }),
  facebook: (redirect_uri) =>
    address('/www.facebook.com/v26.0/dialog/oauth', {
      client_id: 'sandbox-facebook',
      redirect_uri,
      scope: 'pages_show_list,pages_read_engagement,read_insights',
      state: '"><script>alert(1)</script>',
    }),
  youtube: (redirect_uri) =>
    address('/accounts.google.com/o/oauth2/v2/auth', {
      client_id: 'sandbox-youtube',
      redirect_uri,
      response_type: 'code',
      scope:
        'https://www.googleapis.com/auth/youtube.readonly https://www.googleapis.com/auth/yt-analytics.readonly',
      access_type: 'offline',
      prompt: 'consent select_account',
      state: '"><script>alert(1)</script>',
    }),
  tiktok: (redirect_uri) =>
    address('/www.tiktok.com/v2/auth/authorize/', {
      client_key: 'sandbox-tiktok',
      redirect_uri,
      response_type: 'code',
      scope: 'user.info.basic,video.list',
      disable_auto_auth: '1',
      state: '"><script>alert(1)</script>',
    }),
}

const HOSTILE = [
  'https://evil.example/return',
  `${CALLBACK}/`,
  `${CALLBACK}?x=1`,
  `${CALLBACK}#x`,
  CALLBACK.replace('127.0.0.1', 'localhost'),
  CALLBACK.replace('return', '../return'),
  'http://127.0.0.1:3999@evil.example/return',
  'javascript:alert(1)//return',
  'data:text/html,x',
  '//evil.example/return',
  `${CALLBACK}\r\nX-Bad: 1`,
  '',
]

test.each(Object.keys(PAGES_OF))(
  '%s never redirects to an address that is not registered',
  async (network) => {
    for (const uri of HOSTILE) {
      const reply = await d.get(PAGES_OF[network]?.(uri) ?? '')
      expect([400, 401], `${uri} → ${reply.status}`).toContain(reply.status)
      expect(reply.headers.get('location')).toBeNull()
      expect(reply.text).toContain(
        `Pretend ${network === 'youtube' ? 'Google' : network === 'tiktok' ? 'TikTok' : network[0]?.toUpperCase() + network.slice(1)} · sandbox`,
      )
    }
  },
)

test.each(Object.keys(PAGES_OF))(
  'the pages of %s lead from the account to the redirect and remember the browser',
  async (network) => {
    const path = PAGES_OF[network]?.(CALLBACK) ?? ''
    const person = personByKey('priya')
    const account =
      {
        instagram: person?.instagram[0]?.id,
        facebook: person?.facebook?.id,
        youtube: person?.google[0]?.sub,
        tiktok: person?.tiktok[0]?.openId,
      }[network] ?? ''
    const chooser = await d.get(path)
    expect(chooser.status).toBe(200)
    expect(chooser.text).not.toContain('<script>')
    expect(chooser.text).toContain(`value="${account}"`)
    const chosen = await d.postForm(path, { account })
    expect(chosen.text).toContain('Allow</button>')
    const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
    const again = await d.get(path, { cookie })
    expect(again.text).toContain(network === 'youtube' ? 'Signed in in this browser' : 'Allow</button>')
    const fields = new URLSearchParams()
    for (const [, name = '', value = ''] of chosen.text.matchAll(
      /name="(account|channel|scope|page)" value="([^"]+)"/g,
    ))
      fields.append(name, value)
    fields.set('decision', 'allow')
    const allowed = await fetch(d.url + path, {
      method: 'POST',
      body: fields,
      redirect: 'manual',
      headers: { origin: d.url },
    })
    expect(allowed.status).toBe(302)
    const back = new URL(allowed.headers.get('location') ?? '')
    expect(back.origin + back.pathname).toBe(CALLBACK)
    expect(back.searchParams.get('state')).toBe('"><script>alert(1)</script>')
    expect(back.searchParams.get('code')).not.toBeNull()
    const cancelled = await d.postForm(path, { decision: 'cancel' })
    expect(new URL(cancelled.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied')
  },
)

test('Facebook’s page sends only the Pages that are ticked', async () => {
  const path = PAGES_OF.facebook?.(CALLBACK) ?? ''
  const account = personByKey('henrik')?.facebook?.id ?? ''
  const bikes = PAGES.find((page) => page.name === 'Bergen Bike Kitchen')?.id ?? ''
  const shown = await d.postForm(path, { account })
  expect(shown.text).toContain('Dahl Outdoors')
  await d.postForm(path, { account, page: bikes, scope: 'pages_show_list', decision: 'allow' })
  const second = await d.postForm(path, { account })
  expect(second.text).toContain('that choice is kept')
  expect(second.text).not.toContain('name="page"')
})

test('Google’s page asks which channel when there is a choice', async () => {
  const path = PAGES_OF.youtube?.(CALLBACK) ?? ''
  const noor = personByKey('noor')?.google[0]
  const picker = await d.postForm(path, { account: noor?.sub ?? '' })
  expect(picker.text).toContain('Choose a channel')
  const consent = await d.postForm(path, { account: noor?.sub ?? '', channel: noor?.channels[1]?.id ?? '' })
  expect(consent.text).toContain('Lab Notes')
  expect(consent.text).toContain('See your YouTube account')
})

test('a personal Instagram account can only go back', async () => {
  const path = PAGES_OF.instagram?.(CALLBACK) ?? ''
  const page = await d.postForm(path, { account: personByKey('aisha')?.instagram[0]?.id ?? '' })
  expect(page.text).toContain('A professional account is needed')
  expect(page.text).not.toContain('Allow</button>')
})

test('a password change signs the browser out', async () => {
  const path = PAGES_OF.instagram?.(CALLBACK) ?? ''
  const account = personByKey('sofia')?.instagram[0]?.id ?? ''
  const cookie = (await d.postForm(path, { account })).headers.get('set-cookie')?.split(';')[0] ?? ''
  await d.advance('1m')
  await d.act('instagram', account, 'change-password')
  expect((await d.get(path, { cookie })).text).toContain('Log in to Instagram')
})

test('someone who agreed before is sent straight back unless a new login is asked for', async () => {
  const path = PAGES_OF.instagram?.(CALLBACK) ?? ''
  const account = personByKey('sofia')?.instagram[0]?.id ?? ''
  const cookie = (await d.postForm(path, { account })).headers.get('set-cookie')?.split(';')[0] ?? ''
  const fields = new URLSearchParams({ account, decision: 'allow' })
  for (const scope of ['instagram_business_basic', 'instagram_business_manage_insights'])
    fields.append('scope', scope)
  await fetch(d.url + path, { method: 'POST', body: fields, redirect: 'manual' })
  expect((await d.get(path, { cookie })).status).toBe(302)
  expect((await d.get(`${path}&force_reauth=true`, { cookie })).text).toContain('Log in to Instagram')
})

test('every person has a settings page whose buttons work', async () => {
  const { body } = await d.get('/_sandbox/people')
  for (const person of body.people as { key: string; name: string }[])
    expect((await d.get(`/_sandbox/people/${person.key}`)).text).toContain(person.name)
  const done = await d.postForm('/_sandbox/people/henrik', {
    network: 'instagram',
    id: personByKey('henrik')?.instagram[0]?.id ?? '',
    action: 'security-check',
    label: 'Get stopped by a security check',
  })
  expect(done.status).toBe(303)
  expect((await d.get(done.headers.get('location') ?? '')).text).toContain('stopped by a security check')
  expect((await d.get('/_sandbox/people/nobody')).status).toBe(404)
})

test('another site can neither drive the sandbox nor press its buttons', async () => {
  const foreign = { origin: 'https://evil.example', 'content-type': 'application/json' }
  for (const path of ['/_sandbox/clock', '/_sandbox/consent', PAGES_OF.tiktok?.(CALLBACK) ?? ''])
    expect((await fetch(d.url + path, { method: 'POST', headers: foreign, body: '{}' })).status).toBe(403)
  const rebound = await new Promise<number | undefined>((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port: d.sandbox.port,
        path: '/_sandbox/people',
        headers: { host: 'evil.example' },
      },
      (reply) => {
        reply.resume()
        resolve(reply.statusCode)
      },
    )
      .on('error', reject)
      .end()
  })
  expect(rebound).toBe(421)
})

test('hostile input gets an answer and the sandbox lives on', async () => {
  const paths = [
    '/graph.facebook.com/%00',
    '/graph.facebook.com/v26.0/../../etc/passwd',
    '/graph.facebook.com/__proto__/insights?access_token=x',
    '/graph.instagram.com/v26.0/me?access_token=%E0%A4%A',
    '/constructor/x',
    '/__proto__/x',
    '/www.tiktok.com/nope',
    '/open.tiktokapis.com/v2/nope/',
    '/accounts.google.com/nope',
    '/risc.googleapis.com/v1beta/stream',
    '/www.instagram.com/nope',
    `/graph.facebook.com/${'x'.repeat(5000)}`,
    '/_sandbox/accounts/instagram/x/y',
    '/_sandbox/people/%E0%A4%A',
  ]
  for (const path of paths)
    for (const init of [
      {},
      { method: 'POST', body: '{"a":', headers: { 'content-type': 'application/json' } },
      { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=b' } },
      {
        method: 'POST',
        body: 'a=%ZZ&b',
        headers: { cookie: 'sandbox_tiktok=%ZZ', authorization: 'Basic !!!' },
      },
    ]) {
      const reply = await fetch(d.url + path, init)
      expect(reply.status, path).toBeGreaterThanOrEqual(400)
      expect(reply.status, path).toBeLessThan(500)
    }
  const large = await fetch(`${d.url}/oauth2.googleapis.com/token`, {
    method: 'POST',
    body: 'x'.repeat(2_000_000),
  })
  expect(large.status).toBe(413)
  expect((await d.get('/_sandbox/health')).body.ok).toBe(true)
})

test('a redirect URI that a browser would run cannot be registered', async () => {
  for (const uri of ['javascript:alert(1)', 'http://evil.example/x', 'https://a.example/#x', 'nope'])
    expect(
      (await d.send('PUT', '/_sandbox/apps/youtube', { client_id: 'a', redirect_uris: [uri] })).status,
    ).toBe(400)
  expect(
    (
      await d.send('PUT', '/_sandbox/apps/youtube', {
        client_id: 'a',
        redirect_uris: ['https://a.example/x'],
      })
    ).status,
  ).toBe(200)
})

test('settings refuse what they do not know', async () => {
  for (const settings of [
    { nope: 1 },
    { 'tiktok.lifetimes': 'long' },
    { 'youtube.quota_units': 'many' },
    [],
    null,
  ])
    expect((await d.send('PATCH', '/_sandbox/settings', settings)).status).toBe(400)
})

test('pictures are pictures', async () => {
  const reply = await fetch(`${d.url}/scontent.cdninstagram.com/v/17841480573224741.png`)
  expect(reply.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await reply.arrayBuffer()).slice(1, 4)).toEqual(new Uint8Array([0x50, 0x4e, 0x47]))
})
