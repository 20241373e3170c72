import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { TokenSet } from '../domain/grant.ts'
import { Secret } from '../domain/secret.ts'
import { NOW, standIn } from './stand-in.ts'
import { youtube } from './youtube.ts'

const READ = 'https://www.googleapis.com/auth/youtube.readonly'
const ANALYTICS = 'https://www.googleapis.com/auth/yt-analytics.readonly'
const REDIRECT = 'http://localhost:3000/return/youtube'
const verifier = new Secret('v'.repeat(43))
const tokens: TokenSet = {
  access: new Secret('ya29.live'),
  accessEndsAt: NOW,
  refresh: new Secret('1//kept'),
  grantEndsAt: null,
  person: null,
  personEndsAt: null,
  scopes: [READ, ANALYTICS],
  marks: [],
}
const held = { networkId: 'UCann', tokens }
const channel = {
  id: 'UCann',
  snippet: { title: 'Ann', customUrl: '@ann', thumbnails: { high: { url: 'https://yt.test/a.jpg' } } },
  statistics: { viewCount: '1', subscriberCount: '1230', hiddenSubscriberCount: false, videoCount: '42' },
}

test('asks for offline access, consent and the account chooser, with PKCE', async () => {
  await using network = await standIn(() => ({}))
  const url = youtube(network.settings).authorize({
    state: 's',
    redirectUri: REDIRECT,
    verifier,
    scopes: [READ, ANALYTICS],
    expected: null,
  })
  expect(url.pathname).toBe('/accounts.google.com/o/oauth2/v2/auth')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: '1234567890',
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: `${READ} ${ANALYTICS}`,
    state: 's',
    access_type: 'offline',
    prompt: 'consent select_account',
    code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'),
    code_challenge_method: 'S256',
  })
})

test('asks who the person is where this installation wants to know', async () => {
  await using network = await standIn(() => ({}))
  const input = { state: 's', redirectUri: REDIRECT, verifier, scopes: [READ], expected: null }
  const url = youtube({ ...network.settings, identityScopes: true }).authorize(input)
  expect(url.searchParams.get('scope')).toBe(`${READ} openid email`)
})

describe('the code exchange', () => {
  const exchange = async (body: unknown) => {
    await using network = await standIn(() => ({ body }))
    const returned = new URLSearchParams({ code: '4/0abc', scope: `${READ} openid` })
    return await youtube(network.settings).exchange({ returned, redirectUri: REDIRECT, verifier })
  }
  const reply = { access_token: 'ya29.new', expires_in: 3599, refresh_token: '1//new', token_type: 'Bearer' }

  test('believes the scopes of the reply', async () => {
    const outcome = await exchange({ ...reply, scope: READ, refresh_token_expires_in: 604_799 })
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        accessEndsAt: new Date(NOW.getTime() + 3_599_000),
        grantEndsAt: new Date(NOW.getTime() + 604_799_000),
        scopes: [READ],
      },
    })
    expect(await exchange(reply)).toMatchObject({ value: { grantEndsAt: null, scopes: [READ, 'openid'] } })
  })

  test.each([undefined, 0, -5, 'soon', 1e12, null])(
    'an expires_in of %s becomes an hour',
    async (expires_in) => {
      const outcome = await exchange({ ...reply, expires_in, refresh_token_expires_in: expires_in })
      expect(outcome).toMatchObject({
        value: { accessEndsAt: new Date(NOW.getTime() + 3_600_000), grantEndsAt: null },
      })
    },
  )

  test('leaves marks of the refresh token and nothing of the token itself', async () => {
    const refresh_token = '1//0abcdefghijklmnopqrstuvwxyz'
    const outcome = await exchange({ ...reply, refresh_token })
    if (outcome.kind !== 'ok') return expect.unreachable()
    const { marks } = outcome.value
    const twice = createHash('sha512').update(createHash('sha512').update(refresh_token).digest())
    expect(marks).toEqual([expect.stringMatching(/^prefix:/), `sha512:${twice.digest('base64url')}`])
    expect(marks.join()).not.toContain('abcd')
  })

  test.each([undefined, ''])('a refresh token of %j is our mistake to find', async (refresh_token) => {
    const outcome = await exchange({ ...reply, refresh_token })
    expect(outcome).toMatchObject({
      kind: 'refused',
      verdict: { diagnosis: 'misconfigured', definite: false },
    })
  })
})

