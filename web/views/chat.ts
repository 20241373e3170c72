/** Conversations as pages show them: every word chosen here. */

import type { App } from '../../src/app.ts'
import type { ShownState } from '../../src/domain/channel/health.ts'
import { type Card, type Fact, LONGEST_MESSAGE } from '../../src/domain/chat/conversation.ts'
import { presenceAt } from '../../src/domain/chat/office-hours.ts'
import { POLICIES } from '../../src/domain/network.ts'
import { isLoss } from '../../src/domain/verdict.ts'
import type { listOwn, Thread } from '../../src/usecases/chat/read-thread.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { findArticle } from './articles.ts'
import { connectAddress } from './channel-card.ts'

export type FileView = {
  id: string
  href: string
  label: string
  name: string
  size: string
  picture: string | null
}

export type CardView =
  | { kind: 'article'; label: string; title: string; summary: string; href: string; read: string }
  | {
      kind: 'reconnect'
      title: string
      line: string
      done: boolean
      action: { label: string; href: string } | null
    }
  | { kind: 'diagnostics'; title: string; facts: { label: string; value: string }[] }
  | { kind: 'happened'; text: string }

export type MessageView = {
  id: number
  key: string
  mine: boolean
  note: string | null
  by: string
  at: string
  machineAt: string
  /** Set where a new day begins. */
  day: string | null
  body: string
  card: CardView | null
  files: FileView[]
}

export type ThreadView = {
  id: string
  messages: MessageView[]
  /** The newest message, for telling that it was seen. */
  newest: number
  /** How far the other side has read, in words, below the last message of one's own. */
  receipt: string | null
  closed: boolean
  outage: string | null
}

export function threadView(thread: Thread, side: 'person' | 'agent', speaker: Speaker): ThreadView {
  const { say } = speaker
  const { conversation, messages, outage } = thread
  let before = ''
  const views = messages.map((message): MessageView => {
    const day = speaker.fullDay(message.at)
    const begins = day !== before
    before = day
    const mine = message.side === side
    const who = message.authorName ?? say('chat.thread.us')
    return {
      id: message.id,
      key: message.key,
      mine,
      note: message.kind === 'note' ? say('chat.team.desk.note_mark') : null,
      by: mine && side === 'person' ? say('chat.thread.you') : who,
      at: speaker.time(message.at),
      machineAt: message.at.toISOString(),
      day: begins ? dayName(message.at, speaker) : null,
      body: message.body,
      card: cardOf(message, conversation.id, side, speaker),
      files: message.attachments.map((file) => ({
        id: file.id,
        href: `/chat/attachments/${file.id}`,
        name: file.name,
        size: say('chat.file.size', { size: Math.max(0.1, Math.round(file.size / 104_857.6) / 10) }),
        label: file.type.startsWith('image/')
          ? say('chat.file.open', { name: file.name })
          : say('chat.file.download', { name: file.name }),
        picture: file.type.startsWith('image/') ? say('chat.file.picture', { name: file.name }) : null,
      })),
    }
  })
  const said = messages.filter(({ kind }) => kind !== 'happened' && kind !== 'note')
  const ownLast = said.filter((message) => message.side === side).at(-1)
  const otherRead = side === 'person' ? conversation.agentsRead : conversation.personRead
  return {
    id: conversation.id,
    messages: views,
    newest: messages.at(-1)?.id ?? 0,
    receipt:
      ownLast === undefined || ownLast !== said.at(-1)
        ? null
        : say(ownLast.id <= otherRead ? 'chat.thread.seen' : 'chat.thread.sent'),
    closed: conversation.status === 'closed',
    outage: outageLine(outage, speaker),
  }
}

/** In the reader's own time where their browser has told us their zone, else in the agents', and named so. */
export function hoursLine(app: App, reader: Speaker, readersZone: string | null): string {
  const hours = app.config.supportHours
  const presence = presenceAt(hours, reader.now)
  const zone = hours?.zone ?? reader.timeZone
  const speaker = readersZone !== null ? reader : reader.for({ timeZone: zone })
  const whose =
    readersZone !== null
      ? speaker.say('chat.hours.yours')
      : speaker.say('chat.hours.ours', { zone: zone.replaceAll('_', ' ') })
  switch (presence.kind) {
    case 'unpromised':
      return speaker.say('chat.hours.unpromised')
    case 'here':
      return speaker.say('chat.hours.here', { until: speaker.time(presence.until), whose })
    case 'away':
      return speaker.say('chat.hours.away', {
        back: speaker.weekdayMoment(presence.backAt),
        whose,
      })
    default:
      return presence satisfies never
  }
}

export type ListRow = {
  id: string
  href: string
  title: string
  last: string
  at: string
  machineAt: string
  unread: string | null
  status: string
}

export function listView(rows: Awaited<ReturnType<typeof listOwn>>, speaker: Speaker): ListRow[] {
  const { say } = speaker
  return rows.map((row) => ({
    id: row.id,
    href: `/chat/${row.id}`,
    title: row.subject?.split('\n')[0]?.slice(0, 80) || say('chat.list.untitled'),
    last: lastLine(row.last, say),
    at: speaker.moment(row.lastAt),
    machineAt: row.lastAt.toISOString(),
    unread: row.unread === 0 ? null : say('chat.list.unread', { count: row.unread }),
    status: say(`chat.list.status.${row.status}`),
  }))
}

