import { describe, expect, test } from 'vitest'
import { Secret } from '../domain/secret.ts'
import type { AdapterSettings, Delivery, Received } from './contract.ts'
import { facebook } from './facebook.ts'
import { instagram } from './instagram.ts'
import { delivery, hubSigned, signedRequest, signedRequestForm } from './signed.ts'
import { NOW, SECRET, VERIFY_TOKEN } from './stand-in.ts'

const settings: AdapterSettings = {
  clientId: '1234567890',
  clientSecret: new Secret(SECRET),
  eventSecrets: [new Secret('the-secret-before-this-one')],
  verifyToken: new Secret(VERIFY_TOKEN),
  identityScopes: false,
  origin: () => expect.unreachable('verifying needs no network'),
  now: () => NOW,
  deadlineMs: 1_000,
  warn: () => expect.unreachable('nothing to warn of'),
}
const ig = instagram(settings)
const fb = facebook(settings)
const payload = '{"algorithm":"HMAC-SHA256","expires":1291840400,"issued_at":1763800000,"user_id":"218471"}'
const REJECTED = { kind: 'rejected', status: 401 }

const only = (received: Received) => {
  if (received.kind !== 'signals') return expect.unreachable(JSON.stringify(received))
  expect(received.signals).toHaveLength(1)
  return received.signals[0]
}

describe('a removed app', () => {
  test('is about the account at Instagram and about the person at Facebook', async () => {
    const sent = delivery('deauthorize', signedRequestForm(payload))
    const [atInstagram, atFacebook] = [await ig.receive(sent), await fb.receive(sent)]
    expect(atInstagram).toMatchObject({ kind: 'signals', status: 200 })
    expect(only(atInstagram)).toMatchObject({
      at: new Date(1_763_800_000_000),
      about: { kind: 'account', id: '218471' },
      verdict: { diagnosis: 'revoked', confidence: 'confirmed', definite: true },
      lostScopes: [],
      erasure: false,
    })
    expect(only(atInstagram)?.verdict.evidence).toMatchObject({ network: 'instagram', call: 'webhook' })
    expect(only(atFacebook)?.about).toEqual({ kind: 'person', subject: '218471', accounts: null })
    expect(only(atFacebook)?.verdict.evidence.network).toBe('facebook')
  })

  test('with a wish to be forgotten is another event', async () => {
    const gone = only(await ig.receive(delivery('deauthorize', signedRequestForm(payload))))
    const forgotten = only(await ig.receive(delivery('deletion', signedRequestForm(payload))))
    expect(forgotten).toMatchObject({ erasure: true, verdict: { diagnosis: 'revoked' } })
    expect(forgotten?.key).not.toBe(gone?.key)
  })

  test('has one key for all its deliveries, and another the next time', async () => {
    const keyOf = async (text: string, adapter = ig) =>
      only(await adapter.receive(delivery('deauthorize', signedRequestForm(text))))?.key
    const key = await keyOf(payload)
    expect(await keyOf('{"user_id":218471,"issued_at":1763800000,"algorithm":"HMAC-SHA256"}')).toBe(key)
    expect(await keyOf(payload.replace('1763800000', '1763800001'))).not.toBe(key)
    expect(await keyOf(payload.replace('218471', '218472'))).not.toBe(key)
    expect(key?.length).toBeLessThanOrEqual(200)
  })

  // The vector that Meta's documents and many libraries carry; its `expires` was in 2010.
  test('is read from the documents’ own sample', async () => {
    const old = instagram({ ...settings, clientSecret: new Secret('client_secret_shhhhhh!') })
    const sample =
      'w5ZbbWP9yOwBA1uJZbc7-9gZok0O42U4i0yyvxXE_jY.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImV4cGlyZXMiOjEyOTE4NDA0MDAsImlzc3VlZF9hdCI6MTI5MTgzNjgwMCwidXNlcl9pZCI6IjIxODQ3MSJ9'
    expect(only(await old.receive(delivery('deauthorize', `signed_request=${sample}`)))).toMatchObject({
      at: new Date(1_291_836_800_000),
      about: { kind: 'account', id: '218471' },
    })
  })

  test.each([
    ['a number beyond 2^53', '{"algorithm":"HMAC-SHA256","issued_at":1,"user_id":27485387947815641}'],
    ['the same as text', '{"algorithm":"HMAC-SHA256","issued_at":1,"user_id":"27485387947815641"}'],
  ])('names the person by %s, digit for digit', async (_, text) => {
    const received = await ig.receive(delivery('deauthorize', signedRequestForm(text)))
    expect(only(received)?.about).toEqual({ kind: 'account', id: '27485387947815641' })
  })

  test.each([
    ['both parts padded', (signature: string, encoded: string) => `${signature}%3D.${encoded}`],
    ['another field beside it', (signature: string, encoded: string) => `${signature}.${encoded}&x=1`],
  ])('may come with %s', async (_, form) => {
    // A length that ends in padding.
    const padded = Buffer.from(`${payload}${' '.repeat((4 - (payload.length % 3)) % 3)}`).toString('base64')
    expect(padded).toMatch(/=$/)
    const body = `signed_request=${form(signatureOver(padded), encodeURIComponent(padded))}`
    expect(only(await ig.receive(delivery('deauthorize', body)))?.about).toMatchObject({ id: '218471' })
  })

  test('may be signed with the secret before this one, and with no other', async () => {
    const by = (secret: string) => fb.receive(delivery('deauthorize', signedRequestForm(payload, secret)))
    expect((await by('the-secret-before-this-one')).kind).toBe('signals')
    expect(await by('somebody-elses-secret')).toEqual(REJECTED)
    expect(await by(VERIFY_TOKEN)).toEqual(REJECTED)
  })

  test('is never believed where no secret is set', async () => {
    const open = instagram({ ...settings, clientSecret: new Secret(''), eventSecrets: [] })
    expect(await open.receive(delivery('deauthorize', signedRequestForm(payload, '')))).toEqual(REJECTED)
  })

  test.each([
    ['nothing', ''],
    ['another field', 'signed=x'],
    ['two of them', `${signedRequestForm(payload)}&${signedRequestForm(payload)}`],
    ['one part', `signed_request=${signedRequest(payload).split('.')[1]}`],
    ['three parts', `${signedRequestForm(payload)}.x`],
    ['an empty payload', signedRequestForm('')],
    ['a payload that is no JSON', signedRequestForm('user_id=1')],
    ['another algorithm', signedRequestForm(payload.replace('HMAC-SHA256', 'none'))],
    ['no algorithm', signedRequestForm('{"user_id":"1","issued_at":1}')],
    ['nobody', signedRequestForm('{"algorithm":"HMAC-SHA256","issued_at":1}')],
    ['a person who is a path', signedRequestForm('{"algorithm":"HMAC-SHA256","user_id":"../1"}')],
    ['ten thousand characters and more', signedRequestForm(`${payload}${' '.repeat(10_000)}`)],
  ])('with %s is refused like anything else', async (_, body) => {
    expect(await fb.receive(delivery('deauthorize', body))).toEqual(REJECTED)
    expect(await ig.receive(delivery('deletion', body))).toEqual(REJECTED)
  })

  test('never comes by GET', async () => {
    const sent: Delivery = { ...delivery('deauthorize', signedRequestForm(payload)), method: 'GET' }
    expect(await fb.receive(sent)).toEqual(REJECTED)
  })
})

