import { DICTIONARY } from '../../src/domain/insight/dictionary.ts'
import { POST_METRICS, type Post } from '../../src/domain/insight/post.ts'
import {
  type Breakdown,
  DIMENSIONS,
  type Dimension,
  isMetric,
  METRICS,
  type Metric,
} from '../../src/domain/insight/reading.ts'
import { type Network, POLICIES } from '../../src/domain/network.ts'
import type { History, ProfileChannel, ProfileView } from '../../src/usecases/insight/show-profile.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { type FaceView, faceOf } from './channel-card.ts'
import { placeOn, type Sparkline, sparkline } from './sparkline.ts'

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
  /** Below the chart: what is shaded, filled in later, or means something else from a day on. */
  notes: { text: string; link: { href: string; label: string } | null }[]
  line: Sparkline
  marks: number[]
  ends: { low: string; high: string; first: string; last: string }
  table: { title: string; day: string; followers: string; rows: { day: string; value: string }[] }
}
export type PostView = {
  key: string
  kind: string
  title: string
  href: string | null
  day: string
  machineAt: string
  numbers: string
}
export type RateView = { key: string; label: string; value: string | null; formula: string }
export type ChannelSection = {
  key: string
  channelId: string
  network: Network
  networkName: string
  name: string
  title: string | null
  face: FaceView
  visit: { href: string; label: string } | null
  stamp: { kind: 'verified' | 'ageing' | 'paused' | 'soon'; text: string }
  numbers: NumberView[]
  rates: { title: string; source: string; list: RateView[]; instead: string | null } | null
  bars: BarsView[]
  growth: GrowthView | null
  posts: PostView[]
  gaps: string[]
  meanings: { text: string; href: string }[]
}

export type ProfilePage = ReturnType<typeof profilePage>

const POSTS_SHOWN = 6

export function profilePage({ creator, channels }: ProfileView, speaker: Speaker) {
  const { say } = speaker
  const verified = channels.filter(({ kind }) => kind === 'verified').length
  const { name, handle } = creator
  const country = creator.country === null ? null : speaker.country(creator.country)
  const where = [creator.place, country].filter((part): part is string => part !== null && part !== '')
  const categories = creator.categories.map((category) => say(`profile.category.${category}`))
  const speaks =
    creator.languages.length === 0
      ? []
      : [say('profile.speaks', { languages: speaker.list(creator.languages.map(speaker.languageName)) })]
  return {
    pageTitle: say('profile.title', { name, handle }),
    description: creator.bio || say('profile.meta', { name }),
    name,
    bio: creator.bio,
    about: speaker.dotted([`@${handle}`, ...where, ...speaks]),
    aboutAtLength: speaker.dotted([`@${handle}`, ...where, ...categories, ...speaks]),
    categories,
    links: creator.links.map(({ label, url }) => ({ label, href: url })),
    face: faceOf(handle, name),
    strip:
      channels.length === 0
        ? say('profile.none', { name })
        : say('profile.verified_strip', { count: verified, name }),
    anyVerified: verified > 0,
    sections: channels.map((channel) => sectionOf(channel, speaker)),
    rates: creator.rates.map(({ what, from, to, currency }) => ({
      what: say(`profile.rated.${what}`),
      range:
        from === to
          ? speaker.money(from, currency)
          : say('profile.rate_range', {
              from: speaker.money(from, currency),
              to: speaker.money(to, currency),
            }),
    })),
    labels: {
      numbers: say('profile.numbers'),
      audience: say('profile.audience'),
      gaps: say('profile.gaps'),
      posts: say('profile.posts'),
      rates: say('profile.rates'),
      links: say('profile.links'),
      meanings: say('profile.meanings'),
      addedBy: say('profile.added_by', { name }),
      cardAlt: say('profile.card_alt', { name, handle }),
    },
    footer: say('profile.footer'),
    madeWith: say('profile.made_with'),
    zone: say('profile.all_times', { zone: speaker.zoneName }),
    facts: factsOf(creator, channels),
  }
}

/** For machines that read the page: only numbers that stand on it. */
function factsOf(creator: ProfileView['creator'], channels: readonly ProfileChannel[]) {
  return {
    name: creator.name,
    alternateName: `@${creator.handle}`,
    description: creator.bio || undefined,
    knowsLanguage: creator.languages.length === 0 ? undefined : creator.languages,
    sameAs: channels.flatMap(({ url }) => url ?? []),
    interactionStatistic: channels.flatMap((channel) => {
      if (channel.kind !== 'verified') return []
      const followers = channel.readings.find(({ metric }) => metric === 'followers')
      if (followers === undefined) return []
      return [
        {
          '@type': 'InteractionCounter',
          interactionType: 'https://schema.org/FollowAction',
          interactionService: { '@type': 'WebSite', name: POLICIES[channel.network].name },
          userInteractionCount: followers.value,
        },
      ]
    }),
  }
}

