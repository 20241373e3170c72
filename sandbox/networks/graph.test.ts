import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf } from '../driving.ts'
import { PAGES, personByKey } from '../people.ts'
import { readVersion } from './graph.ts'
import { listOf } from './graph-call.ts'
import { type FieldAsk, readFields } from './graph-fields.ts'
import { graphText } from './graph-reply.ts'

const HENRIK = personByKey('henrik')?.facebook?.id ?? ''
const DAHL = PAGES.find((page) => page.name === 'Dahl Outdoors')?.id ?? ''
const NOW = Date.parse('2026-11-22T08:00:00Z')

describe('field expansion', () => {
  const shape = (asks: readonly FieldAsk[] | null): unknown =>
    asks?.map((ask) => [ask.as, Object.fromEntries(ask.modifiers), shape(ask.fields)]) ?? null
  const asked = (text: string): unknown => {
    const read = readFields(text)
    return read.ok ? shape(read.asks) : read.error.code
  }

  test.each([
    ['', null],
    [
      'id,name',
      [
        ['id', {}, null],
        ['name', {}, null],
      ],
    ],
    [
      'id, name ,',
      [
        ['id', {}, null],
        ['name', {}, null],
      ],
    ],
    [
      '["id","name"]',
      [
        ['id', {}, null],
        ['name', {}, null],
      ],
    ],
    ['picture.type(large){url}', [['picture', { type: 'large' }, [['url', {}, null]]]]],
    ['picture.width(10).height(20)', [['picture', { width: '10', height: '20' }, null]]],
    [
      'accounts.limit(2).as(pages){id,picture{url}}',
      [
        [
          'pages',
          { limit: '2' },
          [
            ['id', {}, null],
            ['picture', {}, [['url', {}, null]]],
          ],
        ],
      ],
    ],
    [
      'posts.fields(id,likes.summary(true))',
      [
        [
          'posts',
          {},
          [
            ['id', {}, null],
            ['likes', { summary: 'true' }, null],
          ],
        ],
      ],
    ],
  ])('reads %s', (text, expected) => {
    expect(asked(text)).toEqual(expected)
  })

  test.each(['id,,name', 'accounts{id', 'accounts.limit(2', 'accounts.(2)', '{id}', 'a{b}}'])(
    'names %s a syntax error',
    (text) => {
      expect(asked(text)).toBe(2500)
    },
  )
})

test('lists come with commas or as JSON', () => {
  expect(listOf('a, b')).toEqual(['a', 'b'])
  expect(listOf('["a","b"]')).toEqual(['a', 'b'])
  expect(listOf('[a')).toEqual(['[a'])
  expect(listOf(null)).toEqual([])
})

test('replies are escaped as Meta escapes them', () => {
  const text = graphText({
    a: 'https://x/y?b=%2C',
    at: 'a@b',
    word: 'Żurek',
    id: { big_digits: '99007199254740993' },
  })
  expect(text).toBe(
    '{"a":"https:\\/\\/x\\/y?b=\\u00252C","at":"a\\u0040b","word":"\\u017burek","id":99007199254740993}',
  )
})

test.each([
  ['/v26.0/me', 'v26.0', '/me'],
  ['/v24.0/me', 'v24.0', '/me'],
  ['/v3.2/me', 'v21.0', '/me'],
  ['/v2.12/me', 'v21.0', '/me'],
  ['/v1.0/me', 'v21.0', '/me'],
  ['/me', 'v21.0', '/me'],
])('%s is served by %s', (path, version, rest) => {
  expect(readVersion(path, NOW)).toEqual({ ok: true, version, path: rest })
})

test.each(['/v99.0/me', '/v27.0/me', '/v3.9/me', '/v25.1/me', '/v0.0/me'])(
  '%s is no version',
  async (path) => {
    const read = readVersion(path, NOW)
    if (read.ok) throw new Error('It was taken for a version.')
    expect(await read.reply.json()).toMatchObject({
      error: { code: 2500, message: 'Unknown path components: /me' },
    })
  },
)

test('the versions move on with the clock', () => {
  expect(readVersion('/v20.0/me', Date.parse('2026-03-01'))).toMatchObject({ version: 'v20.0' })
  expect(readVersion('/v20.0/me', NOW)).toMatchObject({ version: 'v21.0' })
  expect(readVersion('/v20.0/me', Date.parse('2027-02-01'))).toMatchObject({ version: 'v22.0' })
})

