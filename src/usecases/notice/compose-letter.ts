/** Puts into words what one mail tells: each channel its own part, with its cause, what it means and one way on. */

import { helpAddress } from '../../domain/help/places.ts'
import { type Network, POLICIES } from '../../domain/network.ts'
import type { Notice } from '../../domain/notice/notice.ts'
import { LAST_STEP } from '../../domain/notice/steps.ts'
import type { Letter, LetterItem } from '../../mail/letter.ts'
import type { ListedNews } from '../../store/collaboration-notices.ts'
import type { PersonToTell } from '../../store/notices.ts'
import { newsWords, waitingWords } from '../../words/collaboration-words.ts'
import { channelName, noticeWords, stillNeeded } from '../../words/notice-words.ts'
import type { Speaker } from '../../words/speaker.ts'

type PersonsChannel = PersonToTell['channels'][number]
/** A notice that still holds, and the channel it is about. */
export type Part = { notice: Notice; about: PersonsChannel }

/** `reconnect`: where a channel is connected again, by its id; the address opens that one page without sign-in. */
type To = { speaker: Speaker; origin: string; reconnect: (channelId: string) => URL }

export function composeLetter(
  person: PersonToTell,
  told: { parts: readonly Part[]; news?: readonly ListedNews[]; back?: readonly Network[] },
  to: To & { unsubscribe: URL },
): Letter {
  const { speaker, origin } = to
  const { say } = speaker
  const { digest, news } = sorted(told.parts)
  const collaborations = told.news ?? []
  const back = told.back ?? []
  /** Nothing else is in it. */
  const onlyBack = told.parts.length + collaborations.length === 0
  const lost = news.filter(({ notice }) => notice.kind === 'lost')
  const ending = news.filter(({ notice }) => notice.kind === 'ending')
  const last = lost.filter(({ notice }) => notice.step === LAST_STEP)
  const intro = [
    ...(lost.length > 0 ? [say('notices.mail.intro.lost', { count: lost.length })] : []),
    ...(ending.length > 0 ? [say('notices.mail.intro.ending', { count: ending.length })] : []),
    ...(news.length === 0 && digest.length > 0 ? [say('notices.mail.intro.digest')] : []),
    ...(back.length > 0 ? [say('notices.mail.intro.network', backValues(back, speaker))] : []),
    ...(collaborations.length > 0 ? [say('collaborations.mail.intro')] : []),
  ].join(' ')
  return {
    language: speaker.language,
    dir: speaker.dir,
    subject: onlyBack
      ? say('notices.mail.subject.network', backValues(back, speaker))
      : told.parts.length === 0
        ? newsSubject(collaborations, speaker)
        : subjectOf({ lost, ending, digest }, speaker),
    preview: onlyBack ? say('notices.mail.preview.network') : previewOf({ lost, ending, digest }, speaker),
    platform: speaker.platform,
    home:
      person.channels.length === 0 && person.companies.length > 0 ? `${origin}/brand` : `${origin}/channels`,
    greeting: say('notices.mail.greeting', { name: person.name }),
    intro,
    news:
      collaborations.length === 0
        ? null
        : {
            title: say('collaborations.mail.title'),
            lines: collaborations.map((one) => newsLine(one, to)),
          },
    back: back.length === 0 ? null : { title: say('notices.mail.network.title'), lines: backLines(back, to) },
    items: news.map((part) => itemOf(person, part, to)),
    still:
      digest.length === 0
        ? null
        : { title: say('notices.mail.still.title'), lines: digest.map((part) => lineOf(part, to)) },
    closing: [
      ...(last.length > 0 ? [say('notices.mail.last', { channels: namesOf(last, speaker) })] : []),
      say(
        onlyBack
          ? 'notices.mail.network.closing'
          : told.parts.length === 0
            ? 'collaborations.mail.closing'
            : 'notices.mail.closing',
      ),
    ].join(' '),
    why: onlyBack ? say('notices.mail.network.why') : whyOf(person, speaker),
    settings: { label: say('notices.mail.settings'), href: origin + settingsAddress(person) },
    unsubscribe: { label: say('notices.mail.unsubscribe'), href: to.unsubscribe.href },
  }
}

function backValues(back: readonly Network[], { list }: Speaker) {
  return { count: back.length, networks: list(back.map((network) => POLICIES[network].name)) }
}

function backLines(back: readonly Network[], { speaker, origin }: To) {
  const { say } = speaker
  return back.map((network) => ({
    text: say('notices.mail.network.line', { network: POLICIES[network].name }),
    action: { label: say('notices.network.open'), href: `${origin}/channels` },
  }))
}

function previewOf(
  { lost, ending, digest }: { lost: Part[]; ending: Part[]; digest: Part[] },
  { say }: Speaker,
): string {
  if (lost.length > 0) return say('notices.mail.preview.lost')
  if (ending.length > 0) return say('notices.mail.preview.ending')
  return digest.length > 0 ? say('notices.mail.preview.digest') : say('collaborations.mail.preview')
}

/** Whoever works for a company and for a creator is told both. */
function whyOf(person: PersonToTell, speaker: Speaker): string {
  const creators = creatorsOf(person)
  const names = { creators: speaker.list(creators), companies: speaker.list(person.companies) }
  if (creators.length === 0 && person.companies.length > 0)
    return speaker.say('collaborations.mail.why', names)
  return speaker.say(person.companies.length > 0 ? 'collaborations.mail.why_both' : 'notices.mail.why', names)
}

function newsSubject(news: readonly ListedNews[], speaker: Speaker): string {
  const [first, ...others] = news
  if (first === undefined || others.length > 0) {
    return speaker.say('collaborations.mail.several', { count: news.length })
  }
  const headline = newsWords(first, speaker).title
  return plain(
    headline.includes(first.title)
      ? headline
      : speaker.say('collaborations.mail.subject', { headline, title: first.title }),
  )
}

