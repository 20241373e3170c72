/** What an agent's form says, and what becomes of it: the same for a page that is sent and for a script. */
import type { RouterContextProvider } from 'react-router'
import { type Answered, answer, type Handling, handle } from '../src/usecases/chat/answer.ts'
import { fileOf, textOf } from './bounded-form.ts'
import { appContext } from './context.ts'
import type { Person } from './session.ts'
import { findArticle } from './views/articles.ts'

export async function answerFromForm(
  context: Readonly<RouterContextProvider>,
  person: Person,
  given: { form: FormData; conversationId: string },
): Promise<Answered> {
  const { form, conversationId } = given
  const article = findArticle('en', textOf(form, 'article'))
  const channelId = textOf(form, 'channel')
  return answer(context.get(appContext), {
    person,
    conversationId,
    reply: {
      key: textOf(form, 'key'),
      text: textOf(form, 'text'),
      file: await fileOf(form, 'file'),
      note: form.get('as') === 'note',
      card:
        channelId !== ''
          ? { kind: 'reconnect', channelId }
          : article === null
            ? null
            : { kind: 'article', slug: article.slug, title: article.title, summary: article.summary },
    },
  })
}

export function handlingFrom(form: FormData): Handling | null {
  switch (textOf(form, 'intent')) {
    case 'close':
      return { what: 'close' }
    case 'reopen':
      return { what: 'reopen' }
    case 'snooze':
      return { what: 'snooze', hours: Number(textOf(form, 'hours')) }
    case 'assign':
      return { what: 'assign', to: textOf(form, 'to') || null }
    case 'tie':
      return { what: 'tie', outageId: textOf(form, 'outage') || null }
    default:
      return null
  }
}

export function handleFromForm(
  context: Readonly<RouterContextProvider>,
  person: Person,
  given: { handling: Handling; conversationId: string },
) {
  return handle(context.get(appContext), { person, ...given })
}
