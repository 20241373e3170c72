import type { Account, TokenSet } from '../domain/grant.ts'
import type { Secret } from '../domain/secret.ts'
import { addressOf, handleOf, idOf, titleOf } from './account-fields.ts'
import { type Answer, type Ask, asking, codeFrom, refusedAs, unreadable } from './ask.ts'
import type { Adapter, AdapterSettings } from './contract.ts'
import { receiveGoogle } from './google-events.ts'
import { googleKeys } from './google-keys.ts'
import { marksOf } from './google-marks.ts'
import { at, type Fields, listOf } from './json.ts'
import { accessLife, endAfter, tokenOf } from './lifetime.ts'
import { challengeFor } from './pkce.ts'
import { harmless } from './verdict-of.ts'
import { collectYoutube, readYoutubePast } from './youtube-numbers.ts'
import { readYoutubePosts } from './youtube-posts.ts'
import { NO_CHANNEL, readYoutube } from './youtube-replies.ts'

// Google's OAuth and the YouTube APIs, as read on 2026-11-22:
// https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps
const SIGN_IN = 'https://accounts.google.com'
const TOKENS = 'https://oauth2.googleapis.com'
const DATA_API = 'https://www.googleapis.com'
const ANALYTICS_API = 'https://youtubeanalytics.googleapis.com'
const IDENTITY_SCOPES = ['openid', 'email'] as const
const USER_INFO = 'https://openidconnect.googleapis.com'
const CHANNEL_SCOPE = 'https://www.googleapis.com/auth/youtube.readonly'

