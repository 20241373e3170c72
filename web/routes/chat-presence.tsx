/** Said in passing by a script: somebody types, looks, or has seen. */
import { sayPresence } from '../../src/usecases/chat/say-presence.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import type { Route } from './+types/chat-presence.ts'

const LIMIT_BYTES = 2_000
const DOINGS = ['typing', 'viewing', 'gone'] as const

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const person = await app.signIn.person(request.headers)
  if (person === null) return new Response(null, { status: 401 })
  const form = await boundedForm(request, LIMIT_BYTES)
  if (form === null) return new Response(null, { status: 400 })
  const seen = Number(textOf(form, 'seen'))
  const done = await sayPresence(app, {
    person,
    conversationId: params.id,
    doing: DOINGS.find((one) => one === form.get('doing')) ?? null,
    seen: form.has('seen') && Number.isSafeInteger(seen) && seen > 0 ? seen : null,
  })
  return new Response(null, { status: done ? 204 : 404 })
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } })
}
