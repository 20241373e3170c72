/** Pretend Facebook: the login dialog and its memory
 * (https://developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow, read 2026-11-22). */
import { signedIn, signIn } from '../browser.ts'
import { giveCode, issue, newGrant } from '../grants.ts'
import { accountChooser, deadEnd, mistakePage, permissionPage } from '../pages/consent.ts'
import { facebookById, type Page, PEOPLE, type Person, pagesOf } from '../people.ts'
import { MINUTE_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type Call, isRegisteredRedirect, redirectReply, scopeList, withQuery } from '../wire.ts'
import { type App, accountState, type Code, type Consent, findApp, findConsent } from '../world.ts'
import { type Choice, type Decided, refused } from './decision.ts'
import { answerFacebookGraph } from './facebook-graph.ts'
import { dataAccessEnds, livePagesOf } from './facebook-roles.ts'
import { newUserToken, SHORT_LIFE_MS } from './facebook-tokens.ts'
import { readVersion } from './graph.ts'
import { hasAppRole } from './meta-trouble.ts'

const SCOPES: Record<string, string> = {
  public_profile: 'Your name and profile picture',
  email: 'Your e-mail address',
  pages_show_list: 'Show a list of the Pages you manage',
  pages_read_engagement: 'Read content posted on the Page, and its followers',
  read_insights: 'Read your Page’s insights',
  pages_read_user_content: 'Read what people post on the Page',
  pages_manage_metadata: 'Manage the Page’s settings and webhooks',
  pages_manage_posts: 'Create and manage content on your Page',
  pages_manage_engagement: 'Manage comments on your Page',
  pages_manage_ads: 'Manage ads for your Page',
  pages_manage_cta: 'Manage call-to-action buttons on your Page',
  pages_manage_instant_articles: 'Manage instant articles on your Page',
  pages_messaging: 'Manage and read the Page’s conversations',
  read_audience_network_insights: 'Read Audience Network insights',
  ads_read: 'Read ads',
  ads_management: 'Manage ads',
  business_management: 'Manage your business',
  instagram_basic: 'Read the profile and posts of the Instagram account connected to your Page',
  instagram_manage_insights: 'Read insights of the Instagram account connected to your Page',
  instagram_content_publish: 'Post to the Instagram account connected to your Page',
  instagram_manage_comments: 'Manage comments of the Instagram account connected to your Page',
  user_link: 'The link to your profile',
  user_gender: 'Your gender',
  user_birthday: 'Your birthday',
}

export function answerFacebook(box: Sandbox, call: Call): Response {
  if (call.host === 'graph.facebook.com') return answerFacebookGraph(box, call)
  const versioned = readVersion(call.path, box.now())
  if (versioned.ok && versioned.path === '/dialog/oauth') return dialog(box, call)
  return mistakePage({
    network: 'Facebook',
    title: 'This content isn’t available at the moment',
    text: 'The link may be broken.',
    code: '404',
    status: 404,
  })
}

type Request = {
  app: App
  redirect_uri: string
  scopes: string[]
  state: string | null
  auth_type: string[]
  /** Of `code`, `token`, `granted_scopes`. */
  types: string[]
  challenge: { value: string; method: string } | null
}
type ReadRequest = { ok: true; request: Request } | { ok: false; title: string; text: string; code: string }

/** What the dialog asks: everything the first time or on `rerequest`, else only what was never asked before. */
type Asking = { scopes: string[]; pages: Page[] | null; earlier: Consent | undefined; remembered: boolean }

