/** Pretend YouTube Analytics API v2: reports of one channel
 * (https://developers.google.com/youtube/analytics/channel_reports, read 2026-11-22). */
import { dayOf } from '../numbers.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { type Access, AUTH, accountsOf, projectOf, readAccessToken, tokenIn } from './google-access.ts'
import { selected } from './google-fields.ts'
import { ANALYTICS_API, projectProblem, resourceExhausted } from './google-project.ts'
import { spend } from './google-quota.ts'
import { meetTrouble } from './google-trouble.ts'
import {
  type ApiProblem,
  apiError,
  insufficientScopes,
  invalidCredentials,
  missingCredentials,
  notFound,
} from './google-wire.ts'
import { channelClosed } from './youtube-facts.ts'
import { columnOf, report, type Wanted } from './youtube-reports.ts'

const ANY_SCOPE = [
  'yt-analytics.readonly',
  'yt-analytics-monetary.readonly',
  'youtube',
  'youtube.readonly',
  'youtubepartner',
].map((name) => AUTH + name)
const ANALYTICS_SCOPES = ANY_SCOPE.slice(0, 2)
const MONEY_SCOPE = `${AUTH}yt-analytics-monetary.readonly`
const METADATA = { service: ANALYTICS_API.service }

export function answerAnalytics(box: Sandbox, call: Call): Response {
  if (call.path !== '/v2/reports' || call.method !== 'GET') return notFound(call)
  const value = tokenIn(call)
  if (value === null) return missingCredentials(call, METADATA)
  const access = readAccessToken(box, value)
  if (access === undefined) return invalidCredentials(call)
  // The discovery document accepts any one of five scopes; the guides ask for the first.
  const scopes = box.world.settings['youtube.analytics_scope'] === 'any' ? ANY_SCOPE : ANALYTICS_SCOPES
  if (!scopes.some((scope) => access.grant.scopes.includes(scope)))
    return insufficientScopes(call, { scopes, metadata: METADATA })
  const stopped = projectProblem(box, ANALYTICS_API) ?? overQuota(box, access)
  if (stopped !== null) return apiError(call, stopped)
  const trouble = meetTrouble(box, accountsOf(access), 'read')
  if (trouble !== null) return apiError(call, trouble.says)
  const query = readQuery(box, call, access)
  if (!query.ok) return apiError(call, query.problem)
  const rows = report(box, query)
  if (rows === null) return apiError(call, NOT_SUPPORTED)
  const columns = [...query.dimensions, ...query.metrics]
  const sorted = [...rows].sort((a, b) => {
    for (const { name, down } of query.sort) {
      const column = columns.findIndex((each) => each.name === name)
      const [left, right] = [a[column] ?? 0, b[column] ?? 0]
      if (left !== right) return (left < right ? -1 : 1) * (down ? -1 : 1)
    }
    return 0
  })
  const shown = sorted.slice(query.from, query.from + query.most)
  return selected(call, {
    kind: 'youtubeAnalytics#resultTable',
    columnHeaders: columns.map(({ name, columnType, dataType }) => ({ name, columnType, dataType })),
    // Without data there are no rows at all, not an empty list.
    ...(shown.length === 0 ? {} : { rows: shown }),
  })
}

const bad = (message: string): ApiProblem => ({
  status: 400,
  message,
  reason: 'badRequest',
  rpc: 'INVALID_ARGUMENT',
})
const NOT_SUPPORTED = bad(
  'The query is not supported. Check the documentation at https://developers.google.com/youtube/analytics/v2/available_reports for supported queries.',
)
const NOT_CONFORM = bad('Invalid query. Query did not conform to the expectations.')
const FORBIDDEN: ApiProblem = {
  status: 403,
  message: 'Forbidden',
  reason: 'forbidden',
  rpc: 'PERMISSION_DENIED',
}

type Query = Wanted & { sort: { name: string; down: boolean }[]; from: number; most: number }
type ReadQuery = ({ ok: true } & Query) | { ok: false; problem: ApiProblem }

