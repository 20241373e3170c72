import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { TokenSet } from '../domain/grant.ts'
import { Secret } from '../domain/secret.ts'
import { facebook } from './facebook.ts'
import { type Answered, type Asked, NOW, SECRET, standIn } from './stand-in.ts'

const REDIRECT = 'https://app.test/return/facebook'
const SCOPES = ['pages_show_list', 'pages_read_engagement', 'read_insights']
const DAY = 86_400_000
const verifier = new Secret('v'.repeat(43))
const tokens: TokenSet = {
  access: new Secret('EAApage'),
  accessEndsAt: null,
  refresh: null,
  grantEndsAt: null,
  person: new Secret('EAAperson'),
  personEndsAt: NOW,
  scopes: SCOPES,
  marks: [],
}
const held = { networkId: '111', tokens }
const proof = (token: string) => createHmac('sha256', SECRET).update(token).digest('hex')
const refusal = (code: number, error_subcode: number | undefined, message: string) => ({
  status: 400,
  body: { error: { message, type: 'OAuthException', code, error_subcode, fbtrace_id: 'Atrace' } },
})

/** Answers by the end of the path; the rest is an error of ours. */
const by = (routes: Record<string, (asked: Asked) => Answered>) => (asked: Asked) => {
  const path = asked.path.replace('graph.facebook.com/v26.0', '')
  return routes[path]?.(asked) ?? refusal(2500, undefined, `Unknown path components: ${path}`)
}

test('the dialog always asks for the Pages again', async () => {
  await using network = await standIn(() => ({}))
  const url = facebook(network.settings).authorize({
    state: 's',
    redirectUri: REDIRECT,
    verifier,
    scopes: SCOPES,
    expected: null,
  })
  expect(url.pathname).toBe('/www.facebook.com/v26.0/dialog/oauth')
  expect(url.searchParams.get('auth_type')).toBe('rerequest')
  expect(url.searchParams.get('scope')).toBe('pages_show_list,pages_read_engagement,read_insights')
  expect(url.searchParams.has('code_challenge')).toBe(false)
})

describe('the code exchange', () => {
  const permissions = () => ({
    body: {
      data: [
        { permission: 'pages_show_list', status: 'granted' },
        { permission: 'read_insights', status: 'declined' },
      ],
    },
  })

  test('trades the short token for a long one and reads what was granted', async () => {
    await using network = await standIn(
      by({
        '/oauth/access_token': ({ query }) => ({
          body: query.has('code')
            ? { access_token: 'EAAshort', expires_in: 3600 }
            : { access_token: 'EAAlong', expires_in: 5_183_944 },
        }),
        '/me/permissions': permissions,
      }),
    )
    const returned = new URLSearchParams({ code: 'c-1#_=_', state: 's' })
    const outcome = await facebook(network.settings).exchange({ returned, redirectUri: REDIRECT, verifier })
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.person?.reveal()).toBe('EAAlong')
    expect(outcome.value).toMatchObject({
      personEndsAt: new Date(NOW.getTime() + 5_183_944_000),
      grantEndsAt: null,
      scopes: ['pages_show_list'],
    })
    const [first, second, third] = network.asked
    expect(first?.query.get('code')).toBe('c-1')
    expect(first?.query.get('redirect_uri')).toBe(REDIRECT)
    expect(second?.query.get('fb_exchange_token')).toBe('EAAshort')
    expect(third?.query.get('appsecret_proof')).toBe(proof('EAAlong'))
  })

  test('a reply without an end is looked up', async () => {
    await using network = await standIn(
      by({
        '/oauth/access_token': () => ({ body: { access_token: 'EAAlong' } }),
        '/debug_token': () => ({ body: { data: { is_valid: true, expires_at: 1_800_000_000 } } }),
        '/me/permissions': permissions,
      }),
    )
    const returned = new URLSearchParams({ code: 'c-1' })
    const outcome = await facebook(network.settings).exchange({ returned, redirectUri: REDIRECT, verifier })
    expect(outcome).toMatchObject({ value: { personEndsAt: new Date(1_800_000_000_000) } })
  })
})

describe('an end that cannot be true', () => {
  test.each([
    [0, new Date(1_800_000_000_000)],
    [-5, new Date(1_800_000_000_000)],
    ['soon', new Date(1_800_000_000_000)],
    [1e12, new Date(1_800_000_000_000)],
    ['5183944', new Date(NOW.getTime() + 5_183_944_000)],
  ])('such as %j is looked up', async (expires_in, personEndsAt) => {
    await using network = await standIn(
      by({
        '/oauth/access_token': () => ({ body: { access_token: 'EAAnext', expires_in } }),
        '/debug_token': () => ({ body: { data: { is_valid: true, expires_at: 1_800_000_000 } } }),
      }),
    )
    expect(await facebook(network.settings).renew(held)).toMatchObject({
      kind: 'ok',
      value: { personEndsAt },
    })
  })
})

