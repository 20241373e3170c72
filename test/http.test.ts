/** What the server itself promises, asked by plain HTTP. */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../src/domain/person/pretend-people.ts'
import { callSandbox } from '../src/pretend/call-sandbox.ts'
import { startConnect } from '../src/usecases/channel/start-connect.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type World } from './world.ts'

let world: World
let cookie: string
let creatorId: string
let person: { userId: string; sessionId: string }
beforeAll(async () => {
  world = await openWorld({ engine: 'postgres', pages: true })
  const { signIn } = world.app
  const { userId } = await signIn.createPerson({
    email: 'lina@people.example',
    name: 'Lina',
    password: PRETEND_PASSWORD,
  })
  const founded = await foundCreator(world.app, {
    userId,
    handle: 'lina',
    name: 'Lina',
    bio: '',
    place: null,
  })
  if (founded.kind !== 'ok') throw new Error(founded.kind)
  creatorId = founded.creatorId
  const headers = await signIn.enterAs('lina@people.example')
  cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const found = await signIn.person(new Headers({ cookie }))
  if (found === null) throw new Error('not signed in')
  person = found
})
afterAll(() => world[Symbol.asyncDispose]())

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(world.url + path, { redirect: 'manual', ...init })
}

/** As a browser that was given another name for this machine. */
function askHost(host: string, path: string, method = 'GET'): Promise<{ status: number; location: string }> {
  const { port } = new URL(world.url)
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host } }, (reply) => {
      reply.resume()
      resolve({ status: reply.statusCode ?? 0, location: reply.headers.location ?? '' })
    })
    sent.on('error', reject).end()
  })
}

async function wayBack(): Promise<URL> {
  const going = await startConnect(world.app, { person, creatorId, network: 'youtube', channelId: null })
  if (going.kind !== 'go') throw new Error(going.kind)
  const done = await callSandbox(world.app, 'POST', '/consent', {
    authorize_url: going.url.href,
    ...LINA.youtube.consent,
  })
  return new URL((done as { redirect_to: string }).redirect_to)
}

describe('a form', () => {
  it.each(['/sign-in', '/sign-out', '/channels/connect/tiktok', '/sandbox/people', '/auth/sign-in/email'])(
    'to %s is refused when it comes from another site',
    async (path) => {
      const foreign = { method: 'POST', headers: { cookie, origin: 'https://evil.example' } }
      expect((await ask(path, foreign)).status).toBe(403)
      const hidden = { method: 'POST', headers: { cookie, 'sec-fetch-site': 'cross-site' } }
      expect((await ask(path, hidden)).status).toBe(403)
    },
  )
})

describe('the name it is called by', () => {
  it('another name of this machine is led to the one that cookies belong to', async () => {
    const { port, host } = new URL(world.url)
    expect(await askHost(`127.0.0.1:${port}`, '/channels?a=b')).toEqual({
      status: 302,
      location: `http://${host}/channels?a=b`,
    })
  })

  it('a foreign name that points to this machine gets nothing', async () => {
    expect((await askHost('evil.example', '/channels')).status).toBe(421)
    expect((await askHost('evil.example', '/channels', 'POST')).status).toBe(421)
  })
})

describe('the way back from a network', () => {
  it('takes code and state out of the address, and lets nobody keep the page', async () => {
    const back = await wayBack()
    const reply = await ask(back.pathname + back.search, { headers: { cookie } })
    expect(reply.status).toBe(303)
    expect(reply.headers.get('location')).toMatch(/^\/channels\/result\/out_[a-z0-9]+#result$/)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
    const page = await ask(reply.headers.get('location') ?? '', { headers: { cookie } })
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(html).not.toContain(back.searchParams.get('code') ?? 'no code')
    expect(html).not.toContain(back.searchParams.get('state') ?? 'no state')
  })

  it('is not spent by a mere look', async () => {
    const back = await wayBack()
    expect((await ask(back.pathname + back.search, { method: 'HEAD', headers: { cookie } })).status).toBe(405)
    const reply = await ask(back.pathname + back.search, { headers: { cookie } })
    expect(reply.headers.get('location')).toMatch(/^\/channels\/result\//)
  })

  it.each([
    ['/connect/youtube/return?code=x', 'no_state'],
    ['/connect/youtube/return?code=x&state=y', 'not_open'],
    ['/connect/myspace/return?code=x&state=y', 'network_off'],
  ])('%s is a clear page with the status of a mistake', async (path, problem) => {
    const reply = await ask(path, { headers: { cookie } })
    expect(reply.status).toBe(303)
    const location = reply.headers.get('location') ?? ''
    expect(location).toContain(`/connect/problem/${problem}`)
    const page = await ask(location, { headers: { cookie } })
    expect(page.status).toBe(400)
    expect(await page.text()).toContain('<h1')
  })

  it('shows a result to nobody but the browser that it belongs to', async () => {
    const back = await wayBack()
    const reply = await ask(back.pathname + back.search, { headers: { cookie } })
    const other = await world.app.signIn.enterAs('lina@people.example')
    const otherCookie = other
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const page = await ask(reply.headers.get('location') ?? '', { headers: { cookie: otherCookie } })
    expect(page.status).toBe(404)
  })
})

describe('pages', () => {
  it('of a signed-in person are kept by no cache, and scripts need a nonce', async () => {
    const reply = await ask('/channels', { headers: { cookie } })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toContain('no-store')
    const policy = reply.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src [^;]*'nonce-/)
    expect(policy).not.toMatch(/script-src [^;]*'unsafe-inline'/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each(['/channels', '/channels/connect/tiktok', '/channels/chn_x', '/channels/result/out_x'])(
    '%s leads somebody who is not signed in to the sign-in',
    async (path) => {
      const reply = await ask(path)
      expect([302, 303]).toContain(reply.status)
      expect(reply.headers.get('location')).toMatch(/^\/sign-in/)
    },
  )

  it('the public profile carries no script of ours beyond ten kilobytes, and no other origin', async () => {
    const html = await (await ask('/@lina')).text()
    expect([...html.matchAll(/<script[^>]*src=/g)]).toHaveLength(0)
    expect(html).not.toMatch(/(?:src|href)="https?:\/\/(?!localhost|127\.0\.0\.1|www\.|m\.)/)
  })

  it.each(['/assets/none.js', '/nothing/here', '/@nobody'])('%s is not found', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  it.each(['/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json', '/..%2f..%2fpackage.json'])(
    '%s stays inside the built files',
    async (path) => {
      const { status } = await askHost(new URL(world.url).host, path)
      expect(status).toBe(404)
    },
  )
})

it("nobody reaches another creator's channel by its id", async () => {
  const other = await world.visitor('other')
  await connect(world, other, { network: 'tiktok', consent: LINA.tiktok.consent })
  const { id } = await cardOf(world, other, 'tiktok')
  expect((await ask(`/channels/${id}`, { headers: { cookie } })).status).toBe(404)
  expect((await ask(`/channels/connect/tiktok?channel=${id}`, { headers: { cookie } })).status).toBe(404)
  const checked = await ask(`/channels/${id}/check`, {
    method: 'POST',
    headers: { cookie, origin: world.url },
  })
  expect(checked.status).toBe(303)
  expect(checked.headers.get('location')).toContain('unknown_channel')
})
