/**
 * OAuth clients of others at the pretend Facebook and Instagram: arctic, and oauth4webapi as Auth.js uses it.
 * Nothing of them is changed but the origin of their calls. arctic has no provider for Instagram Login, so
 * Instagram is reached with oauth4webapi and the one allowance that its missing `token_type` asks for.
 */
import { Facebook, generateState, OAuth2RequestError, UnexpectedErrorResponseBodyError } from 'arctic'
import * as oauth from 'oauth4webapi'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CALLBACK, type Driver, drive } from '../../sandbox/driving.ts'
import { PAGES, personByKey } from '../../sandbox/people.ts'

const HENRIK = personByKey('henrik')?.facebook?.id ?? ''
const DAHL = PAGES.find((page) => page.name === 'Dahl Outdoors')?.id ?? ''
const LINA = '17841480573224741'
const FACEBOOK_SCOPES = ['pages_show_list', 'pages_read_engagement', 'email']
const realFetch = globalThis.fetch
let d: Driver

/** Sends what was meant for `https://host/…` to the sandbox's `/host/…`. */
async function fetchSandbox(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  const body = request.method === 'GET' ? null : await request.arrayBuffer()
  return realFetch(request.url.replace(/^https:\//, d.url), {
    method: request.method,
    headers: request.headers,
    body,
    redirect: request.redirect,
  })
}

beforeEach(async () => {
  d = await drive()
  vi.stubGlobal('fetch', fetchSandbox)
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await d.sandbox.close()
})

async function caught(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

const consent = async (url: URL, choice: Record<string, unknown>): Promise<URL> => {
  vi.unstubAllGlobals()
  const back = await d.consent(url.href, choice)
  vi.stubGlobal('fetch', fetchSandbox)
  return back
}

const arctic = (secret = 'sandbox-facebook-secret') => new Facebook('sandbox-facebook', secret, CALLBACK)

test('arctic goes from its authorization URL to a Page read with the token it got', async () => {
  const state = generateState()
  const back = await consent(arctic().createAuthorizationURL(state, FACEBOOK_SCOPES), { account: HENRIK })
  expect(back.searchParams.get('state')).toBe(state)
  const tokens = await arctic().validateAuthorizationCode(back.searchParams.get('code') ?? '')
  expect(tokens.tokenType()).toBe('bearer')
  expect(tokens.accessTokenExpiresInSeconds()).toBe(7200)
  expect(tokens.hasRefreshToken()).toBe(false)
  const me = await fetch('https://graph.facebook.com/me?fields=id,name,picture,email', {
    headers: { Authorization: `Bearer ${tokens.accessToken()}` },
  })
  // arctic asks for v16.0, which has ended; without a version the oldest usable one answers as well.
  expect(me.headers.get('facebook-api-version')).toBe('v21.0')
  expect(await me.json()).toEqual({
    id: HENRIK,
    name: 'Henrik Dahl',
    email: 'henrik@people.example',
    picture: { data: { height: 50, is_silhouette: false, url: expect.any(String), width: 50 } },
  })
})

test.each([
  ['a used code', 100, async (code: string) => arctic().validateAuthorizationCode(code)],
  ['a code of nobody', 100, async () => arctic().validateAuthorizationCode('AQnothing')],
  ['a wrong secret', 1, async (code: string) => arctic('wrong').validateAuthorizationCode(code)],
])('arctic cannot read Meta’s error object after %s', async (_what, code, attempt) => {
  const back = await consent(arctic().createAuthorizationURL('st', FACEBOOK_SCOPES), { account: HENRIK })
  const issued = back.searchParams.get('code') ?? ''
  await arctic().validateAuthorizationCode(issued)
  const error = await caught(attempt(issued))
  // `error` is an object here and a text in RFC 6749, so arctic keeps the body and names no cause.
  expect(error).toBeInstanceOf(UnexpectedErrorResponseBodyError)
  expect(error).not.toBeInstanceOf(OAuth2RequestError)
  expect(error).toMatchObject({ status: 400, data: { error: { code, type: 'OAuthException' } } })
})

const FACEBOOK: oauth.AuthorizationServer = {
  issuer: 'https://www.facebook.com',
  authorization_endpoint: 'https://www.facebook.com/v26.0/dialog/oauth',
  token_endpoint: 'https://graph.facebook.com/v26.0/oauth/access_token',
}

test('oauth4webapi passes Facebook with PKCE and the secret in HTTP Basic, as Auth.js sends it', async () => {
  const client: oauth.Client = { client_id: 'sandbox-facebook' }
  const verifier = oauth.generateRandomCodeVerifier()
  const url = new URL(FACEBOOK.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: FACEBOOK_SCOPES.join(' '),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 'st',
  }).toString()
  const params = oauth.validateAuthResponse(FACEBOOK, client, await consent(url, { account: HENRIK }), 'st')
  const exchange = (codeVerifier: string) =>
    oauth.authorizationCodeGrantRequest(
      FACEBOOK,
      client,
      oauth.ClientSecretBasic('sandbox-facebook-secret'),
      params,
      CALLBACK,
      codeVerifier,
    )
  const wrong = await exchange(oauth.generateRandomCodeVerifier())
  expect(await wrong.json()).toMatchObject({ error: { code: 100, message: 'Invalid code_verifier.' } })
  const refused = await caught(
    oauth.processAuthorizationCodeResponse(
      FACEBOOK,
      client,
      await exchange('another verifier, as long as asked'),
    ),
  )
  // Neither the body nor `WWW-Authenticate` is one of RFC 6749's, so the library names no cause.
  expect(refused).toMatchObject({ code: 'OAUTH_RESPONSE_IS_NOT_CONFORM', cause: { status: 400 } })
  const tokens = await oauth.processAuthorizationCodeResponse(FACEBOOK, client, await exchange(verifier))
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 7200 })
  const accounts = await oauth.protectedResourceRequest(
    tokens.access_token,
    'GET',
    new URL('https://graph.facebook.com/v26.0/me/accounts?fields=id,name'),
  )
  expect(((await accounts.json()) as { data: { id: string }[] }).data.map((page) => page.id)).toContain(DAHL)
})

