/** What an app asks Google's authorization page for, and every reason to refuse it there
 * (https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps, read 2026-11-22). */
import { type Channel, channelById, type GoogleAccount, googleBySub, PEOPLE, type Person } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { isRegisteredRedirect } from '../wire.ts'
import { type App, findApp } from '../world.ts'
import { AUTH, accountsBehind, EMAIL, PROFILE, projectOf, SIGN_IN_SCOPES } from './google-access.ts'
import { clientProblem } from './google-tokens.ts'
import { meetTrouble } from './google-trouble.ts'

const SHORT_NAMES: Record<string, string> = { email: EMAIL, profile: PROFILE }
export const SCOPE_WORDS: Record<string, string> = {
  openid: 'Know which Google account you are',
  [EMAIL]: 'See your e-mail address',
  [PROFILE]: 'See your name and picture',
  [`${AUTH}youtube.readonly`]: 'See your YouTube account',
  [`${AUTH}youtube`]: 'Manage your YouTube account',
  [`${AUTH}youtube.force-ssl`]: 'See, edit and delete your YouTube videos, ratings, comments and captions',
  [`${AUTH}youtube.upload`]: 'Manage your YouTube videos',
  [`${AUTH}yt-analytics.readonly`]: 'See YouTube Analytics reports for your YouTube content',
  [`${AUTH}yt-analytics-monetary.readonly`]: 'See monetary and non-monetary YouTube Analytics reports',
}

export type Request = {
  app: App
  redirect_uri: string
  scopes: string[]
  state: string | null
  prompt: string[]
  offline: boolean
  include_granted: boolean
  hint: string | null
  nonce: string | null
  challenge: { value: string; method: string } | null
}
/** A page of Google's own: the person never gets back to the app. */
export type Mistake = { status: number; code: string; text: string; title?: string }
export type ReadRequest = { ok: true; request: Request } | { ok: false; mistake: Mistake }
/** Who uses the app: a Google account's own channel, one of its brand channels, or an account without a channel. */
export type Identity = { person: Person; account: GoogleAccount; channel: Channel | null; sub: string }

export function readRequest(box: Sandbox, query: URLSearchParams): ReadRequest {
  const mistake = (code: string, text: string, status = 400): ReadRequest => ({
    ok: false,
    mistake: { code, text, status },
  })
  const clientId = query.get('client_id')
  if (clientId === null || clientId === '')
    return mistake('invalid_request', 'Missing required parameter: client_id')
  const app = findApp(box.world, 'youtube', clientId)
  if (app === undefined) return mistake('invalid_client', 'The OAuth client was not found.', 401)
  const problem = clientProblem(app)
  if (problem !== null) return mistake(problem.error, problem.text, 401)
  const redirect_uri = query.get('redirect_uri')
  if (redirect_uri === null || redirect_uri === '')
    return mistake('invalid_request', 'Missing required parameter: redirect_uri')
  if (redirect_uri.startsWith('urn:ietf:wg:oauth:2.0:oob'))
    return mistake(
      'invalid_request',
      "You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy for keeping apps secure.",
    )
  if (!isRegisteredRedirect(redirect_uri, app.redirect_uris))
    return mistake(
      'redirect_uri_mismatch',
      'The redirect URI in the request does not match the ones authorized for the OAuth client.',
    )
  const responseType = query.get('response_type')
  if (responseType === null) return mistake('invalid_request', 'Required parameter is missing: response_type')
  if (responseType !== 'code')
    return mistake('unsupported_response_type', 'The sandbox plays response_type=code only.')
  if ((query.get('response_mode') ?? 'query') !== 'query')
    return mistake('invalid_request', 'The sandbox plays response_mode=query only.')
  const scopes = [
    ...new Set(
      (query.get('scope') ?? '')
        .split(' ')
        .filter((s) => s !== '')
        .map((s) => SHORT_NAMES[s] ?? s),
    ),
  ]
  if (scopes.length === 0) return mistake('invalid_request', 'Missing required parameter: scope')
  const invalid = scopes.filter((scope) => !Object.hasOwn(SCOPE_WORDS, scope))
  if (invalid.length > 0) {
    const valid = scopes.filter((scope) => !invalid.includes(scope))
    return mistake(
      'invalid_scope',
      `Some requested scopes were invalid. {valid=[${valid.join(', ')}], invalid=[${invalid.join(', ')}]}`,
    )
  }
  const access = query.get('access_type') ?? 'online'
  if (access !== 'online' && access !== 'offline')
    return mistake('invalid_request', `Invalid parameter value for access_type: ${access}`)
  const approval = query.get('approval_prompt')
  const asked = query.get('prompt')
  if (approval !== null && asked !== null)
    return mistake('invalid_request', 'Conflict params: approval_prompt and prompt')
  if (approval !== null && approval !== 'force' && approval !== 'auto')
    return mistake('invalid_request', `Invalid approval_prompt: ${approval}`)
  const prompt = approval === 'force' ? ['consent'] : (asked ?? '').split(' ').filter((each) => each !== '')
  const strange = prompt.find((each) => !['none', 'consent', 'select_account'].includes(each))
  if (strange !== undefined)
    return mistake('invalid_request', `Invalid parameter value for prompt: Invalid prompt: ${strange}`)
  if (prompt.includes('none') && prompt.length > 1)
    return mistake(
      'invalid_request',
      `Invalid parameter value for prompt: none cannot stand beside others: ${prompt.join(' ')}`,
    )
  const challenge = query.get('code_challenge')
  const method = query.get('code_challenge_method') ?? 'plain'
  if (challenge === null && query.has('code_challenge_method'))
    return mistake('invalid_request', 'Missing required parameter: code_challenge')
  if (challenge !== null && !['S256', 'plain'].includes(method))
    return mistake('invalid_request', `Invalid parameter value for code_challenge_method: ${method}`)
  if (challenge !== null && !/^[\w.~-]{43,128}$/.test(challenge))
    return mistake('invalid_request', 'Invalid parameter value for code_challenge: it is not well formed')
  return {
    ok: true,
    request: {
      app,
      redirect_uri,
      scopes,
      state: query.get('state'),
      prompt,
      offline: access === 'offline',
      include_granted: query.get('include_granted_scopes') === 'true',
      hint: query.get('login_hint'),
      nonce: query.get('nonce'),
      challenge: challenge === null ? null : { value: challenge, method },
    },
  }
}

