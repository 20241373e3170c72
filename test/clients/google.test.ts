/** Google's own clients against the pretend Google: only the origin is another one. */
import { X509Certificate } from 'node:crypto'
import { youtube } from '@googleapis/youtube'
import { youtubeAnalytics } from '@googleapis/youtubeanalytics'
import { ClientAuthentication, CodeChallengeMethod, gaxios, OAuth2Client } from 'google-auth-library'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CALLBACK, type Driver, drive } from '../../sandbox/driving.ts'
import { personByKey } from '../../sandbox/people.ts'
import { rewired } from './rewired.ts'

const READ = 'https://www.googleapis.com/auth/youtube.readonly'
const REPORTS = 'https://www.googleapis.com/auth/yt-analytics.readonly'
const DIEGO = personByKey('diego')?.google[0]?.channels[0]
const NOOR = personByKey('noor')?.google[0]
const ID = 'sandbox-youtube'
const SECRET = 'sandbox-youtube-secret'
let d: Driver

beforeEach(async () => {
  // The clients look at the machine's clock, so the sandbox keeps to it.
  d = await drive({ startAt: new Date() })
})
afterEach(() => d.sandbox.close())

type Options = NonNullable<Exclude<ConstructorParameters<typeof OAuth2Client>[0], string>>

const newClient = (more: Options = {}): OAuth2Client =>
  new OAuth2Client({
    clientId: ID,
    clientSecret: SECRET,
    redirectUri: CALLBACK,
    transporterOptions: { fetchImplementation: rewired(d.url) },
    ...more,
  })

async function signedIn(
  of: { scope?: string[]; account?: string; choice?: Record<string, unknown>; client?: OAuth2Client } = {},
): Promise<OAuth2Client> {
  const client = of.client ?? newClient()
  const { codeVerifier, codeChallenge } = await client.generateCodeVerifierAsync()
  const url = client.generateAuthUrl({
    access_type: 'offline',
    prompt: 'consent',
    scope: of.scope ?? ['openid', 'email', 'profile', READ, REPORTS],
    state: 'st',
    code_challenge: codeChallenge ?? '',
    code_challenge_method: CodeChallengeMethod.S256,
  })
  const back = await d.consent(url, { account: of.account ?? DIEGO?.sub, ...of.choice })
  expect(back.searchParams.get('state')).toBe('st')
  const { tokens } = await client.getToken({ code: back.searchParams.get('code') ?? '', codeVerifier })
  client.setCredentials(tokens)
  return client
}

/** The error that a client throws, as the client shows it. */
async function failure(call: Promise<unknown>): Promise<gaxios.GaxiosError> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof gaxios.GaxiosError)) throw new Error(`not Google's error: ${String(outcome)}`)
  return outcome
}

const channelsOf = (client: OAuth2Client) =>
  youtube({ version: 'v3', auth: client }).channels.list({
    part: ['id', 'snippet', 'statistics', 'contentDetails'],
    mine: true,
  })

