/** Pretend YouTube Data API v3: who may call it, what it costs, and the way to its lists
 * (https://developers.google.com/youtube/v3/docs, read 2026-11-22). */
import { letters } from '../numbers.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { type Access, AUTH, accountsOf, projectOf, readAccessToken, tokenIn } from './google-access.ts'
import { selected } from './google-fields.ts'
import { DATA_API, projectProblem, tooFast } from './google-project.ts'
import { spend } from './google-quota.ts'
import { GOOGLE_TROUBLES, meetTrouble } from './google-trouble.ts'
import {
  type ApiProblem,
  apiError,
  errorInfo,
  insufficientScopes,
  invalidCredentials,
  missingCredentials,
  notFound,
} from './google-wire.ts'
import { listChannels } from './youtube-channels.ts'
import { listPlaylistItems, listSearch, listVideos } from './youtube-videos.ts'

const LISTS = {
  channels: { method: 'V3DataChannelService.List', list: listChannels },
  playlistItems: { method: 'V3DataPlaylistItemService.List', list: listPlaylistItems },
  videos: { method: 'V3DataVideoService.List', list: listVideos },
  search: { method: 'V3DataSearchService.List', list: listSearch },
} as const

const SCOPES = ['youtube', 'youtube.force-ssl', 'youtube.readonly', 'youtubepartner'].map(
  (name) => AUTH + name,
)
/** The key of the project of `sandbox-youtube`; any other is not a key. */
const API_KEY = 'sandbox-youtube-key'

export function answerYouTubeData(box: Sandbox, call: Call): Response {
  const resource = /^\/youtube\/v3\/(channels|playlistItems|videos|search)$/.exec(call.path)?.[1]
  if (resource === undefined || call.method !== 'GET') return notFound(call)
  const { method, list } = LISTS[resource as keyof typeof LISTS]
  const metadata = { service: 'youtube.googleapis.com', method: `youtube.api.v3.${method}` }
  const caller = readCaller(box, call, metadata)
  if (!caller.ok) return caller.refusal
  const stopped = projectProblem(box, DATA_API) ?? overQuota(box, caller, resource)
  if (stopped !== null) return apiError(call, stopped)
  const { access } = caller
  const aboutOwn = call.query.get('mine') === 'true' || call.query.get('forMine') === 'true'
  if (access === null && aboutOwn)
    return apiError(call, {
      status: 401,
      message: 'The request uses the <code>mine</code> parameter but is not properly authorized.',
      reason: 'authorizationRequired',
      domain: 'youtube.parameter',
      parameter: 'mine',
    })
  const trouble = access === null ? null : meetTrouble(box, accountsOf(access), 'read')
  if (trouble !== null) return apiError(call, trouble.says)
  const parts = call.query
    .getAll('part')
    .join(',')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0)
    return apiError(call, {
      status: 400,
      message: 'Required parameter: part',
      reason: 'required',
      parameter: 'part',
    })
  const listed = list(box, call, { parts, own: access?.channel ?? null, access })
  if (!listed.ok) return apiError(call, listed.problem)
  const etag = letters(JSON.stringify(listed.body), 27)
  if (call.header('if-none-match')?.replaceAll('"', '') === etag) return new Response(null, { status: 304 })
  return selected(call, { kind: listed.body.kind, etag, ...listed.body })
}

type Caller = { ok: true; access: Access | null; project: string } | { ok: false; refusal: Response }

/** By a token, or by the project's key for what is public. */
function readCaller(box: Sandbox, call: Call, metadata: Record<string, string>): Caller {
  const value = tokenIn(call)
  const key = call.query.get('key') ?? call.header('x-goog-api-key')
  if (value === null && key === null)
    return {
      ok: false,
      refusal:
        call.query.get('mine') === 'true' || call.query.get('forMine') === 'true'
          ? missingCredentials(call, metadata)
          : apiError(call, {
              status: 403,
              message:
                "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
              reason: 'forbidden',
              rpc: 'PERMISSION_DENIED',
            }),
    }
  if (key !== null && key !== API_KEY) return { ok: false, refusal: apiError(call, badKey(metadata)) }
  if (value === null) return { ok: true, access: null, project: projectOf(box, 'sandbox-youtube') }
  const access = readAccessToken(box, value)
  if (access === undefined) return { ok: false, refusal: invalidCredentials(call) }
  if (!SCOPES.some((scope) => access.grant.scopes.includes(scope)))
    return { ok: false, refusal: insufficientScopes(call, { scopes: SCOPES, metadata }) }
  return { ok: true, access, project: projectOf(box, access.grant.client_id) }
}

function badKey(metadata: Record<string, string>): ApiProblem {
  return {
    status: 400,
    message: 'API key not valid. Please pass a valid API key.',
    reason: 'badRequest',
    rpc: 'INVALID_ARGUMENT',
    details: [errorInfo('API_KEY_INVALID', metadata)],
  }
}

/** A list costs one unit, a search has a budget of its own; even a call with mistakes in it costs. */
function overQuota(
  box: Sandbox,
  caller: { project: string; access: Access | null },
  resource: string,
): ApiProblem | null {
  const { settings } = box.world
  const { project } = caller
  const user = caller.access?.grant.account ?? 'key'
  const day =
    resource === 'search'
      ? ({ name: 'search calls', per: 'day', most: settings['youtube.search_calls'] } as const)
      : ({ name: 'units', per: 'day', most: settings['youtube.quota_units'] } as const)
  if (!spend(box, project, day)) return GOOGLE_TROUBLES.quotaExceeded.read
  if (!spend(box, project, { name: 'calls', per: 'minute', most: settings['youtube.calls_per_minute'] }))
    return tooFast(box, { reason: 'rateLimitExceeded', limit: 'Queries per minute' })
  const each = settings['youtube.calls_per_minute_and_user']
  if (!spend(box, `${project} ${user}`, { name: 'calls of a user', per: 'minute', most: each }))
    return tooFast(box, { reason: 'userRateLimitExceeded', limit: 'Queries per minute per user' })
  return null
}
