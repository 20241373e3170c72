import { describe, expect, test } from 'vitest'
import type { TokenSet } from '../domain/grant.ts'
import { Secret } from '../domain/secret.ts'
import { instagram } from './instagram.ts'
import { type Answered, type Asked, NOW, SECRET, standIn } from './stand-in.ts'

const DAY = 86_400_000
const REDIRECT = 'https://app.test/return/instagram?x=1&y=%20'
const TOKEN = `IGAA${'x'.repeat(40)}`
const tokens: TokenSet = {
  access: new Secret(TOKEN),
  accessEndsAt: NOW,
  refresh: null,
  grantEndsAt: NOW,
  person: null,
  personEndsAt: null,
  scopes: ['instagram_business_basic', 'instagram_business_manage_insights'],
  marks: [],
}
const held = { networkId: '17841400000000001', tokens }
const verifier = new Secret('v'.repeat(43))

const long = { access_token: TOKEN, token_type: 'bearer', expires_in: 5183944 }
const me = { id: '27485387947815641', user_id: '17841400000000001', username: 'ann', name: 'Ann' }

describe('sending a person to Instagram', () => {
  test('asks for a login only when an account is expected', async () => {
    await using network = await standIn(() => ({}))
    const input = { state: 's-1', redirectUri: REDIRECT, verifier, scopes: tokens.scopes }
    const url = instagram(network.settings).authorize({
      ...input,
      expected: { networkId: '1', handle: null },
    })
    expect(url.href.startsWith(`${network.base}/www.instagram.com/oauth/authorize?`)).toBe(true)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '1234567890',
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'instagram_business_basic,instagram_business_manage_insights',
      state: 's-1',
      enable_fb_login: 'false',
      force_reauth: 'true',
    })
    const fresh = instagram(network.settings).authorize({ ...input, expected: null })
    expect(fresh.searchParams.has('force_reauth')).toBe(false)
  })
})

describe('a code becomes a token of sixty days', () => {
  const flat = '{"access_token":"IGAAshort","user_id":27640875392278831,"permissions":["a","b"]}'
  const shapes = [
    flat,
    '{"access_token":"IGAAshort","user_id":"27640875392278831","permissions":"a,b"}',
    '{"data":[{"access_token":"IGAAshort","user_id":"27640875392278831","permissions":"a,b"}]}',
    '{"data":[{"access_token":"IGAAshort","user_id":27640875392278831,"permissions":["a","b"]}]}',
  ]
  test.each(shapes)('from %s', async (shape) => {
    await using network = await standIn((asked) => ({ body: asked.path.startsWith('api.') ? shape : long }))
    const returned = new URLSearchParams({ code: 'the-code#_', state: 's-1' })
    const outcome = await instagram(network.settings).exchange({ returned, redirectUri: REDIRECT, verifier })
    expect(outcome).toMatchObject({ kind: 'ok', value: { refresh: null, scopes: ['a', 'b'] } })
    const end = new Date(NOW.getTime() + 5183944_000)
    expect(outcome).toMatchObject({ value: { accessEndsAt: end, grantEndsAt: end } })
    const [first, second] = network.asked
    expect(first).toMatchObject({ method: 'POST', path: 'api.instagram.com/oauth/access_token' })
    expect(Object.fromEntries(first?.form ?? [])).toEqual({
      client_id: '1234567890',
      client_secret: SECRET,
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT,
      code: 'the-code',
    })
    expect(second).toMatchObject({ method: 'GET', path: 'graph.instagram.com/access_token' })
    expect(second?.query.get('access_token')).toBe('IGAAshort')
  })

  test.each([undefined, 0, -5, 'soon', 4e7, null])(
    'an expires_in of %s becomes the fallback',
    async (expires_in) => {
      await using network = await standIn((asked) => ({
        body: asked.path.startsWith('api.') ? flat : { ...long, expires_in },
      }))
      const returned = new URLSearchParams({ code: 'c' })
      const outcome = await instagram(network.settings).exchange({
        returned,
        redirectUri: REDIRECT,
        verifier,
      })
      expect(outcome).toMatchObject({ value: { accessEndsAt: new Date(NOW.getTime() + 60 * DAY) } })
    },
  )

  test('a no is read from the address, without a call', async () => {
    await using network = await standIn(() => ({}))
    const returned = new URLSearchParams('error=access_denied&error_reason=user_denied&state=s')
    const outcome = await instagram(network.settings).exchange({ returned, redirectUri: REDIRECT, verifier })
    expect(outcome).toMatchObject({ kind: 'refused', verdict: { diagnosis: 'denied_by_user' } })
    expect(network.asked).toEqual([])
  })

  test('what is echoed back never reaches the evidence', async () => {
    await using network = await standIn(() => ({
      status: 400,
      body: { error_type: 'OAuthException', code: 400, error_message: `Bad code qrst-9 and ${SECRET}` },
    }))
    const returned = new URLSearchParams({ code: 'qrst-9' })
    const outcome = await instagram(network.settings).exchange({ returned, redirectUri: REDIRECT, verifier })
    expect(outcome).toMatchObject({ verdict: { evidence: { message: 'Bad code [removed] and [removed]' } } })
  })
})

