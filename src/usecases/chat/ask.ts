/** A person writes: into a conversation of theirs, or with a first message that begins one. */
import type { App } from '../../app.ts'
import { type Card, type FactKey, OPEN_CONVERSATIONS } from '../../domain/chat/conversation.ts'
import { findConversation, insertConversation, openCountOf } from '../../store/conversations.ts'
import { creatorsOfUser } from '../../store/creators.ts'
import { conversationOfKey } from '../../store/messages.ts'
import { newId } from '../../vault/random.ts'
import { ownConversation } from './access.ts'
import { readFacts } from './facts.ts'
import { checkDraft, type Draft, type GivenFile, putMessage, type Refusal } from './write-message.ts'

export type Asked =
  | { kind: 'sent'; conversationId: string }
  | { kind: 'unknown_conversation' }
  | { kind: 'refused'; why: Refusal }

export type Question = {
  person: { userId: string }
  /** Null begins a new conversation, about this creator where there is one. */
  conversationId: string | null
  creatorId: string | null
  key: string
  text: string
  file: GivenFile | null
  /** Facts that the person agreed to send, by name; their values are read here and never taken from a form. */
  facts: { channelId: string | null; keys: FactKey[]; browser: string } | null
}

export async function ask(app: App, question: Question): Promise<Asked> {
  const { db } = app.store
  const { userId } = question.person
  const at = app.clock.now()
  const known = await conversationOfKey(db, userId, question.key)
  if (known !== null) return { kind: 'sent', conversationId: known }
  const draft: Draft = { key: question.key, text: question.text, file: question.file, card: null }
  const facts = await factsCard(app, question)
  const onlyFacts = draft.text.trim() === '' && draft.file === null && facts !== null
  const checked = await checkDraft(app, onlyFacts ? { ...draft, card: facts } : draft, { userId })
  if (checked.kind === 'refused') return checked

  if (question.conversationId !== null) {
    const conversation = await ownConversation(app, {
      person: question.person,
      conversationId: question.conversationId,
    })
    if (conversation === null) return { kind: 'unknown_conversation' }
  } else if ((await openCountOf(db, userId)) >= OPEN_CONVERSATIONS) {
    return { kind: 'refused', why: 'too_many_open' }
  }
  const creators = await creatorsOfUser(db, userId)
  const creatorId = creators.find(({ id }) => id === question.creatorId)?.id ?? creators[0]?.id ?? null
  const conversationId = question.conversationId ?? newId('con')
  const common = { conversationId, side: 'person' as const, authorId: userId, at }
  const sent = await db.transaction().execute(async (trx) => {
    if (question.conversationId === null) {
      await insertConversation(trx, { id: conversationId, userId, creatorId, at })
    }
    const put = await putMessage(trx, {
      ...common,
      kind: onlyFacts ? 'diagnostics' : 'text',
      draft: checked,
    })
    if (put && facts !== null && !onlyFacts) {
      const card = { key: `${question.key.slice(0, 74)}-facts`, body: '', card: facts, file: null }
      await putMessage(trx, { ...common, kind: 'diagnostics', draft: card })
    }
    // The same message came through another request meanwhile, with a conversation of its own: this one is not needed.
    if (!put && question.conversationId === null) {
      await trx.deleteFrom('conversation').where('id', '=', conversationId).execute()
    }
    return put
  })
  if (sent) return { kind: 'sent', conversationId }
  const there = await conversationOfKey(db, userId, question.key)
  if (there !== null) return { kind: 'sent', conversationId: there }
  return (await findConversation(db, conversationId)) === null
    ? { kind: 'unknown_conversation' }
    : { kind: 'refused', why: 'bad_key' }
}

async function factsCard(app: App, { person, facts }: Question): Promise<Card | null> {
  if (facts === null || facts.keys.length === 0) return null
  const all = await readFacts(app, { person, channelId: facts.channelId, browser: facts.browser })
  const chosen = all.facts.filter(({ key }) => facts.keys.includes(key))
  return chosen.length === 0 ? null : { kind: 'diagnostics', channelId: all.channelId, facts: chosen }
}