export function decideFacebook(box: Sandbox, query: URLSearchParams, choice: Choice): Decided {
  const read = readRequest(box, query)
  if (!read.ok) return refused('authorize_refused', `${read.title}: ${read.text}`)
  const { request } = read
  if (choice.cancel)
    return {
      ok: true,
      outcome: 'cancelled',
      redirect_to: withQuery(
        request.redirect_uri,
        {
          error_reason: 'user_denied',
          error: 'access_denied',
          error_description: 'Permissions error.',
          state: request.state,
        },
        '#_=_',
      ),
    }
  const found = facebookById(choice.account)
  if (found === undefined) return refused('unknown_account', 'There is no such Facebook account.')
  const state = accountState(box.world, 'facebook', found.account.id)
  if (state.closed) return refused('account_closed', 'This account is closed.')
  if (state.locked) return refused('security_check', 'This account must pass a security check first.')
  if (state.disabled) return refused('account_disabled', 'Facebook has disabled this account.')
  if (isShutOut(box, found.person))
    return refused('app_not_available', 'This app is in development, and this person has no role on it.')
  const asking = whatToAsk(box, request, found.person)
  const allowed = asking.scopes.filter(
    (scope) => scope === 'public_profile' || !choice.decline.includes(scope),
  )
  const declined = asking.scopes.filter((scope) => !allowed.includes(scope))
  const scopes = [...new Set([...(asking.earlier?.granted ?? []), ...allowed])].filter(
    (s) => !declined.includes(s),
  )
  const offered = asking.pages?.map((page) => page.id)
  const pages =
    offered === undefined
      ? (asking.earlier?.pages ?? [])
      : offered.filter((id) => choice.pages === null || choice.pages.includes(id))
  const code = giveCode(box, {
    value: `AQ${randomText(180)}`,
    network: 'facebook',
    client_id: request.app.client_id,
    account: found.account.id,
    redirect_uri: request.redirect_uri,
    scopes,
    declined: [
      ...new Set([...(asking.earlier?.declined ?? []).filter((s) => !scopes.includes(s)), ...declined]),
    ],
    pages,
    keep: false,
    challenge: request.challenge,
    channel_sub: null,
    offline: false,
    nonce: null,
    life_ms: box.world.settings['facebook.code_minutes'] * MINUTE_MS,
  })
  return {
    ok: true,
    outcome: 'allowed',
    redirect_to: backToApp(box, request, { code, scopes }),
  }
}

/** A token goes into the fragment, and then everything does; a code alone goes into the query. */
function backToApp(box: Sandbox, request: Request, of: { code: Code; scopes: readonly string[] }): string {
  const { types, state } = request
  const lists = types.includes('granted_scopes')
    ? {
        granted_scopes: of.scopes.join(','),
        denied_scopes: request.scopes.filter((scope) => !of.scopes.includes(scope)).join(','),
      }
    : {}
  if (!types.includes('token'))
    return withQuery(request.redirect_uri, { code: of.code.value, ...lists, state }, '#_=_')
  const grant = newGrant(box, of.code)
  const token = newUserToken(box, grant, 'short')
  // A code that travels along stays good; without one nobody ever sees it.
  issue(box, { ...(types.includes('code') ? {} : { code: of.code }), grant, tokens: [token] })
  const params = withQuery('', {
    ...(types.includes('code') ? { code: of.code.value } : {}),
    access_token: token.value,
    data_access_expiration_time: String(Math.floor(dataAccessEnds(box, grant) / 1000)),
    expires_in: String(SHORT_LIFE_MS / 1000),
    ...lists,
    state,
  }).slice(1)
  return `${request.redirect_uri}${request.redirect_uri.includes('?') ? '' : '?'}#${params}`
}

function isShutOut(box: Sandbox, person: Person): boolean {
  return (
    box.world.settings['facebook.app_state'] === 'development' && !hasAppRole(box, 'facebook', person.key)
  )
}