describe('the question whether the address is ours', () => {
  const ask = (query: string, adapter = fb) =>
    adapter.receive({ ...delivery('webhook', ''), method: 'GET', query: new URLSearchParams(query) })
  const asked = `hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1158201444`

  test('is answered with the challenge as it is', async () => {
    expect(await ask(asked)).toEqual({ kind: 'challenge', text: '1158201444' })
    expect(await ask(asked, ig)).toEqual({ kind: 'challenge', text: '1158201444' })
  })

  test.each([
    asked.replace('subscribe', 'unsubscribe'),
    asked.replace(VERIFY_TOKEN, 'verify-me-0123456780'),
    asked.replace(VERIFY_TOKEN, ''),
    asked.replace('1158201444', '%3Cscript%3E'),
    asked.replace('&hub.challenge=1158201444', ''),
    `${asked}&hub.verify_token=${VERIFY_TOKEN}`,
    `${asked}&hub.challenge=2`,
    '',
  ])('gets a no for %j', async (query) => {
    expect(await ask(query)).toEqual({ kind: 'rejected', status: 403 })
  })

  test.each([null, new Secret('')])('gets a no where no token is set: %s', async (verifyToken) => {
    const closed = facebook({ ...settings, verifyToken })
    expect(await ask(asked.replace(VERIFY_TOKEN, ''), closed)).toEqual({ kind: 'rejected', status: 403 })
    expect(await ask(asked, closed)).toEqual({ kind: 'rejected', status: 403 })
  })
})

