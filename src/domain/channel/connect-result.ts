/** What came back from a network, as the result page tells it. Stored as JSON beside the attempt's outcome. */
import type { ScopeUse } from '../network.ts'
import type { Diagnosis } from '../verdict.ts'

/** An account as people see it. */
export type AccountView = {
  networkId: string
  name: string
  title: string
  url: string | null
  /** Why this account cannot be chosen, where it cannot. */
  taken: 'by_you' | 'by_another' | null
}

export type ConnectResult =
  /** A new connection waits for "Add @name to creator Y". */
  | { kind: 'confirm'; accounts: AccountView[]; missing: ScopeUse[] }
  | { kind: 'connected'; channelIds: string[]; again: boolean; missing: ScopeUse[] }
  | { kind: 'wrong_account'; expected: string; used: AccountView[] }
  /** The only accounts that came back belong to another creator here. */
  | { kind: 'belongs_to_another'; used: string[] }
  | { kind: 'cancelled' }
  /** Signed in and allowed, but there is no professional account, Page or channel behind it. */
  | { kind: 'nothing_found' }
  /** The permission without which nothing can be read was left out. */
  | { kind: 'permission_missing'; missing: ScopeUse[] }
  | { kind: 'refused'; diagnosis: Diagnosis }
  /** Whoever came by a reconnect link: it was used or taken back while they were away. */
  | { kind: 'link_ended' }

/** Why a return could not be matched to anything that was begun here. */
export const RETURN_PROBLEMS = [
  'no_state',
  'not_open',
  'other_browser',
  'open_link_again',
  'signed_out',
  'network_off',
] as const
export type ReturnProblem = (typeof RETURN_PROBLEMS)[number]