function whatToAsk(box: Sandbox, request: Request, person: Person): Asking {
  const account = person.facebook?.id ?? ''
  const earlier = findConsent(box.world, { network: 'facebook', client_id: request.app.client_id, account })
  const all = [...new Set(['public_profile', ...request.scopes])]
  const wantsPages = request.scopes.some((scope) => scope.startsWith('pages_') || scope === 'read_insights')
  if (earlier === undefined || request.auth_type.includes('rerequest'))
    return { scopes: all, pages: wantsPages ? livePagesOf(box, person) : null, earlier, remembered: false }
  const scopes = all.filter((scope) => !earlier.granted.includes(scope) && !earlier.declined.includes(scope))
  return { scopes, pages: null, earlier, remembered: true }
}

function readRequest(box: Sandbox, query: URLSearchParams): ReadRequest {
  const mistake = (title: string, text: string, code: string): ReadRequest => ({
    ok: false,
    title,
    text,
    code,
  })
  const app = findApp(box.world, 'facebook', query.get('client_id') ?? '')
  if (app === undefined)
    return mistake(
      'Invalid App ID',
      'The provided app ID does not look like a valid app ID.',
      'PLATFORM__INVALID_APP_ID',
    )
  const appState = box.world.settings['facebook.app_state']
  if (appState !== 'live' && appState !== 'development')
    return mistake(
      'App not active',
      'This app is not accessible right now and the app developer is aware of the issue. You will be able to log in when the app is reactivated.',
      appState,
    )
  const redirect_uri = query.get('redirect_uri') ?? ''
  if (!isRegisteredRedirect(redirect_uri, app.redirect_uris))
    return mistake(
      'URL blocked',
      'The redirect URI is not in the app’s list of valid OAuth redirect URIs.',
      'redirect_uri',
    )
  const state = query.get('state')
  if (state === null && box.world.settings['facebook.state'] === 'required')
    return mistake('Invalid request', 'The parameter state is required.', 'state')
  const types = scopeList(query.get('response_type') || 'code')
  if (types.some((type) => !['code', 'token', 'granted_scopes'].includes(type)))
    return mistake(
      'Invalid request',
      'response_type is made of code, token and granted_scopes.',
      'response_type',
    )
  // A configuration of Login for Business stands in for the scopes.
  const scopes = scopeList(
    query.has('config_id') ? box.world.settings['facebook.config_scopes'] : query.get('scope'),
  )
  const wrong = scopes.filter((scope) => !Object.hasOwn(SCOPES, scope))
  if (wrong.length > 0) return mistake('Invalid Scopes', `Invalid Scopes: ${wrong.join(', ')}.`, 'scope')
  const challenge = query.get('code_challenge')
  const method = query.get('code_challenge_method') ?? 'S256'
  if (challenge !== null && method !== 'S256' && method !== 'plain')
    return mistake('Invalid request', 'code_challenge_method must be S256 or plain.', 'code_challenge_method')
  return {
    ok: true,
    request: {
      app,
      redirect_uri,
      scopes,
      state,
      auth_type: scopeList(query.get('auth_type')),
      types: types.includes('token') ? types : [...new Set(['code', ...types])],
      challenge: challenge === null ? null : { value: challenge, method },
    },
  }
}

function dialog(box: Sandbox, call: Call): Response {
  const read = readRequest(box, call.query)
  if (!read.ok)
    return mistakePage({ network: 'Facebook', title: read.title, text: read.text, code: read.code })
  const { request } = read
  const here = `/${call.host}${call.path}?${call.query}`
  const signed = signedIn(box, call, 'facebook')
  const chosen = call.form.get('account')
  const decision = call.form.get('decision')
  const finish = (choice: Partial<Choice>): Response => {
    const decided = decideFacebook(box, call.query, {
      account: chosen ?? '',
      cancel: false,
      decline: [],
      pages: null,
      channel: null,
      ...choice,
    })
    if (decided.ok) return redirectReply(decided.redirect_to)
    return mistakePage({
      network: 'Facebook',
      title: 'Not possible',
      text: decided.message,
      code: decided.code,
    })
  }
  const found = facebookById(chosen ?? '')
  if (call.method === 'POST') {
    if (decision === 'cancel') return finish({ cancel: true })
    if (decision === 'allow' && found !== undefined) {
      const ticked = call.form.getAll('scope')
      const asking = whatToAsk(box, request, found.person)
      return finish({
        decline: asking.scopes.filter((scope) => !ticked.includes(scope)),
        pages: asking.pages === null ? null : call.form.getAll('page'),
      })
    }
    if (decision === 'another' || found === undefined) return chooser(request, { here, signed })
    const cookie = signIn(box, call, { network: 'facebook', account: found.account.id })
    return permission(box, { request, here, person: found.person, cookie })
  }
  const first = facebookById(signed[0] ?? '')
  if (first === undefined || request.auth_type.includes('reauthenticate'))
    return chooser(request, { here, signed })
  return permission(box, { request, here, person: first.person, cookie: null })
}

