/** The public page of a creator. Numbers appear only where the query says that they may. */
import type { App } from '../../app.ts'
import { accountName } from '../../domain/channel/channel.ts'
import { PROOF_COUNTS_FOR_MS } from '../../domain/channel/health.ts'
import { type Change, changesBetween } from '../../domain/insight/dictionary.ts'
import { engagementOf, type Rate } from '../../domain/insight/engagement.ts'
import { dayOf, PAST_DAYS } from '../../domain/insight/filling.ts'
import { type Freshness, freshnessOf } from '../../domain/insight/freshness.ts'
import type { Post } from '../../domain/insight/post.ts'
import type { Breakdown, Gap, Reading } from '../../domain/insight/reading.ts'
import type { Network } from '../../domain/network.ts'
import type { Block, ProfileFields } from '../../domain/person/profile.ts'
import { DAY, later } from '../../domain/time.ts'
import {
  type ProfileChannelRow,
  type ProfileRow,
  readProfilePage,
  type StoredPost,
} from '../../store/profile-page.ts'

/** Days of a chart: what was read of each, and whether only afterwards. */
export type History = { day: string; followers: number | null; afterwards: boolean }[]

export type ProfileChannel = {
  channelId: string
  network: Network
  name: string
  title: string
  url: string | null
} & (
  | {
      kind: 'verified'
      checkedAt: Date
      freshness: Freshness
      readings: Reading[]
      breakdowns: Breakdown[]
      gaps: Gap[]
      history: History
      /** Where the meaning of the charted number changed on the way. */
      changes: readonly Change[]
      /** Newest first. */
      posts: Post[]
      /** `not_allowed`: the network's terms, and this operator has not accepted the amendment. */
      engagement: { kind: 'rates'; rates: Rate[] } | { kind: 'not_allowed' } | { kind: 'left_out' }
    }
  /** Connected and proved, but the first numbers are still to come. */
  | { kind: 'first_numbers'; checkedAt: Date }
  | { kind: 'paused'; lastVerifiedAt: Date | null }
)

export type ProfileView = {
  creator: Omit<ProfileFields, 'hidden'> & { id: string; handle: string }
  channels: ProfileChannel[]
  /** What the page was made from, by which it is known whether it still stands. */
  stamp: string
}

/** `hidden: 'shown'` is for the creator's own eyes. */
export async function showProfile(
  app: App,
  input: { handle: string; fields?: Partial<ProfileFields> },
): Promise<ProfileView | null> {
  const now = app.clock.now()
  const row = await readProfilePage(app.store, input.handle.toLowerCase(), {
    proofSince: proofSince(now),
    historyFrom: dayOf(later(now, -PAST_DAYS * DAY)),
  })
  return row === null
    ? null
    : viewOf(app, { ...row, creator: { ...row.creator, ...input.fields } as typeof row.creator }, now)
}

/** Up to which moment a proof may lie back for its numbers to be shown. */
export function proofSince(now: Date): Date {
  return later(now, -PROOF_COUNTS_FOR_MS)
}

function viewOf(app: App, { creator, channels, stamp }: ProfileRow, now: Date): ProfileView {
  const { hidden, ...fields } = creator
  const shown = (block: Block) => !hidden.includes(block)
  return {
    creator: {
      ...fields,
      links: shown('links') ? fields.links : [],
      rates: shown('rates') ? fields.rates : [],
    },
    channels: channels.map((channel) => channelView(app, channel, shown, now)),
    stamp,
  }
}

function channelView(
  app: App,
  channel: ProfileChannelRow,
  shown: (block: Block) => boolean,
  now: Date,
): ProfileChannel {
  const { network, numbers } = channel
  const head = {
    channelId: channel.id,
    network,
    name: accountName(channel),
    title: channel.title,
    url: channel.url,
  }
  if (!channel.mayShow || channel.proofAt === null) {
    return { ...head, kind: 'paused', lastVerifiedAt: channel.proofAt }
  }
  if (numbers === null) return { ...head, kind: 'first_numbers', checkedAt: channel.proofAt }
  const posts = channel.posts.map(postOf)
  const followers = numbers.readings.find((one) => one.metric === 'followers')?.value ?? null
  const history = shown('growth') ? everyDay(channel.history) : []
  const [first, last] = [history[0], history.at(-1)]
  return {
    ...head,
    kind: 'verified',
    checkedAt: numbers.takenAt,
    freshness: freshnessOf(numbers.takenAt, now),
    readings: numbers.readings,
    breakdowns: shown('audience') ? numbers.breakdowns : [],
    gaps: numbers.gaps,
    history,
    changes:
      first === undefined || last === undefined
        ? []
        : changesBetween(network, 'followers', { from: first.day, to: last.day }),
    posts: shown('posts') ? posts : [],
    engagement: !shown('engagement')
      ? { kind: 'left_out' }
      : app.config.derivedNumbers[network]
        ? { kind: 'rates', rates: engagementOf(network, { posts, followers, now }) }
        : { kind: 'not_allowed' },
  }
}

function postOf(stored: StoredPost): Post {
  return { ...stored, postedAt: new Date(stored.postedAt), takenAt: new Date(stored.takenAt) }
}

/** One entry for every day from the first to the last, so that days without a reading are seen as such. */
function everyDay(known: History): History {
  // Some days were read for other numbers only.
  const read = known.filter(({ followers }) => followers !== null)
  const days = new Map(read.map((one) => [one.day, one]))
  const [first, last] = [read[0], read.at(-1)]
  if (first === undefined || last === undefined) return []
  const start = new Date(first.day)
  const count = Math.round((Date.parse(last.day) - start.getTime()) / DAY) + 1
  return Array.from({ length: count }, (_, place) => {
    const day = dayOf(later(start, place * DAY))
    return days.get(day) ?? { day, followers: null, afterwards: false }
  })
}
