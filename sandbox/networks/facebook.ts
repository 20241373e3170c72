/** Pretend Facebook: the login dialog and its memory
 * (https://developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow, read 2026-11-22). */
import { signedIn, signIn } from '../browser.ts'
import { giveCode } from '../grants.ts'
import { accountChooser, deadEnd, mistakePage, permissionPage } from '../pages/consent.ts'
import { facebookById, type Page, PEOPLE, type Person, pagesOf } from '../people.ts'
import { MINUTE_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type Call, isRegisteredRedirect, redirectReply, scopeList, withQuery } from '../wire.ts'
import { type App, accountState, type Consent, findApp, findConsent } from '../world.ts'
import { type Choice, type Decided, refused } from './decision.ts'
import { answerFacebookGraph } from './facebook-graph.ts'
import { livePagesOf } from './facebook-roles.ts'
import { readVersion, withVersion } from './graph.ts'

const SCOPES: Record<string, string> = {
  public_profile: 'Your name and profile picture',
  email: 'Your e-mail address',
  pages_show_list: 'Show a list of the Pages you manage',
  pages_read_engagement: 'Read content posted on the Page, and its followers',
  read_insights: 'Read your Page’s insights',
  pages_read_user_content: 'Read what people post on the Page',
  pages_manage_metadata: 'Manage the Page’s settings and webhooks',
  business_management: 'Manage your business',
}

export function answerFacebook(box: Sandbox, call: Call): Response {
  const versioned = readVersion(call.path, box.now())
  if (call.host === 'graph.facebook.com') {
    if (!versioned.ok) return versioned.reply
    return withVersion(answerFacebookGraph(box, call, versioned.path), versioned.version)
  }
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
  state: string
  auth_type: string[]
  granted_scopes: boolean
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
  const lists = request.granted_scopes
    ? {
        granted_scopes: scopes.join(','),
        denied_scopes: request.scopes.filter((scope) => !scopes.includes(scope)).join(','),
      }
    : {}
  return {
    ok: true,
    outcome: 'allowed',
    redirect_to: withQuery(
      request.redirect_uri,
      { code: code.value, ...lists, state: request.state },
      '#_=_',
    ),
  }
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
  const redirect_uri = query.get('redirect_uri') ?? ''
  if (!isRegisteredRedirect(redirect_uri, app.redirect_uris))
    return mistake(
      'URL blocked',
      'The redirect URI is not in the app’s list of valid OAuth redirect URIs.',
      'redirect_uri',
    )
  const state = query.get('state')
  if (state === null) return mistake('Invalid request', 'The parameter state is required.', 'state')
  const types = scopeList(query.get('response_type') ?? 'code')
  if (!types.includes('code') || types.some((type) => type !== 'code' && type !== 'granted_scopes'))
    return mistake(
      'Invalid request',
      'This sandbox answers response_type code, and granted_scopes with it.',
      'response_type',
    )
  const scopes = scopeList(query.get('scope'))
  const wrong = scopes.filter((scope) => !Object.hasOwn(SCOPES, scope))
  if (wrong.length > 0) return mistake('Invalid Scopes', `Invalid Scopes: ${wrong.join(', ')}.`, 'scope')
  const challenge = query.get('code_challenge')
  const method = query.get('code_challenge_method') ?? 'S256'
  if (challenge !== null && method !== 'S256')
    return mistake('Invalid request', 'code_challenge_method must be S256.', 'code_challenge_method')
  return {
    ok: true,
    request: {
      app,
      redirect_uri,
      scopes,
      state,
      auth_type: scopeList(query.get('auth_type')),
      granted_scopes: types.includes('granted_scopes'),
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
  if (state.locked || state.closed)
    return deadEnd({
      network: 'Facebook',
      title: state.closed ? 'Account closed' : 'Security check',
      text: state.closed
        ? `The account of ${person.name} is closed.`
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
