/** One conversation as its two sides see it. */
import type { App } from '../../app.ts'
import { accountName } from '../../domain/channel/channel.ts'
import type { Network } from '../../domain/network.ts'
import { findChannel } from '../../store/channels.ts'
import {
  type Conversation,
  conversationsOf,
  markRead,
  type Summary,
  tellOf,
  unreadOfPerson,
} from '../../store/conversations.ts'
import { findOutage } from '../../store/desk.ts'
import { type Message, messagesOf } from '../../store/messages.ts'
import { ownConversation } from './access.ts'

/** How a channel that a reconnect card is about stands now. `done`: it was connected again after the card was sent. */
export type CardState = { kind: 'waiting' } | { kind: 'done'; at: Date } | { kind: 'gone' }

export type Thread = {
  conversation: Conversation
  messages: (Message & { cardState: CardState | null })[]
  outage: { network: Network; words: string; since: Date; until: Date | null } | null
}

export async function threadOf(app: App, conversation: Conversation, notes: boolean): Promise<Thread> {
  const { db } = app.store
  const [messages, outage] = await Promise.all([
    messagesOf(db, conversation.id, { notes }),
    conversation.outageId === null ? null : findOutage(db, conversation.outageId),
  ])
  return {
    conversation,
    messages: await Promise.all(
      messages.map(async (message) => ({ ...message, cardState: await cardState(app, message) })),
    ),
    outage,
  }
}

export function listOwn(app: App, input: { person: { userId: string } }): Promise<Summary[]> {
  return conversationsOf(app.store.db, input.person.userId)
}

export async function readOwnThread(
  app: App,
  input: { person: { userId: string }; conversationId: string },
): Promise<Thread | null> {
  const conversation = await ownConversation(app, input)
  return conversation === null ? null : threadOf(app, conversation, false)
}

export function unreadCount(app: App, input: { person: { userId: string } }): Promise<number> {
  return unreadOfPerson(app.store.db, input.person.userId)
}

/** The person has had everything up to this message before their eyes. */
export async function sawOwn(
  app: App,
  input: { person: { userId: string }; conversationId: string; upTo: number },
): Promise<boolean> {
  const conversation = await ownConversation(app, input)
  if (conversation === null) return false
  if (await markRead(app.store.db, conversation.id, 'person', input.upTo)) {
    await tellOf(app.store.db, conversation)
  }
  return true
}

async function cardState(app: App, { card, at }: Message): Promise<CardState | null> {
  if (card?.kind !== 'reconnect') return null
  const channel = await findChannel(app.store.db, card.channelId)
  if (channel === null) return { kind: 'gone' }
  const { connection } = channel
  const alive = connection.state === 'connected' || connection.state === 'limited'
  return alive && connection.since > at ? { kind: 'done', at: connection.since } : { kind: 'waiting' }
}

/** A channel's name for a card. */
export async function channelForCard(app: App, creatorId: string, channelId: string) {
  const channel = await findChannel(app.store.db, channelId)
  if (channel === null || channel.creatorId !== creatorId) return null
  return { channelId, network: channel.network, name: accountName(channel) }
}
