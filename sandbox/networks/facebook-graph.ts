/** Pretend graph.facebook.com: who may read what, and where it lives
 * (https://developers.facebook.com/docs/graph-api/overview, read 2026-11-22). */
import { BUSINESSES, type Business, facebookById, type Page, type Person, pageById } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { type App, accountState, findConsent } from '../world.ts'
import { type Caller, readCaller } from './facebook-callers.ts'
import { countCall } from './facebook-limits.ts'
import { pageError, pageNode, postNode } from './facebook-page.ts'
import { pictureAddress, pictureOf, wantsRedirect } from './facebook-picture.ts'
import { dataAccessEnds, livePagesOf, type PageCaller, type UserCaller } from './facebook-roles.ts'
import { accessToken, debugToken } from './facebook-tokens.ts'
import {
  aliasMissing,
  type GraphError,
  objectMissing,
  PROOF_NEEDED,
  proofIsWrong,
  TOKEN_ERRORS,
  WRONG_PROOF,
} from './graph.ts'
import { answerGraphCall, type GraphCall, unsupportedMethod } from './graph-call.ts'
import { type EdgeAsk, emptyFields, type Found, type Node } from './graph-fields.ts'
import { addressOf, answerNode } from './graph-node.ts'
import { pageOf } from './graph-paging.ts'
import { graphRedirect, graphReply } from './graph-reply.ts'
import { refuse } from './meta-refusal.ts'

export function answerFacebookGraph(box: Sandbox, call: Call): Response {
  return answerGraphCall(call, box.now(), (graph) => answer(box, graph))
}

function answer(box: Sandbox, call: GraphCall): Response {
  const no = (error: GraphError): Response => refuse(box, 'facebook', { error })
  if (call.path === '/oauth/access_token') return accessToken(box, call)
  if (call.token === null || call.token === '')
    return no(/^\/(?:me|debug_token)\b/.test(call.path) ? TOKEN_ERRORS.missing : TOKEN_ERRORS.required)
  const caller = readCaller(box, call.token)
  if (!caller.ok) return no(caller.error)
  const proof = call.param('appsecret_proof')
  if (proofIsWrong(proof, call.token, caller.app.client_secret)) return no(WRONG_PROOF)
  // An app's own token shows its secret already.
  if (caller.app.require_appsecret_proof && proof === null && caller.kind !== 'app') return no(PROOF_NEEDED)
  const counted = countCall(box, caller, call.path)
  if (counted.refusal !== null)
    return refuse(box, 'facebook', { ...counted.refusal, headers: counted.headers })
  const reply = call.path === '/debug_token' ? debugToken(box, call, caller) : read(box, call, caller)
  for (const [name, value] of Object.entries(counted.headers)) reply.headers.set(name, value)
  return reply
}

function read(box: Sandbox, call: GraphCall, caller: Caller): Response {
  const [, id = '', ...path] = call.path.split('/')
  const no = (error: GraphError): Response => refuse(box, 'facebook', { error })
  if (path[0] === 'permissions' && call.method === 'DELETE') {
    const person = personCalled(caller, id)
    return person === null ? no(objectMissing(id)) : removePermission(box, { caller, person, name: path[1] })
  }
  if (call.method !== 'GET') return no(unsupportedMethod(call.method))
  if (id === '') return no(unsupportedMethod('get'))
  const found = nodeOf(box, call, { caller, id })
  if (!found.ok) return no(found.error)
  if (path[0] === 'picture' && path.length === 1 && wantsRedirect(call.param))
    return graphRedirect(pictureAddress(String(found.node.fields.id)))
  const answered = answerNode(found.node, call, path)
  return answered.ok ? graphReply(answered.value) : refuse(box, 'facebook', answered)
}

type FoundNode = { ok: true; node: Node } | { ok: false; error: GraphError }

