import { Readable } from 'node:stream'
import { redirect } from 'react-router'
import { exportData } from '../../src/usecases/person/export-data.ts'
import { appContext } from '../context.ts'
import { signedInOnly, somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/export.ts'

export const middleware: Route.MiddlewareFunction[] = [signedInOnly]

export function loader() {
  return redirect('/settings/account')
}

/** A file, written while it is read: it never stands whole in memory. */
export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, creator } = somebodyOf(context)
  const { say } = speakerFor(app, request)
  const day = app.clock.now().toISOString().slice(0, 10)
  const name = say('privacy.take.file', { handle: creator?.handle ?? 'you', day })
  const pieces = Readable.from(exportData(app, { userId: person.userId, creator }))
  return new Response(Readable.toWeb(pieces) as ReadableStream, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
