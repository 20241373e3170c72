/** What a person's form says, and what becomes of it: the same for a page that is sent and for a script. */
import type { RouterContextProvider } from 'react-router'
import { FACTS } from '../src/domain/chat/conversation.ts'
import { type Asked, ask } from '../src/usecases/chat/ask.ts'
import { fileOf, textOf } from './bounded-form.ts'
import { appContext } from './context.ts'
import type { Somebody } from './session.ts'

export async function askFromForm(
  context: Readonly<RouterContextProvider>,
  somebody: Somebody,
  request: Request,
  given: { form: FormData; conversationId: string | null },
): Promise<Asked> {
  const { form, conversationId } = given
  const ticked = new Set(form.getAll('fact'))
  const about = textOf(form, 'about')
  return ask(context.get(appContext), {
    person: somebody.person,
    conversationId,
    creatorId: somebody.creator?.id ?? null,
    key: textOf(form, 'key'),
    text: textOf(form, 'text'),
    file: await fileOf(form, 'file'),
    facts: {
      channelId: about === '' ? null : about,
      keys: FACTS.filter((key) => ticked.has(key)),
      browser: request.headers.get('user-agent') ?? '',
    },
  })
}
