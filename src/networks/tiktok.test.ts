import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { TokenSet } from '../domain/grant.ts'
import { Secret } from '../domain/secret.ts'
import { type Answered, type Asked, NOW, SECRET, standIn } from './stand-in.ts'
import { tiktok } from './tiktok.ts'

const SCOPES = ['user.info.basic', 'user.info.profile', 'user.info.stats', 'video.list']
const verifier = new Secret('v'.repeat(43))
const tokens: TokenSet = {
  access: new Secret('act.live'),
  accessEndsAt: NOW,
  refresh: new Secret('rft.kept'),
  grantEndsAt: NOW,
  person: null,
  personEndsAt: null,
  scopes: SCOPES,
  marks: [],
}
const held = { networkId: '-000abc-d_e', tokens }
const ok = { code: 'ok', message: '', log_id: '2026112200' }
const reply = {
  open_id: '-000abc-d_e',
  scope: 'user.info.basic,user.info.profile',
  access_token: 'act.new',
  expires_in: 7200,
  refresh_token: 'rft.new',
  refresh_expires_in: 15_552_000,
  token_type: 'Bearer',
}

describe('sending a person to TikTok', () => {
  test.each([
    ['https://app.test/return', null, {}],
    ['https://app.test/return', { networkId: 'x', handle: null }, { disable_auto_auth: '1' }],
    [
      'http://localhost:3000/return',
      null,
      {
        code_challenge: createHash('sha256').update('v'.repeat(43)).digest('hex'),
        code_challenge_method: 'S256',
      },
    ],
  ])('with the return address %s', async (redirectUri, expected, more) => {
    await using network = await standIn(() => ({}))
    const url = tiktok(network.settings).authorize({
      state: 's',
      redirectUri,
      verifier,
      scopes: SCOPES,
      expected,
    })
    expect(url.pathname).toBe('/www.tiktok.com/v2/auth/authorize/')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_key: '1234567890',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: SCOPES.join(','),
      state: 's',
      ...more,
    })
  })
})

describe('the code exchange', () => {
  test('sends the key, and the verifier only for a loopback address', async () => {
    await using network = await standIn(() => ({ body: reply }))
    const returned = new URLSearchParams({ code: 'c-1', scopes: 'user.info.basic' })
    const adapter = tiktok(network.settings)
    const outcome = await adapter.exchange({ returned, redirectUri: 'https://app.test/return', verifier })
    await adapter.exchange({ returned, redirectUri: 'http://127.0.0.1:1/return', verifier })
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        accessEndsAt: new Date(NOW.getTime() + 7_200_000),
        grantEndsAt: new Date(NOW.getTime() + 15_552_000_000),
        scopes: ['user.info.basic', 'user.info.profile'],
      },
    })
    expect(Object.fromEntries(network.asked[0]?.form ?? [])).toEqual({
      client_key: '1234567890',
      client_secret: SECRET,
      grant_type: 'authorization_code',
      code: 'c-1',
      redirect_uri: 'https://app.test/return',
    })
    expect(network.asked[1]?.form.get('code_verifier')).toBe('v'.repeat(43))
    expect(network.asked[0]?.path).toBe('open.tiktokapis.com/v2/oauth/token/')
  })

  test.each([undefined, 0, -5, 'soon', 1e12, null])(
    'an expires_in of %s becomes two hours',
    async (expires_in) => {
      const body = { ...reply, expires_in, refresh_expires_in: expires_in, scope: undefined }
      await using network = await standIn(() => ({ body }))
      // The address says `scopes`, separated by commas.
      const returned = new URLSearchParams({ code: 'c', scopes: 'user.info.basic,video.list' })
      const outcome = await tiktok(network.settings).exchange({
        returned,
        redirectUri: 'https://app.test/r',
        verifier,
      })
      expect(outcome).toMatchObject({
        kind: 'ok',
        value: {
          accessEndsAt: new Date(NOW.getTime() + 7_200_000),
          grantEndsAt: null,
          scopes: ['user.info.basic', 'video.list'],
          marks: [],
        },
      })
    },
  )

  test('an error with status 200 is an error', async () => {
    const body = {
      error: 'invalid_grant',
      error_description: 'Authorization code is expired.',
      log_id: '20261',
    }
    await using network = await standIn(() => ({ body }))
    const returned = new URLSearchParams({ code: 'c-1' })
    const outcome = await tiktok(network.settings).exchange({
      returned,
      redirectUri: 'https://app.test/r',
      verifier,
    })
    expect(outcome).toMatchObject({
      kind: 'refused',
      verdict: { diagnosis: 'not_disconnected', evidence: { code: 'invalid_grant', requestId: '20261' } },
    })
  })
})

