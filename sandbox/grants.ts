/** From a person's yes to codes, grants and tokens; the same bookkeeping for every network. */
import type { Network } from './people.ts'
import { randomId } from './randomness.ts'
import type { Sandbox } from './sandbox.ts'
import type { Code, Grant, Token, TokenKind } from './world.ts'
import { findConsent } from './world.ts'

export type NewCode = Pick<
  Code,
  | 'network'
  | 'client_id'
  | 'account'
  | 'redirect_uri'
  | 'scopes'
  | 'challenge'
  | 'channel_sub'
  | 'offline'
  | 'nonce'
> & { value: string; life_ms: number; declined: readonly string[]; pages: readonly string[]; keep: boolean }

/** Remembers what was agreed and hands out a single-use code. `keep` adds to the earlier permissions. */
export function giveCode(box: Sandbox, of: NewCode): Code {
  const { life_ms, declined, pages, keep, ...rest } = of
  const before = findConsent(box.world, of)
  const granted = new Set(keep ? [...(before?.granted ?? []), ...of.scopes] : of.scopes)
  const refused = new Set(keep ? [...(before?.declined ?? []), ...declined] : declined)
  for (const scope of granted) refused.delete(scope)
  const code: Code = { ...rest, expires_at: box.now() + life_ms, spent: false }
  box.commit({
    type: 'consented',
    consent: {
      network: of.network,
      client_id: of.client_id,
      account: of.account,
      granted: [...granted],
      declined: [...refused],
      pages: [...pages],
    },
    code,
  })
  return code
}

export function newGrant(box: Sandbox, code: Code): Grant {
  return {
    id: randomId(),
    network: code.network,
    client_id: code.client_id,
    account: code.account,
    channel_sub: code.channel_sub,
    scopes: [...code.scopes],
    began_at: box.now(),
    ended: null,
  }
}

export function newToken(
  box: Sandbox,
  of: { value: string; kind: TokenKind; grant: string; expires_at: number | null; page?: string },
): Token {
  const now = box.now()
  return {
    value: of.value,
    kind: of.kind,
    grant: of.grant,
    issued_at: now,
    expires_at: of.expires_at,
    page: of.page ?? null,
    spent: false,
    last_used_at: now,
  }
}

export function issue(
  box: Sandbox,
  of: { code?: Code; grant?: Grant; tokens: Token[]; spent?: string[]; used?: string[] },
): void {
  box.commit({
    type: 'issued',
    code: of.code?.value ?? null,
    grant: of.grant ?? null,
    tokens: of.tokens,
    spent: of.spent ?? [],
    used: of.used ?? [],
  })
}

export function tokensOf(box: Sandbox, grants: readonly Grant[], kind: TokenKind): Token[] {
  const ids = new Set(grants.map((grant) => grant.id))
  return [...box.world.tokens.values()].filter((token) => token.kind === kind && ids.has(token.grant))
}

export function findCode(box: Sandbox, network: Network, value: string | null): Code | undefined {
  const code = box.world.codes.get(value ?? '')
  return code?.network === network ? code : undefined
}

/** Whole seconds left, never below zero. */
export function secondsLeft(box: Sandbox, until: number): number {
  return Math.max(0, Math.floor((until - box.now()) / 1000))
}