function newsLine(news: ListedNews, { speaker, origin }: { speaker: Speaker; origin: string }) {
  const words = newsWords(news, speaker)
  return {
    text: speaker.say('collaborations.mail.line', { headline: words.title, text: words.text }),
    action: {
      label: speaker.say('collaborations.mail.action', { title: news.title }),
      href: origin + collaborationAddress(news.side, news.collaborationId),
    },
  }
}

/** Those who only look for creators choose theirs beside their notifications. */
function settingsAddress({ channels, companies }: PersonToTell): string {
  return channels.length === 0 && companies.length > 0
    ? '/brand/notifications/settings'
    : '/settings/notifications'
}

export function collaborationAddress(side: 'brand' | 'creator', id: string): string {
  return side === 'brand' ? `/brand/collaborations/${id}` : `/proposals/${id}`
}

function sorted(parts: readonly Part[]): { news: Part[]; digest: Part[] } {
  const weight = ({ notice }: Part) => (notice.kind === 'lost' ? 0 : 1)
  return {
    news: parts.filter(({ notice }) => notice.kind !== 'digest').sort((a, b) => weight(a) - weight(b)),
    digest: parts.filter(({ notice }) => notice.kind === 'digest'),
  }
}

function subjectOf(
  { lost, ending, digest }: { lost: Part[]; ending: Part[]; digest: Part[] },
  speaker: Speaker,
): string {
  const { say } = speaker
  const [first, ...others] = [...lost, ...ending]
  if (first === undefined) return say('notices.mail.subject.digest', { channels: namesOf(digest, speaker) })
  const count = 1 + others.length
  if (lost.length === 0) {
    const key = count === 1 ? 'ending' : 'several_ending'
    const channels = namesOf(ending, speaker)
    return plain(
      say(`notices.mail.subject.${key}`, { channel: channels, channels, date: soonest(ending, speaker) }),
    )
  }
  const channels = namesOf(lost, speaker)
  if (count > 1) {
    const key = ending.length === 0 ? 'several_lost' : 'several_mixed'
    return say(`notices.mail.subject.${key}`, { count, channels })
  }
  return say(`notices.mail.subject.${lossOf(first)}`, { channel: channels })
}

function lossOf({ notice, about }: Part): 'lost' | 'lost_revoked' | 'lost_again' | 'lost_last' {
  if (notice.step === LAST_STEP) return 'lost_last'
  if (notice.step > 0) return 'lost_again'
  const { connection } = about.channel
  const switchedOff =
    connection.state === 'disconnected' &&
    connection.reason === 'revoked' &&
    connection.confidence === 'confirmed'
  return switchedOff ? 'lost_revoked' : 'lost'
}

function soonest(ending: readonly Part[], speaker: Speaker): string {
  const ends = ending.map(({ notice, about }) => {
    const state = stillNeeded({ notice, channel: about.channel, grant: about.grant }, speaker.now)
    return state?.kind === 'renew' ? state.by : notice.series
  })
  return speaker.weekday(new Date(Math.min(...ends.map((end) => end.getTime()))))
}

function itemOf(
  person: PersonToTell,
  { notice, about }: Part,
  { speaker, origin, reconnect }: To,
): LetterItem {
  const { say } = speaker
  const channel = channelName(about.channel, speaker)
  const words = noticeWords({ notice, channel: about.channel, grant: about.grant }, speaker)
  const kind = notice.kind === 'ending' ? 'renew' : 'connect'
  const safe = notice.kind === 'lost' ? ` ${say('channels.safe')}` : ''
  return {
    network: about.channel.network,
    tone: notice.kind === 'ending' ? 'renew' : 'act',
    channel,
    profile: profileOf(person, about, speaker),
    title: words.title,
    cause: words.text,
    consequence: `${waitingLine(about, speaker)}${words.meaning ?? ''}${safe}`,
    todo: words.todo ?? '',
    action: {
      label: say(`notices.mail.action.${kind}`, { channel }),
      href: reconnect(about.channel.id).href,
    },
    more:
      words.helpPlace === null
        ? null
        : { label: say('channels.why'), href: origin + helpAddress(words.helpPlace) },
  }
}

/** Why it matters to somebody else, where it does. */
function waitingLine({ waiting }: PersonsChannel, speaker: Speaker): string {
  return waiting.length === 0 ? '' : `${waitingWords(waiting, speaker)} `
}

function lineOf({ notice, about }: Part, { speaker, reconnect }: To) {
  const { say } = speaker
  const channel = channelName(about.channel, speaker)
  return {
    text: say('notices.mail.still.line', { channel, date: speaker.day(notice.series) }),
    action: {
      label: say('notices.mail.action.connect', { channel }),
      href: reconnect(about.channel.id).href,
    },
  }
}

/** Whose profile a channel stands on, where the reader could wonder. */
function profileOf(person: PersonToTell, { creator }: PersonsChannel, { say }: Speaker): string | null {
  const creators = creatorsOf(person)
  if (creators.length === 1 && creator.name === person.name) return null
  return say('notices.mail.profile', { creator: creator.name })
}

function creatorsOf(person: PersonToTell): string[] {
  return [...new Set(person.channels.map(({ creator }) => creator.name))]
}

/** Two by name, and how many more. */
function namesOf(parts: readonly Part[], speaker: Speaker): string {
  const names = parts.map(({ about }) => channelName(about.channel, speaker))
  if (names.length <= 3) return speaker.list(names)
  return speaker.list([
    ...names.slice(0, 2),
    speaker.say('notices.mail.and_more', { count: names.length - 2 }),
  ])
}

/** Some mail programs show an unbreakable space in a subject as a sign of its own. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}
