/** Where a script of the inbox sends an answer. Pages without one send to the page itself. */
import { answerFromForm } from '../answering.ts'
import { boundedForm } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/team-send.ts'

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const person = await app.signIn.person(request.headers)
  if (person === null) return Response.json({ kind: 'signed_out' }, { status: 401 })
  const form = await boundedForm(request)
  if (form === null) {
    return Response.json({ kind: 'refused', why: say('chat.refused.too_much') }, { status: 413 })
  }
  const answered = await answerFromForm(context, person, { form, conversationId: params.id })
  switch (answered.kind) {
    case 'sent':
      return Response.json({ kind: 'sent', conversationId: params.id })
    case 'not_agent':
      return Response.json(
        { kind: 'refused', why: say('chat.team.refused.body', { email: person.email }) },
        { status: 403 },
      )
    case 'unknown_conversation':
      return Response.json(
        { kind: 'refused', why: say('chat.refused.unknown_conversation') },
        { status: 404 },
      )
    case 'refused': {
      const wait = answered.why === 'slow_down'
      const why = say(`chat.refused.${answered.why}`)
      return Response.json({ kind: 'refused', why, wait }, { status: wait ? 429 : 422 })
    }
    default:
      return answered satisfies never
  }
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } })
}
