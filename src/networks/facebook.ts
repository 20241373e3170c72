import { createHmac } from 'node:crypto'
import type { Account, TokenSet } from '../domain/grant.ts'
import { Secret } from '../domain/secret.ts'
import { type Call, isLoss } from '../domain/verdict.ts'
import { addressOf, handleOf, idOf, titleOf } from './account-fields.ts'
import { type Answer, type Ask, asking, codeFrom, type Refused, refusedAs, unreadable } from './ask.ts'
import type { Adapter, AdapterSettings, Found } from './contract.ts'
import { collectFacebook, readFacebookPast } from './facebook-numbers.ts'
import { readFacebookPosts } from './facebook-posts.ts'
import { readFacebook } from './facebook-replies.ts'
import { GRAPH_VERSION } from './graph-replies.ts'
import { graphVersion } from './graph-version.ts'
import { at, type Fields, fieldsOf, listOf, textOf } from './json.ts'
import { endAfter, endAt, fallbackEnd, tokenOf } from './lifetime.ts'
import { receiveMeta } from './meta-events.ts'
import { harmless } from './verdict-of.ts'

// Facebook Login and the Pages API, as read on 2026-11-22:
// https://developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow
const SIGN_IN = 'https://www.facebook.com'
const GRAPH = 'https://graph.facebook.com'

const PAGE_FIELDS = 'id,name,username,link,picture.type(large){url}'
const LIST_LIMIT = '100'
/** Pages of Pages we turn: enough for a thousand. */
const LONGEST_LIST = 10
/** Page tokens looked into at the same time. */
const INSPECTIONS_AT_ONCE = 8

