import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import type { TokenSet } from '../domain/grant.ts'
import { DIMENSIONS, METRICS } from '../domain/insight/reading.ts'
import { NETWORKS, type Network, POLICIES } from '../domain/network.ts'
import { Secret } from '../domain/secret.ts'
import { isLoss } from '../domain/verdict.ts'
import type { Adapter, AdapterSettings, Found, Held, Outcome } from './contract.ts'
import { at, listOf } from './json.ts'
import { createNetworks } from './registry.ts'

const REDIRECT = 'http://127.0.0.1:4999/return'
const START = new Date('2026-11-22T12:00:00Z')
const DAY_MS = 86_400_000
const verifier = new Secret('v'.repeat(64))

let sandbox: RunningSandbox
let networks: Record<Network, Adapter>
let now = START

const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, init)
  expect(response.ok, `${method} ${path}`).toBe(true)
  return response.json()
}

const advance = async (duration: string) => {
  now = new Date(String(at(await control('POST', '/clock', { advance: duration }), 'now')))
}

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, journalFile: null, fresh: true, startAt: START })
  for (const network of NETWORKS) {
    await control('PUT', `/apps/${network}`, {
      client_id: `app-${network}`,
      client_secret: `${network}-secret-0123456789`,
      redirect_uris: [REDIRECT],
      // A loopback address makes it a desktop app, which must use PKCE.
      type: network === 'tiktok' ? 'desktop' : 'web',
      require_appsecret_proof: true,
    })
  }
  networks = createNetworks(settingsOf)
})

const settingsOf = (network: Network): AdapterSettings => ({
  clientId: `app-${network}`,
  clientSecret: new Secret(`${network}-secret-0123456789`),
  eventSecrets: [],
  verifyToken: null,
  identityScopes: true,
  origin: (real) => `${sandbox.url}/${new URL(real).host}`,
  now: () => now,
  deadlineMs: 10_000,
  warn: (fields, message) => expect.unreachable(`${message} ${JSON.stringify(fields)}`),
})

afterAll(() => sandbox.close())

/** One pretend person owns a channel on all four. */
const account = async (network: Network): Promise<{ login: string; channel: string }> => {
  const people = listOf(at(await control('GET', '/people'), 'people'))
  const person = people.find((one) => at(one, 'key') === 'lina')
  const first = listOf(at(person, 'accounts', network))[0]
  const login = String(at(first, 'id'))
  const below = listOf(at(first, 'channels') ?? at(first, 'pages'))[0]
  return { login, channel: below === undefined ? login : String(at(below, 'id')) }
}

const returnFrom = async (network: Network, choice: object = {}): Promise<URLSearchParams> => {
  const url = networks[network].authorize({
    state: 'state-1',
    redirectUri: REDIRECT,
    verifier,
    scopes: POLICIES[network].scopes.map((scope) => scope.name),
    expected: null,
  })
  const { login, channel } = await account(network)
  const picked = network === 'youtube' ? { channel } : {}
  const consent = { authorize_url: url.href, account: login, ...picked, ...choice }
  const redirect = at(await control('POST', '/consent', consent), 'redirect_to')
  return new URL(String(redirect)).searchParams
}

const value = <T>(outcome: Outcome<T>): T => {
  if (outcome.kind !== 'ok') expect.unreachable(JSON.stringify(outcome))
  return (outcome as { value: T }).value
}

const connect = async (network: Network, choice: object = {}): Promise<Found> => {
  const returned = await returnFrom(network, choice)
  const tokens = value(await networks[network].exchange({ returned, redirectUri: REDIRECT, verifier }))
  const { channel } = await account(network)
  const found = value(await networks[network].identify(tokens))
  const own = found.find((one) => one.account.networkId === channel)
  if (!own) return expect.unreachable(`${network} found ${found.map((one) => one.account.networkId)}`)
  return own
}

const heldBy = ({ account: { networkId }, tokens }: Found): Held => ({ networkId, tokens })

