import type { Account, TokenSet } from '../domain/grant.ts'
import type { Secret } from '../domain/secret.ts'
import type { Call } from '../domain/verdict.ts'
import { addressOf, handleOf, idOf, titleOf } from './account-fields.ts'
import { type Answer, type Ask, asking, codeFrom, unreadable } from './ask.ts'
import type { Adapter, AdapterSettings } from './contract.ts'
import { GRAPH_VERSION } from './graph-replies.ts'
import { graphVersion } from './graph-version.ts'
import { collectInstagram } from './instagram-numbers.ts'
import { readInstagramPosts } from './instagram-posts.ts'
import { readInstagram } from './instagram-replies.ts'
import { at, type Fields, fieldsOf, listOf } from './json.ts'
import { accessLife, tokenOf } from './lifetime.ts'
import { receiveMeta } from './meta-events.ts'

// Instagram API with Instagram Login, as read on 2026-11-22:
// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
const SIGN_IN = 'https://www.instagram.com'
const CODE_EXCHANGE = 'https://api.instagram.com'
const GRAPH = 'https://graph.instagram.com'

const PROFILE_FIELDS = 'id,user_id,username,name,account_type,profile_picture_url'
const BASIC_SCOPE = 'instagram_business_basic'

export const instagram = (settings: AdapterSettings): Adapter => {
  const begin = () => asking(settings, readInstagram, graphVersion(settings))

  const tokensFrom = (reply: Fields, call: Call, scopes: readonly string[]): Answer<TokenSet> => {
    const access = tokenOf(at(reply, 'access_token'))
    if (!access) return unreadable('instagram', call, 'The reply carries no access token.')
    const now = settings.now()
    const life = accessLife(now, 'instagram', at(reply, 'expires_in'))
    // The token is also what renews it, so its end is the end of the grant.
    const tokens = { access, ...life, refresh: null, grantEndsAt: life.accessEndsAt }
    return { kind: 'ok', value: { ...tokens, person: null, personEndsAt: null, scopes, marks: [] } }
  }

  const accountOf = (me: Fields): Account | null => {
    // Two ids for one account: `user_id` is the professional account's, `id` belongs to our app and is what
    // Meta's callbacks name.
    const networkId = idOf(at(me, 'user_id'))
    if (!networkId) return null
    const ownId = idOf(at(me, 'id'))
    const handle = handleOf(at(me, 'username'))
    return {
      networkId,
      otherIds: ownId && ownId !== networkId ? [ownId] : [],
      subject: null,
      handle,
      title: titleOf(at(me, 'name'), handle),
      url: handle ? `https://www.instagram.com/${encodeURIComponent(handle)}/` : null,
      avatarUrl: addressOf(at(me, 'profile_picture_url'), settings.origin(GRAPH)),
    }
  }

  /** The account, or null where the network lists none. */
  const readMe = async (access: Secret): Promise<Answer<Account | null>> => {
    const reply = await readGraph(begin(), access, '/me', { fields: PROFILE_FIELDS })
    if (reply.kind !== 'ok') return reply
    const me = innermost(reply.value)
    if (!me) return { kind: 'ok', value: null }
    const account = accountOf(me)
    return account ? { kind: 'ok', value: account } : WITHOUT_ID
  }

  return {
    authorize({ state, redirectUri, scopes, expected }) {
      const url = new URL(`${settings.origin(SIGN_IN)}/oauth/authorize`)
      url.search = new URLSearchParams({
        client_id: settings.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: scopes.join(','),
        state,
        enable_fb_login: 'false',
        // Otherwise the browser's session silently answers for whichever account is signed in.
        ...(expected ? { force_reauth: 'true' } : {}),
      }).toString()
      return url
    },

    async exchange({ returned, redirectUri }) {
      const code = codeFrom(returned, readInstagram)
      if (code.kind !== 'ok') return code
      const ask = begin()
      const first = await ask({
        call: 'token_exchange',
        host: CODE_EXCHANGE,
        path: '/oauth/access_token',
        form: {
          client_id: settings.clientId,
          client_secret: settings.clientSecret.reveal(),
          grant_type: 'authorization_code',
          redirect_uri: redirectUri,
          code: code.value,
        },
        hidden: [code.value],
      })
      if (first.kind !== 'ok') return first
      const granted = innermost(first.value)
      const short = tokenOf(at(granted, 'access_token'))
      if (!short) return unreadable('instagram', 'token_exchange', 'The reply carries no access token.')
      // This one lasts an hour: it is traded at once for one of about 60 days.
      const long = await ask({
        call: 'token_exchange',
        host: GRAPH,
        path: '/access_token',
        query: {
          grant_type: 'ig_exchange_token',
          client_secret: settings.clientSecret.reveal(),
          access_token: short.reveal(),
        },
        hidden: [code.value, short],
      })
      if (long.kind !== 'ok') return long
      return tokensFrom(long.value, 'token_exchange', scopesOf(at(granted, 'permissions')) ?? [BASIC_SCOPE])
    },

    async identify(tokens) {
      const me = await readMe(tokens.access)
      if (me.kind !== 'ok') return me
      return { kind: 'ok', value: me.value ? [{ account: me.value, tokens }] : [] }
    },

    async prove({ tokens }) {
      const me = await readMe(tokens.access)
      if (me.kind !== 'ok') return me
      // Which permissions are left is said nowhere here: a reading of the numbers shows it.
      return me.value ? { kind: 'ok', value: { account: me.value, scopes: null } } : WITHOUT_ID
    },

    async confirm({ networkId, tokens }) {
      const path = `/${encodeURIComponent(networkId)}/media`
      const media = await readGraph(begin(), tokens.access, path, { fields: 'id', limit: '1' })
      if (media.kind !== 'ok') return media
      return Array.isArray(at(media.value, 'data'))
        ? { kind: 'ok', value: null }
        : unreadable('instagram', 'api', 'The reply carries no list.')
    },

    async renew({ tokens }) {
      // No refresh token here: the access token itself is shown, a day old at least and not yet expired.
      const reply = await begin()({
        call: 'token_refresh',
        host: GRAPH,
        path: '/refresh_access_token',
        query: { grant_type: 'ig_refresh_token', access_token: tokens.access.reveal() },
        hidden: [tokens.access],
      })
      if (reply.kind !== 'ok') return reply
      const scopes = scopesOf(at(reply.value, 'permissions')) ?? tokens.scopes
      return tokensFrom(reply.value, 'token_refresh', scopes)
    },

    async collect({ networkId, tokens }) {
      const ask = begin()
      const fields = 'user_id,followers_count,media_count'
      const me = await readGraph(ask, tokens.access, '/me', { fields })
      if (me.kind !== 'ok') return me
      const insightsPath = `/${encodeURIComponent(networkId)}/insights`
      const value = await collectInstagram({
        profile: innermost(me.value),
        scopes: tokens.scopes,
        now: settings.now(),
        insights: (query) => readGraph(ask, tokens.access, insightsPath, query),
      })
      return { kind: 'ok', value }
    },

    async posts({ networkId, tokens }) {
      const ask = begin()
      return readInstagramPosts({
        scopes: tokens.scopes,
        now: settings.now(),
        standIn: settings.origin(GRAPH),
        media: (query) => readGraph(ask, tokens.access, `/${encodeURIComponent(networkId)}/media`, query),
      })
    },

    async pastDays() {
      // Followers of days gone by are nowhere to be asked for, and a window of 28 days costs one call for each day:
      // https://developers.facebook.com/documentation/instagram-platform/api-reference/instagram-user/insights/
      return { kind: 'not_offered' }
    },

    async revoke() {
      // No endpoint for it is documented for this login, as read on 2026-11-22:
      // https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
      return { kind: 'not_offered' }
    },

    async knock() {
      await begin()({ call: 'api', host: GRAPH, path: `/${GRAPH_VERSION}/me` })
    },

    async receive(delivery) {
      // Which of the account's two ids a callback names is not documented; holders go by either.
      const aboutOf = (id: string) => ({ kind: 'account', id }) as const
      return receiveMeta({ network: 'instagram', settings, aboutOf }, delivery)
    },
  }
}

const WITHOUT_ID = unreadable('instagram', 'api', 'The reply carries no account id.')

function readGraph(
  ask: Ask,
  access: Secret,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Answer<Fields>> {
  return ask({
    call: 'api',
    host: GRAPH,
    path: `/${GRAPH_VERSION}${path}`,
    query: { ...query, access_token: access.reveal() },
    hidden: [access],
  })
}

/** The documents wrap an object in `{ data: [ … ] }`; live replies are flat. Null where the list is empty. */
function innermost(reply: Fields): Fields | null {
  return Array.isArray(at(reply, 'data')) ? fieldsOf(listOf(at(reply, 'data'))[0]) : reply
}

/** A list in the documents' text form or the live array form; null where the reply has none. */
function scopesOf(permissions: unknown): readonly string[] | null {
  const names = typeof permissions === 'string' ? permissions.split(',') : listOf(permissions)
  const scopes = names.flatMap((name) => (typeof name === 'string' && name.trim() ? [name.trim()] : []))
  return scopes.length > 0 ? scopes : null
}
