/** Said in passing by a script: somebody types, or has seen what is there. */
import { sideOf } from '../../src/usecases/collaboration/propose.ts'
import { sayCollaborationPresence } from '../../src/usecases/collaboration/write.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import type { Route } from './+types/collaboration-presence.ts'

const LIMIT_BYTES = 2_000
const DOINGS = ['typing', 'gone'] as const

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const person = await app.signIn.person(request.headers)
  if (person === null) return new Response(null, { status: 401 })
  const form = await boundedForm(request, LIMIT_BYTES)
  if (form === null) return new Response(null, { status: 400 })
  const side = sideOf(params.side)
  const seen = Number(textOf(form, 'seen'))
  const done =
    side !== null &&
    (await sayCollaborationPresence(app, {
      person,
      side,
      collaborationId: params.id,
      doing: DOINGS.find((one) => one === form.get('doing')) ?? null,
      seen: form.has('seen') && Number.isSafeInteger(seen) && seen >= 0 ? seen : null,
    }))
  return new Response(null, { status: done ? 204 : 404 })
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } })
}
