import { DIMENSIONS, type Dimension, METRICS, type Metric } from '../../src/domain/insight/reading.ts'
import { type Network, POLICIES } from '../../src/domain/network.ts'
import type { ProfileChannel, ProfileView } from '../../src/usecases/insight/show-profile.ts'
import type { Key, Speaker } from '../../src/words/speaker.ts'
import { type FaceView, faceOf } from './channel-card.ts'
import { type Sparkline, sparkline } from './sparkline.ts'

type Verified = Extract<ProfileChannel, { kind: 'verified' }>

export type NumberView = {
  key: string
  label: string
  value: string
  source: string
  checked: string
  machineAt: string
}
export type BarsView = {
  key: string
  title: string
  source: string
  parts: { label: string; share: number; text: string }[]
}
export type GrowthView = {
  title: string
  caption: string
  summary: string
  gapNote: string | null
  line: Sparkline
  table: { title: string; day: string; followers: string; rows: { day: string; value: string }[] }
}
export type ChannelSection = {
  key: string
  network: Network
  networkName: string
  name: string
  title: string | null
  face: FaceView
  visit: { href: string; label: string } | null
  stamp: { kind: 'verified' | 'paused' | 'soon'; text: string }
  numbers: NumberView[]
  bars: BarsView[]
  growth: GrowthView | null
  gaps: string[]
}

export function profilePage({ creator, channels }: ProfileView, speaker: Speaker, address: URL) {
  const { say } = speaker
  const verified = channels.filter(({ kind }) => kind === 'verified').length
  const { name, handle } = creator
  return {
    pageTitle: say('profile.title', { name, handle }),
    description: creator.bio || say('profile.meta', { name }),
    address: address.origin + address.pathname,
    name,
    handle: `@${handle}`,
    bio: creator.bio,
    place: creator.place,
    face: faceOf(handle, name),
    strip:
      channels.length === 0
        ? say('profile.none', { name })
        : say('profile.verified_strip', { count: verified, name }),
    anyVerified: verified > 0,
    sections: channels.map((channel) => sectionOf(channel, speaker)),
    labels: { numbers: say('profile.numbers'), audience: say('profile.audience'), gaps: say('profile.gaps') },
    footer: say('profile.footer'),
    zone: say('profile.all_times', { zone: speaker.zoneName }),
  }
}

function sectionOf(channel: ProfileChannel, speaker: Speaker): ChannelSection {
  const { say } = speaker
  const { network, name, title } = channel
  const policy = POLICIES[network]
  return {
    key: `${network}-${name}`.replaceAll(/[^\w-]/g, ''),
    network,
    networkName: say(`channels.network.${network}`),
    name,
    title: title === name || `@${title}` === name ? null : title,
    face: faceOf(network + name, title || name),
    visit:
      channel.url === null || !/^https?:\/\//.test(channel.url)
        ? null
        : { href: channel.url, label: say('profile.visit', { network: policy.name }) },
    stamp: stampOf(channel, speaker),
    numbers: channel.kind === 'verified' ? numbersOf(channel, speaker) : [],
    bars: channel.kind === 'verified' ? barsOf(channel, speaker) : [],
    growth: channel.kind === 'verified' ? growthOf(channel, speaker) : null,
    gaps:
      channel.kind === 'verified'
        ? channel.gaps.map(({ metric, why }) =>
            say(`profile.gap.${why}`, { what: nameOf(metric, speaker), network: policy.name }),
          )
        : [],
  }
}

function stampOf(channel: ProfileChannel, { say, day, moment }: Speaker): ChannelSection['stamp'] {
  switch (channel.kind) {
    case 'verified':
      return { kind: 'verified', text: say('profile.checked_title', { at: moment(channel.checkedAt) }) }
    case 'first_numbers':
      return { kind: 'soon', text: say('profile.first_numbers') }
    case 'paused':
      return {
        kind: 'paused',
        text:
          channel.lastVerifiedAt === null
            ? say('profile.paused_never')
            : say('profile.paused', { date: day(channel.lastVerifiedAt) }),
      }
    default:
      return channel satisfies never
  }
}