describe.each(NETWORKS)('the adapter of %s', (network) => {
  const scopes: readonly string[] = POLICIES[network].scopes.map((scope) => scope.name)
  let found: Found

  test('leads from permission to an account and its tokens', async () => {
    const returned = await returnFrom(network)
    expect(returned.get('state')).toBe('state-1')
    found = await connect(network)
    expect(found.account.title).not.toBe('')
    expect(found.account.url).toMatch(/^https?:/)
    expect([...found.tokens.scopes].filter((scope) => scopes.includes(scope)).toSorted()).toEqual(
      scopes.toSorted(),
    )
    for (const end of endsOf(found.tokens)) {
      expect(end.getTime()).toBeGreaterThan(now.getTime())
      expect(end.getTime()).toBeLessThan(now.getTime() + 400 * DAY_MS)
    }
  })

  test('names the person where that is somebody else than the account', async () => {
    const { login } = await account(network)
    const isPerson = network === 'youtube' || network === 'facebook'
    expect(found.account.subject).toBe(isPerson ? login : null)
    // Marks are for events that name a grant by its token, which only Google's do.
    expect(found.tokens.marks).toHaveLength(network === 'youtube' ? 2 : 0)
  })

  test('knocks without anybody’s token, and hears whether anybody is there', async () => {
    const heard: string[] = []
    const { [network]: adapter } = createNetworks((which) => ({
      ...settingsOf(which),
      gate: {
        admit: async () => ({ kind: 'go' }),
        heard: async (_, { verdict }) => {
          heard.push(verdict.diagnosis)
        },
      },
    }))
    await adapter.knock()
    await control('POST', '/faults', { network, kind: 'status', status: 503 })
    await adapter.knock()
    expect(heard).toHaveLength(2)
    expect(heard[0]).not.toBe('transient')
    expect(heard[1]).toBe('transient')
  })

  test('proves the same account, and confirms it another way', async () => {
    const proven = value(await networks[network].prove(heldBy(found)))
    expect({ ...proven.account, subject: null }).toEqual({ ...found.account, subject: null })
    expect(await networks[network].confirm(heldBy(found))).toEqual({ kind: 'ok', value: null })
  })

  test('collects numbers; every number and cut is there or its absence explained', async () => {
    const { readings, breakdowns, gaps } = value(await networks[network].collect(heldBy(found)))
    const seen = [
      ...readings.map((one) => one.metric),
      ...breakdowns.map((one) => one.dimension),
      ...gaps.map((one) => one.metric),
    ]
    expect(seen.toSorted()).toEqual([...METRICS, ...DIMENSIONS].toSorted())
    expect(gaps.map((one) => one.why)).not.toContain('permission_missing')
    expect(readings.find((one) => one.metric === 'followers')?.value).toBeGreaterThan(0)
    for (const { value: count, takenAt } of readings) {
      expect(Number.isSafeInteger(count) && count >= 0).toBe(true)
      expect(takenAt.getTime()).toBeLessThanOrEqual(now.getTime())
    }
    for (const { parts } of breakdowns) {
      expect(parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1)
    }
    // What each network has for this person, as its page in the documents says.
    expect(readings.map((one) => one.metric).toSorted()).toEqual(EXPECTED[network].toSorted())
  })

  test('reads the newest posts; every number of each is there or its absence explained', async () => {
    const { posts, refusedScopes } = value(await networks[network].posts(heldBy(found)))
    expect(refusedScopes).toEqual([])
    expect(posts.length).toBeGreaterThan(5)
    expect(posts.length).toBeLessThanOrEqual(30)
    expect(new Set(posts.map((one) => one.networkId)).size).toBe(posts.length)
    const times = posts.map((one) => one.postedAt.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    for (const post of posts) {
      expect(post.postedAt.getTime()).toBeLessThanOrEqual(now.getTime())
      expect(post.title).not.toBe('')
      expect(post.url).toMatch(/^https:/)
      const seen = [...Object.keys(post.numbers), ...post.gaps.map((one) => one.metric)]
      expect(seen.toSorted()).toEqual(POST_NUMBERS[network])
    }
    expect(posts.flatMap((one) => one.gaps).every((one) => one.why === 'hidden_by_creator')).toBe(true)
  })

  test('fills days gone by with what the network still knows of them, or says that it knows nothing', async () => {
    const days = { from: '2026-11-01', to: '2026-11-14' }
    const outcome = await networks[network].pastDays(heldBy(found), days)
    if (network === 'instagram' || network === 'tiktok') {
      expect(outcome).toEqual({ kind: 'not_offered' })
      return
    }
    const past = value(outcome)
    expect(past).toHaveLength(14)
    expect(past.map((one) => one.day)).toEqual(past.map((one) => one.day).toSorted())
    expect([past[0]?.day, past.at(-1)?.day]).toEqual([days.from, days.to])
    const metrics = network === 'facebook' ? ['followers'] : ['views_28d', 'watch_minutes_28d']
    for (const { readings } of past) {
      expect(readings.map((one) => one.metric)).toEqual(metrics)
      for (const { value: count } of readings) expect(Number.isSafeInteger(count) && count > 0).toBe(true)
    }
  })

  test('renews, and the renewed tokens work', async () => {
    await advance('25h')
    const held = heldBy(found)
    const renewed = value(await networks[network].renew(held))
    expect(renewed.scopes.toSorted()).toEqual(held.tokens.scopes.toSorted())
    expect(renewed.refresh === null).toBe(held.tokens.refresh === null)
    // The token that was spent: at TikTok it is dead from now on, everywhere else it goes on.
    const spent = await networks[network].renew(held)
    if (network === 'tiktok') {
      expect(spent).toMatchObject({ verdict: { diagnosis: 'ambiguous_reconnect', definite: false } })
    } else {
      expect(spent.kind).toBe('ok')
    }
    found = { account: found.account, tokens: renewed }
    expect(value(await networks[network].prove(heldBy(found))).account.networkId).toBe(
      found.account.networkId,
    )
  })

  test('reads a no without a call', async () => {
    const returned = await returnFrom(network, { cancel: true })
    const outcome = await networks[network].exchange({ returned, redirectUri: REDIRECT, verifier })
    expect(outcome).toMatchObject({
      kind: 'refused',
      verdict: { diagnosis: 'denied_by_user', definite: false },
    })
  })

  test('a used code is no disconnection', async () => {
    const returned = await returnFrom(network)
    const input = { returned, redirectUri: REDIRECT, verifier }
    value(await networks[network].exchange(input))
    const again = await networks[network].exchange(input)
    expect(again).toMatchObject({ kind: 'refused', verdict: { definite: false } })
    expect(again.kind === 'refused' && again.verdict.diagnosis).toBe('not_disconnected')
    found = await connect(network)
  })

  test.each(['html', 'empty', 'cut', 'huge', 'endless', 'reset', 'status'])(
    'trouble of the kind %s never touches a connection',
    async (kind) => {
      const calls = [networks[network].prove, networks[network].confirm, networks[network].renew] as const
      for (const call of calls) {
        await control('POST', '/faults', {
          network,
          kind,
          status: kind === 'status' ? 503 : 200,
          handled: false,
        })
        const outcome: Outcome<unknown> = await call(heldBy(found))
        await control('DELETE', '/faults')
        expect(outcome).toMatchObject({
          kind: 'refused',
          verdict: { diagnosis: 'transient', definite: false },
        })
      }
    },
  )

  test.each([
    ['text that is no JSON', 'garbage {"'],
    ['an object of nothing we know', '{"x":1}'],
    ['a list', '[]'],
    ['a list that is too deep', '['.repeat(100_000)],
  ])('%s settles nothing', async (_, body) => {
    const { prove, confirm, renew } = networks[network]
    for (const call of [prove, confirm, renew]) {
      await control('POST', '/faults', { network, kind: 'body', body, status: 200, times: null })
      const outcome: Outcome<unknown> = await call(heldBy(found))
      await control('DELETE', '/faults')
      expect(outcome).toMatchObject({ kind: 'refused', verdict: { definite: false } })
      expect(['transient', 'not_disconnected']).toContain(
        outcome.kind === 'refused' ? outcome.verdict.diagnosis : '',
      )
    }
  })

  test('being asked to slow down touches nothing, and says for how long where the network does', async () => {
    const { status, body, headers, seconds } = SLOW_DOWN[network]
    await control('POST', '/faults', { network, kind: 'status', status, body, headers, times: null })
    const outcomes: Outcome<unknown>[] = [
      await networks[network].prove(heldBy(found)),
      await networks[network].renew(heldBy(found)),
      await networks[network].collect(heldBy(found)),
    ]
    await control('DELETE', '/faults')
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        kind: 'refused',
        verdict: { diagnosis: 'rate_limited', definite: false, retryAfterSeconds: seconds },
      })
    }
    expect((await networks[network].prove(heldBy(found))).kind).toBe('ok')
  })

  test('a scope taken back later is noticed by what is done every day', async () => {
    const { login } = await account(network)
    for (const scope of TAKEN_BACK[network]) {
      found = await connect(network)
      await control('POST', `/accounts/${network}/${login}/remove-scope`, { scope })
      const proof = await networks[network].prove(heldBy(found))
      const numbers = await networks[network].collect(heldBy(found))
      const gone = new Set(numbers.kind === 'ok' ? numbers.value.refusedScopes : [])
      const left = [proof.kind === 'ok' ? proof.value.scopes : null]
      // Short access tokens are renewed every day as well, and that reply names the scopes.
      if (POLICIES[network].renewal.kind === 'lazy') {
        left.push(value(await networks[network].renew(heldBy(found))).scopes)
      }
      for (const scopes of left) {
        for (const one of found.tokens.scopes) if (scopes?.includes(one) === false) gone.add(one)
      }
      // Only that one, and nothing is lost with it.
      expect([...gone]).toEqual([scope])
      expect(proof.kind).toBe('ok')
      expect((await networks[network].confirm(heldBy(found))).kind).toBe('ok')
      // The next consent asks for everything again.
      await control('POST', `/accounts/${network}/${login}/remove-app`, {})
    }
    found = await connect(network)
  })

  test('a scope left unticked is missing from the tokens, and explained in the numbers', async () => {
    const declined = POLICIES[network].scopes.find(
      (scope) => scope.use === 'numbers' && !ESSENTIAL.has(scope.name),
    )
    const without = await connect(network, { decline: [declined?.name] })
    expect(without.tokens.scopes).not.toContain(declined?.name)
    const { gaps } = value(await networks[network].collect(heldBy(without)))
    const missing = gaps.some((one) => one.why === 'permission_missing')
    expect(missing).toBe(declined?.name !== 'user.info.profile')
    found = await connect(network)
  })

  test('ends a grant where the network lets us, and once more is no trouble', async () => {
    const outcome = await networks[network].revoke(heldBy(found))
    if (network === 'instagram') {
      expect(outcome).toEqual({ kind: 'not_offered' })
      return
    }
    expect(outcome).toEqual({ kind: 'ok', value: null })
    const proof = await networks[network].prove(heldBy(found))
    expect(proof.kind === 'refused' && isLoss(proof.verdict.diagnosis), JSON.stringify(proof)).toBe(true)
    expect(await networks[network].revoke(heldBy(found))).toEqual({ kind: 'ok', value: null })
    found = await connect(network)
  })

  test('a removed app ends proof and second opinion', async () => {
    const { login } = await account(network)
    await control('POST', `/accounts/${network}/${login}/remove-app`, {})
    const outcomes = [
      await networks[network].prove(heldBy(found)),
      await networks[network].confirm(heldBy(found)),
      ...(network === 'youtube' || network === 'tiktok'
        ? [await networks[network].renew(heldBy(found))]
        : []),
    ]
    for (const outcome of outcomes) {
      if (outcome.kind !== 'refused') return expect.unreachable()
      expect(['revoked', 'ambiguous_reconnect']).toContain(outcome.verdict.diagnosis)
      const isMeta = network === 'instagram' || network === 'facebook'
      expect(outcome.verdict).toMatchObject({
        diagnosis: isMeta ? 'revoked' : 'ambiguous_reconnect',
        definite: isMeta,
      })
      expect(JSON.stringify(outcome)).not.toContain(found.tokens.access.reveal())
    }
  })
})

