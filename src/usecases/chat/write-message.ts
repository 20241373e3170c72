/** Puts a message into a conversation, once, however often it is sent; both sides hear of it at commit. */
import type { App } from '../../app.ts'
import {
  type AttachmentType,
  attachmentName,
  type ReadAttachment,
  readAttachment,
} from '../../domain/chat/attachment.ts'
import {
  type Card,
  FLOOD_WINDOW_MS,
  isMessageKey,
  LONGEST_MESSAGE,
  MESSAGES_PER_MINUTE,
  type MessageKind,
  tidyText,
} from '../../domain/chat/conversation.ts'
import { later } from '../../domain/time.ts'
import { changeConversation, lockConversation, markRead, tellOf } from '../../store/conversations.ts'
import { addAttachment, addMessage, countSince } from '../../store/messages.ts'
import { newId } from '../../vault/random.ts'

export type GivenFile = { name: string; bytes: Uint8Array }
type Db = App['store']['db']

export type Draft = { key: string; text: string; file: GivenFile | null; card: Card | null }

export type Refusal =
  | 'empty'
  | 'too_long'
  | 'bad_key'
  | 'slow_down'
  | 'too_many_open'
  | `file_${Exclude<ReadAttachment['kind'], 'ok'>}`

export type Checked =
  | {
      kind: 'ok'
      key: string
      body: string
      card: Card | null
      file: { type: AttachmentType; name: string; content: Uint8Array } | null
    }
  | { kind: 'refused'; why: Refusal }

/** What can be said of a draft before it is known where it goes. */
export async function checkDraft(
  app: App,
  draft: Draft,
  /** Whose messages are counted; agents are trusted with theirs. */
  counted: { userId: string } | null,
): Promise<Checked> {
  const refused = (why: Refusal): Checked => ({ kind: 'refused', why })
  const body = tidyText(draft.text)
  if (!isMessageKey(draft.key)) return refused('bad_key')
  if ([...body].length > LONGEST_MESSAGE) return refused('too_long')
  if (body === '' && draft.file === null && draft.card === null) return refused('empty')
  let file: Extract<Checked, { kind: 'ok' }>['file'] = null
  if (draft.file !== null) {
    const read = readAttachment(draft.file.bytes)
    if (read.kind !== 'ok') return refused(`file_${read.kind}`)
    file = { type: read.type, name: attachmentName(draft.file.name, read.type), content: read.bytes }
  }
  const since = later(app.clock.now(), -FLOOD_WINDOW_MS)
  if (counted !== null && (await countSince(app.store.db, counted.userId, since)) >= MESSAGES_PER_MINUTE) {
    return refused('slow_down')
  }
  return { kind: 'ok', key: draft.key, body, card: draft.card, file }
}

/**
 * Inside a transaction. False where the same message is there already. A person's word opens a closed or a snoozed
 * conversation again.
 */
export async function putMessage(
  trx: Db,
  input: {
    conversationId: string
    side: 'person' | 'agent' | 'system'
    authorId: string | null
    kind: MessageKind
    draft: Omit<Extract<Checked, { kind: 'ok' }>, 'kind'>
    at: Date
  },
): Promise<boolean> {
  const { conversationId, side, kind, draft, at } = input
  const conversation = await lockConversation(trx, conversationId)
  if (conversation === null) return false
  const messageId = await addMessage(trx, {
    conversationId,
    key: draft.key,
    side,
    authorId: input.authorId,
    kind,
    body: draft.body,
    card: draft.card,
    at,
  })
  if (messageId === null) return false
  if (draft.file !== null) await addAttachment(trx, { id: newId('att'), messageId, ...draft.file })
  if (kind === 'note' || kind === 'happened') {
    await tellOf(trx, conversation, kind === 'note' ? 'agents' : 'both')
    return true
  }
  await changeConversation(trx, conversationId, {
    lastAt: at,
    ...(side === 'person' && conversation.status !== 'open' ? { status: 'open' as const, rating: null } : {}),
  })
  // Whoever writes has read what stands above.
  if (side !== 'system') await markRead(trx, conversationId, side, messageId)
  await tellOf(trx, conversation)
  return true
}
