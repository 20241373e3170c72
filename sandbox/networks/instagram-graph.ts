/** Pretend graph.instagram.com: tokens, the profile, the media
 * (https://developers.facebook.com/documentation/instagram-platform/reference/me, read 2026-11-22). */
import { dayOf, numbersOn, part, postCount } from '../numbers.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { aliasMissing, type GraphError, objectMissing, proofIsWrong, WRONG_PROOF } from './graph.ts'
import { answerGraphCall, type GraphCall } from './graph-call.ts'
import type { EdgeAsk, Found, Node } from './graph-fields.ts'
import { addressOf, answerNode } from './graph-node.ts'
import { pageOf } from './graph-paging.ts'
import { graphReply } from './graph-reply.ts'
import { type InstagramCaller, instagramName, isPersonal, readInstagramCaller } from './instagram-callers.ts'
import { accountInsights } from './instagram-insights.ts'
import { countInstagramCall } from './instagram-limits.ts'
import { mediaId, mediaInsights, mediaNode, postsOf } from './instagram-media.ts'
import { exchangeForLong, NO_PERMISSION, refresh, unsupported } from './instagram-tokens.ts'
import { refuse } from './meta-refusal.ts'

export function answerInstagramGraph(box: Sandbox, call: Call): Response {
  return answerGraphCall(call, box.now(), (graph) => answer(box, graph))
}

function answer(box: Sandbox, call: GraphCall): Response {
  const no = (error: GraphError, status?: number): Response =>
    refuse(box, 'instagram', { error, ...(status === undefined ? {} : { status }) })
  if (call.path === '/access_token') return exchangeForLong(box, call)
  if (call.path === '/refresh_access_token') return refresh(box, call)
  const caller = readInstagramCaller(box, call.token)
  if (!caller.ok) return no(caller.error)
  if (proofIsWrong(call.param('appsecret_proof'), caller.token.value, caller.app.client_secret))
    return no(WRONG_PROOF)
  const counted = countInstagramCall(box, caller)
  if (counted.refusal !== null)
    return refuse(box, 'instagram', { ...counted.refusal, headers: counted.headers })
  const reply = read(box, call, caller)
  for (const [name, value] of Object.entries(counted.headers)) reply.headers.set(name, value)
  return reply
}

function read(box: Sandbox, call: GraphCall, caller: InstagramCaller): Response {
  const no = (error: GraphError, status?: number): Response =>
    refuse(box, 'instagram', { error, ...(status === undefined ? {} : { status }) })
  if (call.method !== 'GET') return no(unsupported(call.method))
  if (isPersonal(box, caller.account))
    return no({ message: '(#10) The user is not an Instagram Business', code: 10 }, 400)
  if (!caller.grant.scopes.includes('instagram_business_basic')) return no(NO_PERMISSION)
  const [, id = '', ...path] = call.path.split('/')
  const own = id === 'me' || id === caller.account.id || id === caller.account.appScopedId
  const node = own ? accountNode(box, call, caller) : mediumNode(box, caller, id)
  if (node === null)
    return no(/^\d+$/.test(id) ? objectMissing(id.slice(0, 64)) : aliasMissing(id.slice(0, 64)))
  const found = answerNode(node, call, path)
  if (!found.ok) return refuse(box, 'instagram', found)
  const wrapped = own && path.length === 0 && box.world.settings['instagram.me_reply'] === 'data-array'
  return graphReply(wrapped ? { data: [found.value] } : found.value)
}

function accountNode(box: Sandbox, call: GraphCall, caller: InstagramCaller): Node {
  const { account } = caller
  const day = dayOf(box.now())
  return {
    type: 'User',
    standard: ['id'],
    fields: {
      id: account.appScopedId,
      user_id: account.id,
      username: instagramName(box, account),
      name: account.name,
      // An account that was personal and switched back is a creator's.
      account_type: account.kind === 'BUSINESS' ? 'BUSINESS' : 'MEDIA_CREATOR',
      profile_picture_url:
        account.picture === false ? undefined : `https://scontent.cdninstagram.com/v/${account.id}.png`,
      followers_count: numbersOn(account.id, account.shape, day).followers,
      follows_count: 120 + Math.floor(600 * part(account.id, 'follows')),
      media_count: postCount(account.id, account.shape, day),
      biography: account.biography,
      website: undefined,
    },
    edges: {
      media: (ask) => media(box, call, { caller, ask }),
      stories: () => ({ ok: true, value: { data: [] } }),
      insights: (ask) =>
        mayReadInsights(caller) ??
        accountInsights(box, {
          account,
          person: caller.person,
          ask,
          address: addressOf(call, ask, `${account.id}/insights`),
        }),
    },
  }
}

function mediumNode(box: Sandbox, caller: InstagramCaller, id: string): Node | null {
  const { account } = caller
  const post = postsOf(box, account).find((each) => mediaId(account, each) === id)
  if (post === undefined) return null
  const node = mediaNode({ account, username: instagramName(box, account) }, post, { listed: false })
  return { ...node, edges: { ...node.edges, insights: insightsOf(caller, { id, post }) } }
}

function media(box: Sandbox, call: GraphCall, of: { caller: InstagramCaller; ask: EdgeAsk }): Found {
  const { caller, ask } = of
  const { account } = caller
  const owner = { account, username: instagramName(box, account) }
  const nodes = postsOf(box, account).map((post): Node => {
    const node = mediaNode(owner, post, { listed: true })
    const id = mediaId(account, post)
    return { ...node, edges: { ...node.edges, insights: insightsOf(caller, { id, post }) } }
  })
  return pageOf({ nodes, ask, address: addressOf(call, ask, `${account.id}/media`) })
}

const insightsOf =
  (caller: InstagramCaller, of: { id: string; post: Parameters<typeof mediaInsights>[1] }) =>
  (ask: EdgeAsk): Found =>
    mayReadInsights(caller) ?? mediaInsights(of.id, of.post, ask)

function mayReadInsights(caller: InstagramCaller): Found | null {
  return caller.grant.scopes.includes('instagram_business_manage_insights')
    ? null
    : { ok: false, error: NO_PERMISSION }
}
