/** One collaboration as one of its sides sees it. */
import type { App } from '../../app.ts'
import { mayAskAgainAt } from '../../domain/brand/nudge.ts'
import { PROOF_COUNTS_FOR_MS } from '../../domain/channel/health.ts'
import { type Move, mayMove, movesFor, type State } from '../../domain/collaboration/moves.ts'
import { asksFor, NEWS_KINDS } from '../../domain/collaboration/news.ts'
import { postKey } from '../../domain/collaboration/post.ts'
import { standingOf } from '../../domain/collaboration/standing.ts'
import { type Flaws, type GivenTerms, readTerms } from '../../domain/collaboration/terms.ts'
import { maySign } from '../../domain/collaboration/who.ts'
import { later } from '../../domain/time.ts'
import {
  type FreshPost,
  freshPosts,
  type MeantChannel,
  meantChannels,
  postsOf,
  type ShownPost,
} from '../../store/collaboration-channels.ts'
import { readNewsOf } from '../../store/collaboration-notices.ts'
import {
  type CollaborationEvent,
  type CollaborationMessage,
  collaborationEvents,
  collaborationMessages,
} from '../../store/collaboration-threads.ts'
import { type Version, versionsOf } from '../../store/collaborations.ts'
import { findCreatorByHandle } from '../../store/creators.ts'
import { nudgedAt } from '../../store/nudges.ts'
import { type Knock, type Seat, seatOf } from './seats.ts'

export type DeliveredPost = ShownPost & {
  /** Its own verified numbers; null where its channel is not connected now, or the network did not show it. */
  found: FreshPost | null
}

export type CollaborationView = {
  seat: Seat
  standing: State
  /** What this person may do now. */
  moves: Move[]
  /** What others of their side could do. */
  othersDecide: boolean
  versions: Version[]
  /** The channels that the terms mean, and those that new terms may mean. */
  channels: (MeantChannel & { offered: boolean })[]
  events: CollaborationEvent[]
  messages: CollaborationMessage[]
  posts: DeliveredPost[]
  /** When the company may ask the creator to reconnect again; null where it may now. */
  asksAgainAt: Date | null
  /** What may be pointed at as delivered. */
  recent: FreshPost[]
}

export async function readCollaboration(app: App, knock: Knock): Promise<CollaborationView | null> {
  const seat = await seatOf(app, knock)
  if (seat === null) return null
  const { db } = app.store
  const { collaboration, side, signs } = seat
  const now = app.clock.now()
  const proofSince = later(now, -PROOF_COUNTS_FOR_MS)
  const [versions, events, messages, posts] = await Promise.all([
    versionsOf(db, collaboration.id),
    collaborationEvents(db, collaboration.id),
    collaborationMessages(db, collaboration.id),
    postsOf(db, collaboration.id),
  ])
  const meant = [...new Set(versions.flatMap(({ terms }) => terms.channelIds))]
  const agreed = versions.at(-1)?.terms.channelIds ?? []
  const { company, creator } = collaboration
  const [channels, recent, asked] = await Promise.all([
    meantChannels(db, { creatorId: creator.id, also: meant, proofSince }),
    freshPosts(db, agreed, proofSince),
    nudgedAt(db, company.id, [creator.id]),
  ])
  const byAddress = new Map(recent.map((post) => [postKey(post.url), post]))
  const standing = standingOf(collaboration, now)
  const possible = movesFor(side, standing)
  return {
    seat,
    standing,
    moves: signs ? possible : [],
    othersDecide: !signs && possible.length > 0,
    versions,
    channels,
    events,
    messages,
    posts: posts.map((post) => ({ ...post, found: byAddress.get(postKey(post.url)) ?? null })),
    asksAgainAt: mayAskAgainAt(asked.get(creator.id) ?? null, now),
    // A company is shown what was pointed out to it, and nothing else.
    recent: side === 'creator' ? recent : [],
  }
}

/** Somebody has it before their eyes: what they were told of it is read. */
export async function sawCollaboration(app: App, knock: Knock): Promise<void> {
  const seat = await seatOf(app, knock)
  if (seat === null) return
  const now = app.clock.now()
  const state = standingOf(seat.collaboration, now)
  const standing = NEWS_KINDS.filter((kind) => asksFor(kind, seat.side, state))
  await readNewsOf(
    app.store.db,
    { collaborationId: seat.collaboration.id, userId: knock.person.userId, standing },
    now,
  )
}

export type ComposerFacts = {
  seat: Seat
  /** Whether new terms of this side would be heard now. */
  mayPropose: boolean
  /** What is not whole yet in a draft. */
  check(draft: GivenTerms, today: string): Flaws
  versions: Version[]
  channels: (MeantChannel & { offered: boolean })[]
}

/** What a form for new terms needs to know. */
export async function readForComposer(app: App, knock: Knock): Promise<ComposerFacts | null> {
  const seat = await seatOf(app, knock)
  if (seat === null) return null
  const { db } = app.store
  const { collaboration } = seat
  const [versions, channels] = await Promise.all([
    versionsOf(db, collaboration.id),
    channelsToMean(app, collaboration.creator.id),
  ])
  const standing = standingOf(collaboration, app.clock.now())
  const mine = channels.map(({ id }) => id)
  return {
    seat,
    mayPropose: (['send', 'counter', 'answer'] as const).some((move) => mayMove(move, seat.side, standing)),
    check(draft, today) {
      const read = readTerms(draft, { mine, today })
      return read.kind === 'flawed' ? read.flaws : {}
    },
    versions,
    channels,
  }
}

export function channelsToMean(
  app: App,
  creatorId: string,
): Promise<(MeantChannel & { offered: boolean })[]> {
  const proofSince = later(app.clock.now(), -PROOF_COUNTS_FOR_MS)
  return meantChannels(app.store.db, { creatorId, also: [], proofSince })
}

/** For a proposal that nobody has written yet; null where there is no such creator. */
export async function forNewProposal(app: App, input: { handle: string; role: string }) {
  const creator = await findCreatorByHandle(app.store.db, input.handle)
  if (creator === null) return null
  return {
    creator: { id: creator.id, name: creator.name, handle: creator.handle },
    channels: await channelsToMean(app, creator.id),
    signs: maySign('brand', input.role),
  }
}