describe('the Pages', () => {
  const page = (id: string, token?: string) => ({ id, name: `Page ${id}`, access_token: token })

  test('come with their own tokens, over every page of the list', async () => {
    await using network = await standIn(
      by({
        '/me': () => ({ body: { id: '10217' } }),
        '/me/accounts': ({ query }) =>
          query.has('after')
            ? { body: { data: [page('333', 'EAAthree')] } }
            : {
                body: {
                  data: [page('111', 'EAAone'), page('222')],
                  paging: { cursors: { after: 'AFTER' }, next: 'https://evil.test/steal' },
                },
              },
        '/debug_token': ({ query }) => ({
          body: {
            data:
              query.get('input_token') === 'EAAone'
                ? {
                    is_valid: true,
                    expires_at: 0,
                    granular_scopes: [{ scope: 'read_insights', target_ids: ['9'] }],
                  }
                : { is_valid: true, expires_at: 1_800_000_000 },
          },
        }),
      }),
    )
    const outcome = await facebook(network.settings).identify({ ...tokens, access: new Secret('EAAperson') })
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.map(({ account, tokens: own }) => [account.networkId, own.access.reveal()])).toEqual(
      [
        ['111', 'EAAone'],
        ['333', 'EAAthree'],
      ],
    )
    const [one, three] = outcome.value
    expect(one?.account.subject).toBe('10217')
    expect(one?.tokens).toMatchObject({ accessEndsAt: null, personEndsAt: NOW })
    expect(one?.tokens.scopes).toEqual(['pages_show_list', 'pages_read_engagement'])
    expect(three?.tokens.accessEndsAt).toEqual(new Date(1_800_000_000_000))
  })

  test('none ticked is an empty list', async () => {
    await using network = await standIn(
      by({ '/me': () => ({ body: { id: '1' } }), '/me/accounts': () => ({ body: { data: [] } }) }),
    )
    expect(await facebook(network.settings).identify(tokens)).toEqual({ kind: 'ok', value: [] })
  })
})

