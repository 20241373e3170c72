/** A file of a conversation, for its two sides only, and shut in so that nothing in it can act. */
import type { App } from '../app.ts'
import { readAttachmentOf } from '../usecases/chat/read-attachment.ts'

export async function chatAttachment(app: App, request: Request, id: string): Promise<Response> {
  const person = await app.signIn.person(request.headers)
  const file = person === null ? null : await readAttachmentOf(app, { person, attachmentId: id })
  if (file === null) return new Response('There is nothing here.', { status: 404, headers: CLOSED })
  const shown = file.type.startsWith('image/')
  return new Response(Uint8Array.from(file.content), {
    headers: {
      ...CLOSED,
      'content-type': file.type,
      'content-length': String(file.content.byteLength),
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    },
  })
}

const CLOSED = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'content-type': 'text/plain; charset=utf-8',
}