function chooser(request: Request, of: { here: string; signed: string[] }): Response {
  const all = PEOPLE.flatMap((person) =>
    person.facebook === null
      ? []
      : [{ value: person.facebook.id, label: person.name, detail: pagesDetail(pagesOf(person.key)) }],
  )
  return accountChooser({
    network: 'Facebook',
    app: request.app.name,
    action: of.here,
    field: 'account',
    title: 'Log in to Facebook',
    signedIn: of.signed.flatMap((id) => all.filter((choice) => choice.value === id)),
    others: all.filter((choice) => !of.signed.includes(choice.value)),
  })
}

function pagesDetail(pages: readonly Page[]): string {
  return pages.length === 0 ? 'no Pages' : `Pages: ${pages.map((page) => page.name).join(', ')}`
}

function permission(
  box: Sandbox,
  of: { request: Request; here: string; person: Person; cookie: string | null },
): Response {
  const { request, here, person } = of
  const account = person.facebook?.id ?? ''
  const state = accountState(box.world, 'facebook', account)
  const hidden = { account }
  if (isShutOut(box, person))
    return mistakePage({
      network: 'Facebook',
      title: 'Feature unavailable',
      text: 'Facebook Login is currently unavailable for this app, since we are updating additional details for this app. Please try again later.',
      code: 'development',
    })
  if (state.locked || state.closed || state.disabled)
    return deadEnd({
      network: 'Facebook',
      title: state.closed ? 'Account closed' : state.disabled ? 'Account disabled' : 'Security check',
      text: state.closed
        ? `The account of ${person.name} is closed.`
        : state.disabled
          ? `Facebook has disabled the account of ${person.name}.`
          : `${person.name} has to log in to Facebook and pass a security check first. In this sandbox: the person’s settings page has a button for it.`,
      action: here,
      hidden,
      back: 'Go back',
    })
  const asking = whatToAsk(box, request, person)
  const selected = asking.earlier?.pages
  return permissionPage({
    network: 'Facebook',
    app: request.app.name,
    action: here,
    hidden,
    who: person.name,
    ...(asking.remembered
      ? {
          title: `Continue to ${request.app.name}?`,
          lead: `You chose before what ${request.app.name} may use, and that choice is kept. You continue as`,
        }
      : {}),
    groups: [
      {
        legend: `Which Pages may ${request.app.name} use?`,
        ...(asking.pages?.length === 0 ? { note: 'You have no Page.' } : {}),
        ticks: (asking.pages ?? []).map((page) => ({
          name: 'page',
          value: page.id,
          label: page.name,
          detail: page.id,
          ticked: selected === undefined || selected.length === 0 || selected.includes(page.id),
        })),
      },
      {
        legend: `${request.app.name} would be able to`,
        ticks: asking.scopes.map((scope) => ({
          name: 'scope',
          value: scope,
          label: SCOPES[scope] ?? scope,
          detail: scope,
          ticked: true,
          fixed: scope === 'public_profile',
        })),
      },
    ],
    allowUseAnother: true,
    cookie: of.cookie,
  })
}