describe('who it is', () => {
  test.each([
    ['flat', me],
    ['in a list', { data: [me] }],
  ])('%s', async (_, body) => {
    await using network = await standIn(() => ({ body }))
    const adapter = instagram(network.settings)
    const account = {
      networkId: '17841400000000001',
      otherIds: ['27485387947815641'],
      subject: null,
      handle: 'ann',
      title: 'Ann',
      url: 'https://www.instagram.com/ann/',
      avatarUrl: null,
    }
    expect(await adapter.identify(tokens)).toEqual({ kind: 'ok', value: [{ account, tokens }] })
    expect(await adapter.prove(held)).toEqual({ kind: 'ok', value: { account, scopes: null } })
    expect(network.asked[0]?.path).toBe('graph.instagram.com/v26.0/me')
  })

  test('ids beyond 2^53 keep their last digit', async () => {
    await using network = await standIn(() => ({
      body: '{"id":27485387947815641,"user_id":17841400000000001}',
    }))
    const outcome = await instagram(network.settings).prove(held)
    expect(outcome).toMatchObject({
      value: { account: { networkId: '17841400000000001', otherIds: ['27485387947815641'] } },
    })
  })

  test('confirming asks something else than proving', async () => {
    await using network = await standIn(() => ({ body: { data: [] } }))
    expect(await instagram(network.settings).confirm(held)).toEqual({ kind: 'ok', value: null })
    expect(network.asked[0]?.path).toBe('graph.instagram.com/v26.0/17841400000000001/media')
  })

  test('a reply without an id concludes nothing', async () => {
    await using network = await standIn(() => ({ body: { username: 'ann' } }))
    const outcome = await instagram(network.settings).prove(held)
    expect(outcome).toMatchObject({ kind: 'refused', verdict: { diagnosis: 'transient', definite: false } })
  })
})

test('ending the grant is not offered, and nothing is asked', async () => {
  await using network = await standIn(() => ({}))
  expect(await instagram(network.settings).revoke(held)).toEqual({ kind: 'not_offered' })
  expect(network.asked).toEqual([])
})

test('another version than the one we asked for is an operator’s business', async () => {
  await using network = await standIn(() => ({ body: me, headers: { 'facebook-api-version': 'v25.0' } }))
  const adapter = instagram(network.settings)
  expect((await adapter.prove(held)).kind).toBe('ok')
  expect(network.warned).toMatchObject([{ asked: 'v26.0', served: 'v25.0' }])
  // The token endpoints have no version of their own.
  await adapter.renew(held)
  expect(network.warned).toHaveLength(1)
})

test('renewing shows the token itself and keeps the scopes', async () => {
  await using network = await standIn(() => ({ body: { ...long, access_token: `${TOKEN}y` } }))
  const outcome = await instagram(network.settings).renew(held)
  expect(outcome).toMatchObject({ kind: 'ok', value: { scopes: tokens.scopes } })
  expect(outcome.kind === 'ok' && outcome.value.access.reveal()).toBe(`${TOKEN}y`)
  expect(Object.fromEntries(network.asked[0]?.query ?? [])).toEqual({
    grant_type: 'ig_refresh_token',
    access_token: TOKEN,
  })
})