function numbersOf({ network, readings }: Verified, speaker: Speaker): NumberView[] {
  const { say } = speaker
  const source = say('profile.from', { network: POLICIES[network].name })
  return METRICS.flatMap((metric) => {
    const reading = readings.find((one) => one.metric === metric)
    if (reading === undefined) return []
    return [
      {
        key: metric,
        label:
          metric === 'followers' ? say(`profile.audience_of.${network}`) : say(`profile.metric.${metric}`),
        value: speaker.number(reading.value),
        source,
        checked: say('profile.as_of', { at: speaker.moment(reading.takenAt) }),
        machineAt: reading.takenAt.toISOString(),
      },
    ]
  })
}

const LONGEST = 5

function barsOf({ network, breakdowns }: Verified, speaker: Speaker): BarsView[] {
  const { say } = speaker
  return DIMENSIONS.flatMap((dimension) => {
    const breakdown = breakdowns.find((one) => one.dimension === dimension)
    if (breakdown === undefined || breakdown.parts.length === 0) return []
    return [
      {
        key: dimension,
        title: say(`profile.dimension.${dimension}`),
        source: `${say('profile.from', { network: POLICIES[network].name })}, ${say('profile.as_of', { at: speaker.moment(breakdown.takenAt) })}`,
        parts: breakdown.parts.slice(0, LONGEST).map(({ key, share }) => ({
          label: partName(dimension, key, speaker),
          share,
          text: speaker.percent(share),
        })),
      },
    ]
  })
}

function growthOf({ network, history: known }: Verified, speaker: Speaker): GrowthView | null {
  const history = everyDay(known)
  const read = history.filter(
    (point): point is { day: string; followers: number } => point.followers !== null,
  )
  const [first, last] = [read[0], read.at(-1)]
  if (first === undefined || last === undefined || read.length < 2) return null
  const { say } = speaker
  const audience = say(`profile.audience_of.${network}`)
  const dayName = (day: string) => speaker.calendarDay(new Date(`${day}T00:00:00Z`))
  return {
    title: say('profile.growth', { audience, days: history.length }),
    caption: say('profile.growth_caption', { audience, network: POLICIES[network].name }),
    summary: say('profile.growth_summary', {
      first: speaker.number(first.followers),
      first_day: dayName(first.day),
      last: speaker.number(last.followers),
      last_day: dayName(last.day),
    }),
    gapNote: read.length === history.length ? null : say('profile.growth_gap'),
    line: sparkline(history.map(({ followers }) => followers)),
    table: {
      title: say('profile.growth_table'),
      day: say('profile.day'),
      followers: audience,
      rows: weekly(history).map(({ day, followers }) => ({
        day: dayName(day),
        value: followers === null ? say('profile.not_read') : speaker.number(followers),
      })),
    },
  }
}

const DAY_MS = 86_400_000

/** One entry for every day from the first to the last, so that days without a reading are seen as such. */
function everyDay(known: Verified['history']): Verified['history'] {
  const days = new Map(known.map(({ day, followers }) => [day, followers]))
  const sorted = [...days.keys()].sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return []
  const start = Date.parse(first)
  const count = Math.round((Date.parse(last) - start) / DAY_MS) + 1
  return Array.from({ length: count }, (_, place) => {
    const day = new Date(start + place * DAY_MS).toISOString().slice(0, 10)
    return { day, followers: days.get(day) ?? null }
  })
}

/** A day a week, counted from the newest, so that the table stays short enough to be heard. */
function weekly<T>(days: readonly T[]): T[] {
  return days.filter((_, place) => (days.length - 1 - place) % 7 === 0)
}

function nameOf(what: Metric | Dimension, { say }: Speaker): string {
  return (METRICS as readonly string[]).includes(what)
    ? say(`profile.metric.${what}` as Key)
    : say(`profile.dimension.${what}` as Key)
}

function partName(dimension: Dimension, key: string, { say, country }: Speaker): string {
  if (dimension === 'country') return country(key)
  if (dimension !== 'gender') return key
  const word = { f: 'female', female: 'female', m: 'male', male: 'male' }[key.toLowerCase()] ?? 'other'
  return say(`profile.gender.${word}` as Key)
}
