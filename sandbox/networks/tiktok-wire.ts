/** How TikTok's servers write: the two envelopes, each with the number that its support asks for. */
import { passingText } from '../randomness.ts'
import type { Sandbox } from '../sandbox.ts'
import { jsonReply } from '../wire.ts'
import type { Refusal } from './tiktok-trouble.ts'

/** `202206221854370101130062072500FFA2`: the time, and something in hex. */
function logId(box: Sandbox): string {
  const hex = Buffer.from(passingText(10), 'latin1').toString('hex').toUpperCase()
  return `${new Date(box.now()).toISOString().replace(/\D/g, '').slice(0, 14)}${hex}`
}

/** The token service says everything on one level. */
export function tokenReply(box: Sandbox, body: Record<string, unknown>): Response {
  return jsonReply(body, 200, { 'x-tt-logid': logId(box) })
}

/** Statuses are not documented here: the setting speaks for all but the server's own troubles. */
export function tokenRefusal(
  box: Sandbox,
  error: string,
  error_description: string,
  status?: number,
): Response {
  const log_id = logId(box)
  return jsonReply(
    { error, error_description, log_id },
    status ?? box.world.settings['tiktok.oauth_error_status'],
    {
      'x-tt-logid': log_id,
    },
  )
}

/** A success of the API carries an `error` as well. */
export function apiSuccess(box: Sandbox, data: unknown): Response {
  const log_id = logId(box)
  return jsonReply({ data, error: { code: 'ok', message: '', log_id } }, 200, { 'x-tt-logid': log_id })
}

/** Recorded replies have an empty `data` with some codes and none with the others. */
export function apiRefusal(box: Sandbox, { status, code, message }: Refusal): Response {
  const log_id = logId(box)
  const data = code === 'access_token_invalid' || code === 'invalid_params' ? { data: {} } : {}
  return jsonReply({ ...data, error: { code, message, log_id } }, status, { 'x-tt-logid': log_id })
}