test('a refusal at either network’s page reaches oauth4webapi as access_denied', async () => {
  const client: oauth.Client = { client_id: 'sandbox-facebook' }
  const url = new URL(`${FACEBOOK.authorization_endpoint}?client_id=sandbox-facebook&state=st`)
  url.searchParams.set('redirect_uri', CALLBACK)
  const back = await consent(url, { account: HENRIK, cancel: true })
  expect(() => oauth.validateAuthResponse(FACEBOOK, client, back, 'st')).toThrowError(
    expect.objectContaining({ error: 'access_denied', error_description: 'Permissions error.' }),
  )
  const instagram = await consent(instagramUrl(), { account: LINA, cancel: true })
  expect(() => oauth.validateAuthResponse(INSTAGRAM, INSTAGRAM_CLIENT, instagram, 'st')).toThrowError(
    expect.objectContaining({ error: 'access_denied', error_description: 'The user denied your request' }),
  )
})

const INSTAGRAM: oauth.AuthorizationServer = {
  issuer: 'https://www.instagram.com',
  authorization_endpoint: 'https://www.instagram.com/oauth/authorize',
  token_endpoint: 'https://api.instagram.com/oauth/access_token',
}
const INSTAGRAM_CLIENT: oauth.Client = { client_id: 'sandbox-instagram' }

function instagramUrl(): URL {
  const url = new URL(INSTAGRAM.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_id: INSTAGRAM_CLIENT.client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'instagram_business_basic instagram_business_manage_insights',
    state: 'st',
  }).toString()
  return url
}

async function instagramExchange(): Promise<Response> {
  const back = await consent(instagramUrl(), { account: LINA })
  return oauth.authorizationCodeGrantRequest(
    INSTAGRAM,
    INSTAGRAM_CLIENT,
    oauth.ClientSecretPost('sandbox-instagram-secret'),
    oauth.validateAuthResponse(INSTAGRAM, INSTAGRAM_CLIENT, back, 'st'),
    CALLBACK,
    oauth.nopkce,
  )
}

test('oauth4webapi refuses Instagram’s reply as it stands: it names no token type', async () => {
  const error = await caught(
    oauth.processAuthorizationCodeResponse(INSTAGRAM, INSTAGRAM_CLIENT, await instagramExchange()),
  )
  expect(error).toMatchObject({ code: 'OAUTH_INVALID_RESPONSE' })
  expect(String(error)).toContain('token_type')
})

test('with that allowance oauth4webapi goes from the code to a refreshed sixty-day token', async () => {
  const reply = await instagramExchange()
  const text = await reply.text()
  // The id is a number that JavaScript cannot hold: the profile's text ids are the ones to keep.
  const spoiled = (JSON.parse(text) as { user_id: number }).user_id
  expect(Number.isSafeInteger(spoiled)).toBe(false)
  expect(text).toContain('"user_id":24698581048060747')
  const allowed = new Response(text.replace('{', '{"token_type":"bearer",'), reply)
  const short = await oauth.processAuthorizationCodeResponse(INSTAGRAM, INSTAGRAM_CLIENT, allowed)
  const read = async (token: string, path: string) => {
    const url = new URL(`https://graph.instagram.com${path}`)
    const answer = await oauth.protectedResourceRequest(token, 'GET', url)
    return (await answer.json()) as Record<string, unknown>
  }
  const long = await read(
    short.access_token,
    '/access_token?grant_type=ig_exchange_token&client_secret=sandbox-instagram-secret',
  )
  expect(long).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 })
  expect(await read(String(long.access_token), '/v26.0/me?fields=id,user_id')).toEqual({
    id: '24698581048060747',
    user_id: LINA,
  })
  vi.unstubAllGlobals()
  await d.advance('25h')
  vi.stubGlobal('fetch', fetchSandbox)
  const again = await read(String(long.access_token), '/refresh_access_token?grant_type=ig_refresh_token')
  expect(again).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 })
  expect(again.access_token).not.toBe(long.access_token)
})

test('oauth4webapi does not take Instagram’s refusal of a used code for an OAuth error', async () => {
  const back = await consent(instagramUrl(), { account: LINA })
  const params = oauth.validateAuthResponse(INSTAGRAM, INSTAGRAM_CLIENT, back, 'st')
  const exchange = () =>
    oauth.authorizationCodeGrantRequest(
      INSTAGRAM,
      INSTAGRAM_CLIENT,
      oauth.ClientSecretPost('sandbox-instagram-secret'),
      params,
      CALLBACK,
      oauth.nopkce,
    )
  await exchange()
  const used = await exchange()
  const error = await caught(
    oauth.processAuthorizationCodeResponse(INSTAGRAM, INSTAGRAM_CLIENT, used.clone()),
  )
  expect(error).not.toBeInstanceOf(oauth.ResponseBodyError)
  expect(await used.json()).toEqual({
    error_type: 'OAuthException',
    code: 400,
    error_message: 'Matching code was not found or was already used',
  })
})