function sectionOf(channel: ProfileChannel, speaker: Speaker): ChannelSection {
  const { say } = speaker
  const { network, name, title } = channel
  const policy = POLICIES[network]
  const shown = channel.kind === 'verified' ? channel : null
  return {
    key: `${network}-${channel.channelId}`,
    channelId: channel.channelId,
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
    numbers: shown === null ? [] : numbersOf(shown, speaker),
    rates: shown === null ? null : ratesOf(shown, speaker),
    bars: shown === null ? [] : barsOf(shown, speaker),
    growth: shown === null ? null : growthOf(shown, speaker),
    posts: shown === null ? [] : shown.posts.slice(0, POSTS_SHOWN).map((post) => postView(post, speaker)),
    gaps:
      shown === null
        ? []
        : shown.gaps.map(({ metric, why }) =>
            say(`profile.gap.${why}`, { what: nameOf(metric, speaker), network: policy.name }),
          ),
    meanings: shown === null ? [] : meaningsOf(shown, speaker),
  }
}

function stampOf(channel: ProfileChannel, { say, day, moment }: Speaker): ChannelSection['stamp'] {
  switch (channel.kind) {
    case 'verified':
      switch (channel.freshness) {
        case 'live':
          return { kind: 'verified', text: say('profile.checked_live', { at: moment(channel.checkedAt) }) }
        case 'checked':
          return { kind: 'verified', text: say('profile.checked_title', { at: day(channel.checkedAt) }) }
        case 'ageing':
          return { kind: 'ageing', text: say('profile.checked_ageing', { at: day(channel.checkedAt) }) }
        default:
          return channel.freshness satisfies never
      }
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
        label: labelOf(metric, network, speaker),
        value: speaker.number(reading.value),
        source: say('profile.followed', { first: source }),
        checked: say('profile.as_of', { at: speaker.moment(reading.takenAt) }),
        machineAt: reading.takenAt.toISOString(),
      },
    ]
  })
}

function ratesOf({ network, engagement }: Verified, speaker: Speaker): ChannelSection['rates'] {
  const { say } = speaker
  const title = say('profile.engagement')
  const source = say('profile.worked_out')
  switch (engagement.kind) {
    case 'left_out':
      return null
    case 'not_allowed': {
      const instead = say('profile.rate_not_allowed', { network: POLICIES[network].name })
      return { title, source, list: [], instead }
    }
    case 'rates': {
      const groups = new Set(engagement.rates.map(({ group }) => group)).size
      const list = engagement.rates.map((rate): RateView => {
        const base = say(`profile.rate.${rate.base}`)
        const head = {
          key: `${rate.base}-${rate.group}`,
          label:
            groups > 1
              ? `${say('profile.followed', { first: base })} ${say(`profile.rate_group.${rate.group}`)}`
              : base,
        }
        switch (rate.kind) {
          case 'not_enough_posts':
            return { ...head, value: null, formula: say('profile.rate_not_enough', { posts: rate.posts }) }
          case 'likes_hidden':
            return { ...head, value: null, formula: say('profile.rate_hidden') }
          case 'rate':
            return {
              ...head,
              value: speaker.finePercent(rate.value),
              formula: say('profile.formula', {
                parts: rate.parts.map((part) => say(`profile.formula_part.${part}`)).join(' + '),
                base: say(`profile.formula_base.${rate.base}`),
                posts: rate.posts,
                from: speaker.day(rate.from),
                to: speaker.day(rate.to),
              }),
            }
          default:
            return rate satisfies never
        }
      })
      const instead = list.length === 0 ? say('profile.rate_not_enough', { posts: 0 }) : null
      return { title, source, list, instead }
    }
    default:
      return engagement satisfies never
  }
}

function postView(post: Post, speaker: Speaker): PostView {
  const { say } = speaker
  const counts = POST_METRICS.flatMap((metric) => {
    const count = post.numbers[metric]
    return count === undefined ? [] : [say(`profile.post_metric.${metric}`, { count: speaker.number(count) })]
  })
  const hidden = post.gaps.some(({ metric, why }) => metric === 'likes' && why === 'hidden_by_creator')
  return {
    key: post.networkId,
    kind: say(`profile.post_kind.${post.kind}`),
    title: post.title || say('profile.post_untitled'),
    href: post.url,
    day: speaker.day(post.postedAt),
    machineAt: post.postedAt.toISOString(),
    numbers: speaker.dotted([...counts, ...(hidden ? [say('profile.likes_hidden')] : [])]),
  }
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
        source: `${say('profile.followed', { first: say('profile.from', { network: POLICIES[network].name }) })} ${say('profile.as_of', { at: speaker.moment(breakdown.takenAt) })}`,
        parts: drawn(breakdown).map(({ key, share }) => ({
          label: partName(dimension, key, speaker),
          share,
          text: speaker.percent(share),
        })),
      },
    ]
  })
}

