/** What one person is told now, in the app and by mail, and when to look again: one rule from facts and now. */
import type { Circuit } from '../channel/circuit.ts'
import { healthOf } from '../channel/health.ts'
import type { Network } from '../network.ts'
import { DAY, earliest, later } from '../time.ts'
import { type About, aboutChannel, type ChannelFacts, type News } from './about-channel.ts'
import { nextMailMoment } from './local-time.ts'
import type { MailKind, Notice, NoticeKind } from './notice.ts'
import { digestMorning } from './steps.ts'
import { type AboutWish, aboutWish, type Wish } from './wish.ts'

export type PersonFacts = {
  channels: readonly ChannelFacts[]
  /** Oldest first. Settled lines may be left out once they are forty days old. */
  told: readonly Notice[]
  /** Lines about collaborations that nobody has read or mailed yet, and from when on a mail may tell them. */
  news: readonly { id: string; mailAt: Date }[]
  /** Networks that they asked to hear of. */
  wishes: readonly { wish: Wish; circuit: Circuit }[]
  /** A real time zone of the IANA database. */
  timeZone: string
  /** The mails that this person wants. */
  mails: Readonly<Record<MailKind, boolean>>
  lastMailAt: Date | null
  /** A mail that was decided on and has not left yet: what falls due goes into it. */
  mailWaits: boolean
}

export type Telling = News & { channelId: string; inMail: boolean }

export type Plan = {
  tell: Telling[]
  reopen: { noticeId: string; toldAt: Date }[]
  /** Ids of lines that are not the present truth any more. */
  settle: string[]
  /** Lines told before that go into the mail now. There is a mail where this, `newsToMail`, `wishesToMail` or `tell` holds something. */
  alsoMail: string[]
  /** Lines about collaborations that go into it. */
  newsToMail: string[]
  /** What becomes of what they asked to hear of a network, by its id. */
  wishes: { id: string; now: 'tell' | 'take_back' | 'settle' | 'forget' }[]
  /** Those of them that go into the mail. */
  wishesToMail: string[]
  lookAt: Date | null
}

/** After this, a channel that nobody has missed is left in peace. */
export const DIGESTS_FOR_MS = 400 * DAY

/** `held` names the networks of which nothing can be said right now; nothing is. */
export function planNotices(person: PersonFacts, held: ReadonlySet<Network>, now: Date): Plan {
  const { timeZone: zone } = person
  const abouts = person.channels.map((facts) => {
    const told = person.told.filter((one) => one.channelId === facts.channel.id)
    const about = aboutChannel(facts, told, { zone, held: held.has(facts.channel.network), now })
    return { channelId: facts.channel.id, told, ...about }
  })
  const theirs = new Set(person.channels.map(({ channel }) => channel.id))
  const gone = person.told.filter((one) => one.settledAt === null && !theirs.has(one.channelId))

  const moment = person.mailWaits ? now : nextMailMoment(now, zone, person.lastMailAt)
  const mayMail = moment <= now
  const digest = digestOf(person, abouts, now)
  const fresh = abouts.flatMap(({ channelId, tell }) => (tell === null ? [] : [{ ...tell, channelId }]))
  const mailed = (kind: NoticeKind) => isWanted(person, kind)
  const pending = abouts.flatMap(({ standing }) =>
    standing?.mailWanted && standing.mailId === null && mailed(standing.kind) ? [standing.id] : [],
  )
  const news = person.mails.collaboration ? person.news : []
  const dueNews = news.filter(({ mailAt }) => mailAt <= now).map(({ id }) => id)
  const wishes = wishesOf(person, held, now)
  const wishesToMail = wishes
    .filter(({ about, mailId }) => {
      const mayBeSaid = about.kind === 'tell' || (about.kind === 'stands' && about.mail)
      return mayBeSaid && mailId === null && person.mails.network
    })
    .map(({ id }) => id)
  const somethingToMail =
    pending.length > 0 ||
    dueNews.length > 0 ||
    wishesToMail.length > 0 ||
    digest.due.length > 0 ||
    fresh.some((one) => one.mailWanted && mailed(one.kind))
  return {
    tell: [
      ...fresh.map((one) => ({ ...one, inMail: mayMail && one.mailWanted && mailed(one.kind) })),
      ...(mayMail ? digest.due.map((one) => ({ ...one, inMail: true })) : []),
    ],
    reopen: abouts.flatMap(({ reopen }) =>
      reopen === null ? [] : [{ noticeId: reopen.notice.id, toldAt: reopen.toldAt }],
    ),
    settle: [
      ...abouts.flatMap(({ settle, told }) => (settle ? openIn(told) : [])),
      ...gone.map(({ id }) => id),
    ],
    alsoMail: mayMail ? pending : [],
    newsToMail: mayMail ? dueNews : [],
    wishes: wishes.flatMap(({ id, about }) =>
      about.kind === 'wait' || about.kind === 'stands' ? [] : [{ id, now: about.kind }],
    ),
    wishesToMail: mayMail ? wishesToMail : [],
    lookAt: earliest(
      ...abouts.map(({ lookAt }) => lookAt),
      digest.lookAt,
      ...wishes.map(({ about }) => (about.kind === 'wait' ? about.lookAt : null)),
      ...news.filter(({ mailAt }) => mailAt > now).map(({ mailAt }) => mailAt),
      somethingToMail && !mayMail ? moment : null,
    ),
  }
}

/** What is to be said of each network that a person asked to hear of. */
export function wishesOf(
  { wishes, channels }: Pick<PersonFacts, 'wishes' | 'channels'>,
  held: ReadonlySet<Network>,
  now: Date,
): (Pick<Wish, 'id' | 'network' | 'mailId'> & { about: AboutWish })[] {
  return wishes.map(({ wish, circuit }) => {
    const late = channels.some(
      (facts) => facts.channel.network === wish.network && healthOf(facts, now).kind === 'delayed',
    )
    const about = aboutWish(wish, { circuit, held: held.has(wish.network), late }, now)
    return { id: wish.id, network: wish.network, mailId: wish.mailId, about }
  })
}

type Digest = { due: (News & { channelId: string })[]; lookAt: Date | null }

/** On the first morning of a month: a line for each channel that has been lost for longer than the notices go on. */
function digestOf(
  person: PersonFacts,
  abouts: readonly (About & { channelId: string })[],
  now: Date,
): Digest {
  const { timeZone: zone } = person
  const lost = abouts.flatMap(({ channelId, digestFrom }) =>
    digestFrom === null ? [] : [{ channelId, ...digestFrom }],
  )
  if (!person.mails.digest || lost.length === 0) return { due: [], lookAt: null }
  const { month, at } = digestMorning(now, zone)
  const done = person.told.some((one) => one.kind === 'digest' && one.step === month)
  const due = lost
    .filter(({ series, from }) => !done && at <= now && from <= at && later(series, DIGESTS_FOR_MS) > at)
    .map(({ channelId, series }) => ({
      channelId,
      kind: 'digest' as const,
      step: month,
      series,
      dueAt: at,
      mailWanted: true,
    }))
  const goesOn = lost.some(({ series }) => later(series, DIGESTS_FOR_MS) > now)
  const next = at > now ? at : digestMorning(now, zone, 1).at
  return { due, lookAt: goesOn ? next : null }
}

function isWanted({ mails }: PersonFacts, kind: NoticeKind): boolean {
  return kind === 'ending' || kind === 'lost' || kind === 'digest' ? mails[kind] : false
}

function openIn(told: readonly Notice[]): string[] {
  return told.filter((one) => one.settledAt === null).map(({ id }) => id)
}