const POST_NUMBERS: Record<Network, readonly string[]> = {
  instagram: ['comments', 'likes', 'reach', 'saves', 'shares', 'views'],
  youtube: ['comments', 'likes', 'views'],
  tiktok: ['comments', 'likes', 'shares', 'views'],
  facebook: ['comments', 'likes', 'reach', 'shares', 'views'],
}

/** Scopes that the networks do not let a person leave out of a useful grant. */
const ESSENTIAL = new Set(['pages_read_engagement'])

/** Scopes that a person can take back one by one, with the account still readable. */
const TAKEN_BACK: Record<Network, readonly string[]> = {
  instagram: ['instagram_business_manage_insights'],
  youtube: ['https://www.googleapis.com/auth/yt-analytics.readonly'],
  tiktok: ['user.info.profile', 'user.info.stats', 'video.list'],
  facebook: ['read_insights'],
}

const TOO_MANY_CALLS = {
  status: 400,
  body: { error: { message: '(#4) Application request limit reached', type: 'OAuthException', code: 4 } },
}
const SLOW_DOWN: Record<
  Network,
  { status: number; body: object; headers: Record<string, string>; seconds: number | null }
> = {
  instagram: {
    ...TOO_MANY_CALLS,
    headers: { 'x-app-usage': '{"call_count":100,"total_time":5,"total_cputime":5}' },
    seconds: 3_600,
  },
  youtube: {
    status: 429,
    body: { error: { code: 429, message: 'Slow down.', errors: [{ reason: 'rateLimitExceeded' }] } },
    headers: { 'retry-after': '30' },
    seconds: 30,
  },
  // No header is documented.
  tiktok: {
    status: 429,
    body: { data: {}, error: { code: 'rate_limit_exceeded', message: 'Slow down.', log_id: '2026' } },
    headers: {},
    seconds: null,
  },
  facebook: {
    ...TOO_MANY_CALLS,
    headers: {
      'x-business-use-case-usage':
        '{"1":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":19}]}',
    },
    seconds: 19 * 60,
  },
}

