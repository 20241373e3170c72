/** Which permissions were asked for, and what it means when some were left out. */
import { type Network, POLICIES, type ScopeUse } from '../network.ts'

export function wantedScopes(network: Network): string[] {
  return POLICIES[network].scopes.map((scope) => scope.name)
}

export type ScopeReading =
  | { kind: 'complete' }
  /** Something can be read, but not everything that was asked for. */
  | { kind: 'limited'; missingScopes: string[]; missing: ScopeUse[] }
  /** Without this nothing can be read at all. */
  | { kind: 'unusable'; missing: ScopeUse[] }

export function readScopes(network: Network, granted: readonly string[]): ScopeReading {
  const missing = POLICIES[network].scopes.filter((scope) => !granted.includes(scope.name))
  if (missing.length === 0) return { kind: 'complete' }
  const uses = [...new Set<ScopeUse>(missing.map((scope) => scope.use))]
  if (uses.includes('identity')) return { kind: 'unusable', missing: uses }
  return { kind: 'limited', missingScopes: missing.map((scope) => scope.name), missing: uses }
}
