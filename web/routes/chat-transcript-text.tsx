import { readOwnThread } from '../../src/usecases/chat/read-thread.ts'
import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import { transcriptText } from '../views/transcript.ts'
import type { Route } from './+types/chat-transcript-text.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const person = await app.signIn.person(request.headers)
  const thread = person === null ? null : await readOwnThread(app, { person, conversationId: params.id })
  const speaker = speakerFor(app, request)
  if (thread === null) return new Response(speaker.say('problems.not_found.title'), { status: 404 })
  return new Response(transcriptText(thread, speaker), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="conversation.txt"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
