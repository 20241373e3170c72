/** Where a script sends a message of a collaboration: the answer is for the script. */
import { sideOf } from '../../src/usecases/collaboration/propose.ts'
import { write } from '../../src/usecases/collaboration/write.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/collaboration-send.ts'

const LIMIT_BYTES = 100_000

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const person = await app.signIn.person(request.headers)
  if (person === null) return Response.json({ kind: 'signed_out' }, { status: 401 })
  const refused = (status: number, why: string, wait = false) =>
    Response.json({ kind: 'refused', why, wait }, { status })
  const form = await boundedForm(request, LIMIT_BYTES)
  if (form === null) return refused(413, say('chat.refused.too_long'))
  const side = sideOf(params.side)
  if (side === null) return refused(404, say('collaborations.missing.body'))
  const knock = { person, side, collaborationId: params.id }
  const written = await write(app, { ...knock, key: textOf(form, 'key'), text: textOf(form, 'text') })
  switch (written.kind) {
    case 'sent':
      return Response.json({ kind: 'sent', conversationId: params.id })
    case 'unknown':
      return refused(404, say('collaborations.missing.body'))
    case 'refused': {
      const wait = written.why === 'slow_down'
      return refused(wait ? 429 : 422, say(`chat.refused.${written.why}`), wait)
    }
    default:
      return written satisfies never
  }
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } })
}
