/** What we hold of each channel, until when, and what we used it for. */
import type { App } from '../../app.ts'
import { POLICIES, type ScopeUse } from '../../domain/network.ts'
import { DAY, later } from '../../domain/time.ts'
import { heldPermissions, usesByPurpose } from '../../store/ledger.ts'
import { type ChannelCard, listChannels } from '../channel/list-channels.ts'

export const LEDGER_DAYS = 30

export type LedgerEntry = {
  card: ChannelCard
  /** Null where we hold nothing that could read the channel. */
  held: {
    reads: ScopeUse[]
    scopes: string[]
    since: Date
    until: Date | null
    by: { name: string; onTeam: boolean } | null
  } | null
  uses: { purpose: string; times: number; lastAt: Date }[]
}

export async function readLedger(app: App, input: { creatorId: string }): Promise<LedgerEntry[]> {
  const { db } = app.store
  const since = later(app.clock.now(), -LEDGER_DAYS * DAY)
    .toISOString()
    .slice(0, 10)
  const [{ cards }, permissions, uses] = await Promise.all([
    listChannels(app, input),
    heldPermissions(db, input.creatorId),
    usesByPurpose(db, input.creatorId, since),
  ])
  return cards.map((card) => {
    const held = permissions.find(({ channelId }) => channelId === card.id)
    return {
      card,
      held:
        held === undefined
          ? null
          : {
              reads: [
                ...new Set(
                  POLICIES[card.network].scopes
                    .filter(({ name }) => held.scopes.includes(name))
                    .map(({ use }) => use),
                ),
              ],
              scopes: held.scopes,
              since: held.grantedAt,
              until: held.grantEndsAt,
              by:
                held.grantedByName === null
                  ? null
                  : { name: held.grantedByName, onTeam: held.grantedByMember },
            },
      uses: uses
        .filter(({ channelId }) => channelId === card.id)
        .map(({ purpose, uses: times, lastAt }) => ({ purpose, times, lastAt })),
    }
  })
}