describe('proof and second opinion', () => {
  test('proves with the Page’s own token', async () => {
    await using network = await standIn(
      by({ '/111': () => ({ body: { id: '111', name: 'Ann', username: 'ann' } }) }),
    )
    expect(await facebook(network.settings).prove(held)).toMatchObject({
      kind: 'ok',
      value: { account: { networkId: '111', handle: 'ann', url: 'https://www.facebook.com/ann' } },
    })
    expect(network.asked[0]?.query.get('appsecret_proof')).toBe(proof('EAApage'))
  })

  const inspection = (data: object, status = 200) => ({ status, body: { data: { is_valid: true, ...data } } })
  const ticked = (...target_ids: string[]) => ({ scope: 'read_insights', target_ids })
  test.each([
    ['all of them', inspection({ scopes: SCOPES, granular_scopes: [ticked('5', '111')] }), SCOPES],
    ['all of them where no Pages are listed', inspection({ scopes: SCOPES }), SCOPES],
    [
      'those ticked for this Page',
      inspection({ scopes: SCOPES, granular_scopes: [ticked('5')] }),
      ['pages_show_list', 'pages_read_engagement'],
    ],
    ['fewer than before', inspection({ scopes: ['pages_show_list'] }), ['pages_show_list']],
    ['not known where none are listed', inspection({}), null],
    [
      'not known where the token is called invalid',
      inspection({ is_valid: false, error: { code: 190 } }),
      null,
    ],
    ['not known where the inspection is down', { status: 503, body: '<html>' }, null],
    [
      'not known where our own token is refused',
      refusal(190, undefined, 'Invalid OAuth access token.'),
      null,
    ],
  ])('beside a good read the scopes are %s', async (_, inspected, scopes) => {
    await using network = await standIn(
      by({ '/111': () => ({ body: { id: '111', name: 'Ann' } }), '/debug_token': () => inspected }),
    )
    expect(await facebook(network.settings).prove(held)).toMatchObject({
      kind: 'ok',
      value: { account: { networkId: '111' }, scopes },
    })
  })

  test('a good inspection does not save a refused read', async () => {
    await using network = await standIn(
      by({
        '/111': () => refusal(190, 460, 'The session has been invalidated.'),
        '/debug_token': () => inspection({ scopes: SCOPES }),
      }),
    )
    expect(await facebook(network.settings).prove(held)).toMatchObject({
      verdict: { diagnosis: 'account_changed' },
    })
  })

  test.each([
    [460, 'account_changed', 'likely'],
    [458, 'revoked', 'confirmed'],
    [459, 'security', 'confirmed'],
    [463, 'expired', 'likely'],
    [490, 'security', 'confirmed'],
    [492, 'account_changed', 'likely'],
  ])('subcode %i settles it', async (subcode, diagnosis, confidence) => {
    await using network = await standIn(() => refusal(190, subcode, 'Error validating access token.'))
    expect(await facebook(network.settings).prove(held)).toMatchObject({
      verdict: { diagnosis, confidence, definite: true, evidence: { code: '190', requestId: 'Atrace' } },
    })
    await using inspected = await standIn(() => ({
      body: { data: { is_valid: false, error: { code: 190, subcode, message: 'No.' } } },
    }))
    expect(await facebook(inspected.settings).confirm(held)).toMatchObject({
      verdict: { diagnosis, definite: true, evidence: { call: 'debug_token' } },
    })
  })

  test.each([
    [190, undefined, 'Error validating access token.'],
    [190, 467, 'The session is invalid because the user logged out.'],
    [100, 33, 'Unsupported get request.'],
  ])('%i/%s does not', async (code, subcode, message) => {
    await using network = await standIn(() => refusal(code, subcode, message))
    expect(await facebook(network.settings).prove(held)).toMatchObject({
      verdict: { diagnosis: 'ambiguous_reconnect', confidence: 'unknown', definite: false },
    })
  })

  test('a Page that is no longer ticked is a missing permission', async () => {
    const targets = { ids: ['111', '5'] as unknown }
    await using network = await standIn(() => ({
      body: {
        data: { is_valid: true, granular_scopes: [{ scope: 'pages_show_list', target_ids: targets.ids }] },
      },
    }))
    const adapter = facebook(network.settings)
    expect(await adapter.confirm(held)).toEqual({ kind: 'ok', value: null })
    expect(network.asked[0]?.query.get('access_token')).toBe(`1234567890|${SECRET}`)
    targets.ids = undefined
    expect(await adapter.confirm(held)).toEqual({ kind: 'ok', value: null })
    targets.ids = ['5']
    expect(await adapter.confirm(held)).toMatchObject({ verdict: { diagnosis: 'permissions_reduced' } })
  })

  test('our request refused by an older version says so', async () => {
    await using network = await standIn(() => ({
      ...refusal(100, undefined, '(#100) Tried accessing nonexisting field'),
      headers: { 'facebook-api-version': 'v24.0' },
    }))
    const outcome = await facebook(network.settings).prove(held)
    expect(outcome).toMatchObject({ verdict: { diagnosis: 'misconfigured' } })
    expect(outcome.kind === 'refused' && outcome.verdict.evidence.message).toContain('answered by v24.0')
  })
})

describe('the version that answers', () => {
  const prove = async (headers: Record<string, string>) => {
    await using network = await standIn(() => ({ body: { id: '111', name: 'Ann' }, headers }))
    expect((await facebook(network.settings).prove(held)).kind).toBe('ok')
    return network.warned
  }

  test('is an operator’s business when it is not the one we asked for', async () => {
    // The read and the inspection: the log keeps the same words from being repeated.
    expect(await prove({ 'facebook-api-version': 'v24.0' })).toEqual(
      Array.from({ length: 2 }, () => ({
        asked: 'v26.0',
        served: 'v24.0',
        message: expect.stringContaining('another version'),
      })),
    )
  })

  test.each([{ 'facebook-api-version': 'v26.0' }, {}])('%j is as it should be', async (headers) => {
    expect(await prove(headers as Record<string, string>)).toEqual([])
  })
})

describe('a refusal for asking too often', () => {
  const used = JSON.stringify({ call_count: 100, total_time: 25, total_cputime: 25 })
  const half = JSON.stringify({ call_count: 50, total_time: 25, total_cputime: 25 })
  const business = (minutes: unknown) =>
    JSON.stringify({ '111': [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: minutes }] })
  test.each([
    [{ 'x-business-use-case-usage': business(19) }, 19 * 60],
    [{ 'x-business-use-case-usage': business(19), 'x-app-usage': used }, 19 * 60],
    [{ 'x-app-usage': used }, 3_600],
    [{ 'x-app-usage': half }, null],
    [{ 'x-business-use-case-usage': business(-1), 'x-app-usage': 'no JSON' }, null],
    [{ 'retry-after': '7' }, 7],
  ])('with %j is to be repeated after %s seconds', async (headers, retryAfterSeconds) => {
    await using network = await standIn(() => ({
      ...refusal(80001, undefined, 'There have been too many calls to this Page account.'),
      headers: headers as Record<string, string>,
    }))
    expect(await facebook(network.settings).prove(held)).toMatchObject({
      verdict: { diagnosis: 'rate_limited', retryAfterSeconds },
    })
  })
})

