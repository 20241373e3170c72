import type { Account, TokenSet } from '../domain/grant.ts'
import type { Secret } from '../domain/secret.ts'
import { type Call, isLoss } from '../domain/verdict.ts'
import { addressOf, handleOf, idOf, titleOf } from './account-fields.ts'
import { type Answer, type Ask, asking, codeFrom, unreadable } from './ask.ts'
import type { Adapter, AdapterSettings, Proof } from './contract.ts'
import { isScopeRefused } from './figures.ts'
import { at, type Fields, fieldsOf } from './json.ts'
import { accessLife, endAfter, tokenOf } from './lifetime.ts'
import { challengeFor } from './pkce.ts'
import { receiveTiktok } from './tiktok-events.ts'
import { collectTiktok, isAboutFields } from './tiktok-numbers.ts'
import { readTiktokPosts } from './tiktok-posts.ts'
import { readTiktok } from './tiktok-replies.ts'

// TikTok Login Kit and Display API, as read on 2026-11-22:
// https://developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token
const SIGN_IN = 'https://www.tiktok.com'
const API = 'https://open.tiktokapis.com'

const BASIC_FIELDS = ['open_id', 'union_id', 'avatar_url', 'display_name'] as const
const PROFILE_SCOPE = 'user.info.profile'
const PROFILE_FIELDS = ['username', 'profile_deep_link'] as const
export const tiktok = (settings: AdapterSettings): Adapter => {
  const begin = () => asking(settings, readTiktok)

  const tokensFrom = (
    reply: Fields,
    call: Call,
    before: Pick<TokenSet, 'refresh' | 'grantEndsAt' | 'scopes'>,
  ): Answer<TokenSet> => {
    const access = tokenOf(at(reply, 'access_token'))
    if (!access) return unreadable('tiktok', call, 'The reply carries no access token.')
    const now = settings.now()
    return {
      kind: 'ok',
      value: {
        access,
        ...accessLife(now, 'tiktok', at(reply, 'expires_in')),
        // Every refresh replaces this token and kills the one before.
        refresh: tokenOf(at(reply, 'refresh_token')) ?? before.refresh,
        grantEndsAt: endAfter(now, at(reply, 'refresh_expires_in')) ?? before.grantEndsAt,
        person: null,
        personEndsAt: null,
        scopes: scopesOf(at(reply, 'scope')) ?? before.scopes,
        marks: [],
      },
    }
  }

  const readUser = async (ask: Ask, access: Secret, fields: readonly string[]): Promise<Answer<Fields>> => {
    const query = { fields: fields.join(',') }
    const reply = await ask({ call: 'api', host: API, path: '/v2/user/info/', query, bearer: access })
    if (reply.kind !== 'ok') return reply
    const user = fieldsOf(at(reply.value, 'data', 'user'))
    return user ? { kind: 'ok', value: user } : unreadable('tiktok', 'api', 'The reply carries no account.')
  }

  /**
   * One field outside the granted scopes fails the whole call, so fields follow the scopes. Where a scope was taken
   * back since, the rest is read without it, and `scopes` says what is left.
   */
  const readAccount = async (tokens: TokenSet): Promise<Answer<Proof>> => {
    const ask = begin()
    const hasProfile = tokens.scopes.includes(PROFILE_SCOPE)
    const whole = await readUser(ask, tokens.access, [...BASIC_FIELDS, ...(hasProfile ? PROFILE_FIELDS : [])])
    const again = whole.kind === 'refused' && hasProfile && isAboutFields(whole.verdict)
    const user = again ? await readUser(ask, tokens.access, BASIC_FIELDS) : whole
    if (user.kind !== 'ok') return user
    const account = accountOf(user.value)
    if (!account) return unreadable('tiktok', 'api', 'The reply carries no account id.')
    const isReduced = whole.kind === 'refused' && isScopeRefused(whole.verdict)
    const scopes = isReduced ? tokens.scopes.filter((scope) => scope !== PROFILE_SCOPE) : null
    return { kind: 'ok', value: { account, scopes } }
  }

  const accountOf = (user: Fields): Account | null => {
    const networkId = idOf(at(user, 'open_id'))
    if (!networkId) return null
    const unionId = idOf(at(user, 'union_id'))
    const handle = handleOf(at(user, 'username'))
    return {
      networkId,
      otherIds: unionId ? [unionId] : [],
      subject: null,
      handle,
      title: titleOf(at(user, 'display_name'), handle),
      url: handle
        ? `https://www.tiktok.com/@${encodeURIComponent(handle)}`
        : addressOf(at(user, 'profile_deep_link'), settings.origin(API)),
      avatarUrl: addressOf(at(user, 'avatar_url'), settings.origin(API)),
    }
  }

  return {
    authorize({ state, redirectUri, verifier, scopes, expected }) {
      const url = new URL(`${settings.origin(SIGN_IN)}/v2/auth/authorize/`)
      url.search = new URLSearchParams({
        client_key: settings.clientId, // not client_id
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: scopes.join(','),
        state,
        // Otherwise TikTok silently agrees for whichever account the browser is signed in to.
        ...(expected ? { disable_auto_auth: '1' } : {}),
        ...(isLoopback(redirectUri)
          ? { code_challenge: challengeFor(verifier, 'hex'), code_challenge_method: 'S256' }
          : {}),
      }).toString()
      return url
    },

    async exchange({ returned, redirectUri, verifier }) {
      const code = codeFrom(returned, readTiktok)
      if (code.kind !== 'ok') return code
      const reply = await begin()({
        call: 'token_exchange',
        host: API,
        path: '/v2/oauth/token/',
        form: {
          client_key: settings.clientId,
          client_secret: settings.clientSecret.reveal(),
          grant_type: 'authorization_code',
          code: code.value,
          redirect_uri: redirectUri,
          ...(isLoopback(redirectUri) ? { code_verifier: verifier.reveal() } : {}),
        },
        hidden: [code.value, verifier],
      })
      if (reply.kind !== 'ok') return reply
      // The return address says `scopes`, the token reply `scope`.
      const scopes = scopesOf(returned.get('scopes')) ?? []
      const tokens = tokensFrom(reply.value, 'token_exchange', { refresh: null, grantEndsAt: null, scopes })
      if (tokens.kind === 'ok' && !tokens.value.refresh) {
        return unreadable('tiktok', 'token_exchange', 'The reply carries no refresh token.')
      }
      return tokens
    },

    async identify(tokens) {
      const read = await readAccount(tokens)
      return read.kind === 'ok' ? { kind: 'ok', value: [{ account: read.value.account, tokens }] } : read
    },

    // Which scopes are left is otherwise said only by a renewal's reply.
    prove: ({ tokens }) => readAccount(tokens),

    async confirm({ tokens }) {
      // A refresh would tell more, but it replaces the refresh token.
      const user = await readUser(begin(), tokens.access, ['open_id'])
      return user.kind === 'ok' ? { kind: 'ok', value: null } : user
    },

    async renew({ tokens }) {
      if (!tokens.refresh) return { kind: 'not_offered' }
      const reply = await begin()({
        call: 'token_refresh',
        host: API,
        path: '/v2/oauth/token/',
        form: {
          client_key: settings.clientId,
          client_secret: settings.clientSecret.reveal(),
          grant_type: 'refresh_token',
          refresh_token: tokens.refresh.reveal(),
        },
        hidden: [tokens.refresh],
      })
      return reply.kind === 'ok' ? tokensFrom(reply.value, 'token_refresh', tokens) : reply
    },

    collect({ tokens }) {
      const ask = begin()
      return collectTiktok({
        scopes: tokens.scopes,
        now: settings.now(),
        user: (fields) => readUser(ask, tokens.access, ['open_id', ...fields]),
        // `fields` stands in the address although the request is a POST; in the body it fails.
        video: () =>
          ask({
            call: 'api',
            host: API,
            path: '/v2/video/list/',
            query: { fields: 'id' },
            json: { max_count: 1 },
            bearer: tokens.access,
          }),
      })
    },

    async posts({ tokens }) {
      const ask = begin()
      return readTiktokPosts({
        scopes: tokens.scopes,
        now: settings.now(),
        standIn: settings.origin(API),
        list: (fields, body) =>
          ask({
            call: 'api',
            host: API,
            path: '/v2/video/list/',
            query: { fields },
            json: body,
            bearer: tokens.access,
          }),
      })
    },

    async pastDays() {
      // Today's totals are all there is: https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info
      return { kind: 'not_offered' }
    },

    // https://developers.tiktok.com/docs/en/oauth-revoke-a-user-access-token, as read on 2026-11-22. It takes an
    // access token only, so a stale one has to be renewed before. The event that follows has reason 5.
    async revoke({ tokens }) {
      const reply = await begin()({
        call: 'api',
        host: API,
        path: '/v2/oauth/revoke/',
        form: {
          client_key: settings.clientId,
          client_secret: settings.clientSecret.reveal(),
          token: tokens.access.reveal(),
        },
        hidden: [tokens.access],
        mayBeEmpty: true,
      })
      if (reply.kind === 'ok') return { kind: 'ok', value: null }
      // Not yet at its end and unknown to TikTok all the same: the grant is dead already.
      const live = tokens.accessEndsAt !== null && tokens.accessEndsAt > settings.now()
      const { diagnosis, evidence } = reply.verdict
      const isUnknown = isLoss(diagnosis) || INVALID_TOKEN.test(evidence.message ?? '')
      return live && isUnknown ? { kind: 'ok', value: null } : reply
    },

    async knock() {
      await begin()({ call: 'api', host: API, path: '/v2/user/info/', query: { fields: 'open_id' } })
    },

    receive: async (delivery) => receiveTiktok(settings, delivery),
  }
}

/** How a dead access token is refused here is not documented, so TikTok's sentence counts as well as its code. */
const INVALID_TOKEN = /access[_ ]token.*(?:invalid|expired)/i

/** Only loopback redirects, a desktop app's, take PKCE, and with a hexadecimal challenge. */
function isLoopback(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(redirectUri).hostname)
}

function scopesOf(scope: unknown): readonly string[] | null {
  const scopes = typeof scope === 'string' ? scope.split(/[\s,]+/).filter((name) => name !== '') : []
  return scopes.length > 0 ? scopes : null
}