function nodeOf(box: Sandbox, call: GraphCall, of: { caller: Caller; id: string }): FoundNode {
  const { caller, id } = of
  const no = (error: GraphError): FoundNode => ({ ok: false, error })
  if (id === 'me' && caller.kind === 'app') return no(TOKEN_ERRORS.missing)
  if (id === 'app' || id === caller.app.client_id) return { ok: true, node: appNode(caller.app) }
  const person = personCalled(caller, id)
  if (person !== null) return { ok: true, node: personNode(box, call, { caller, person }) }
  if (caller.kind === 'app') return no(unknownObject(id))
  const business = BUSINESSES.find((each) => each.id === id && each.people.includes(caller.person.key))
  if (business !== undefined && caller.kind === 'user')
    return { ok: true, node: businessNode(box, call, { caller, business }) }
  const [pageId = '', post] = id.split('_')
  const page = pageCalled(box, caller, id === 'me' ? 'me' : pageId)
  if (page === null) return no(unknownObject(id))
  const error = pageError(box, caller, page)
  if (error !== null) return no(error)
  const view = { box, call, caller, page }
  if (post === undefined) return { ok: true, node: pageNode(view) }
  const node = postNode(view, id)
  return node === null ? no(unknownObject(id)) : { ok: true, node }
}

function unknownObject(id: string): GraphError {
  const short = id.slice(0, 64)
  return /^\d+(_\d+)?$/.test(id) ? objectMissing(short) : aliasMissing(short)
}

/** A person's token reads that person, an app's token each person by id. */
function personCalled(caller: Caller, id: string): Person | null {
  if (caller.kind === 'page') return null
  if (caller.kind === 'user' && id === 'me') return caller.person
  const found = facebookById(id)?.person
  if (found === undefined) return null
  return caller.kind === 'app' || found.key === caller.person.key ? found : null
}

/** A Page's token reads its Page, a person's token each Page on which that person has a role. */
function pageCalled(box: Sandbox, caller: UserCaller | PageCaller, id: string): Page | null {
  if (caller.kind === 'page') return id === 'me' || id === caller.page.id ? caller.page : null
  const page = pageById(id)
  if (page === undefined) return null
  // A closed Page is no longer among the person's Pages; what it answers is the Page's own matter.
  const closed = accountState(box.world, 'facebook', page.id).closed
  return closed || livePagesOf(box, caller.person).includes(page) ? page : null
}

function appNode(app: App): Node {
  return {
    type: 'Application',
    standard: ['category', 'link', 'name', 'id'],
    fields: {
      ...emptyFields('app_domains company contact_email description icon_url logo_url namespace'),
      id: app.client_id,
      name: app.name,
      link: app.redirect_uris[0] === undefined ? undefined : new URL(app.redirect_uris[0]).origin,
      category: 'Business and Pages',
    },
    edges: {},
  }
}

/** Fields of Meta's own SDK that need permissions nobody asks for here, or that no one here has filled in. */
const EMPTY = emptyFields(`
  about age_range birthday client_business_id community cover currency education favorite_athletes
  favorite_teams gender hometown inspirational_people install_type installed is_guest_user is_work_account
  languages link locale location meeting_for middle_name political profile_pic quotes relationship_status
  religion significant_other sports third_party_id timezone token_for_business updated_time verified
  video_upload_limits website`)

function personNode(box: Sandbox, call: GraphCall, of: { caller: Caller; person: Person }): Node {
  const { caller, person } = of
  const id = person.facebook?.id ?? ''
  const [first = '', ...last] = person.name.split(' ')
  const consent = findConsent(box.world, {
    network: 'facebook',
    client_id: caller.app.client_id,
    account: id,
  })
  // After 90 days without a visit the person's own data is withheld; the Pages are not.
  const open = caller.kind !== 'user' || box.now() < dataAccessEnds(box, caller.grant)
  const shown = (value: string): string | undefined => (open ? value : undefined)
  const permissions = (): Found => ({
    ok: true,
    value: { data: listedPermissions(consent, open) },
  })
  return {
    type: 'User',
    standard: ['name', 'id'],
    fields: {
      ...EMPTY,
      id,
      name: shown(accountState(box.world, 'facebook', id).username ?? person.name),
      first_name: shown(first),
      last_name: shown(last.join(' ')),
      short_name: shown(first),
      name_format: shown('{first} {last}'),
      email: consent?.granted.includes('email') === true ? shown(person.email) : undefined,
    },
    edges: {
      picture: pictureOf(id),
      permissions,
      ...(caller.kind === 'user'
        ? {
            accounts: (ask: EdgeAsk) => accounts(box, call, { caller, ask }),
            businesses: (ask: EdgeAsk) => businesses(box, call, { caller, ask }),
          }
        : {}),
    },
  }
}