export function lastLine(last: { kind: string; body: string } | null, say: Speaker['say']): string {
  if (last === null) return ''
  if (last.body !== '') return last.body.slice(0, 120)
  const kind = (['article', 'reconnect', 'diagnostics'] as const).find((one) => one === last.kind) ?? 'text'
  return say(`chat.list.card.${kind}`)
}

export function factLine(
  { key, value }: Fact,
  speaker: Speaker,
): { key: string; label: string; value: string } {
  const { say } = speaker
  const label = say(`chat.fact.${key}`)
  if (key === 'state') {
    const state = STATES.find((one) => one === value)
    return { key, label, value: state === undefined ? value : say(`chat.fact.states.${state}`) }
  }
  if (key === 'proof') return { key, label, value: speaker.moment(new Date(value)) }
  if (key === 'reason') {
    const [reason = '', confidence = ''] = value.split(', ')
    const cause = isLoss(reason) ? say(`history.detail.lost.${reason}`) : reason
    return { key, label, value: `${cause} (${reason}, ${confidence})` }
  }
  return { key, label, value }
}

const STATES = [
  'connecting',
  'connected',
  'renew',
  'limited',
  'reconnect',
  'delayed',
  'off',
] as const satisfies ShownState['kind'][]

export function composerWords({ say }: Speaker, label: 'label' | 'reply_label') {
  return {
    label: say(`chat.composer.${label}`),
    file: say('chat.composer.file'),
    fileHint: say('chat.composer.file_hint'),
    send: say('chat.composer.send'),
    again: say('chat.composer.again'),
    discard: say('chat.composer.discard'),
    keys: say('chat.composer.keys'),
    waiting: say('chat.thread.waiting'),
    offline: say('chat.thread.offline'),
    signedOut: say('chat.refused.signed_out'),
    you: say('chat.thread.you'),
    longest: LONGEST_MESSAGE,
  }
}
export type ComposerWords = ReturnType<typeof composerWords>

function dayName(at: Date, speaker: Speaker): string {
  const day = speaker.fullDay(at)
  if (day === speaker.fullDay(speaker.now)) return speaker.say('chat.thread.today')
  const yesterday = new Date(speaker.now.getTime() - 24 * 3_600_000)
  return day === speaker.fullDay(yesterday) ? speaker.say('chat.thread.yesterday') : day
}

function outageLine(outage: Thread['outage'], speaker: Speaker): string | null {
  if (outage === null) return null
  const network = POLICIES[outage.network].name
  return outage.until === null
    ? speaker.say('chat.thread.outage', { network, since: speaker.moment(outage.since), words: outage.words })
    : speaker.say('chat.thread.outage_over', { network, until: speaker.moment(outage.until) })
}

function cardOf(
  message: Thread['messages'][number],
  conversationId: string,
  side: 'person' | 'agent',
  speaker: Speaker,
): CardView | null {
  const { say } = speaker
  const { card, cardState } = message
  if (message.kind === 'diagnostics' && card === null) {
    return { kind: 'diagnostics', title: say('chat.card.forgotten'), facts: [] }
  }
  if (card === null) return null
  switch (card.kind) {
    case 'article': {
      // Whoever reads it gets it in their language; its words of then stand in for one that is no longer there.
      const article = findArticle(speaker.language, card.slug) ?? card
      return {
        kind: 'article',
        label: say('chat.card.article'),
        title: article.title,
        summary: article.summary,
        href: `/help/${encodeURIComponent(card.slug)}`,
        read: say('chat.card.read'),
      }
    }
    case 'diagnostics':
      return {
        kind: 'diagnostics',
        title: say('chat.card.diagnostics'),
        facts: card.facts.map((fact) => factLine(fact, speaker)),
      }
    case 'happened':
      return { kind: 'happened', text: say(`chat.thread.happened.${card.what}`) }
    case 'reconnect':
      return reconnectCard(card, cardState, conversationId, side, speaker)
    default:
      return card satisfies never
  }
}

function reconnectCard(
  card: Extract<Card, { kind: 'reconnect' }>,
  state: Thread['messages'][number]['cardState'],
  conversationId: string,
  side: 'person' | 'agent',
  speaker: Speaker,
): CardView {
  const { say } = speaker
  const names = { network: POLICIES[card.network].name, name: card.name }
  const common = { kind: 'reconnect' as const, title: say('chat.card.reconnect', names) }
  if (state?.kind === 'done') {
    const at = speaker.moment(state.at)
    return { ...common, done: true, line: say('chat.card.reconnect_done', { ...names, at }), action: null }
  }
  if (state?.kind === 'gone')
    return { ...common, done: false, line: say('chat.card.reconnect_gone'), action: null }
  if (side === 'agent') {
    return { ...common, done: false, line: say('chat.card.reconnect_waiting', names), action: null }
  }
  const href = `${connectAddress(card.network, card.channelId)}&return=chat:${conversationId}`
  return {
    ...common,
    done: false,
    line: say('chat.card.reconnect_line'),
    action: { label: say('chat.card.reconnect_button', names), href },
  }
}