describe('who it is', () => {
  test('is asked with the fields that were granted', async () => {
    const user = { open_id: '-000abc-d_e', union_id: 'u-1', display_name: 'Ann', username: 'ann' }
    await using network = await standIn(() => ({ body: { data: { user }, error: ok } }))
    const adapter = tiktok(network.settings)
    expect(await adapter.identify(tokens)).toMatchObject({
      value: [{ account: { networkId: '-000abc-d_e', otherIds: ['u-1'], handle: 'ann', title: 'Ann' } }],
    })
    await adapter.prove({ ...held, tokens: { ...tokens, scopes: ['user.info.basic'] } })
    await adapter.confirm(held)
    expect(network.asked.map((one) => one.query.get('fields'))).toEqual([
      'open_id,union_id,avatar_url,display_name,username,profile_deep_link',
      'open_id,union_id,avatar_url,display_name',
      'open_id',
    ])
    expect(network.asked.every((one) => one.method === 'GET')).toBe(true)
  })

  const refusing = (code: string, status: number) => ({
    status,
    body: { data: {}, error: { code, message: 'No.', log_id: '2026' } },
  })
  test.each([
    ['scope_not_authorized', 401, SCOPES.filter((scope) => scope !== 'user.info.profile')],
    // Fields that TikTok has renamed say nothing about scopes.
    ['invalid_params', 400, null],
    ['scope_permission_missed', 400, null],
  ])('is read without the fields that are refused with %s', async (code, status, scopes) => {
    const user = { open_id: '-000abc-d_e', display_name: 'Ann' }
    await using network = await standIn(({ query }) =>
      query.get('fields')?.includes('username')
        ? refusing(code, status)
        : { body: { data: { user }, error: ok } },
    )
    expect(await tiktok(network.settings).prove(held)).toMatchObject({
      kind: 'ok',
      value: { account: { networkId: '-000abc-d_e' }, scopes },
    })
    expect(network.asked).toHaveLength(2)
  })

  test('says nothing about scopes while all is well, and asks once', async () => {
    const user = { open_id: '-000abc-d_e', display_name: 'Ann' }
    await using network = await standIn(() => ({ body: { data: { user }, error: ok } }))
    expect(await tiktok(network.settings).prove(held)).toMatchObject({ value: { scopes: null } })
    expect(network.asked).toHaveLength(1)
  })

  test('a refused access token settles nothing', async () => {
    const body = { data: {}, error: { code: 'access_token_invalid', message: 'No.', log_id: '2026' } }
    await using network = await standIn(() => ({ status: 401, body }))
    expect(await tiktok(network.settings).prove(held)).toMatchObject({
      kind: 'refused',
      verdict: { diagnosis: 'ambiguous_reconnect', confidence: 'unknown', definite: false },
    })
  })
})

describe('renewing', () => {
  test('takes over the new refresh token, its end and the scopes', async () => {
    await using network = await standIn(() => ({ body: { ...reply, scope: 'user.info.basic' } }))
    const outcome = await tiktok(network.settings).renew(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.refresh?.reveal()).toBe('rft.new')
    expect(outcome.value.scopes).toEqual(['user.info.basic'])
    expect(outcome.value.grantEndsAt).toEqual(new Date(NOW.getTime() + 15_552_000_000))
  })

  test.each([undefined, ''])('a refresh token of %j replaces nothing', async (refresh_token) => {
    const body = {
      ...reply,
      refresh_token,
      scope: undefined,
      refresh_expires_in: undefined,
      expires_in: '7200',
    }
    await using network = await standIn(() => ({ body }))
    const outcome = await tiktok(network.settings).renew(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.refresh?.reveal()).toBe('rft.kept')
    expect(outcome.value).toMatchObject({ grantEndsAt: NOW, scopes: SCOPES })
    expect(outcome.value.accessEndsAt).toEqual(new Date(NOW.getTime() + 7_200_000))
  })

  test('a lost reply is trouble that names itself', async () => {
    await using network = await standIn(() => ({ status: 302, headers: { location: '/x' } }))
    expect(await tiktok(network.settings).renew(held)).toMatchObject({
      verdict: { diagnosis: 'transient', evidence: { call: 'token_refresh', code: 'redirected' } },
    })
  })
})