/** The data-access clock shows as a third status. */
function listedPermissions(
  consent: { granted: readonly string[]; declined: readonly string[] } | undefined,
  open: boolean,
) {
  const status = (permission: string): string =>
    !open && (permission === 'public_profile' || permission === 'email') ? 'expired' : 'granted'
  return [
    ...(consent?.granted ?? []).map((permission) => ({ permission, status: status(permission) })),
    ...(consent?.declined ?? []).map((permission) => ({ permission, status: 'declined' })),
  ]
}

/** Only the ticked Pages. Without `pages_show_list` the list is empty, not refused. */
function accounts(box: Sandbox, call: GraphCall, of: { caller: UserCaller; ask: EdgeAsk }): Found {
  const { caller, ask } = of
  const pages = caller.consent.granted.includes('pages_show_list')
    ? livePagesOf(box, caller.person).filter((page) => caller.consent.pages.includes(page.id))
    : []
  return pageOf({
    nodes: pages.map((page) => ({
      ...pageNode({ box, call, caller, page }),
      standard: ['access_token', 'category', 'category_list', 'name', 'id', 'tasks'],
    })),
    ask,
    address: addressOf(call, ask, `${caller.grant.account}/accounts`),
  })
}

function businesses(box: Sandbox, call: GraphCall, of: { caller: UserCaller; ask: EdgeAsk }): Found {
  const { caller, ask } = of
  if (!caller.consent.granted.includes('business_management'))
    return {
      ok: false,
      error: { message: '(#100) Missing Permission', type: 'OAuthException', code: 100 },
    }
  return pageOf({
    nodes: BUSINESSES.filter((business) => business.people.includes(caller.person.key)).map((business) =>
      businessNode(box, call, { caller, business }),
    ),
    ask,
    address: addressOf(call, ask, `${caller.grant.account}/businesses`),
  })
}

/** Shows Pages that were not ticked, too; those have no `access_token`. */
function businessNode(box: Sandbox, call: GraphCall, of: { caller: UserCaller; business: Business }): Node {
  const { caller, business } = of
  const listed =
    (ids: readonly string[], edge: string) =>
    (ask: EdgeAsk): Found =>
      pageOf({
        nodes: ids.flatMap((id) => pageById(id) ?? []).map((page) => pageNode({ box, call, caller, page })),
        ask,
        address: addressOf(call, ask, `${business.id}/${edge}`),
      })
  return {
    type: 'Business',
    standard: ['id', 'name'],
    refuse: () =>
      caller.consent.granted.includes('business_management')
        ? null
        : { message: '(#100) Missing Permission', code: 100 },
    fields: {
      ...emptyFields('created_time link profile_picture_uri primary_page timezone_id updated_time vertical'),
      id: business.id,
      name: business.name,
      verification_status: 'not_verified',
    },
    edges: {
      owned_pages: listed(business.owned, 'owned_pages'),
      client_pages: listed(business.client, 'client_pages'),
    },
  }
}

function removePermission(
  box: Sandbox,
  of: { caller: Caller; person: Person; name: string | undefined },
): Response {
  const account = of.person.facebook?.id ?? ''
  const { client_id } = of.caller.app
  const consent = findConsent(box.world, { network: 'facebook', client_id, account })
  if (of.name === undefined)
    box.commit({
      type: 'account-changed',
      network: 'facebook',
      account,
      change: { kind: 'app-removed', client_id },
    })
  else if (consent?.granted.includes(of.name))
    box.commit({ type: 'scope-revoked', network: 'facebook', client_id, account, scope: of.name })
  else
    return refuse(box, 'facebook', {
      error: { message: `(#100) Permission ${of.name.slice(0, 60)} was not granted`, code: 100 },
    })
  // The page says `true`; clients see an object.
  return graphReply(box.world.settings['facebook.delete_reply'] === 'true' ? true : { success: true })
}