describe('ending the grant', () => {
  test.each(['{"success":true}', 'true', ''])('answered by %j is done', async (body) => {
    await using network = await standIn(by({ '/me/permissions': () => ({ body }) }))
    expect(await facebook(network.settings).revoke(held)).toEqual({ kind: 'ok', value: null })
    const [asked, ...more] = network.asked
    expect(asked?.method).toBe('DELETE')
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      access_token: 'EAAperson',
      appsecret_proof: proof('EAAperson'),
    })
    expect(more).toEqual([])
  })

  test('that the person ended before is done', async () => {
    await using network = await standIn(() => refusal(190, 458, 'The user has not authorized application 1.'))
    expect(await facebook(network.settings).revoke(held)).toEqual({ kind: 'ok', value: null })
    expect(network.asked).toHaveLength(1)
  })

  test('whose person’s token has ended is asked of the app’s own', async () => {
    await using network = await standIn(
      by({
        '/me/permissions': () => refusal(190, 463, 'Session has expired on Monday.'),
        '/debug_token': () => ({ body: { data: { is_valid: true, user_id: '10217' } } }),
        '/10217/permissions': () => ({ body: { success: true } }),
      }),
    )
    expect(await facebook(network.settings).revoke(held)).toEqual({ kind: 'ok', value: null })
    const app = `1234567890|${SECRET}`
    expect(network.asked.map((one) => [one.method, one.query.get('access_token')])).toEqual([
      ['DELETE', 'EAAperson'],
      ['GET', app],
      ['DELETE', app],
    ])
    expect(network.asked[2]?.query.get('appsecret_proof')).toBe(proof(app))
  })

  test.each([
    ['the network is down', { status: 503, body: '' }, 'transient'],
    ['Facebook says that it did nothing', { body: { success: false } }, 'transient'],
    ['we ask too often', refusal(4, undefined, 'Application request limit reached'), 'rate_limited'],
    [
      'all tokens are dead and nobody is named',
      refusal(190, 460, 'changed their password'),
      'account_changed',
    ],
  ])('is not done when %s', async (_, answered, diagnosis) => {
    await using network = await standIn(() => answered)
    expect(await facebook(network.settings).revoke(held)).toMatchObject({
      kind: 'refused',
      verdict: { diagnosis },
    })
  })
})

describe('renewing the person’s token', () => {
  test('takes the Page’s new token along, and says the end as it is', async () => {
    await using network = await standIn(
      by({
        '/oauth/access_token': () => ({ body: { access_token: 'EAAnext', expires_in: 1000 } }),
        '/me/accounts': () => ({ body: { data: [{ id: '111', access_token: 'EAApage2' }] } }),
        '/debug_token': () => ({ body: { data: { is_valid: true, expires_at: 0 } } }),
      }),
    )
    const outcome = await facebook(network.settings).renew(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.access.reveal()).toBe('EAApage2')
    expect(outcome.value.person?.reveal()).toBe('EAAnext')
    expect(outcome.value).toMatchObject({
      accessEndsAt: null,
      personEndsAt: new Date(NOW.getTime() + 1_000_000),
    })
  })

  test('keeps the Page’s token when the list does not have it', async () => {
    await using network = await standIn(
      by({ '/oauth/access_token': () => ({ body: { access_token: 'EAAnext', expires_in: 60 * 86_400 } }) }),
    )
    const outcome = await facebook(network.settings).renew(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.access.reveal()).toBe('EAApage')
    expect(outcome.value.personEndsAt).toEqual(new Date(NOW.getTime() + 60 * DAY))
  })

  test('a dead token of the person settles nothing about the Page', async () => {
    await using network = await standIn(() => refusal(190, 463, 'Session has expired on Monday.'))
    expect(await facebook(network.settings).renew(held)).toMatchObject({
      verdict: { diagnosis: 'expired', definite: false },
    })
  })
})

