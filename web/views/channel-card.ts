/** A channel as its card shows it: every word chosen on the server, so the browser only lays them out. */
import { asksForSomebody } from '../../src/domain/channel/reconnect-link.ts'
import { HELP_PLACES, helpAddress } from '../../src/domain/help/places.ts'
import { type Network, POLICIES } from '../../src/domain/network.ts'
import type { ChannelCard } from '../../src/usecases/channel/list-channels.ts'
import { type ChannelWords, channelWords, type Tone } from '../../src/words/channel-words.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { type TellMeView, tellMeView } from './tell-me.ts'

export type CardView = {
  id: string
  network: Network
  networkName: string
  name: string
  face: FaceView
  tone: Tone
  badge: string
  badgeLabel: string
  announced: string
  /** The sentences of the card, the first one being what happened. */
  lines: string[]
  tip: {
    title: string
    lines: string[]
    turn: string
    why: { label: string; href: string }
    close: string
  } | null
  repeats: { text: string; label: string; href: string } | null
  action: { label: string; accessibleName: string; href: string; primary: boolean } | null
  /** Where nothing is to be done but wait. */
  tellMe: TellMeView | null
  /** Whose turn it is, how long it takes and what is safe, each in a word or two. */
  facts: CardFact[]
  menu: { label: string; accessibleName: string; entries: MenuEntry[] }
}

export type CardFact = { kind: 'turn' | 'time' | 'safe'; text: string }

/** One line of a card's menu: a way to a page, or something that is done at once. */
export type MenuEntry = { name: MenuName; label: string; accessibleName: string } & (
  | { kind: 'page'; href: string }
  | { kind: 'deed'; action: string; waiting: string }
)
export type MenuName = 'check' | 'link' | 'history' | 'reads' | 'off'

export type FaceView = { initials: string; hue: number }

/** `asked`: the networks that the reader waits to hear of. */
export function cardView(
  card: ChannelCard,
  speaker: Speaker,
  asked: ReadonlySet<Network> = NOTHING_ASKED,
): CardView {
  const { say } = speaker
  const words = channelWords(card, speaker)
  const names = { network: POLICIES[card.network].name, name: card.name }
  const connected = card.state.kind === 'connected'
  const quiet = connected && !card.doubleChecking
  const why = { label: say('channels.why'), href: helpAddress(words.helpPlace) }
  const doubts =
    card.doubleChecking && card.state.kind !== 'reconnect' ? [say('channels.double_checking')] : []
  const lines = connected
    ? [numbersLine(card, speaker), ...doubts, words.todo]
    : [words.happened, ...(words.meaning === null ? [] : [words.meaning]), ...doubts, words.todo]
  return {
    id: card.id,
    network: card.network,
    networkName: words.networkName,
    name: card.name,
    face: faceOf(card.network + card.name, card.title || card.name),
    tone: words.tone,
    badge: words.badge,
    badgeLabel: say('channels.badge_label', { ...names, badge: words.badge }),
    announced: say('channels.badge_announced', { ...names, badge: words.badge }),
    lines,
    tip: quiet
      ? null
      : {
          title: connected ? words.badge : words.title,
          lines: [
            ...(connected ? doubts : [words.happened]),
            ...(words.meaning === null ? [] : [words.meaning]),
            ...(words.safe === null ? [] : [words.safe]),
          ],
          turn: words.turn,
          why,
          close: say('channels.close'),
        },
    repeats:
      words.repeats === null
        ? null
        : {
            text: words.repeats,
            label: say('channels.repeats.link'),
            href: helpAddress(HELP_PLACES.repeats),
          },
    action:
      words.action === null
        ? null
        : {
            label: words.action.label,
            accessibleName: words.action.accessibleName,
            href: connectAddress(card.network, card.id),
            primary: words.action.kind === 'connect' && card.state.kind === 'reconnect',
          },
    tellMe: card.state.kind === 'delayed' ? tellMeView(card.network, asked.has(card.network), speaker) : null,
    facts: factsOf(words, say),
    menu: {
      label: say('channels.more'),
      accessibleName: say('channels.more_label', names),
      entries: menuOf(card, names, say),
    },
  }
}

const NOTHING_ASKED: ReadonlySet<Network> = new Set()

function factsOf(words: ChannelWords, say: Speaker['say']): CardFact[] {
  if (words.whose === 'nobody') return []
  return [
    { kind: 'turn', text: words.turn },
    ...(words.howLong === null ? [] : [{ kind: 'time' as const, text: words.howLong }]),
    ...(words.safe === null ? [] : [{ kind: 'safe' as const, text: say('channels.safe_short') }]),
  ]
}

function menuOf(
  { id, network, state }: ChannelCard,
  names: { network: string; name: string },
  say: Speaker['say'],
): MenuEntry[] {
  const page = (name: MenuName, words: MenuWords, href: string): MenuEntry => ({
    kind: 'page',
    name,
    label: say(words),
    accessibleName: say(`${words}_label`, names),
    href,
  })
  const check: MenuEntry = {
    kind: 'deed',
    name: 'check',
    label: say('channels.check_now'),
    accessibleName: say('channels.check_now_label', names),
    action: `/channels/${id}/check`,
    waiting: say('channels.checking'),
  }
  const on = state.kind !== 'off'
  return [
    ...(on ? [check] : []),
    ...(asksForSomebody(state) ? [page('link', 'reconnectLink.make.action', `/channels/${id}/links`)] : []),
    page('history', 'channels.history', `/channels/${id}`),
    page('reads', 'channels.reads', helpAddress(HELP_PLACES.reads[network])),
    ...(on ? [page('off', 'turnOff.link', `/channels/${id}/off`)] : []),
  ]
}

type MenuWords = 'reconnectLink.make.action' | 'channels.history' | 'channels.reads' | 'turnOff.link'

/** `returnTo`: the name of the page to be brought back to afterwards. */
export function connectAddress(network: Network, channelId: string | null, returnTo?: string | null): string {
  const query = new URLSearchParams()
  if (channelId !== null) query.set('channel', channelId)
  if (returnTo) query.set('return', returnTo)
  return `/channels/connect/${network}${query.size === 0 ? '' : `?${query}`}`
}

/** Initials on a disc whose colour stays the same for the same channel. */
export function faceOf(seed: string, name: string): FaceView {
  const words = name
    .replace(/^@/, '')
    .split(/[\s._-]+/)
    .filter(Boolean)
  const initials =
    words.length > 1
      ? `${first(words[0])}${first(words.at(-1))}`
      : Array.from(words[0] ?? '?')
          .slice(0, 2)
          .join('')
  let sum = 0
  for (const letter of seed) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return { initials: initials.toUpperCase(), hue: sum % 10 }
}

function first(word: string | undefined): string {
  return Array.from(word ?? '')[0] ?? ''
}

function numbersLine(card: ChannelCard, { say, ago }: Speaker): string {
  if (card.checkedAt === null) return say('channels.never_checked')
  return say('channels.checked', {
    followers: card.followers ?? -1,
    audience: say(`channels.audience.${card.network}`),
    ago: ago(card.checkedAt),
  })
}