/** Browsers inside other apps are turned away (https://developers.google.com/identity/protocols/oauth2/web-server, read 2026-11-22). */
export function embeddedBrowser(userAgent: string | null): Mistake | null {
  return /; wv\)|FBAN|FBAV|Instagram|BytedanceWebview|musical_ly/i.test(userAgent ?? '')
    ? {
        status: 403,
        code: 'disallowed_useragent',
        text: 'You can’t sign in from this screen because this app doesn’t comply with Google’s secure browsers policy.',
      }
    : null
}

/** Why this person may not use this app at all; null where they may. */
export function barred(box: Sandbox, request: Request, identity: Identity): Mistake | null {
  const { app } = request
  const names = [...namesOf(identity), identity.account.email]
  const listed = app.testers?.some((each) => names.includes(each)) ?? true
  if (app.status === 'internal' && !(app.testers !== undefined && listed))
    return {
      status: 403,
      code: 'org_internal',
      title: `Access blocked: ${app.name} can only be used within its organization`,
      text: `${app.name} is restricted to users within its organization.`,
    }
  const { settings } = box.world
  const refuses = settings['youtube.testing_refuses']
  const untested =
    !listed || refuses === 'everyone' || (refuses === 'brand-accounts' && identity.channel?.brand === true)
  const onlySignIn = request.scopes.every((scope) => SIGN_IN_SCOPES.includes(scope))
  if (settings['youtube.publishing'] === 'testing' && untested && !onlySignIn)
    return {
      status: 403,
      code: 'access_denied',
      title: `Access blocked: ${app.name} has not completed the Google verification process`,
      text: `${app.name} has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers.`,
    }
  const identified = request.scopes.some((scope) => scope === EMAIL || scope === PROFILE)
  if (identity.channel?.brand === true && identified && settings['youtube.brand_with_identity'] === 'stuck')
    return {
      status: 200,
      code: 'stuck',
      title: 'One moment please…',
      text: 'This page stays as it is, as it was reported for brand accounts when e-mail or profile are asked for.',
    }
  if (
    settings['youtube.verification'] === 'unverified' &&
    !onlySignIn &&
    isOneTooMany(box, request, identity)
  )
    return {
      status: 403,
      code: 'access_denied',
      title: `Access blocked: ${app.name} has reached its number of users`,
      text: 'Google has not verified this app, and it has reached the number of new users that it may have until then.',
    }
  const trouble = meetTrouble(box, namesOf(identity), 'page')
  return trouble === null ? null : { ...trouble.says, code: trouble.name }
}

/** Counted over the project's whole life, whether people stayed or not. */
function isOneTooMany(box: Sandbox, request: Request, identity: Identity): boolean {
  const project = projectOf(box, request.app.client_id)
  const users = new Set(
    [...box.world.grants.values()]
      .filter((each) => each.network === 'youtube' && projectOf(box, each.client_id) === project)
      .map((each) => each.account),
  )
  return !users.has(identity.sub) && users.size >= box.world.settings['youtube.new_users_cap']
}

export function namesOf(identity: Identity): string[] {
  return accountsBehind({ channel: identity.channel, sub: identity.sub, login: identity.account.sub })
}

/** Sensitive scopes of an app that Google has not looked at: the person is warned first. */
export function isUnverified(box: Sandbox, request: Request): boolean {
  const sensitive = request.scopes.filter((scope) => !SIGN_IN_SCOPES.includes(scope))
  const { scopes } = request.app
  return (
    sensitive.length > 0 &&
    (box.world.settings['youtube.verification'] === 'unverified' ||
      (scopes !== undefined && sensitive.some((scope) => !scopes.includes(scope))))
  )
}

/** What this identity has agreed to for any client of the app's Cloud project. */
export function agreedScopes(box: Sandbox, request: Request, identity: Identity): string[] {
  const project = projectOf(box, request.app.client_id)
  const scopes = [...box.world.consents.values()]
    .filter(
      (each) =>
        each.network === 'youtube' &&
        each.account === identity.sub &&
        projectOf(box, each.client_id) === project,
    )
    .flatMap((each) => each.granted)
  return [...new Set(scopes)]
}

/** A channel's id, a channel's sub, or a Google account's sub or e-mail. */
export function findIdentity(id: string): Identity | undefined {
  const byChannel = channelById(id)
  if (byChannel !== undefined) return { ...byChannel, sub: byChannel.channel.sub }
  const bySub = googleBySub(id) ?? byEmail(id)
  if (bySub === undefined) return undefined
  const channel = bySub.account.channels.find((c) => c.sub === id) ?? bySub.account.channels[0] ?? null
  return { ...bySub, channel, sub: channel?.sub ?? bySub.account.sub }
}

function byEmail(email: string): { person: Person; account: GoogleAccount } | undefined {
  for (const person of PEOPLE)
    for (const account of person.google) if (account.email === email) return { person, account }
  return undefined
}