describe('on the wire', () => {
  let d: Driver
  let token: string
  const graph = (path: string, headers: Record<string, string> = {}) =>
    d.get(`/graph.facebook.com/v26.0/${path}`, headers)

  beforeEach(async () => {
    d = await drive()
    const back = await d.consent(
      address('https://www.facebook.com/v26.0/dialog/oauth', {
        client_id: 'sandbox-facebook',
        redirect_uri: CALLBACK,
        state: 'st',
        scope: 'pages_show_list,pages_read_engagement,read_insights',
      }),
      { account: HENRIK },
    )
    const exchanged = await d.postForm('/graph.facebook.com/oauth/access_token', {
      client_id: 'sandbox-facebook',
      client_secret: 'sandbox-facebook-secret',
      redirect_uri: CALLBACK,
      code: back.searchParams.get('code') ?? '',
    })
    token = String(exchanged.body.access_token)
  })
  afterEach(() => d.sandbox.close())

  test('a token and parameters may come in every way that Meta reads', async () => {
    const url = `${d.url}/graph.facebook.com/v26.0/me`
    const multipart = new FormData()
    multipart.set('access_token', token)
    multipart.set('method', 'get')
    multipart.set('fields', 'id')
    const fields = { access_token: token, method: 'get', fields: 'id' }
    const json = { 'content-type': 'application/json' }
    const ways: [string, RequestInit][] = [
      [`${url}?fields=id&access_token=${token}`, {}],
      [`${url}?fields=id`, { headers: { authorization: `Bearer ${token}` } }],
      [`${url}?fields=id`, { headers: { authorization: `OAuth ${token}` } }],
      [`${url}?fields[]=id&access_token=${token}`, {}],
      [url, { method: 'POST', body: new URLSearchParams(fields) }],
      [url, { method: 'POST', body: multipart }],
      [url, { method: 'POST', headers: json, body: JSON.stringify({ ...fields, fields: ['id'] }) }],
    ]
    for (const [way, init] of ways) expect(await (await fetch(way, init)).json()).toEqual({ id: HENRIK })
  })

  test('a reply carries the headers of Meta, and none at all when nothing changed', async () => {
    const first = await graph(`me?access_token=${token}`)
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'facebook-api-version': 'v26.0',
      'access-control-allow-origin': '*',
      etag: expect.stringMatching(/^"[0-9a-f]{40}"$/),
      'x-fb-request-id': expect.stringMatching(/^A\w{22}$/),
      'x-fb-trace-id': expect.stringMatching(/^\w{11}$/),
    })
    const again = await graph(`me?access_token=${token}`, {
      'if-none-match': first.headers.get('etag') ?? '',
    })
    expect(again.status).toBe(304)
    expect(again.text).toBe('')
    const changed = await graph(`me?fields=id&access_token=${token}`, {
      'if-none-match': first.headers.get('etag') ?? '',
    })
    expect(changed.status).toBe(200)
  })

  test('each kind of wrong path has its own answer', async () => {
    const answer = async (path: string) => {
      const { code, message } = errorOf(await graph(`${path}?access_token=${token}`))
      return [code, message]
    }
    expect(await answer('me/nonsense')).toEqual([2500, 'Unknown path components: /nonsense'])
    expect(await answer('me/accounts/1')).toEqual([2500, 'Unknown path components: /1'])
    expect(await answer('me/media')).toEqual([
      100,
      '(#100) Tried accessing nonexisting field (media) on node type (User)',
    ])
    expect((await answer('1'))[0]).toBe(100)
    expect(await answer('some.alias')).toEqual([
      803,
      '(#803) Some of the aliases you requested do not exist: some.alias',
    ])
    expect(errorOf(await graph('me')).code).toBe(2500)
    expect(errorOf(await graph(DAHL))).toMatchObject({
      code: 104,
      message: 'An access token is required to request this resource.',
    })
    expect(errorOf(await graph(`me?fields=id{&access_token=${token}`)).code).toBe(2500)
  })

  test('a next page is a full address that repeats the call, the token only where it was a parameter', async () => {
    const nextOf = (reply: { body: Record<string, unknown> }) =>
      new URL((reply.body.paging as { next: string }).next)
    const next = nextOf(await graph(`me/accounts?fields=id,name&limit=1&access_token=${token}`))
    expect(next.origin + next.pathname).toBe(`https://graph.facebook.com/v26.0/${HENRIK}/accounts`)
    expect([...next.searchParams.keys()]).toEqual(['fields', 'limit', 'access_token', 'after'])
    const byHeader = nextOf(await graph('me/accounts?limit=1', { authorization: `Bearer ${token}` }))
    expect([...byHeader.searchParams.keys()]).toEqual(['limit', 'after'])
    const follow = await d.get(`/graph.facebook.com${next.pathname}${next.search}`)
    expect(follow.body.data).toHaveLength(1)
    expect(follow.body.paging).not.toHaveProperty('next')
    expect(follow.body.paging).toHaveProperty('previous')
    expect(errorOf(await graph(`me/accounts?after=nonsense&access_token=${token}`)).code).toBe(100)
  })

  test('a nested list has pages of its own', async () => {
    const me = await graph(`me?fields=accounts.limit(1){name}&access_token=${token}`)
    const accounts = me.body.accounts as { data: unknown[]; paging: { next: string } }
    expect(accounts.data).toEqual([{ name: 'Dahl Outdoors', id: DAHL }])
    const next = new URL(accounts.paging.next)
    const follow = await d.get(`/graph.facebook.com${next.pathname}${next.search}`)
    expect(follow.body.data).toEqual([{ name: 'Bergen Bike Kitchen', id: expect.any(String) }])
  })

  test('a picture is a redirect, or JSON when that is asked for', async () => {
    const redirect = await graph(`${DAHL}/picture?type=large&access_token=${token}`)
    expect(redirect.status).toBe(302)
    expect(redirect.headers.get('location')).toBe(`https://scontent.xx.fbcdn.net/v/${DAHL}.png`)
    const data = await graph(`me/picture?redirect=false&width=120&access_token=${token}`)
    expect(data.body.data).toMatchObject({ width: 120, height: 120, is_silhouette: false })
  })
})