describe('who it is', () => {
  test('is the channel that was chosen', async () => {
    await using network = await standIn(() => ({
      body: { kind: 'youtube#channelListResponse', items: [channel] },
    }))
    const adapter = youtube(network.settings)
    const account = {
      networkId: 'UCann',
      otherIds: [],
      subject: null,
      handle: 'ann',
      title: 'Ann',
      url: 'https://www.youtube.com/@ann',
      avatarUrl: 'https://yt.test/a.jpg',
    }
    expect(await adapter.identify(tokens)).toEqual({ kind: 'ok', value: [{ account, tokens }] })
    expect(await adapter.prove(held)).toEqual({ kind: 'ok', value: { account, scopes: null } })
    expect(network.asked[0]?.authorization).toBe('Bearer ya29.live')
    expect(network.asked[0]?.query.get('mine')).toBe('true')
  })

  test.each([
    [
      'the person',
      [READ, 'openid'],
      { body: { sub: '10769150350006150715113082367' } },
      '10769150350006150715113082367',
    ],
    [
      'the person by a number',
      [READ, 'openid'],
      { body: '{"sub":107691503500061507151}' },
      '107691503500061507151',
    ],
    ['nobody where Google will not say', [READ, 'openid'], { status: 403, body: { error: 'denied' } }, null],
    ['nobody where the reply is broken', [READ, 'openid'], { body: '<html>' }, null],
    ['nobody where nobody was asked for', [READ], { body: { sub: '1' } }, null],
  ])('behind the channel is %s', async (_, scopes, answer, subject) => {
    await using network = await standIn(({ path }) =>
      path === 'openidconnect.googleapis.com/v1/userinfo' ? answer : { body: { items: [channel] } },
    )
    const outcome = await youtube(network.settings).identify({ ...tokens, scopes })
    expect(outcome).toMatchObject({ kind: 'ok', value: [{ account: { networkId: 'UCann', subject } }] })
    expect(network.asked).toHaveLength(scopes.includes('openid') ? 2 : 1)
  })

  test('an account without a channel is an empty list, and no proof', async () => {
    const empty = { kind: 'youtube#channelListResponse', pageInfo: { totalResults: 0, resultsPerPage: 5 } }
    await using network = await standIn(() => ({ body: empty }))
    const adapter = youtube(network.settings)
    expect(await adapter.identify(tokens)).toEqual({ kind: 'ok', value: [] })
    expect(await adapter.prove(held)).toMatchObject({
      kind: 'refused',
      verdict: { diagnosis: 'account_unavailable', definite: false },
    })
  })

  test('the inspection of the token is the second opinion', async () => {
    const scope = { of: `${READ} ${ANALYTICS}` }
    await using network = await standIn(() => ({ body: { aud: 'x', scope: scope.of, expires_in: '3000' } }))
    const adapter = youtube(network.settings)
    expect(await adapter.confirm(held)).toEqual({ kind: 'ok', value: null })
    expect(network.asked[0]?.path).toBe('oauth2.googleapis.com/tokeninfo')
    scope.of = ANALYTICS
    expect(await adapter.confirm(held)).toMatchObject({ verdict: { diagnosis: 'permissions_reduced' } })
  })

  test('a token that the inspection does not know is dead without a reason', async () => {
    const body = { error: 'invalid_token', error_description: 'Invalid Value' }
    await using network = await standIn(() => ({ status: 400, body }))
    expect(await youtube(network.settings).confirm(held)).toMatchObject({
      verdict: { diagnosis: 'ambiguous_reconnect', definite: false },
    })
  })
})

describe('renewing', () => {
  test.each([{}, { refresh_token: '' }])('keeps the refresh token when the reply has %j', async (more) => {
    await using network = await standIn(() => ({
      body: { access_token: 'ya29.next', expires_in: 3599, ...more },
    }))
    const outcome = await youtube(network.settings).renew(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.refresh?.reveal()).toBe('1//kept')
    expect(outcome.value.access.reveal()).toBe('ya29.next')
    expect(outcome.value.marks).toHaveLength(2)
    expect(outcome.value.scopes).toEqual([READ, ANALYTICS])
  })

  test.each([
    ['Token has been expired or revoked.', 'ambiguous_reconnect', false],
    ['Account has been deleted', 'account_unavailable', true],
  ])('a refusal with %j', async (error_description, diagnosis, definite) => {
    await using network = await standIn(() => ({
      status: 400,
      body: { error: 'invalid_grant', error_description },
    }))
    expect(await youtube(network.settings).renew(held)).toMatchObject({
      kind: 'refused',
      verdict: {
        diagnosis,
        definite,
        evidence: { call: 'token_refresh', status: 400, code: 'invalid_grant' },
      },
    })
  })
})

describe('ending the grant', () => {
  test.each([
    ['an empty reply', { body: '' }],
    ['an object', { body: {} }],
    ['a grant that was dead already', { status: 400, body: { error: 'invalid_token' } }],
  ])('with %s is done', async (_, answer) => {
    await using network = await standIn(() => answer)
    expect(await youtube(network.settings).revoke(held)).toEqual({ kind: 'ok', value: null })
    expect(network.asked).toMatchObject([{ method: 'POST', path: 'oauth2.googleapis.com/revoke' }])
    expect(Object.fromEntries(network.asked[0]?.form ?? [])).toEqual({ token: '1//kept' })
  })

  test.each([
    [503, { error: 'backend' }, 'transient'],
    [400, { error: 'invalid_request' }, 'misconfigured'],
    [200, '<html>', 'transient'],
  ])('with %i %j is not', async (status, body, diagnosis) => {
    await using network = await standIn(() => ({ status, body }))
    expect(await youtube(network.settings).revoke(held)).toMatchObject({
      kind: 'refused',
      verdict: { diagnosis },
    })
  })
})