/** Ages from young to old, all of them; whatever else has no order of its own from the largest, as many as are of use. */
export function drawn({ dimension, parts }: Breakdown): Breakdown['parts'] {
  if (dimension !== 'age') return parts.slice(0, LONGEST)
  const youngest = ({ key }: { key: string }) => Number(/\d+/.exec(key)?.[0] ?? Number.POSITIVE_INFINITY)
  return parts.toSorted((a, b) => youngest(a) - youngest(b) || 0)
}

function growthOf(channel: Verified, speaker: Speaker): GrowthView | null {
  const { network, history, changes } = channel
  const read = history.flatMap(({ day, followers }) => (followers === null ? [] : [{ day, followers }]))
  const [first, last] = [read[0], read.at(-1)]
  if (first === undefined || last === undefined || read.length < 2) return null
  const { say } = speaker
  const name = POLICIES[network].name
  const audience = say(`profile.audience_of.${network}`)
  const dayName = (day: string) => speaker.calendarDay(new Date(`${day}T00:00:00Z`))
  const missing = history.length - read.length
  const filled = history.filter(({ afterwards }) => afterwards).length
  const values = read.map(({ followers }) => followers)
  const cell = ({ followers, afterwards }: History[number]) => {
    if (followers === null) return say('profile.not_read')
    const value = speaker.number(followers)
    return afterwards ? say('profile.filled', { value }) : value
  }
  return {
    title: say('profile.growth', { audience, days: history.length }),
    caption: say('profile.growth_caption', { audience, network: name }),
    summary: say('profile.growth_summary', {
      first: speaker.number(first.followers),
      first_day: dayName(first.day),
      last: speaker.number(last.followers),
      last_day: dayName(last.day),
    }),
    notes: [
      ...(missing === 0 ? [] : [{ text: say('profile.growth_gap', { days: missing }), link: null }]),
      ...(filled === 0
        ? []
        : [{ text: say('profile.growth_filled', { days: filled, network: name }), link: null }]),
      ...changes.map((change) => ({
        text:
          change.is === null
            ? say('profile.growth_retired', { day: dayName(change.on), network: name, was: change.was })
            : say('profile.growth_changed', {
                day: dayName(change.on),
                network: name,
                was: change.was,
                is: change.is,
              }),
        link: { href: change.source, label: say('profile.growth_change_source', { network: name }) },
      })),
    ],
    line: sparkline(history.map(({ followers }) => followers)),
    marks: changes.map(({ on }) =>
      placeOn(
        history.findIndex(({ day }) => day >= on),
        history.length,
      ),
    ),
    ends: {
      low: speaker.number(Math.min(...values)),
      high: speaker.number(Math.max(...values)),
      first: dayName(first.day),
      last: dayName(last.day),
    },
    table: {
      title: say('profile.growth_table'),
      day: say('profile.day'),
      followers: audience,
      rows: weekly(history).map((one) => ({ day: dayName(one.day), value: cell(one) })),
    },
  }
}

/** A day a week, counted from the newest, so that the table stays short enough to be heard. */
function weekly<T>(days: readonly T[]): T[] {
  return days.filter((_, place) => (days.length - 1 - place) % 7 === 0)
}

function meaningsOf({ network, readings }: Verified, speaker: Speaker): ChannelSection['meanings'] {
  const { say } = speaker
  return readings.flatMap(({ metric }) => {
    const entry = DICTIONARY[network][metric]
    if (entry === undefined) return []
    const how = say(`profile.how.${entry.how}`, { field: entry.field })
    return [
      { text: say('profile.meaning', { what: labelOf(metric, network, speaker), how }), href: entry.source },
    ]
  })
}

function labelOf(metric: Metric, network: Network, { say }: Speaker): string {
  return metric === 'followers' ? say(`profile.audience_of.${network}`) : say(`profile.metric.${metric}`)
}

function nameOf(what: Metric | Dimension, { say }: Speaker): string {
  return isMetric(what) ? say(`profile.metric.${what}`) : say(`profile.dimension.${what}`)
}

/** The name of one part of an audience: a country, a city, an age, or a gender whatever the network calls it. */
export function partName(dimension: Dimension, key: string, { say, country }: Speaker): string {
  if (dimension === 'country') return country(key)
  if (dimension !== 'gender') return key
  return say(`profile.gender.${GENDERS.get(key.toLowerCase()) ?? 'other'}`)
}

const GENDERS = new Map<string, 'female' | 'male'>([
  ['f', 'female'],
  ['female', 'female'],
  ['m', 'male'],
  ['male', 'male'],
])
