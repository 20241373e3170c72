/** How a token set is sealed for its row. Opening is for the three use-cases that name it. */
import type { App } from '../../app.ts'
import type { TokenSet } from '../../domain/grant.ts'
import type { Secret } from '../../domain/secret.ts'
import { type Creator, findDataKey } from '../../store/creators.ts'
import type { SealedGrant, SealedTokens } from '../../store/grants.ts'

/** Whose key seals and opens. */
export type KeyOwner = Pick<Creator, 'id' | 'dataKey'>

/** Their wrapped key is remembered for some minutes: without the creator's rows there is nothing that it opens. */
export async function keyOwner(app: App, creatorId: string): Promise<KeyOwner | null> {
  const known = app.dataKeys.get(creatorId)
  if (known !== undefined) return { id: creatorId, dataKey: known }
  const dataKey = await findDataKey(app.store.db, creatorId)
  if (dataKey === null) return null
  app.dataKeys.set(creatorId, dataKey)
  const oldest = app.dataKeys.keys().next().value
  if (app.dataKeys.size > REMEMBERED_KEYS && oldest !== undefined) app.dataKeys.delete(oldest)
  return { id: creatorId, dataKey }
}

const REMEMBERED_KEYS = 10_000

/** A key must not outlive its creator in anybody's memory. What is still needed is read and unwrapped again. */
export function dropDataKeys(app: App): void {
  app.dataKeys.clear()
  app.vault.dropDataKeys()
}

export function sealTokens(app: App, creator: KeyOwner, channelId: string, tokens: TokenSet): SealedTokens {
  const seal = (field: string, secret: Secret) =>
    app.vault.seal(creator.dataKey, placeOf(creator, channelId, field), secret)
  return {
    access: seal('access', tokens.access),
    refresh: tokens.refresh === null ? null : seal('refresh', tokens.refresh),
    person: tokens.person === null ? null : seal('person', tokens.person),
  }
}

export function openTokens(app: App, creator: KeyOwner, channelId: string, grant: SealedGrant): TokenSet {
  const open = (field: string, sealed: Uint8Array) =>
    app.vault.open(creator.dataKey, placeOf(creator, channelId, field), sealed)
  const { facts, sealed } = grant
  return {
    access: open('access', sealed.access),
    accessEndsAt: facts.accessEndsAt,
    refresh: sealed.refresh === null ? null : open('refresh', sealed.refresh),
    grantEndsAt: facts.grantEndsAt,
    person: sealed.person === null ? null : open('person', sealed.person),
    personEndsAt: facts.personEndsAt,
    scopes: facts.scopes,
    // They are for finding a grant; a renewal makes them anew from the refresh token.
    marks: [],
  }
}

/** The one token that a call needs, where nothing else of the grant is wanted. */
export function openAccess(app: App, creator: KeyOwner, channelId: string, sealed: Uint8Array): Secret {
  return app.vault.open(creator.dataKey, placeOf(creator, channelId, 'access'), sealed)
}

function placeOf(creator: KeyOwner, channelId: string, field: string) {
  return { creatorId: creator.id, table: 'channel_grant', row: channelId, field }
}
