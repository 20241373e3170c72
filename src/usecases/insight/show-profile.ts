/** The public page of a creator. Numbers appear only where the query says that they may. */
import type { App } from '../../app.ts'
import { accountName } from '../../domain/channel/channel.ts'
import { PROOF_COUNTS_FOR_MS } from '../../domain/channel/health.ts'
import type { Breakdown, Gap, Reading } from '../../domain/insight/reading.ts'
import type { Network } from '../../domain/network.ts'
import { DAY, later } from '../../domain/time.ts'
import { findCreatorByHandle } from '../../store/creators.ts'
import { followerHistory, shownChannels } from '../../store/snapshots.ts'

const CHART_DAYS = 90

export type ProfileChannel = { network: Network; name: string; title: string; url: string | null } & (
  | {
      kind: 'verified'
      checkedAt: Date
      readings: Reading[]
      breakdowns: Breakdown[]
      gaps: Gap[]
      history: { day: string; followers: number | null }[]
    }
  /** Connected and proved, but the first numbers are still to come. */
  | { kind: 'first_numbers'; checkedAt: Date }
  | { kind: 'paused'; lastVerifiedAt: Date | null }
)

export type ProfileView = {
  creator: { handle: string; name: string; bio: string; place: string | null }
  channels: ProfileChannel[]
}

export async function showProfile(app: App, input: { handle: string }): Promise<ProfileView | null> {
  const { db } = app.store
  const creator = await findCreatorByHandle(db, input.handle)
  if (creator === null) return null
  const now = app.clock.now()
  const proofSince = later(now, -PROOF_COUNTS_FOR_MS)
  const [channels, histories] = await Promise.all([
    shownChannels(db, creator.id, proofSince),
    followerHistory(db, creator.id, proofSince, later(now, -CHART_DAYS * DAY)),
  ])
  return {
    creator: { handle: creator.handle, name: creator.name, bio: creator.bio, place: creator.place },
    channels: channels.map((channel): ProfileChannel => {
      const head = {
        network: channel.network,
        name: accountName(channel),
        title: channel.title,
        url: channel.url,
      }
      if (!channel.verified || channel.proofAt === null) {
        return { ...head, kind: 'paused', lastVerifiedAt: channel.proofAt }
      }
      const { numbers } = channel
      if (numbers === null) return { ...head, kind: 'first_numbers', checkedAt: channel.proofAt }
      return {
        ...head,
        kind: 'verified',
        checkedAt: numbers.takenAt,
        readings: numbers.readings,
        breakdowns: numbers.breakdowns,
        gaps: numbers.gaps,
        history: histories.get(channel.channelId) ?? [],
      }
    }),
  }
}