describe('numbers', () => {
  const total = (name: string, value: unknown) => ({ name, period: 'day', total_value: { value } })
  const cut = (key: string, results: [string, number][]) => ({
    name: 'follower_demographics',
    total_value: {
      breakdowns: [
        {
          dimension_keys: ['timeframe', key],
          results: results.map(([name, value]) => ({ dimension_values: ['THIS_MONTH', name], value })),
        },
      ],
    },
  })
  const answer =
    (followers: unknown, insights: (asked: Asked) => Answered) =>
    (asked: Asked): Answered =>
      asked.path.endsWith('/me')
        ? { body: { user_id: '17841400000000001', followers_count: followers, media_count: 12 } }
        : insights(asked)

  test('are read with the network’s own totals and shares', async () => {
    await using network = await standIn(
      answer(5000, ({ query }) => ({
        body: {
          data:
            query.get('metric') === 'follower_demographics'
              ? [
                  cut(query.get('breakdown') ?? '', [
                    ['F', 30],
                    ['M', 10],
                  ]),
                ]
              : [total('views', 900), total('reach', 400), total('total_interactions', -1)],
        },
      })),
    )
    const outcome = await instagram(network.settings).collect(held)
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        readings: [
          { metric: 'followers', value: 5000, takenAt: NOW },
          { metric: 'posts', value: 12 },
          { metric: 'views_28d', value: 900 },
          { metric: 'reach_28d', value: 400 },
        ],
      },
    })
    if (outcome.kind !== 'ok') return
    expect(outcome.value.breakdowns.find((one) => one.dimension === 'gender')?.parts).toEqual([
      { key: 'female', share: 0.75 },
      { key: 'male', share: 0.25 },
    ])
    expect(outcome.value.gaps).toContainEqual({ metric: 'interactions_28d', why: 'not_ready_yet' })
    expect(outcome.value.gaps).toContainEqual({ metric: 'profile_visits_28d', why: 'not_offered_by_network' })
    const asked = network.asked.find((one) => one.query.get('metric')?.includes('reach'))
    expect(Number(asked?.query.get('until')) - Number(asked?.query.get('since'))).toBe(28 * 86_400)
  })

  test('an empty answer for a small account is a gap and no zero', async () => {
    await using network = await standIn(answer(40, () => ({ body: { data: [] } })))
    const outcome = await instagram(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.readings.map((one) => one.metric)).toEqual(['followers', 'posts'])
    for (const metric of ['views_28d', 'reach_28d', 'interactions_28d', 'country', 'city', 'age', 'gender']) {
      expect(outcome.value.gaps).toContainEqual({ metric, why: 'account_too_small' })
    }
  })

  test.each([
    [
      '(#10) Application does not have permission for this action',
      ['instagram_business_manage_insights'],
      'permission_missing',
    ],
    ['(#10) Not enough viewers for the media to show insights', [], 'not_ready_yet'],
    ['(#10) The user is not an Instagram Business', [], 'not_ready_yet'],
  ])('refused with %j leave the scopes without %j', async (message, refusedScopes, why) => {
    const body = { error: { message, type: 'OAuthException', code: 10 } }
    await using network = await standIn(answer(5000, () => ({ status: 403, body })))
    const outcome = await instagram(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.refusedScopes).toEqual(refusedScopes)
    expect(outcome.value.readings.map((one) => one.metric)).toEqual(['followers', 'posts'])
    for (const metric of ['views_28d', 'country', 'gender']) {
      expect(outcome.value.gaps).toContainEqual({ metric, why })
    }
  })

  test('a retired metric costs only itself', async () => {
    const retired = {
      error: { message: '(#100) metric[1] must be one of …', type: 'OAuthException', code: 100 },
    }
    await using network = await standIn(
      answer(5000, ({ query }) =>
        query.get('metric')?.includes('reach')
          ? { status: 400, body: retired }
          : { body: { data: [total(query.get('metric') ?? '', 7)] } },
      ),
    )
    const outcome = await instagram(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.readings.map((one) => one.metric)).toEqual([
      'followers',
      'posts',
      'views_28d',
      'interactions_28d',
    ])
    expect(outcome.value.gaps).toContainEqual({ metric: 'reach_28d', why: 'not_offered_by_network' })
  })

  test('without the permission nothing is asked', async () => {
    await using network = await standIn(answer(5000, () => ({ status: 500 })))
    const scopes = ['instagram_business_basic']
    const outcome = await instagram(network.settings).collect({ ...held, tokens: { ...tokens, scopes } })
    expect(network.asked.length).toBe(1)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.gaps).toContainEqual({ metric: 'views_28d', why: 'permission_missing' })
  })
})