export const youtube = (settings: AdapterSettings): Adapter => {
  const begin = () => asking(settings, readYoutube)
  const keys = googleKeys(settings)

  const accountOf = (channel: unknown, subject: string | null): Account | null => {
    const networkId = idOf(at(channel, 'id'))
    if (!networkId) return null
    const snippet = at(channel, 'snippet')
    const handle = handleOf(at(snippet, 'customUrl'))
    const page = handle ? `@${encodeURIComponent(handle)}` : `channel/${networkId}`
    return {
      networkId,
      otherIds: [],
      subject,
      handle,
      title: titleOf(at(snippet, 'title'), handle),
      url: `https://www.youtube.com/${page}`,
      avatarUrl: addressOf(
        at(snippet, 'thumbnails', 'high', 'url') ?? at(snippet, 'thumbnails', 'default', 'url'),
        settings.origin(DATA_API),
      ),
    }
  }

  /** Google names the person only where `openid` was granted, and a connection does not depend on it. */
  const readSubject = async (ask: Ask, tokens: TokenSet): Promise<string | null> => {
    if (!tokens.scopes.includes('openid')) return null
    const reply = await ask({ call: 'api', host: USER_INFO, path: '/v1/userinfo', bearer: tokens.access })
    return reply.kind === 'ok' ? idOf(at(reply.value, 'sub')) : null
  }

  return {
    authorize({ state, redirectUri, verifier, scopes, adds }) {
      const url = new URL(`${settings.origin(SIGN_IN)}/o/oauth2/v2/auth`)
      url.search = new URLSearchParams({
        client_id: settings.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        // Security events come only for people who granted one of these. Reported to break brand accounts' sign-in,
        // so an installation chooses: https://developers.google.com/identity/protocols/risc, read on 2026-11-22.
        scope: [...scopes, ...(settings.identityScopes ? IDENTITY_SCOPES : [])].join(' '),
        state,
        access_type: 'offline',
        // Without `consent` a returning person brings no refresh token; without `select_account` the choice
        // between a person's own channel and a brand's is skipped.
        prompt: 'consent select_account',
        // The new permission then covers what was given before as well, and only what is missing is asked for.
        ...(adds ? { include_granted_scopes: 'true' } : {}),
        code_challenge: challengeFor(verifier, 'base64url'),
        code_challenge_method: 'S256',
      }).toString()
      return url
    },

    async exchange({ returned, redirectUri, verifier }) {
      const code = codeFrom(returned, readYoutube)
      if (code.kind !== 'ok') return code
      const reply = await begin()({
        call: 'token_exchange',
        host: TOKENS,
        path: '/token',
        form: {
          grant_type: 'authorization_code',
          code: code.value,
          client_id: settings.clientId,
          client_secret: settings.clientSecret.reveal(),
          redirect_uri: redirectUri,
          code_verifier: verifier.reveal(),
        },
        hidden: [code.value, verifier],
      })
      if (reply.kind !== 'ok') return reply
      const access = tokenOf(at(reply.value, 'access_token'))
      if (!access) return unreadable('youtube', 'token_exchange', 'The reply carries no access token.')
      const refresh = tokenOf(at(reply.value, 'refresh_token'))
      if (!refresh) {
        const message = 'Google gave no refresh token although consent was asked for offline access.'
        return refusedAs('youtube', 'token_exchange', harmless('misconfigured'), message)
      }
      const scopes = scopesOf(at(reply.value, 'scope')) ?? scopesOf(returned.get('scope')) ?? []
      const tokens = { ...shared(reply.value, access), refresh, scopes, marks: marksOf(refresh) }
      return { kind: 'ok', value: { ...tokens, person: null, personEndsAt: null } }
    },

    async identify(tokens) {
      const ask = begin()
      const [reply, subject] = await Promise.all([
        readChannels(ask, tokens.access, 'id,snippet,statistics'),
        readSubject(ask, tokens),
      ])
      // An account without a channel is a complete answer while connecting.
      if (reply.kind === 'refused' && NO_CHANNEL.has(reply.verdict.evidence.code ?? '')) {
        return { kind: 'ok', value: [] }
      }
      if (reply.kind !== 'ok') return reply
      if (!Array.isArray(at(reply.value, 'items'))) {
        return unreadable('youtube', 'api', 'The reply carries no list of channels.')
      }
      const accounts = listOf(at(reply.value, 'items')).map((channel) => accountOf(channel, subject))
      return { kind: 'ok', value: accounts.flatMap((account) => (account ? [{ account, tokens }] : [])) }
    },

    async prove({ tokens }) {
      const reply = await readChannels(begin(), tokens.access, 'id,snippet')
      if (reply.kind !== 'ok') return reply
      const account = accountOf(listOf(at(reply.value, 'items'))[0], null)
      return account
        ? { kind: 'ok', value: { account, scopes: null } }
        : unreadable('youtube', 'api', 'The reply carries no channel.')
    },

    async confirm({ tokens }) {
      const reply = await begin()({
        call: 'api',
        host: TOKENS,
        path: '/tokeninfo',
        query: { access_token: tokens.access.reveal() },
        hidden: [tokens.access],
      })
      if (reply.kind !== 'ok') return reply
      const scopes = scopesOf(at(reply.value, 'scope'))
      if (!scopes) return unreadable('youtube', 'api', 'The reply does not say what the token covers.')
      if (!scopes.includes(CHANNEL_SCOPE)) {
        return refusedAs(
          'youtube',
          'api',
          harmless('permissions_reduced'),
          'The token no longer covers the channel.',
        )
      }
      return { kind: 'ok', value: null }
    },

    async renew({ tokens }) {
      if (!tokens.refresh) return { kind: 'not_offered' }
      const reply = await begin()({
        call: 'token_refresh',
        host: TOKENS,
        path: '/token',
        form: {
          grant_type: 'refresh_token',
          refresh_token: tokens.refresh.reveal(),
          client_id: settings.clientId,
          client_secret: settings.clientSecret.reveal(),
        },
        hidden: [tokens.refresh],
      })
      if (reply.kind !== 'ok') return reply
      const access = tokenOf(at(reply.value, 'access_token'))
      if (!access) return unreadable('youtube', 'token_refresh', 'The reply carries no access token.')
      const renewed = shared(reply.value, access)
      // Google keeps the refresh token over a refresh and leaves it out of the reply.
      const refresh = tokenOf(at(reply.value, 'refresh_token')) ?? tokens.refresh
      return {
        kind: 'ok',
        value: {
          ...tokens,
          ...renewed,
          refresh,
          marks: marksOf(refresh),
          grantEndsAt: renewed.grantEndsAt ?? tokens.grantEndsAt,
          scopes: scopesOf(at(reply.value, 'scope')) ?? tokens.scopes,
        },
      }
    },

    async collect({ tokens }) {
      const ask = begin()
      const channels = await readChannels(ask, tokens.access, 'id,statistics')
      if (channels.kind !== 'ok') return channels
      const value = await collectYoutube({
        statistics: at(listOf(at(channels.value, 'items'))[0], 'statistics'),
        scopes: tokens.scopes,
        now: settings.now(),
        report: (query) => readReport(ask, tokens.access, query),
      })
      return { kind: 'ok', value }
    },

    async posts({ tokens }) {
      const ask = begin()
      const channels = await readChannels(ask, tokens.access, 'contentDetails')
      if (channels.kind !== 'ok') return channels
      const channel = listOf(at(channels.value, 'items'))[0]
      return readYoutubePosts({
        now: settings.now(),
        standIn: settings.origin(DATA_API),
        uploads: at(channel, 'contentDetails', 'relatedPlaylists', 'uploads'),
        list: (resource, query) =>
          ask({
            call: 'api',
            host: DATA_API,
            path: `/youtube/v3/${resource}`,
            query,
            bearer: tokens.access,
          }),
      })
    },

    async pastDays({ tokens }, days) {
      const ask = begin()
      return readYoutubePast(days, tokens.scopes, (query) => readReport(ask, tokens.access, query))
    },

    // It ends everything that this person gave to any client of the project:
    // https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps, as read on 2026-11-22.
    async revoke({ tokens }) {
      const token = tokens.refresh ?? tokens.access
      const reply = await begin()({
        call: 'api',
        host: TOKENS,
        path: '/revoke',
        form: { token: token.reveal() },
        hidden: [token],
        mayBeEmpty: true,
      })
      const dead = reply.kind === 'refused' && reply.verdict.evidence.code === 'invalid_token'
      return reply.kind === 'ok' || dead ? { kind: 'ok', value: null } : reply
    },

    async knock() {
      await begin()({
        call: 'api',
        host: DATA_API,
        path: '/youtube/v3/channels',
        query: { part: 'id', mine: 'true' },
      })
    },

    receive: (delivery) => receiveGoogle(settings, keys, delivery),
  }

  function shared(
    reply: Fields,
    access: Secret,
  ): Pick<TokenSet, 'access' | 'accessEndsAt' | 'grantEndsAt' | 'endAssumed'> {
    const now = settings.now()
    return {
      access,
      ...accessLife(now, 'youtube', at(reply, 'expires_in')),
      // Only apps in testing and time-limited consents carry an end; otherwise none is known.
      grantEndsAt: endAfter(now, at(reply, 'refresh_token_expires_in')),
    }
  }
}

function readChannels(ask: Ask, access: Secret, part: string): Promise<Answer<Fields>> {
  const query = { part, mine: 'true' }
  return ask({ call: 'api', host: DATA_API, path: '/youtube/v3/channels', query, bearer: access })
}

function readReport(
  ask: Ask,
  access: Secret,
  query: Readonly<Record<string, string>>,
): Promise<Answer<Fields>> {
  const own = { ids: 'channel==MINE', ...query }
  return ask({ call: 'api', host: ANALYTICS_API, path: '/v2/reports', query: own, bearer: access })
}

function scopesOf(scope: unknown): readonly string[] | null {
  const scopes = typeof scope === 'string' ? scope.split(/[\s,]+/).filter((name) => name !== '') : []
  return scopes.length > 0 ? scopes : null
}
