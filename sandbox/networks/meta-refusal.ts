/** How an error leaves the sandbox: its HTTP status and its subcode, as far as the settings leave them open. */
import type { Sandbox } from '../sandbox.ts'
import { type GraphError, graphError } from './graph.ts'

export type MetaNetwork = 'instagram' | 'facebook'
export type Refusal = { error: GraphError; status?: number; headers?: Record<string, string> }

const LIMITS: readonly number[] = [4, 17, 32, 341, 613, 80001, 80002]

export function refuse(box: Sandbox, network: MetaNetwork, of: Refusal): Response {
  return graphError(
    withSubcode(box, network, of.error),
    of.status ?? statusOf(box, network, of.error.code),
    of.headers,
  )
}

/** Real replies on graph.instagram.com carry subcode 0 or none with code 190; Facebook's now and then none. */
export function withSubcode(box: Sandbox, network: MetaNetwork, error: GraphError): GraphError {
  const { error_subcode, ...rest } = error
  if (error_subcode === undefined || (error.code !== 190 && error.code !== 100)) return error
  const how = box.world.settings[`${network}.subcodes`]
  if (how === 'absent') return rest
  return how === 'zero' && error.code === 190 ? { ...rest, error_subcode: 0 } : error
}

/** By code: what public reports show. No document names a status. */
function statusOf(box: Sandbox, network: MetaNetwork, code: number): number {
  const limited = LIMITS.includes(code)
  const refused = code === 10 || (code >= 200 && code <= 299)
  if (code === 2 && network === 'instagram') return 500
  if (!limited && !refused) return 400
  const how = box.world.settings[`${network}.${limited ? 'limited' : 'refused'}_status` as const]
  if (how !== 'by-code') return Number(how)
  if (code === 10) return network === 'instagram' ? 403 : 400
  return code === 4 || refused ? 403 : 400
}