export const facebook = (settings: AdapterSettings): Adapter => {
  const begin = () => asking(settings, readFacebook, graphVersion(settings))

  const proofOf = (token: Secret): string =>
    createHmac('sha256', settings.clientSecret.reveal()).update(token.reveal()).digest('hex')

  const read = (ask: Ask, token: Secret, path: string, query: Readonly<Record<string, string>>) =>
    ask({
      call: 'api',
      host: GRAPH,
      path: `/${GRAPH_VERSION}${path}`,
      query: { ...query, access_token: token.reveal(), appsecret_proof: proofOf(token) },
      hidden: [token, proofOf(token)],
    })

  const appToken = new Secret(`${settings.clientId}|${settings.clientSecret.reveal()}`)

  /** Without the name of a permission this removes the app, and with it every Page of this person. */
  const removeApp = async (ask: Ask, token: Secret, person: string): Promise<Answer<null>> => {
    const reply = await ask({
      call: 'api',
      host: GRAPH,
      method: 'DELETE',
      path: `/${GRAPH_VERSION}/${person}/permissions`,
      query: { access_token: token.reveal(), appsecret_proof: proofOf(token) },
      hidden: [token, proofOf(token)],
      mayBeEmpty: true,
    })
    if (reply.kind !== 'ok') return reply
    // `true` in the documents, `{ "success": true }` elsewhere.
    return at(reply.value, 'success') === false
      ? unreadable('facebook', 'api', 'The app was not removed.')
      : { kind: 'ok', value: null }
  }

  /** What the network itself says of a token; asked with the app's token, so it answers for dead ones too. */
  const inspect = async (ask: Ask, token: Secret): Promise<Answer<Fields>> => {
    const reply = await ask({
      call: 'debug_token',
      host: GRAPH,
      path: `/${GRAPH_VERSION}/debug_token`,
      query: {
        input_token: token.reveal(),
        access_token: appToken.reveal(),
      },
      hidden: [token, appToken],
    })
    if (reply.kind !== 'ok') return reply
    const data = fieldsOf(at(reply.value, 'data'))
    return data ? { kind: 'ok', value: data } : unreadable('facebook', 'debug_token', 'The reply is empty.')
  }

  const exchangeForPerson = async (
    ask: Ask,
    call: Call,
    query: Readonly<Record<string, string>>,
    hidden: readonly (Secret | string)[],
  ): Promise<Answer<{ person: Secret; personEndsAt: Date | null }>> => {
    const reply = await ask({
      call,
      host: GRAPH,
      path: `/${GRAPH_VERSION}/oauth/access_token`,
      query: { client_id: settings.clientId, client_secret: settings.clientSecret.reveal(), ...query },
      hidden,
    })
    if (reply.kind !== 'ok') return reply
    const person = tokenOf(at(reply.value, 'access_token'))
    if (!person) return unreadable('facebook', call, 'The reply carries no access token.')
    const said = endAfter(settings.now(), at(reply.value, 'expires_in'))
    return { kind: 'ok', value: { person, personEndsAt: said ?? (await inspectedEnd(ask, person)) } }
  }

  /** For the grants whose reply names no end; an `expires_at` of 0 is a token without one. */
  const inspectedEnd = async (ask: Ask, token: Secret): Promise<Date | null> => {
    const data = await inspect(ask, token)
    if (data.kind === 'ok' && at(data.value, 'expires_at') === 0) return null
    const end = data.kind === 'ok' ? endAt(at(data.value, 'expires_at')) : null
    return end ?? fallbackEnd(settings.now(), 'facebook')
  }

  const grantedScopes = async (ask: Ask, person: Secret): Promise<Answer<readonly string[]>> => {
    const reply = await read(ask, person, '/me/permissions', {})
    if (reply.kind !== 'ok') return reply
    const granted = listOf(at(reply.value, 'data')).filter((entry) => at(entry, 'status') === 'granted')
    const scopes = granted.flatMap((entry) => textOf(at(entry, 'permission')) ?? [])
    return { kind: 'ok', value: scopes }
  }

  /** Every Page that was ticked and carries a token, over all pages of the list. */
  const readPages = async (ask: Ask, person: Secret): Promise<Answer<readonly Fields[]>> => {
    const pages: Fields[] = []
    let after: string | null = null
    for (let turn = 0; turn < LONGEST_LIST; turn += 1) {
      const query = { fields: `${PAGE_FIELDS},access_token`, limit: LIST_LIMIT, ...(after ? { after } : {}) }
      const reply = await read(ask, person, '/me/accounts', query)
      if (reply.kind !== 'ok') return reply
      for (const entry of listOf(at(reply.value, 'data'))) {
        const page = fieldsOf(entry)
        if (page && tokenOf(at(page, 'access_token'))) pages.push(page)
      }
      // The cursor, not the address in `next`: we only call where we mean to.
      after = at(reply.value, 'paging', 'next') ? textOf(at(reply.value, 'paging', 'cursors', 'after')) : null
      if (!after) break
    }
    return { kind: 'ok', value: pages }
  }

  const accountOf = (page: Fields, subject: string | null): Account | null => {
    const networkId = idOf(at(page, 'id'))
    if (!networkId) return null
    const handle = handleOf(at(page, 'username'))
    return {
      networkId,
      otherIds: [],
      subject,
      handle,
      title: titleOf(at(page, 'name'), handle),
      url:
        addressOf(at(page, 'link'), settings.origin(GRAPH)) ??
        `https://www.facebook.com/${encodeURIComponent(handle ?? networkId)}`,
      avatarUrl: addressOf(at(page, 'picture', 'data', 'url'), settings.origin(GRAPH)),
    }
  }

  /** The Page with its own token, which ends only if the network says so, and the scopes ticked for it. */
  const foundPage = async (
    ask: Ask,
    page: Fields,
    person: TokenSet,
    subject: string,
  ): Promise<Found | null> => {
    const account = accountOf(page, subject)
    const access = tokenOf(at(page, 'access_token'))
    if (!account || !access) return null
    const inspected = await inspect(ask, access)
    const data = inspected.kind === 'ok' ? inspected.value : null
    const endsAt = endAt(at(data, 'expires_at'))
    const left = data ? scopesWithout(data, account.networkId) : []
    const scopes = person.scopes.filter((scope) => !left.includes(scope))
    const tokens = { ...person, access, accessEndsAt: endsAt, grantEndsAt: endsAt, scopes }
    return { account, tokens }
  }

  return {
    authorize({ state, redirectUri, scopes }) {
      const url = new URL(`${settings.origin(SIGN_IN)}/${GRAPH_VERSION}/dialog/oauth`)
      url.search = new URLSearchParams({
        client_id: settings.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: scopes.join(','),
        state,
        // Otherwise the dialog remembers which Pages were ticked the last time and never asks again.
        auth_type: 'rerequest',
      }).toString()
      return url
    },

    async exchange({ returned, redirectUri }) {
      const code = codeFrom(returned, readFacebook)
      if (code.kind !== 'ok') return code
      const ask = begin()
      const query = { redirect_uri: redirectUri, code: code.value }
      const short = await exchangeForPerson(ask, 'token_exchange', query, [code.value])
      if (short.kind !== 'ok') return short
      const long = await exchangeForPerson(ask, 'token_exchange', exchanging(short.value.person), [
        code.value,
        short.value.person,
      ])
      if (long.kind !== 'ok') return long
      const { person, personEndsAt } = long.value
      const scopes = await grantedScopes(ask, person)
      if (scopes.kind !== 'ok') return scopes
      // Until a Page is chosen the person's token is the only one there is.
      const tokens = { access: person, accessEndsAt: personEndsAt, refresh: null, grantEndsAt: null }
      return { kind: 'ok', value: { ...tokens, person, personEndsAt, scopes: scopes.value, marks: [] } }
    },

    async identify(tokens) {
      const ask = begin()
      const person = tokens.person ?? tokens.access
      const [me, pages] = await Promise.all([
        read(ask, person, '/me', { fields: 'id' }),
        readPages(ask, person),
      ])
      if (me.kind !== 'ok') return me
      if (pages.kind !== 'ok') return pages
      const subject = idOf(at(me.value, 'id'))
      if (!subject) return unreadable('facebook', 'api', 'The reply carries no id.')
      const found: Found[] = []
      for (let start = 0; start < pages.value.length; start += INSPECTIONS_AT_ONCE) {
        const some = pages.value.slice(start, start + INSPECTIONS_AT_ONCE)
        const looked = await Promise.all(some.map((page) => foundPage(ask, page, tokens, subject)))
        found.push(...looked.filter((one) => one !== null))
      }
      return { kind: 'ok', value: found }
    },

    async prove({ networkId, tokens }) {
      const ask = begin()
      // A Page goes on reading after it was unticked or lost a permission; only the inspection says so.
      const [page, inspected] = await Promise.all([
        read(ask, tokens.access, `/${encodeURIComponent(networkId)}`, { fields: PAGE_FIELDS }),
        inspect(ask, tokens.access),
      ])
      if (page.kind !== 'ok') return page
      const account = accountOf(page.value, null)
      if (!account) return unreadable('facebook', 'api', 'The reply carries no Page id.')
      const scopes = inspected.kind === 'ok' ? scopesFor(inspected.value, networkId) : null
      return { kind: 'ok', value: { account, scopes } }
    },

    async confirm({ networkId, tokens }) {
      const data = await inspect(begin(), tokens.access)
      if (data.kind !== 'ok') return data
      if (at(data.value, 'is_valid') !== true) {
        return unreadable('facebook', 'debug_token', 'The reply does not say whether the token is valid.')
      }
      if (scopesWithout(data.value, networkId).length === 0) return { kind: 'ok', value: null }
      const message = 'The Page is no longer among those the person ticked.'
      return refusedAs('facebook', 'debug_token', harmless('permissions_reduced'), message)
    },

    async renew({ networkId, tokens }) {
      if (!tokens.person) return { kind: 'not_offered' }
      const ask = begin()
      const renewed = await exchangeForPerson(ask, 'token_refresh', exchanging(tokens.person), [
        tokens.person,
      ])
      if (renewed.kind !== 'ok') return aboutThePerson(renewed)
      const pages = await readPages(ask, renewed.value.person)
      const own = pages.kind === 'ok' ? pages.value.find((page) => idOf(at(page, 'id')) === networkId) : null
      const access = tokenOf(at(own, 'access_token'))
      if (!access) return { kind: 'ok', value: { ...tokens, ...renewed.value } }
      const inspected = await inspect(ask, access)
      const endsAt = inspected.kind === 'ok' ? endAt(at(inspected.value, 'expires_at')) : tokens.accessEndsAt
      const value = { ...tokens, ...renewed.value, access, accessEndsAt: endsAt, grantEndsAt: endsAt }
      return { kind: 'ok', value }
    },

    async collect({ networkId, tokens }) {
      const ask = begin()
      const path = `/${encodeURIComponent(networkId)}`
      const page = await read(ask, tokens.access, path, { fields: 'id,followers_count' })
      if (page.kind !== 'ok') return page
      const value = await collectFacebook({
        page: page.value,
        scopes: tokens.scopes,
        now: settings.now(),
        insights: (query) => read(ask, tokens.access, `${path}/insights`, query),
      })
      return { kind: 'ok', value }
    },

    async posts({ networkId, tokens }) {
      const ask = begin()
      const path = `/${encodeURIComponent(networkId)}/published_posts`
      return readFacebookPosts({
        scopes: tokens.scopes,
        now: settings.now(),
        standIn: settings.origin(GRAPH),
        published: (query) => read(ask, tokens.access, path, query),
      })
    },

    async pastDays({ networkId, tokens }, days) {
      const ask = begin()
      const path = `/${encodeURIComponent(networkId)}/insights`
      return readFacebookPast(days, tokens.scopes, (query) => read(ask, tokens.access, path, query))
    },

    async revoke({ tokens }) {
      const ask = begin()
      const removed = tokens.person ? await removeApp(ask, tokens.person, 'me') : null
      if (removed?.kind === 'ok' || (removed && !isLoss(removed.verdict.diagnosis))) return removed
      if (isRemoved(removed)) return { kind: 'ok', value: null }
      // The person's token has ended while the Page's goes on reading: the app's own token can do it, too.
      const inspected = await inspect(ask, tokens.access)
      const person = inspected.kind === 'ok' ? idOf(at(inspected.value, 'user_id')) : null
      if (!person) {
        if (inspected.kind === 'refused')
          return isRemoved(inspected) ? { kind: 'ok', value: null } : inspected
        return removed ?? unreadable('facebook', 'debug_token', 'The reply does not name the person.')
      }
      return removeApp(ask, appToken, person)
    },

    async knock() {
      await begin()({ call: 'api', host: GRAPH, path: `/${GRAPH_VERSION}/me` })
    },

    async receive(delivery) {
      const aboutOf = (subject: string, accounts: readonly string[] | null) =>
        ({ kind: 'person', subject, accounts }) as const
      return receiveMeta({ network: 'facebook', settings, aboutOf }, delivery)
    },
  }
}

