/** The way back from a network: one path each. The code leaves the address before anything is shown. */
import type { App } from '../app.ts'
import { finishConnect, type Returned } from '../usecases/channel/finish-connect.ts'
import { linkSessionOf } from '../usecases/channel/follow-reconnect-link.ts'
import { linkCookieOf } from './link-cookie.ts'

export async function connectReturn(app: App, request: Request, network: string): Promise<Response> {
  // A look without reading must not spend what only works once.
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } })
  const person = await app.signIn.person(request.headers)
  const returned = await finishConnect(app, {
    network,
    returned: new URL(request.url).searchParams,
    person: person === null ? null : { userId: person.userId, sessionId: person.sessionId },
    linkSession: linkSession(app, request),
  })
  return new Response(null, {
    status: 303,
    headers: {
      // A fragment of our own, or the browser would carry the network's over (`#_`, `#_=_`).
      location: `${goalOf(returned)}#result`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  })
}

function linkSession(app: App, request: Request): string | null {
  const cookie = linkCookieOf(app, request)
  return cookie === null ? null : linkSessionOf(cookie)
}

function goalOf(returned: Returned): string {
  if (returned.kind === 'problem') return problemPage(returned)
  if (returned.by === 'link') return `/r/back/${returned.id}`
  return returned.home ?? `/channels/result/${returned.id}`
}

function problemPage(returned: {
  problem: string
  network: string | null
  channelId: string | null
}): string {
  const goal = new URLSearchParams()
  if (returned.network !== null) goal.set('network', returned.network)
  if (returned.channelId !== null) goal.set('channel', returned.channelId)
  const query = goal.size === 0 ? '' : `?${goal}`
  return `/connect/problem/${returned.problem}${query}`
}