function readQuery(box: Sandbox, call: Call, access: Access): ReadQuery {
  const no = (problem: ApiProblem): ReadQuery => ({ ok: false, problem })
  for (const name of ['ids', 'startDate', 'endDate', 'metrics'])
    if ((call.query.get(name) ?? '') === '')
      return no({
        status: 400,
        message: `Required parameter: ${name}`,
        reason: 'required',
        parameter: name,
        rpc: 'INVALID_ARGUMENT',
      })
  const ids = call.query.get('ids') ?? ''
  if (!/^(channel|contentOwner)==[\w-]+$/.test(ids)) return no(NOT_CONFORM)
  const { channel } = access
  const own = channel !== null && (ids === 'channel==MINE' || ids === `channel==${channel.id}`)
  if (!own || channelClosed(box, channel)) return no(FORBIDDEN)
  const [first, last] = ['startDate', 'endDate'].map((name) => readDay(call.query.get(name) ?? ''))
  if (first === null || first === undefined || last === null || last === undefined || first > last)
    return no(NOT_CONFORM)

  const lists = { metrics: listIn(call, 'metrics'), dimensions: listIn(call, 'dimensions') }
  for (const [field, names] of Object.entries(lists)) {
    const wanted = field === 'metrics' ? 'METRIC' : 'DIMENSION'
    const unknown = names.find((name) => columnOf(name)?.columnType !== wanted)
    if (unknown !== undefined) return no(unknownIdentifier(unknown, field))
  }
  const metrics = lists.metrics.flatMap((name) => columnOf(name) ?? [])
  const dimensions = lists.dimensions.flatMap((name) => columnOf(name) ?? [])
  if (metrics.some((each) => each.money) && !access.grant.scopes.includes(MONEY_SCOPE)) return no(FORBIDDEN)

  const filters = new Map<string, string[]>()
  for (const part of (call.query.get('filters') ?? '').split(';').filter((each) => each !== '')) {
    const [name = '', values = ''] = part.split('==')
    if (columnOf(name)?.columnType !== 'DIMENSION') return no(unknownIdentifier(name, 'filters'))
    if (values === '') return no(NOT_CONFORM)
    filters.set(name, values.split(','))
  }
  const sort = listIn(call, 'sort').map((name) => ({
    name: name.replace(/^-/, ''),
    down: name.startsWith('-'),
  }))
  const unsorted = sort.find(({ name }) => ![...metrics, ...dimensions].some((each) => each.name === name))
  if (unsorted !== undefined) return no(unknownIdentifier(unsorted.name, 'sort'))
  const currency = call.query.get('currency') ?? 'USD'
  if (!/^[A-Z]{3}$/.test(currency)) return no(NOT_CONFORM)
  const [from, most] = [numberIn(call, 'startIndex', 1), numberIn(call, 'maxResults', 100_000)]
  if (from === null || most === null) return no(NOT_CONFORM)
  // The list of the best videos is at most two hundred long and says what is best.
  const ranked = most <= 200 && sort[0]?.down === true
  if (lists.dimensions.includes('video') && !filters.has('video') && !ranked) return no(NOT_SUPPORTED)
  return {
    ok: true,
    channel,
    country: access.person.country,
    dimensions,
    metrics,
    filters,
    sort,
    first,
    last,
    from: from - 1,
    most,
  }
}

/** The exact words are those of recorded replies. */
function unknownIdentifier(name: string, field: string): ApiProblem {
  return bad(`Unknown identifier (${name.slice(0, 60)}) given in field parameters.${field}.`)
}

/** One unit a call, from a quota of this API's own; how large it is only the console tells. */
function overQuota(box: Sandbox, access: Access): ApiProblem | null {
  const most = box.world.settings['youtube.analytics_calls']
  const project = projectOf(box, access.grant.client_id)
  return spend(box, project, { name: 'analytics calls', per: 'day', most })
    ? null
    : resourceExhausted(ANALYTICS_API, { reason: 'rateLimitExceeded', limit: 'Queries per day' })
}

function listIn(call: Call, name: string): string[] {
  return (call.query.get(name) ?? '').split(',').filter((each) => each !== '')
}

/** A whole number from one, `standard` where nothing is said, null where it is something else. */
function numberIn(call: Call, name: string, standard: number): number | null {
  const text = call.query.get(name)
  if (text === null || text === '') return standard
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

function readDay(text: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return Number.isNaN(ms) ? null : dayOf(ms)
}