describe('numbers', () => {
  const values = (count: number, value: (day: number) => unknown) =>
    Array.from({ length: count }, (_, day) => ({
      value: value(day),
      end_time: new Date(Date.UTC(2026, 10, 22 - day, 8)).toISOString().replace('.000Z', '+0000'),
    }))
  const insight = (name: string, period: string, list: unknown) => ({ name, period, values: list })
  const routes = (insights: (asked: Asked) => Answered) =>
    by({ '/111': () => ({ body: { id: '111', followers_count: 900 } }), '/111/insights': insights })

  test('add up counts of events, never counts of people', async () => {
    await using network = await standIn(
      routes(({ query }) => {
        if (query.get('period') === 'days_28') {
          return {
            body: {
              data: [
                insight(
                  'page_total_media_view_unique',
                  'days_28',
                  values(2, (day) => 500 - day),
                ),
              ],
            },
          }
        }
        if (query.get('metric') === 'page_follows_country') {
          return {
            body: {
              data: [
                insight(
                  'page_follows_country',
                  'day',
                  values(1, () => ({ NL: 3, US: 1 })),
                ),
              ],
            },
          }
        }
        return {
          body: {
            data: [
              insight(
                'page_media_view',
                'day',
                values(32, (day) => (day < 28 ? 10 : 1_000)),
              ),
              insight(
                'page_post_engagements',
                'day',
                values(20, () => 1),
              ),
            ],
          },
        }
      }),
    )
    const outcome = await facebook(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    const takenAt = new Date('2026-11-22T08:00:00.000Z')
    expect(outcome.value.readings).toEqual([
      { metric: 'followers', value: 900, takenAt: NOW },
      { metric: 'views_28d', value: 280, takenAt },
      { metric: 'reach_28d', value: 500, takenAt },
    ])
    expect(outcome.value.breakdowns[0]?.parts[0]).toEqual({ key: 'NL', share: 0.75 })
    // Twenty days are not twenty-eight.
    expect(outcome.value.gaps).toContainEqual({ metric: 'interactions_28d', why: 'not_ready_yet' })
  })

  test.each([
    [
      10,
      '(#10) This endpoint requires the read_insights permission.',
      ['read_insights'],
      'permission_missing',
    ],
    [
      10,
      "(#10) requires the 'pages_read_engagement' permission",
      ['pages_read_engagement'],
      'permission_missing',
    ],
    [200, '(#200) Permissions error', ['read_insights'], 'permission_missing'],
    [10, '(#10) Not enough viewers for the media to show insights', [], 'not_ready_yet'],
    [200, '(#200) API access blocked.', [], 'not_offered_by_network'],
    [4, 'Application request limit reached', [], 'not_ready_yet'],
  ])('refused with %i %j leave the scopes without %j', async (code, message, refusedScopes, why) => {
    await using network = await standIn(routes(() => refusal(code, undefined, message)))
    const outcome = await facebook(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.refusedScopes).toEqual(refusedScopes)
    expect(outcome.value.readings.map((one) => one.metric)).toEqual(['followers'])
    for (const metric of ['views_28d', 'interactions_28d', 'reach_28d', 'country']) {
      expect(outcome.value.gaps).toContainEqual({ metric, why })
    }
  })

  test('are not there for a small Page, and nothing is wrong with that', async () => {
    await using network = await standIn(
      by({
        '/111': () => ({ body: { id: '111', followers_count: 64 } }),
        '/111/insights': () => ({ body: { data: [] } }),
      }),
    )
    const outcome = await facebook(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.gaps).toContainEqual({ metric: 'views_28d', why: 'account_too_small' })
    expect(outcome.value.gaps).toContainEqual({ metric: 'reach_28d', why: 'account_too_small' })
    expect(outcome.value.refusedScopes).toEqual([])
  })

  test('a retired metric costs only itself', async () => {
    await using network = await standIn(
      routes(({ query }) =>
        query.get('metric') === 'page_media_view'
          ? {
              body: {
                data: [
                  insight(
                    'page_media_view',
                    'day',
                    values(28, () => 1),
                  ),
                ],
              },
            }
          : refusal(100, undefined, '(#100) The value must be a valid insights metric'),
      ),
    )
    const outcome = await facebook(network.settings).collect(held)
    if (outcome.kind !== 'ok') return expect.unreachable()
    expect(outcome.value.readings.map((one) => one.metric)).toEqual(['followers', 'views_28d'])
    for (const metric of ['reach_28d', 'interactions_28d', 'country']) {
      expect(outcome.value.gaps).toContainEqual({ metric, why: 'not_offered_by_network' })
    }
  })
})
