/** Replies made ready, and outages: one update answers everybody who wrote about it. */
import type { App } from '../../app.ts'
import { LONGEST_MESSAGE, tidyText } from '../../domain/chat/conversation.ts'
import { isNetwork } from '../../domain/network.ts'
import {
  type CannedReply,
  cannedReplies,
  conversationsTiedTo,
  dropCannedReply,
  endOutage,
  findOutage,
  insertOutage,
  type Outage,
  outages,
  putCannedReply,
} from '../../store/desk.ts'
import { newId } from '../../vault/random.ts'
import { putMessage } from '../chat/write-message.ts'
import { rolesOf, type TeamPerson } from './roles.ts'

type NotAgent = { kind: 'not_agent' }

export async function listCanned(
  app: App,
  input: { person: TeamPerson },
): Promise<{ kind: 'canned'; replies: CannedReply[] } | NotAgent> {
  if (!(await rolesOf(app, input.person)).agent) return { kind: 'not_agent' }
  return { kind: 'canned', replies: await cannedReplies(app.store.db) }
}

export async function keepCanned(
  app: App,
  input: { person: TeamPerson; title: string; body: string },
): Promise<{ kind: 'kept' | 'refused' } | NotAgent> {
  if (!(await rolesOf(app, input.person)).agent) return { kind: 'not_agent' }
  const [title, body] = [tidyText(input.title).slice(0, 80), tidyText(input.body)]
  if (title === '' || body === '' || body.length > LONGEST_MESSAGE) return { kind: 'refused' }
  await putCannedReply(app.store.db, { id: newId('rep'), title, body })
  return { kind: 'kept' }
}

export async function forgetCanned(
  app: App,
  input: { person: TeamPerson; id: string },
): Promise<{ kind: 'gone' } | NotAgent> {
  if (!(await rolesOf(app, input.person)).agent) return { kind: 'not_agent' }
  await dropCannedReply(app.store.db, input.id)
  return { kind: 'gone' }
}

export async function listOutages(
  app: App,
  input: { person: TeamPerson },
): Promise<{ kind: 'outages'; outages: Outage[] } | NotAgent> {
  if (!(await rolesOf(app, input.person)).agent) return { kind: 'not_agent' }
  return { kind: 'outages', outages: await outages(app.store.db) }
}

export async function noteOutage(
  app: App,
  input: { person: TeamPerson; network: string; words: string },
): Promise<{ kind: 'noted' | 'refused' } | NotAgent> {
  if (!(await rolesOf(app, input.person)).agent) return { kind: 'not_agent' }
  const words = tidyText(input.words)
  if (!isNetwork(input.network) || words === '' || words.length > 500) return { kind: 'refused' }
  await insertOutage(app.store.db, {
    id: newId('otg'),
    network: input.network,
    words,
    since: app.clock.now(),
  })
  return { kind: 'noted' }
}

/** `key` comes with the form: a page that is sent twice answers once. */
export async function updateOutage(
  app: App,
  input: { person: TeamPerson; outageId: string; text: string; over: boolean; key: string },
): Promise<{ kind: 'told'; conversations: number } | { kind: 'refused' } | NotAgent> {
  if (!(await rolesOf(app, input.person)).agent) return { kind: 'not_agent' }
  const { db } = app.store
  const body = tidyText(input.text)
  const outage = await findOutage(db, input.outageId)
  if (outage === null || body === '' || body.length > LONGEST_MESSAGE) return { kind: 'refused' }
  const at = app.clock.now()
  const tied = await conversationsTiedTo(db, outage.id)
  let told = 0
  for (const { id } of tied) {
    // A key is one author's once, so each conversation has its own.
    const key = `${input.key.slice(0, 40)}-${id}`
    const put = await db.transaction().execute((trx) =>
      putMessage(trx, {
        conversationId: id,
        side: 'agent',
        authorId: input.person.userId,
        kind: 'text',
        draft: { key, body, card: null, file: null },
        at,
      }),
    )
    if (put) told += 1
  }
  if (input.over) await endOutage(db, outage.id, at)
  return { kind: 'told', conversations: told }
}
