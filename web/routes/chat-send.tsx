/** Where a script sends a message: the answer is for the script. Pages without one send to the page itself. */
import { askFromForm } from '../asking.ts'
import { boundedForm } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { somebodyFor } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/chat-send.ts'

/** `new` stands for a conversation that this message begins. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const somebody = await somebodyFor(app, request)
  if (somebody === null) return Response.json({ kind: 'signed_out' }, { status: 401 })
  const form = await boundedForm(request)
  if (form === null) {
    return Response.json({ kind: 'refused', why: say('chat.refused.too_much') }, { status: 413 })
  }
  const conversationId = params.id === 'new' ? null : params.id
  const asked = await askFromForm(context, somebody, request, { form, conversationId })
  switch (asked.kind) {
    case 'sent':
      return Response.json(asked)
    case 'unknown_conversation':
      return Response.json(
        { kind: 'refused', why: say('chat.refused.unknown_conversation') },
        { status: 404 },
      )
    case 'refused': {
      const wait = asked.why === 'slow_down'
      return Response.json(
        { kind: 'refused', why: say(`chat.refused.${asked.why}`), wait },
        { status: wait ? 429 : 422 },
      )
    }
    default:
      return asked satisfies never
  }
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } })
}
