/** A creator as a brand sees them. Numbers come back only for channels that are connected with a fresh proof. */
import type { App } from '../../app.ts'
import { mayAskAgainAt } from '../../domain/brand/nudge.ts'
import { PROOF_COUNTS_FOR_MS } from '../../domain/channel/health.ts'
import { later } from '../../domain/time.ts'
import { findCreatorByHandle } from '../../store/creators.ts'
import { type ComparedChannel, comparedChannels } from '../../store/discovery.ts'
import { nudgedAt } from '../../store/nudges.ts'
import { listsWith, type Reader, type Shortlist, shortlistsOf } from '../../store/shortlists.ts'

export type CreatorForBrand = {
  creator: {
    id: string
    handle: string
    name: string
    bio: string
    place: string | null
    country: string | null
    languages: readonly string[]
    categories: readonly string[]
  }
  channels: ComparedChannel[]
  /** Null where nothing of theirs is paused; `againAt` is null where the company may ask now. */
  nudge: { againAt: Date | null } | null
  lists: (Shortlist & { holds: boolean })[]
}

export async function readCreatorForBrand(
  app: App,
  input: Reader & { handle: string },
): Promise<CreatorForBrand | null> {
  const { db } = app.store
  const creator = await findCreatorByHandle(db, input.handle)
  if (creator === null) return null
  const now = app.clock.now()
  const [channels, asked, lists, holding, profile] = await Promise.all([
    comparedChannels(db, [creator.id], later(now, -PROOF_COUNTS_FOR_MS)),
    nudgedAt(db, input.companyId, [creator.id]),
    shortlistsOf(db, input),
    listsWith(db, input, creator.id),
    db
      .selectFrom('creator')
      .select(['country', 'languages', 'categories'])
      .where('id', '=', creator.id)
      .executeTakeFirstOrThrow(),
  ])
  const paused = channels.some(({ verified }) => !verified)
  return {
    creator: {
      ...profile,
      id: creator.id,
      handle: creator.handle,
      name: creator.name,
      bio: creator.bio,
      place: creator.place,
    },
    channels,
    nudge: paused ? { againAt: mayAskAgainAt(asked.get(creator.id) ?? null, now) } : null,
    lists: lists.map((list) => ({ ...list, holds: holding.has(list.id) })),
  }
}
