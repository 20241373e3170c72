/** What agents do with a conversation. Each asks first whether the person is one. */

import type { App } from '../../app.ts'
import type { EventKind } from '../../domain/channel/event.ts'
import { type Card, fillIn, type InboxView } from '../../domain/chat/conversation.ts'
import { POLICIES } from '../../domain/network.ts'
import { later } from '../../domain/time.ts'
import { agentEntries } from '../../store/agents.ts'
import {
  type Conversation,
  changeConversation,
  findConversation,
  inboxCounts,
  inboxOf,
  type Summary,
  tellOf,
} from '../../store/conversations.ts'
import { findCreator, namesOf } from '../../store/creators.ts'
import { type CannedReply, cannedReplies, findOutage, type Outage, outages } from '../../store/desk.ts'
import { type ChannelCard, listChannels } from '../channel/list-channels.ts'
import { readHistory } from '../channel/read-history.ts'
import { rolesOf, type TeamPerson } from '../team/roles.ts'
import { close } from './end-conversation.ts'
import { channelForCard, type Thread, threadOf } from './read-thread.ts'
import { checkDraft, type GivenFile, putMessage, type Refusal } from './write-message.ts'

type Not = { kind: 'not_agent' } | { kind: 'unknown_conversation' }

export type Inbox =
  | { kind: 'inbox'; rows: Summary[]; counts: Record<InboxView, number> }
  | { kind: 'not_agent' }

export async function readInbox(app: App, input: { person: TeamPerson; view: InboxView }): Promise<Inbox> {
  if (!(await rolesOf(app, input.person)).agent) return { kind: 'not_agent' }
  const { db } = app.store
  const [rows, counts] = await Promise.all([
    inboxOf(db, input.view, input.person.userId),
    inboxCounts(db, input.person.userId),
  ])
  return { kind: 'inbox', rows, counts }
}

export type Desk = {
  kind: 'desk'
  thread: Thread
  personName: string
  creator: { id: string; name: string; handle: string } | null
  channels: ChannelCard[]
  /** The newest lines of all their channels, newest first. */
  timeline: { at: Date; channel: string; kind: EventKind }[]
  assignedName: string | null
  agents: { userId: string; name: string }[]
  /** With the places filled in that are known here. */
  canned: CannedReply[]
  outages: Outage[]
}

const TIMELINE = 12

export async function readDesk(
  app: App,
  input: { person: TeamPerson; conversationId: string },
): Promise<Desk | Not> {
  const found = await conversationFor(app, input)
  if (found.kind !== 'ok') return found
  const { conversation } = found
  const { db } = app.store
  const [thread, names, creator, agents, ready, running] = await Promise.all([
    threadOf(app, conversation, true),
    namesOf(db, [
      conversation.userId,
      ...(conversation.assignedTo === null ? [] : [conversation.assignedTo]),
    ]),
    conversation.creatorId === null ? null : findCreator(db, conversation.creatorId),
    agentEntries(db),
    cannedReplies(db),
    outages(db),
  ])
  const channels = creator === null ? [] : (await listChannels(app, { creatorId: creator.id })).cards
  const personName = names.get(conversation.userId) ?? ''
  const needy = channels.find(({ state }) => state.kind === 'reconnect') ?? channels[0]
  const values = {
    name: personName.split(' ')[0] ?? personName,
    agent: input.person.name.split(' ')[0] ?? input.person.name,
    platform: app.config.platformName,
    ...(needy === undefined ? {} : { channel: needy.name, network: POLICIES[needy.network].name }),
  }
  return {
    kind: 'desk',
    thread,
    personName,
    creator: creator === null ? null : { id: creator.id, name: creator.name, handle: creator.handle },
    channels,
    timeline: await timelineOf(app, creator?.id ?? null, channels),
    assignedName: conversation.assignedTo === null ? null : (names.get(conversation.assignedTo) ?? null),
    agents: agents.flatMap(({ userId, name }) =>
      userId === null || name === null ? [] : [{ userId, name }],
    ),
    canned: ready.map((reply) => ({ ...reply, body: fillIn(reply.body, values) })),
    outages: running.filter(({ until }) => until === null),
  }
}

export type Reply = {
  key: string
  text: string
  file: GivenFile | null
  /** For agents' eyes only. */
  note: boolean
  card:
    | { kind: 'article'; slug: string; title: string; summary: string }
    | { kind: 'reconnect'; channelId: string }
    | null
}

export type Answered = { kind: 'sent' } | { kind: 'refused'; why: Refusal | 'unknown_channel' } | Not