describe('numbers', () => {
  const days = Array.from({ length: 33 }, (_, index) => {
    const day = new Date(Date.UTC(2026, 9, 18) + index * 86_400_000).toISOString().slice(0, 10)
    return [day, index < 5 ? 1_000_000 : 10, 2]
  })
  const table = (names: string[], rows: unknown) => ({ columnHeaders: names.map((name) => ({ name })), rows })

  test('count 28 days back from the newest day there is', async () => {
    await using network = await standIn(({ path, query }) => {
      if (path.includes('channels')) return { body: { items: [channel] } }
      const dimensions = query.get('dimensions') ?? ''
      if (dimensions === 'day') return { body: table(['day', 'views', 'estimatedMinutesWatched'], days) }
      if (dimensions === 'country')
        return {
          body: table(
            ['country', 'views'],
            [
              ['NL', 30],
              ['US', 90],
            ],
          ),
        }
      const rows = [
        ['age18-24', 'female', 60.5],
        ['age65-', 'male', 39.5],
      ]
      return { body: table(['ageGroup', 'gender', 'viewerPercentage'], rows) }
    })
    const outcome = await youtube(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    const takenAt = new Date('2026-11-20T00:00:00.000Z')
    expect(outcome.value.readings).toEqual([
      { metric: 'followers', value: 1230, takenAt: NOW },
      { metric: 'posts', value: 42, takenAt: NOW },
      { metric: 'views_28d', value: 280, takenAt },
      { metric: 'watch_minutes_28d', value: 56, takenAt },
    ])
    expect(outcome.value.breakdowns.map((one) => [one.dimension, one.parts[0]])).toEqual([
      ['country', { key: 'US', share: 0.75 }],
      ['age', { key: '18-24', share: 0.605 }],
      ['gender', { key: 'female', share: 0.605 }],
    ])
    expect(outcome.value.gaps).toContainEqual({ metric: 'city', why: 'not_offered_by_network' })
  })

  test('absent rows and hidden subscribers are gaps', async () => {
    const hidden = { ...channel, statistics: { hiddenSubscriberCount: true, videoCount: '3' } }
    await using network = await standIn(({ path }) => ({
      body: path.includes('channels') ? { items: [hidden] } : { columnHeaders: [] },
    }))
    const outcome = await youtube(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.readings.map((one) => one.metric)).toEqual(['posts'])
    expect(outcome.value.gaps).toContainEqual({ metric: 'followers', why: 'not_offered_by_network' })
    expect(outcome.value.gaps).toContainEqual({ metric: 'views_28d', why: 'not_ready_yet' })
    expect(outcome.value.gaps).toContainEqual({ metric: 'age', why: 'account_too_small' })
  })

  const refusing = (reason: string) => ({
    status: 403,
    body: { error: { code: 403, message: 'No.', errors: [{ domain: 'global', reason }] } },
  })
  test.each([
    ['insufficientPermissions', [ANALYTICS], 'permission_missing'],
    // It covers blocks of our project and closed channels as well.
    ['forbidden', [], 'permission_missing'],
    ['quotaExceeded', [], 'not_ready_yet'],
  ])('refused with %s leave the scopes without %j', async (reason, refusedScopes, why) => {
    await using network = await standIn(({ path }) =>
      path.includes('channels') ? { body: { items: [channel] } } : refusing(reason),
    )
    const outcome = await youtube(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.refusedScopes).toEqual(refusedScopes)
    expect(outcome.value.gaps).toContainEqual({ metric: 'views_28d', why })
    expect(outcome.value.readings.map((one) => one.metric)).toEqual(['followers', 'posts'])
  })

  test('a retired metric costs only itself', async () => {
    const message = 'Unknown identifier (views) given in field parameters.metrics.'
    const retired = {
      status: 400,
      body: { error: { code: 400, message, errors: [{ reason: 'badRequest' }] } },
    }
    await using network = await standIn(({ path, query }) => {
      if (path.includes('channels')) return { body: { items: [channel] } }
      return query.get('metrics')?.includes('views')
        ? retired
        : {
            body: table(
              ['day', 'estimatedMinutesWatched'],
              days.map(([day, , minutes]) => [day, minutes]),
            ),
          }
    })
    const outcome = await youtube(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.readings.map((one) => one.metric)).toEqual([
      'followers',
      'posts',
      'watch_minutes_28d',
    ])
    expect(outcome.value.gaps).toContainEqual({ metric: 'views_28d', why: 'not_offered_by_network' })
    expect(outcome.value.refusedScopes).toEqual([])
  })

  test('without the analytics permission only the channel is asked', async () => {
    await using network = await standIn(() => ({ body: { items: [channel] } }))
    const outcome = await youtube(network.settings).collect({
      ...held,
      tokens: { ...tokens, scopes: [READ] },
    })
    expect(network.asked.length).toBe(1)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.gaps).toContainEqual({ metric: 'watch_minutes_28d', why: 'permission_missing' })
  })
})