describe('changed permissions', () => {
  const entry = (changes: unknown, more: object = {}) => ({
    id: '0',
    uid: '10217',
    time: 1_763_800_000,
    changes,
    ...more,
  })
  const body = (...entries: unknown[]) => JSON.stringify({ object: 'permissions', entry: entries })
  const change = (field: string, verb: string, target_ids?: unknown) => ({
    field,
    value: { verb, target_ids },
  })
  const signalsOf = async (text: string, adapter = fb) => {
    const received = await adapter.receive(hubSigned(text))
    if (received.kind !== 'signals') return expect.unreachable(JSON.stringify(received))
    expect(received.status).toBe(200)
    return received.signals
  }

  test('taken back: which, by whom, for which Pages, and when', async () => {
    const text = body(
      entry([change('read_insights', 'revoked', ['111', 222]), change('pages_show_list', 'revoked')]),
    )
    expect(await signalsOf(text)).toMatchObject([
      {
        at: new Date(1_763_800_000_000),
        about: { kind: 'person', subject: '10217', accounts: ['111', '222'] },
        verdict: { diagnosis: 'permissions_reduced', definite: false },
        lostScopes: ['read_insights'],
        erasure: false,
      },
      { about: { subject: '10217', accounts: null }, lostScopes: ['pages_show_list'] },
    ])
  })

  test('given again: a reason to look, and nothing lost', async () => {
    expect(await signalsOf(body(entry([change('read_insights', 'granted')])))).toMatchObject([
      { about: { subject: '10217' }, lostScopes: [], verdict: { diagnosis: 'not_disconnected' } },
    ])
    // Without the values Meta only says that something changed.
    const bare = entry(undefined, { changed_fields: ['read_insights'] })
    expect(await signalsOf(body(bare))).toMatchObject([
      { about: { subject: '10217' }, lostScopes: [], verdict: { diagnosis: 'not_disconnected' } },
    ])
  })

  test('come a thousand at a time, each with its own key, and each once', async () => {
    const changes = Array.from({ length: 500 }, (_, index) =>
      change(`scope_${index}`, 'revoked', [String(index)]),
    )
    const text = body(entry(changes), entry(changes, { uid: '10218' }), entry(changes))
    const signals = await signalsOf(text)
    expect(signals).toHaveLength(1_000)
    expect(new Set(signals.map((signal) => signal.key)).size).toBe(1_000)
    expect(await signalsOf(text)).toEqual(signals)
  })

  test('of another topic concern nobody', async () => {
    for (const object of ['instagram', 'page', 'user', undefined]) {
      const text = JSON.stringify({ object, entry: [entry([change('comments', 'revoked')])] })
      expect(await signalsOf(text)).toEqual([])
      expect(await signalsOf(text, ig)).toEqual([])
    }
  })

  test.each([
    ['no entry', { object: 'permissions' }],
    ['nobody', { object: 'permissions', entry: [{ changes: [change('x', 'revoked')] }] }],
    ['a person who is a path', { object: 'permissions', entry: [{ uid: '../1', changes: [] }] }],
    ['a list of lists', { object: 'permissions', entry: [[], 7, null] }],
  ])('about %s say nothing', async (_, told) => {
    expect(await signalsOf(JSON.stringify(told))).toEqual([])
  })

  test('with a strange name or verb lose no scope', async () => {
    const strange = [
      change('<script>', 'revoked'),
      change('a'.repeat(101), 'revoked'),
      change('x', 'unknown'),
    ]
    for (const signal of await signalsOf(body(entry(strange)))) expect(signal.lostScopes).toEqual([])
  })

  test.each([
    ['no signature', {}],
    ['the older one', { 'x-hub-signature': 'sha1=0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33' }],
    ['one in capitals', { 'x-hub-signature-256': `sha256=${'A'.repeat(64)}` }],
  ])('with %s are refused', async (_, headers) => {
    expect(await fb.receive(delivery('webhook', body(entry([])), headers))).toEqual(REJECTED)
  })

  test('twice under one header name, or re-written, are refused', async () => {
    const sent = hubSigned(body(entry([change('x', 'revoked')])))
    const twice = sent.headers['x-hub-signature-256']
    const doubled = { ...sent, headers: { 'x-hub-signature-256': `${twice}, ${twice}` } }
    expect(await fb.receive(doubled)).toEqual(REJECTED)
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(sent.body).toString()), null, 1))
    expect(await fb.receive({ ...sent, body: rewritten })).toEqual(REJECTED)
    expect((await fb.receive(sent)).kind).toBe('signals')
  })

  test('that are signed and no JSON are refused', async () => {
    for (const text of ['', 'x', '[]', '7', '['.repeat(200_000)]) {
      expect(await fb.receive(hubSigned(text))).toEqual(REJECTED)
    }
  })
})

/** The signature over an encoded payload that is not encoded the usual way. */
function signatureOver(encoded: string): string {
  const hex = hubSigned(encoded).headers['x-hub-signature-256']?.slice('sha256='.length) ?? ''
  return Buffer.from(hex, 'hex').toString('base64url')
}