function isRemoved(answer: Answer<unknown> | null): boolean {
  return answer?.kind === 'refused' && answer.verdict.diagnosis === 'revoked' && answer.verdict.definite
}

function exchanging(person: Secret): Readonly<Record<string, string>> {
  return { grant_type: 'fb_exchange_token', fb_exchange_token: person.reveal() }
}

/** The scopes that are good for this Page; null where the inspection lists none at all. */
function scopesFor(inspected: Fields, pageId: string): readonly string[] | null {
  const scopes = at(inspected, 'scopes')
  if (!Array.isArray(scopes)) return null
  const without = scopesWithout(inspected, pageId)
  return scopes.filter((scope) => typeof scope === 'string' && !without.includes(scope))
}

/** The scopes whose list of ticked Pages leaves this one out. A scope without a list covers every Page. */
function scopesWithout(inspected: Fields, pageId: string): readonly string[] {
  return listOf(at(inspected, 'granular_scopes')).flatMap((entry) => {
    const targets = at(entry, 'target_ids')
    if (!Array.isArray(targets) || targets.some((id) => textOf(id) === pageId)) return []
    return textOf(at(entry, 'scope')) ?? []
  })
}

/** A dead token of the person settles nothing about the Page's own token, which may go on reading. */
function aboutThePerson(refused: Refused): Refused {
  return { kind: 'refused', verdict: { ...refused.verdict, definite: false } }
}
