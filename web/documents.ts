/** Every public document; one line each. They are drawn without the framework of the other pages. */
import { gzipSync } from 'node:zlib'
import type { App } from '../src/app.ts'
import { profileCard } from './documents/card.ts'
import { checkDocument, kitDocument } from './documents/kit.tsx'
import { profileDocument } from './documents/profile.tsx'
import { variantOf } from './speaking.ts'

type Document = {
  path: RegExp
  pattern: string
  /** Null: there is nothing at that address. */
  answer(app: App, request: Request, part: string): Promise<Response | null>
}

const DOCUMENTS: readonly Document[] = [
  { path: /^\/@([^/]{1,60})$/, pattern: '/@:handle', answer: profile },
  { path: /^\/@([^/]{1,60})\/card\.png$/, pattern: '/@:handle/card.png', answer: profileCard },
  { path: /^\/kit\/([\w-]{1,100})$/, pattern: '/kit/:token', answer: kitDocument },
  { path: /^\/verify\/([\w-]{1,100})$/, pattern: '/verify/:code', answer: checkDocument },
]

export async function answerDocument(app: App, request: Request): Promise<Response | null> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const { pathname } = new URL(request.url)
  for (const { path, answer } of DOCUMENTS) {
    const part = path.exec(pathname)?.[1]
    if (part === undefined) continue
    const reply = await answer(app, request, part)
    return reply === null || request.method === 'GET' ? reply : new Response(null, reply)
  }
  return null
}

export function documentPattern(pathname: string): string | null {
  return DOCUMENTS.find(({ path }) => path.test(pathname))?.pattern ?? null
}

async function profile(app: App, request: Request, part: string): Promise<Response | null> {
  const handle = part.toLowerCase()
  const drawnAt = app.clock.now()
  const drawn = await profileDocument(app, request, handle)
  if (drawn === null) return null
  const { reply, stamp } = drawn
  const page = await reply.text()
  const headers = [...reply.headers].flat()
  app.profiles.keep(handle, variantOf(app, request), { stamp, drawnAt, headers, body: gzipSync(page) })
  return new Response(page, { headers: reply.headers })
}