export async function answer(
  app: App,
  input: { person: TeamPerson; conversationId: string; reply: Reply },
): Promise<Answered> {
  const found = await conversationFor(app, input)
  if (found.kind !== 'ok') return found
  const { conversation } = found
  const { reply, person } = input
  let card: Card | null = null
  if (reply.card?.kind === 'article') card = reply.card
  if (reply.card?.kind === 'reconnect') {
    const { creatorId } = conversation
    const channel = creatorId === null ? null : await channelForCard(app, creatorId, reply.card.channelId)
    if (channel === null) return { kind: 'refused', why: 'unknown_channel' }
    card = { kind: 'reconnect', ...channel }
  }
  const checked = await checkDraft(
    app,
    {
      key: reply.key,
      text: reply.text,
      file: reply.file,
      card,
    },
    null,
  )
  if (checked.kind === 'refused') return checked
  const kind = reply.note ? 'note' : (reply.card?.kind ?? 'text')
  await app.store.db.transaction().execute(async (trx) => {
    const put = await putMessage(trx, {
      conversationId: conversation.id,
      side: 'agent',
      authorId: person.userId,
      kind,
      draft: checked,
      at: app.clock.now(),
    })
    // Whoever answers first has taken it on.
    if (put && !reply.note && conversation.assignedTo === null) {
      await changeConversation(trx, conversation.id, { assignedTo: person.userId })
    }
    if (put && !reply.note && conversation.status !== 'open') {
      await changeConversation(trx, conversation.id, { status: 'open' })
    }
  })
  return { kind: 'sent' }
}

export type Handling =
  | { what: 'close' }
  | { what: 'reopen' }
  | { what: 'snooze'; hours: number }
  | { what: 'assign'; to: string | null }
  | { what: 'tie'; outageId: string | null }

const LONGEST_SNOOZE_HOURS = 24 * 30

export async function handle(
  app: App,
  input: { person: TeamPerson; conversationId: string; handling: Handling },
): Promise<{ kind: 'done' | 'not_possible' } | Not> {
  const found = await conversationFor(app, input)
  if (found.kind !== 'ok') return found
  const { conversation } = found
  const { db } = app.store
  const { handling, person } = input
  switch (handling.what) {
    case 'close':
      if (conversation.status !== 'closed') await close(app, conversation.id, person.userId, 'agent')
      return { kind: 'done' }
    case 'reopen':
      await changeConversation(db, conversation.id, { status: 'open' })
      break
    case 'snooze': {
      const { hours } = handling
      if (!(hours >= 1 && hours <= LONGEST_SNOOZE_HOURS) || conversation.status === 'closed') {
        return { kind: 'not_possible' }
      }
      const snoozedUntil = later(app.clock.now(), hours * 3_600_000)
      await changeConversation(db, conversation.id, { status: 'snoozed', snoozedUntil })
      break
    }
    case 'assign': {
      const { to } = handling
      if (to !== null && !(await agentEntries(db)).some(({ userId }) => userId === to)) {
        return { kind: 'not_possible' }
      }
      await changeConversation(db, conversation.id, { assignedTo: to })
      break
    }
    case 'tie': {
      const { outageId } = handling
      if (outageId !== null && (await findOutage(db, outageId)) === null) return { kind: 'not_possible' }
      await changeConversation(db, conversation.id, { outageId })
      break
    }
    default:
      return handling satisfies never
  }
  await tellOf(db, conversation)
  return { kind: 'done' }
}

async function conversationFor(
  app: App,
  input: { person: TeamPerson; conversationId: string },
): Promise<{ kind: 'ok'; conversation: Conversation } | Not> {
  if (!(await rolesOf(app, input.person)).agent) return { kind: 'not_agent' }
  const conversation = await findConversation(app.store.db, input.conversationId)
  return conversation === null ? { kind: 'unknown_conversation' } : { kind: 'ok', conversation }
}

async function timelineOf(
  app: App,
  creatorId: string | null,
  channels: ChannelCard[],
): Promise<Desk['timeline']> {
  if (creatorId === null) return []
  const histories = await Promise.all(
    channels.map(({ id }) => readHistory(app, { creatorId, channelId: id })),
  )
  return histories
    .flatMap((history) =>
      history === null
        ? []
        : history.events.map(({ at, kind }) => ({
            at,
            kind,
            channel: `${POLICIES[history.card.network].name} ${history.card.name}`,
          })),
    )
    .sort((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, TIMELINE)
}
