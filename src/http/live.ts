/** One stream of server-sent events a browser: what changed of what its person may see. */
import type { App } from '../app.ts'
import { audiencesOf } from '../usecases/person/audiences-of.ts'

export async function live(app: App, request: Request): Promise<Response> {
  const person = await app.signIn.person(request.headers)
  // 204 tells an EventSource to stay away; only a new page asks again.
  if (person === null) return new Response(null, { status: 204, headers: CLOSED })
  // A tab of the one who was signed in here before must not listen as the one who is signed in now.
  if (new URL(request.url).searchParams.get('as') !== person.userId) {
    return new Response(null, { status: 204, headers: CLOSED })
  }
  const opened = app.live.open({
    userId: person.userId,
    audiences: await audiencesOf(app, person),
    mayHaveMissed: request.headers.has('last-event-id'),
  })
  if (opened.kind === 'full') {
    return new Response('Too many are listening here. The page still asks now and then.', {
      status: 503,
      headers: { ...CLOSED, 'retry-after': '30', 'content-type': 'text/plain; charset=utf-8' },
    })
  }
  return new Response(opened.body, {
    headers: {
      ...CLOSED,
      'content-type': 'text/event-stream; charset=utf-8',
      // Some proxies hold answers back until they are whole, and this one never is.
      'x-accel-buffering': 'no',
    },
  })
}

const CLOSED = { 'cache-control': 'no-store' }
