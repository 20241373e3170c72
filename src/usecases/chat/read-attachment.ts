/** A file of a message, for those who may read the message. */
import type { App } from '../../app.ts'
import { findAttachment } from '../../store/messages.ts'
import { rolesOf, type TeamPerson } from '../team/roles.ts'

export async function readAttachmentOf(app: App, input: { person: TeamPerson; attachmentId: string }) {
  const file = await findAttachment(app.store.db, input.attachmentId)
  if (file === null) return null
  const { type, name, content } = file
  const own = file.userId === input.person.userId && !file.note
  return own || (await rolesOf(app, input.person)).agent ? { type, name, content } : null
}
