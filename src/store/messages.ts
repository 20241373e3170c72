/** Messages and what hangs on them. A message is written once and never changed. */
import type { Kysely } from 'kysely'
import type { AttachmentType } from '../domain/chat/attachment.ts'
import type { Card, MessageKind, Side } from '../domain/chat/conversation.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Message = {
  id: number
  key: string
  side: Side
  authorId: string | null
  authorName: string | null
  kind: MessageKind
  body: string
  card: Card | null
  at: Date
  attachments: AttachmentEntry[]
}
export type AttachmentEntry = { id: string; type: AttachmentType; name: string; size: number }

export type NewMessage = {
  conversationId: string
  key: string
  side: Side
  authorId: string | null
  kind: MessageKind
  body: string
  card: Card | null
  at: Date
}

/** Null where this very message is there already. */
export async function addMessage(db: Db, message: NewMessage): Promise<number | null> {
  const row = await db
    .insertInto('chat_message')
    .values({
      conversation_id: message.conversationId,
      key: message.key,
      side: message.side,
      author_id: message.authorId,
      kind: message.kind,
      body: message.body,
      card: message.card === null ? null : JSON.stringify(message.card),
      at: message.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row === undefined ? null : Number(row.id)
}

/** Where a person's message with this key already is. */
export async function conversationOfKey(db: Db, authorId: string, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('chat_message')
    .select('conversation_id')
    .where('author_id', '=', authorId)
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.conversation_id ?? null
}

export async function countSince(db: Db, authorId: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('chat_message')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('author_id', '=', authorId)
    .where('at', '>', since)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

const LONGEST_THREAD = 500

/** The newest of them, oldest first. */
export async function messagesOf(
  db: Db,
  conversationId: string,
  { notes, limit = LONGEST_THREAD }: { notes: boolean; limit?: number },
): Promise<Message[]> {
  let query = db
    .selectFrom('chat_message as m')
    .leftJoin('user as u', 'u.id', 'm.author_id')
    .selectAll('m')
    .select('u.name as author_name')
    .where('m.conversation_id', '=', conversationId)
  if (!notes) query = query.where('m.kind', '<>', 'note')
  const rows = await query.orderBy('m.id', 'desc').limit(limit).execute()
  const files = await attachmentsOf(
    db,
    rows.map((row) => Number(row.id)),
  )
  return rows.reverse().map((row) => ({
    id: Number(row.id),
    key: row.key,
    side: row.side,
    authorId: row.author_id,
    authorName: row.author_name,
    kind: row.kind,
    body: row.body,
    card: row.card,
    at: row.at,
    attachments: files.get(Number(row.id)) ?? [],
  }))
}

export async function addAttachment(
  db: Db,
  file: { id: string; messageId: number; type: AttachmentType; name: string; content: Uint8Array },
): Promise<void> {
  await db
    .insertInto('chat_attachment')
    .values({
      id: file.id,
      message_id: file.messageId,
      type: file.type,
      name: file.name,
      content: file.content,
    })
    .execute()
}

export async function findAttachment(
  db: Db,
  id: string,
): Promise<{
  type: AttachmentType
  name: string
  content: Uint8Array
  userId: string
  note: boolean
} | null> {
  const row = await db
    .selectFrom('chat_attachment as f')
    .innerJoin('chat_message as m', 'm.id', 'f.message_id')
    .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
    .select(['f.type', 'f.name', 'f.content', 'c.user_id', 'm.kind'])
    .where('f.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const { type, name, content } = row
  return { type, name, content, userId: row.user_id, note: row.kind === 'note' }
}

async function attachmentsOf(db: Db, messageIds: number[]): Promise<Map<number, AttachmentEntry[]>> {
  const found = new Map<number, AttachmentEntry[]>()
  if (messageIds.length === 0) return found
  const rows = await db
    .selectFrom('chat_attachment')
    .select((eb) => [
      'id',
      'message_id',
      'type',
      'name',
      eb.fn<number>('octet_length', ['content']).as('size'),
    ])
    .where('message_id', 'in', messageIds)
    .orderBy('id')
    .execute()
  for (const { id, message_id, type, name, size } of rows) {
    const key = Number(message_id)
    found.set(key, [...(found.get(key) ?? []), { id, type, name, size: Number(size) }])
  }
  return found
}
