/** Accounts that wait to be confirmed, sealed whole. Only confirming opens them. */
import type { App } from '../../app.ts'
import type { Account, TokenSet } from '../../domain/grant.ts'
import { Secret } from '../../domain/secret.ts'
import type { Found } from '../../networks/contract.ts'
import type { Creator } from '../../store/creators.ts'

type Plain = {
  account: Account
  tokens: {
    access: string
    accessEndsAt: string | null
    refresh: string | null
    grantEndsAt: string | null
    person: string | null
    personEndsAt: string | null
    scopes: readonly string[]
    marks: readonly string[]
    endAssumed?: true
  }
}

export function sealFound(
  app: App,
  creator: Creator,
  outcomeId: string,
  found: readonly Found[],
): Uint8Array {
  const plain = found.map(
    ({ account, tokens }): Plain => ({
      account,
      tokens: {
        access: tokens.access.reveal(),
        accessEndsAt: tokens.accessEndsAt?.toISOString() ?? null,
        refresh: tokens.refresh?.reveal() ?? null,
        grantEndsAt: tokens.grantEndsAt?.toISOString() ?? null,
        person: tokens.person?.reveal() ?? null,
        personEndsAt: tokens.personEndsAt?.toISOString() ?? null,
        scopes: tokens.scopes,
        marks: tokens.marks,
        ...(tokens.endAssumed === true ? { endAssumed: true } : {}),
      },
    }),
  )
  return app.vault.seal(creator.dataKey, placeOf(creator, outcomeId), new Secret(JSON.stringify(plain)))
}

export function openFound(app: App, creator: Creator, outcomeId: string, sealed: Uint8Array): Found[] {
  const plain = JSON.parse(
    app.vault.open(creator.dataKey, placeOf(creator, outcomeId), sealed).reveal(),
  ) as Plain[]
  return plain.map(({ account, tokens }) => ({
    account,
    tokens: {
      access: new Secret(tokens.access),
      accessEndsAt: dateOf(tokens.accessEndsAt),
      refresh: secretOf(tokens.refresh),
      grantEndsAt: dateOf(tokens.grantEndsAt),
      person: secretOf(tokens.person),
      personEndsAt: dateOf(tokens.personEndsAt),
      scopes: tokens.scopes,
      marks: tokens.marks,
      ...(tokens.endAssumed === true ? { endAssumed: true as const } : {}),
    } satisfies TokenSet,
  }))
}

function placeOf(creator: Creator, outcomeId: string) {
  return { creatorId: creator.id, table: 'connect_outcome', row: outcomeId, field: 'found' }
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}

function secretOf(text: string | null): Secret | null {
  return text === null ? null : new Secret(text)
}