describe('where the documents leave a choice open', () => {
  test('Instagram’s documented reply reads like the one seen', async () => {
    await control('PATCH', '/settings', { 'instagram.token_reply': 'data-array' })
    const found = await connect('instagram')
    await control('PATCH', '/settings', { 'instagram.token_reply': 'flat-number' })
    expect(found.tokens.scopes).toContain('instagram_business_manage_insights')
  })

  test('Page tokens that end say so', async () => {
    await control('PATCH', '/settings', { 'facebook.page_tokens_end': true })
    const found = await connect('facebook')
    await control('PATCH', '/settings', { 'facebook.page_tokens_end': false })
    expect(found.tokens.accessEndsAt?.getTime()).toBeGreaterThan(now.getTime())
    expect((await connect('facebook')).tokens.accessEndsAt).toBeNull()
  })

  test('Facebook’s Page is found only when it is ticked', async () => {
    const returned = await returnFrom('facebook', { pages: [] })
    const tokens = value(await networks.facebook.exchange({ returned, redirectUri: REDIRECT, verifier }))
    expect(await networks.facebook.identify(tokens)).toEqual({ kind: 'ok', value: [] })
  })

  test.each([
    ['items-absent', 'account_unavailable', false],
    ['channel-closed', 'account_unavailable', true],
  ])('a closed YouTube channel, %s', async (way, diagnosis, definite) => {
    await control('PATCH', '/settings', { 'youtube.closed_channel': way })
    const found = await connect('youtube')
    const { channel } = await account('youtube')
    await control('POST', `/accounts/youtube/${channel}/close`, {})
    const outcome = await networks.youtube.prove(heldBy(found))
    await control('POST', `/accounts/youtube/${channel}/reopen`, {})
    expect(outcome).toMatchObject({ kind: 'refused', verdict: { diagnosis, definite } })
  })

  test.each([
    ['instagram', 'change-password', 'account_changed'],
    ['instagram', 'security-check', 'security'],
    ['instagram', 'switch-to-personal', 'account_changed'],
    ['facebook', 'change-password', 'account_changed'],
    ['facebook', 'security-check', 'security'],
    ['facebook', 'lose-page-role', 'account_changed'],
  ] as const)('%s after %s', async (network, action, diagnosis) => {
    const found = await connect(network)
    const { login, channel } = await account(network)
    const details = action === 'lose-page-role' ? { page: channel } : {}
    await control('POST', `/accounts/${network}/${login}/${action}`, details)
    const outcome = await networks[network].prove(heldBy(found))
    const undo = UNDO[action]
    if (undo) await control('POST', `/accounts/${network}/${login}/${undo}`, details)
    expect(outcome).toMatchObject({ kind: 'refused', verdict: { diagnosis } })
  })

  test('a Page unticked later is a missing permission', async () => {
    const found = await connect('facebook')
    const { login, channel } = await account('facebook')
    await control('POST', `/accounts/facebook/${login}/untick-page`, { page: channel })
    const outcome = await networks.facebook.confirm(heldBy(found))
    await control('POST', `/accounts/facebook/${login}/tick-page`, { page: channel })
    expect(outcome).toMatchObject({ verdict: { diagnosis: 'permissions_reduced' } })
  })

  test('an expired token of Instagram is expired for good', async () => {
    const found = await connect('instagram')
    await advance('61d')
    const outcome = await networks.instagram.renew(heldBy(found))
    expect(outcome).toMatchObject({ verdict: { diagnosis: 'expired', definite: true } })
  })

  test('Facebook ends a grant whose person’s token has ended', async () => {
    const found = await connect('facebook')
    await advance('61d')
    expect(await networks.facebook.revoke(heldBy(found))).toEqual({ kind: 'ok', value: null })
    expect(await networks.facebook.prove(heldBy(found))).toMatchObject({
      verdict: { diagnosis: 'revoked', definite: true },
    })
  })

  test('an ended version of the Graph API is an operator’s business and no trouble', async () => {
    const warned: string[] = []
    const { networkId } = (await connect('facebook')).account
    const found = await connect('facebook')
    const adapter = createNetworks((network) => ({
      ...settingsOf(network),
      warn: ({ served }) => warned.push(String(served)),
    })).facebook
    const body = { id: networkId, name: 'Lina Cooks' }
    const headers = { 'facebook-api-version': 'v27.0' }
    const path = `/v26.0/${networkId}`
    await control('POST', '/faults', {
      host: 'graph.facebook.com',
      path,
      kind: 'status',
      status: 200,
      body,
      headers,
    })
    expect((await adapter.prove(heldBy(found))).kind).toBe('ok')
    expect(warned).toEqual(['v27.0'])
  })

  test('the Page goes on reading when the person’s token has ended', async () => {
    const found = await connect('facebook')
    await advance('61d')
    expect(await networks.facebook.renew(heldBy(found))).toMatchObject({
      verdict: { diagnosis: 'expired', definite: false },
    })
    expect((await networks.facebook.prove(heldBy(found))).kind).toBe('ok')
    expect((await networks.facebook.confirm(heldBy(found))).kind).toBe('ok')
  })
})

const UNDO: Readonly<Record<string, string>> = {
  'security-check': 'pass-security-check',
  'switch-to-personal': 'switch-to-professional',
  'lose-page-role': 'regain-page-role',
}

const EXPECTED: Record<Network, readonly string[]> = {
  instagram: ['followers', 'posts', 'views_28d', 'reach_28d', 'interactions_28d'],
  youtube: ['followers', 'posts', 'views_28d', 'watch_minutes_28d'],
  tiktok: ['followers', 'likes', 'posts'],
  facebook: ['followers', 'views_28d', 'reach_28d', 'interactions_28d'],
}

function endsOf(tokens: TokenSet): readonly Date[] {
  return [tokens.accessEndsAt, tokens.grantEndsAt, tokens.personEndsAt].filter((end) => end !== null)
}
