/**
 * A creator as a brand sees them: what their profile shows, what this company did about them, and what it may do.
 * Numbers come back only for channels that are connected with a fresh proof.
 */
import type { App } from '../../app.ts'
import { mayAskAgainAt } from '../../domain/brand/nudge.ts'
import { comparedChannels } from '../../store/discovery.ts'
import { nudgedAt } from '../../store/nudges.ts'
import { listsWith, type Reader, type Shortlist, shortlistsOf } from '../../store/shortlists.ts'
import { type ProfileChannel, type ProfileView, proofSince, showProfile } from '../insight/show-profile.ts'

export type CreatorForBrand = {
  profile: ProfileView
  /** Change over about thirty days by the channel's id, as the search has it; missing where it may not be shown. */
  growth: Map<string, number>
  /** Null where nothing of theirs is paused; `againAt` is null where the company may ask now. */
  nudge: { againAt: Date | null } | null
  lists: (Shortlist & { holds: boolean })[]
}

export async function readCreatorForBrand(
  app: App,
  input: Reader & { handle: string },
): Promise<CreatorForBrand | null> {
  const { db } = app.store
  const profile = await showProfile(app, { handle: input.handle })
  if (profile === null) return null
  const { id } = profile.creator
  const now = app.clock.now()
  const [compared, asked, lists, holding] = await Promise.all([
    comparedChannels(db, [id], proofSince(now)),
    nudgedAt(db, input.companyId, [id]),
    shortlistsOf(db, input),
    listsWith(db, input, id),
  ])
  const offered = new Set(compared.map(({ channelId }) => channelId))
  const channels = profile.channels.filter(({ channelId }) => offered.has(channelId))
  const paused = channels.some(({ kind }) => kind === 'paused')
  return {
    profile: { ...profile, channels },
    growth: new Map(
      compared.flatMap(({ channelId, numbers }) =>
        numbers?.growth == null || !showsGrowth(channels, channelId) ? [] : [[channelId, numbers.growth]],
      ),
    ),
    nudge: paused ? { againAt: mayAskAgainAt(asked.get(id) ?? null, now) } : null,
    lists: lists.map((list) => ({ ...list, holds: holding.has(list.id) })),
  }
}

/** Who keeps their growth to themselves keeps this number of it, too. */
function showsGrowth(channels: readonly ProfileChannel[], channelId: string): boolean {
  return channels.some(
    (channel) => channel.channelId === channelId && channel.kind === 'verified' && channel.history.length > 0,
  )
}
