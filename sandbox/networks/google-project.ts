/** What a Cloud project as a whole is refused for
 * (https://developers.google.com/youtube/v3/docs/core_errors, read 2026-11-22). */
import type { Sandbox } from '../sandbox.ts'
import { GOOGLE_TROUBLES } from './google-trouble.ts'
import { type ApiProblem, errorInfo } from './google-wire.ts'

export type Api = { name: string; service: string }
export const DATA_API: Api = { name: 'YouTube Data API v3', service: 'youtube.googleapis.com' }
export const ANALYTICS_API: Api = {
  name: 'YouTube Analytics API',
  service: 'youtubeanalytics.googleapis.com',
}

const NUMBER = '100000000001'
const CONSUMER = `projects/${NUMBER}`

export function projectProblem(box: Sandbox, api: Api): ApiProblem | null {
  const state = box.world.settings['youtube.project']
  switch (state) {
    case 'in-order':
      return null
    case 'key-invalid':
      return { status: 400, message: 'Bad Request', reason: 'keyInvalid', domain: 'usageLimits' }
    case 'access-not-configured': {
      const page = `https://console.developers.google.com/apis/api/${api.service}/overview?project=${NUMBER}`
      return {
        status: 403,
        message: `${api.name} has not been used in project ${NUMBER} before or it is disabled. Enable it by visiting ${page} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`,
        reason: 'accessNotConfigured',
        domain: 'usageLimits',
        extendedHelp: 'https://console.developers.google.com',
        rpc: 'PERMISSION_DENIED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.Help',
            links: [{ description: 'Google developers console API activation', url: page }],
          },
          errorInfo('SERVICE_DISABLED', { service: api.service, consumer: CONSUMER }),
        ],
      }
    }
    default: {
      const unknown: never = state
      throw new Error(`unknown project state ${String(unknown)}`)
    }
  }
}

type TooFast = { reason: 'rateLimitExceeded' | 'userRateLimitExceeded'; limit: string }

/** The Data API documents 403; newer parts of Google's APIs answer 429. */
export function tooFast(box: Sandbox, of: TooFast): ApiProblem {
  return box.world.settings['youtube.rate_limit_status'] === 429
    ? resourceExhausted(DATA_API, of)
    : GOOGLE_TROUBLES[of.reason].read
}

export function resourceExhausted(api: Api, of: TooFast): ApiProblem {
  return {
    status: 429,
    message: `Quota exceeded for quota metric 'Queries' and limit '${of.limit}' of service '${api.service}' for consumer 'project_number:${NUMBER}'.`,
    reason: of.reason,
    rpc: 'RESOURCE_EXHAUSTED',
    details: [
      errorInfo('RATE_LIMIT_EXCEEDED', { service: api.service, consumer: CONSUMER, quota_limit: of.limit }),
    ],
  }
}