describe('google-auth-library and googleapis', () => {
  test('go the whole way: consent, ID token, reads, reports, refresh, revocation', async () => {
    const client = await signedIn()
    const { credentials } = client
    expect(credentials.refresh_token).toMatch(/^1\/\//)
    expect(credentials.scope?.split(' ')).toEqual(expect.arrayContaining(['openid', READ, REPORTS]))

    const ticket = await client.verifyIdToken({ idToken: credentials.id_token ?? '', audience: ID })
    expect(ticket.getPayload()).toMatchObject({
      sub: DIEGO?.sub,
      email: DIEGO?.email,
      email_verified: true,
      given_name: 'Diego',
      family_name: 'Álvarez',
    })
    await expect(
      client.verifyIdToken({ idToken: credentials.id_token ?? '', audience: 'another' }),
    ).rejects.toThrow('Wrong recipient')

    const info = await client.getTokenInfo(credentials.access_token ?? '')
    expect(info).toMatchObject({ aud: ID, sub: DIEGO?.sub, access_type: 'offline' })
    expect(info.scopes).toContain(READ)

    const api = youtube({ version: 'v3', auth: client })
    const { data } = await channelsOf(client)
    const channel = data.items?.[0]
    expect(channel?.id).toBe(DIEGO?.id)
    expect(channel?.statistics?.subscriberCount).toMatch(/^\d{3}000$/)
    const uploads = channel?.contentDetails?.relatedPlaylists?.uploads ?? ''
    const first = await api.playlistItems.list({
      part: ['snippet', 'contentDetails'],
      playlistId: uploads,
      maxResults: 3,
    })
    expect(first.data.items).toHaveLength(3)
    const second = await api.playlistItems.list({
      part: ['contentDetails'],
      playlistId: uploads,
      maxResults: 3,
      pageToken: first.data.nextPageToken ?? '',
    })
    const ids = [first, second].flatMap((page) =>
      (page.data.items ?? []).map((item) => item.contentDetails?.videoId ?? ''),
    )
    expect(new Set(ids).size).toBe(6)
    const videos = await api.videos.list({ part: ['snippet', 'statistics'], id: ids })
    expect(videos.data.items?.map((video) => video.id)).toEqual(ids)
    expect(videos.data.items?.[0]?.statistics?.viewCount).toMatch(/^\d+$/)

    const reports = youtubeAnalytics({ version: 'v2', auth: client })
    const { data: report } = await reports.reports.query({
      ids: 'channel==MINE',
      startDate: '2026-01-01',
      endDate: '2026-01-31',
      dimensions: 'day',
      metrics: 'views,estimatedMinutesWatched',
      sort: '-day',
    })
    expect(report.columnHeaders?.map((column) => column.name)).toEqual([
      'day',
      'views',
      'estimatedMinutesWatched',
    ])
    expect(report.rows?.[0]?.[0]).toBe('2026-01-31')

    const before = credentials.access_token
    const { credentials: renewed } = await client.refreshAccessToken()
    expect(renewed.access_token).not.toBe(before)
    expect(renewed.refresh_token).toBe(credentials.refresh_token)
    expect((await client.revokeCredentials()).status).toBe(200)
    client.setCredentials({ refresh_token: renewed.refresh_token ?? '' })
    const dead = await failure(client.refreshAccessToken())
    expect(dead).toMatchObject({ status: 400, message: 'invalid_grant' })
    expect(dead.response?.data).toEqual({
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
    })
  })

  test('refresh by themselves when an access token has died', async () => {
    const client = await signedIn({ client: newClient({ forceRefreshOnFailure: true }) })
    const renewals: (string | null | undefined)[] = []
    client.on('tokens', (tokens) => renewals.push(tokens.access_token))
    await d.advance('2h')
    const { data } = await channelsOf(client)
    expect(data.items?.[0]?.id).toBe(DIEGO?.id)
    expect(renewals).toHaveLength(1)
  })

  test('know the brand channel by its own identity', async () => {
    const brand = NOOR?.channels[1]
    const client = await signedIn({ account: NOOR?.sub ?? '', choice: { channel: brand?.id } })
    const ticket = await client.verifyIdToken({ idToken: client.credentials.id_token ?? '', audience: ID })
    expect(ticket.getUserId()).toBe(brand?.sub)
    expect((await channelsOf(client)).data.items?.[0]?.snippet?.title).toBe('Lab Notes')
  })

  test('work with a secret in the header and with the older addresses', async () => {
    const client = newClient({
      clientAuthentication: ClientAuthentication.ClientSecretBasic,
      endpoints: {
        oauth2AuthBaseUrl: 'https://accounts.google.com/o/oauth2/auth',
        oauth2TokenUrl: 'https://www.googleapis.com/oauth2/v4/token',
        oauth2RevokeUrl: 'https://accounts.google.com/o/oauth2/revoke',
        tokenInfoUrl: 'https://www.googleapis.com/oauth2/v3/tokeninfo',
      },
    })
    await signedIn({ client })
    expect((await client.getTokenInfo(client.credentials.access_token ?? '')).sub).toBe(DIEGO?.sub)
    expect((await client.refreshAccessToken()).credentials.access_token).toMatch(/^ya29\./)
    expect((await client.revokeToken(client.credentials.access_token ?? '')).data).toEqual({})
  })

  test('read parts of a reply, and nothing new where nothing changed', async () => {
    const api = youtube({ version: 'v3', auth: await signedIn() })
    const some = await api.channels.list({
      part: ['id', 'snippet'],
      mine: true,
      fields: 'items(id,snippet/title)',
    })
    expect(some.data).toEqual({ items: [{ id: DIEGO?.id, snippet: { title: 'Diego Toca' } }] })
    const all = await api.channels.list({ part: ['id'], mine: true })
    const again = await api.channels.list(
      { part: ['id'], mine: true },
      { headers: { 'if-none-match': all.data.etag ?? '' } },
    )
    expect(again.status).toBe(304)
  })

  test('retry by themselves what YouTube only stumbled over', async () => {
    const client = await signedIn()
    await d.act('youtube', DIEGO?.id ?? '', 'meet-trouble', { trouble: 'backendError', times: '2' })
    expect((await channelsOf(client)).data.items?.[0]?.id).toBe(DIEGO?.id)
  })
})

describe('what Google’s clients make of', () => {
  const settings = (values: Record<string, unknown>) => d.send('PATCH', '/_sandbox/settings', values)

  test.each([
    ['invalid_rapt', { error: 'invalid_grant', error_subtype: 'invalid_rapt' }, /reauth related error/],
    ['rapt_required', { error: 'invalid_grant', error_subtype: 'rapt_required' }, /reauth related error/],
    ['admin_policy_enforced', { error: 'admin_policy_enforced' }, /^admin_policy_enforced$/],
  ])('a refresh refused with %s', async (trouble, body, message) => {
    const client = await signedIn()
    await d.act('youtube', DIEGO?.sub ?? '', 'meet-trouble', { trouble })
    const error = await failure(client.refreshAccessToken())
    expect(error.status).toBe(400)
    expect(error.response?.data).toMatchObject(body)
    expect(error.message).toMatch(message)
  })

  test('a client that is wrong, deleted or another’s', async () => {
    const client = await signedIn()
    const refreshToken = client.credentials.refresh_token ?? ''
    const with_ = async (more: Options) => {
      const other = newClient(more)
      other.setCredentials({ refresh_token: refreshToken })
      return await failure(other.refreshAccessToken())
    }
    expect(await with_({ clientSecret: 'wrong' })).toMatchObject({ status: 401, message: 'invalid_client' })
    expect(await with_({ clientId: 'nobody' })).toMatchObject({ status: 401, message: 'invalid_client' })
    await d.send('PUT', '/_sandbox/apps/youtube', { client_id: 'second' })
    expect(await with_({ clientId: 'second' })).toMatchObject({
      status: 401,
      message: 'unauthorized_client',
    })
    await d.send('PUT', '/_sandbox/apps/youtube', { client_id: ID, status: 'deleted' })
    const gone = await with_({})
    expect(gone.message).toBe('deleted_client')
    expect(gone.response?.data).toEqual({
      error: 'deleted_client',
      error_description: 'The OAuth client was deleted.',
    })
  })

  test('a code that is no code, used up, or wrongly verified', async () => {
    const client = newClient()
    const attempt = async (more: { code?: string; verifier?: string; redirect?: string } = {}) => {
      const { codeVerifier, codeChallenge } = await client.generateCodeVerifierAsync()
      const url = client.generateAuthUrl({
        scope: READ,
        code_challenge: codeChallenge ?? '',
        code_challenge_method: CodeChallengeMethod.S256,
      })
      const back = await d.consent(url, { account: DIEGO?.sub })
      const code = more.code ?? back.searchParams.get('code') ?? ''
      const redirect_uri = more.redirect ?? CALLBACK
      const call = () => client.getToken({ code, codeVerifier: more.verifier ?? codeVerifier, redirect_uri })
      return { call, code }
    }
    const used = await attempt()
    await used.call()
    const said = async (call: Promise<unknown>) => (await failure(call)).response?.data
    expect(await said(used.call())).toEqual({ error: 'invalid_grant', error_description: 'Bad Request' })
    expect(await said((await attempt({ code: '4/nonsense' })).call())).toEqual({
      error: 'invalid_grant',
      error_description: 'Malformed auth code.',
    })
    expect(await said((await attempt({ verifier: 'x'.repeat(50) })).call())).toMatchObject({
      error: 'invalid_grant',
      error_description: 'Invalid code verifier.',
    })
    expect(await said((await attempt({ redirect: 'https://else.example/' })).call())).toMatchObject({
      error: 'redirect_uri_mismatch',
    })
  })

  test.each([
    [{ 'youtube.quota_units': 1 }, 403, 'quotaExceeded', undefined],
    [{ 'youtube.calls_per_minute': 1 }, 403, 'rateLimitExceeded', undefined],
    [{ 'youtube.calls_per_minute_and_user': 1 }, 403, 'userRateLimitExceeded', undefined],
    [
      { 'youtube.calls_per_minute': 1, 'youtube.rate_limit_status': 429 },
      429,
      'rateLimitExceeded',
      'RATE_LIMIT_EXCEEDED',
    ],
    [{ 'youtube.project': 'access-not-configured' }, 403, 'accessNotConfigured', 'SERVICE_DISABLED'],
    [{ 'youtube.project': 'key-invalid' }, 400, 'keyInvalid', undefined],
  ])('a project with %o', async (values, status, reason, detail) => {
    const client = await signedIn()
    await settings(values)
    // The first call may still be within the limit.
    const calls = await Promise.allSettled([1, 2].map(() => youtubeNow(client)))
    const refused = calls.findLast((call) => call.status === 'rejected')
    const error = await failure(Promise.reject(refused?.reason))
    expect(error.status).toBe(status)
    const body = apiErrorOf(error)
    expect(body.errors[0]?.reason).toBe(reason)
    expect(body.details?.find((each) => each.reason !== undefined)?.reason).toBe(detail)
  })

  test.each([
    ['youtubeSignupRequired', 401],
    ['channelSuspended', 403],
    ['channelClosed', 403],
    ['authenticatedUserAccountSuspended', 403],
    ['authenticatedUserAccountClosed', 403],
    ['accountDelegationForbidden', 403],
    ['internalError', 500],
    ['notReady', 503],
  ])('a read refused with %s', async (trouble, status) => {
    const client = await signedIn()
    await d.act('youtube', DIEGO?.id ?? '', 'meet-trouble', { trouble })
    const error = await failure(youtubeNow(client))
    expect(error.status).toBe(status)
    expect(apiErrorOf(error).errors[0]?.reason).toBe(trouble)
    await d.act('youtube', DIEGO?.id ?? '', 'end-trouble')
    expect((await youtubeNow(client)).status).toBe(200)
  })

  test('scopes that are missing and tokens that are nothing', async () => {
    const little = await signedIn({ choice: { decline: [READ] } })
    const error = await failure(youtubeNow(little))
    expect(error).toMatchObject({ status: 403, message: 'Request had insufficient authentication scopes.' })
    expect(apiErrorOf(error)).toMatchObject({
      status: 'PERMISSION_DENIED',
      errors: [{ reason: 'insufficientPermissions', message: 'Insufficient Permission' }],
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
          metadata: {
            service: 'youtube.googleapis.com',
            method: 'youtube.api.v3.V3DataChannelService.List',
          },
        },
      ],
    })
    const nothing = newClient()
    nothing.setCredentials({ access_token: 'ya29.nothing' })
    const unknown = await failure(youtubeNow(nothing))
    expect(unknown.status).toBe(401)
    expect(apiErrorOf(unknown)).toMatchObject({
      status: 'UNAUTHENTICATED',
      errors: [{ reason: 'authError', message: 'Invalid Credentials', location: 'Authorization' }],
    })
    const info = await failure(nothing.getTokenInfo('ya29.nothing'))
    expect(info.response?.data).toEqual({ error: 'invalid_token', error_description: 'Invalid Value' })
  })

  /** One read without the client's own retries. */
  const youtubeNow = (client: OAuth2Client) =>
    youtube({ version: 'v3', auth: client }).channels.list(
      { part: ['id', 'snippet'], mine: true },
      { retry: false, retryConfig: { retry: 0 } },
    )
})

type ApiErrorBody = {
  code: number
  message: string
  status?: string
  errors: { reason: string; message: string }[]
  details?: { reason?: string }[]
}

function apiErrorOf(error: gaxios.GaxiosError): ApiErrorBody {
  const data: unknown = error.response?.data
  if (typeof data !== 'object' || data === null || !('error' in data)) throw new Error('no error in it')
  return data.error as ApiErrorBody
}

test('the certificates are real ones, for the same key as the JWKs', async () => {
  const client = await signedIn()
  const idToken = client.credentials.id_token ?? ''
  const keys = createRemoteJWKSet(new URL('https://www.googleapis.com/oauth2/v3/certs'), {
    [customFetch]: rewired(d.url),
  })
  const { protectedHeader } = await jwtVerify(idToken, keys, {
    issuer: 'https://accounts.google.com',
    audience: ID,
    algorithms: ['RS256'],
  })
  const { certs } = await client.getFederatedSignonCertsAsync()
  const certificate = new X509Certificate(String(certs[protectedHeader.kid ?? '']))
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(certificate.subject).toBe('CN=federated-signon.system.gserviceaccount.com')
  await jwtVerify(idToken, certificate.publicKey)
})