describe('numbers', () => {
  const user = { open_id: 'x', follower_count: 10, likes_count: 20, video_count: 'many' }
  const answer =
    (info: (asked: Asked) => Answered, videos: Answered = { body: { data: { videos: [] }, error: ok } }) =>
    (asked: Asked): Answered =>
      asked.path.includes('/video/list/') ? videos : info(asked)
  const whole = () => ({ body: { data: { user }, error: ok } })
  const refusing = (code: string, status: number): Answered => ({
    status,
    body: { data: {}, error: { code, message: 'No.', log_id: '2026' } },
  })
  const collect = async (answers: (asked: Asked) => Answered, scopes = SCOPES) => {
    await using network = await standIn(answers)
    const outcome = await tiktok(network.settings).collect({ ...held, tokens: { ...tokens, scopes } })
    return { outcome, asked: network.asked }
  }

  test('are today’s totals, and only what the scopes allow', async () => {
    const { outcome } = await collect(answer(whole))
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.readings).toEqual([
      { metric: 'followers', value: 10, takenAt: NOW },
      { metric: 'likes', value: 20, takenAt: NOW },
    ])
    expect(outcome.value.gaps).toContainEqual({ metric: 'posts', why: 'not_ready_yet' })
    expect(outcome.value.gaps).toContainEqual({ metric: 'views_28d', why: 'not_offered_by_network' })
    expect(outcome.value.gaps).toContainEqual({ metric: 'age', why: 'not_offered_by_network' })
    expect(outcome.value.refusedScopes).toEqual([])
  })

  test('ask for a video with the fields in the address, and only where that was permitted', async () => {
    const { asked } = await collect(answer(whole))
    const list = asked.find((one) => one.path === 'open.tiktokapis.com/v2/video/list/')
    expect(list).toMatchObject({ method: 'POST', authorization: 'Bearer act.live', body: '{"max_count":1}' })
    expect(list?.query.get('fields')).toBe('id')
    const without = await collect(answer(whole), ['user.info.basic', 'user.info.stats'])
    expect(without.asked).toHaveLength(1)
  })

  test.each([
    ['scope_not_authorized', 401, ['video.list']],
    ['rate_limit_exceeded', 429, []],
    ['internal_error', 500, []],
  ])('survive videos refused with %s', async (code, status, refusedScopes) => {
    const { outcome } = await collect(answer(whole, refusing(code, status)))
    expect(outcome).toMatchObject({ kind: 'ok', value: { refusedScopes } })
    expect(outcome.kind === 'ok' && outcome.value.readings).toHaveLength(2)
  })

  test('that TikTok no longer lets us read are a scope that is gone', async () => {
    const { outcome } = await collect(
      answer(({ query }) =>
        query.get('fields') === 'open_id' ? whole() : refusing('scope_not_authorized', 401),
      ),
    )
    if (outcome.kind !== 'ok') return expect.unreachable(JSON.stringify(outcome))
    expect(outcome.value.refusedScopes).toEqual(['user.info.stats'])
    expect(outcome.value.readings).toEqual([])
    expect(outcome.value.gaps).toContainEqual({ metric: 'followers', why: 'permission_missing' })
  })

  test('cost only themselves when TikTok renames one', async () => {
    const { outcome } = await collect(
      answer(({ query }) =>
        query.get('fields')?.includes('likes') ? refusing('invalid_params', 400) : whole(),
      ),
    )
    if (outcome.kind !== 'ok') return expect.unreachable(JSON.stringify(outcome))
    expect(outcome.value.readings.map((one) => one.metric)).toEqual(['followers'])
    expect(outcome.value.gaps).toContainEqual({ metric: 'likes', why: 'not_offered_by_network' })
  })

  test.each([
    ['access_token_invalid', 401, 'ambiguous_reconnect'],
    ['scope_not_authorized', 401, 'permissions_reduced'],
    ['internal_error', 500, 'transient'],
  ])('are refused as a whole with %s when the account itself is', async (code, status, diagnosis) => {
    const { outcome } = await collect(answer(() => refusing(code, status)))
    expect(outcome).toMatchObject({ kind: 'refused', verdict: { diagnosis } })
  })
})

describe('ending the grant', () => {
  const live = { ...held, tokens: { ...tokens, accessEndsAt: new Date(NOW.getTime() + 1) } }
  const dead = { error: 'invalid_request', error_description: 'The access token is invalid.', log_id: '2026' }

  test.each([
    ['an empty reply', { body: '' }],
    ['an object', { body: {} }],
    ['a token that TikTok does not know any more', { status: 400, body: dead }],
    ['the same by its code', { status: 401, body: { error: { code: 'access_token_invalid', message: '' } } }],
  ])('with %s is done', async (_, answered) => {
    await using network = await standIn(() => answered)
    expect(await tiktok(network.settings).revoke(live)).toEqual({ kind: 'ok', value: null })
    expect(network.asked).toMatchObject([{ method: 'POST', path: 'open.tiktokapis.com/v2/oauth/revoke/' }])
    expect(Object.fromEntries(network.asked[0]?.form ?? [])).toEqual({
      client_key: '1234567890',
      client_secret: SECRET,
      token: 'act.live',
    })
  })

  test('with a token that had ended before proves nothing', async () => {
    await using network = await standIn(() => ({ status: 400, body: dead }))
    expect((await tiktok(network.settings).revoke(held)).kind).toBe('refused')
  })

  test('with our own key refused is our mistake', async () => {
    await using network = await standIn(() => ({ status: 401, body: { error: 'invalid_client' } }))
    expect(await tiktok(network.settings).revoke(live)).toMatchObject({
      verdict: { diagnosis: 'misconfigured' },
    })
  })
})
