/** The answer while the database is away: come back soon, nothing has changed. */
import { RETRY_AFTER_SECONDS } from './readyz.ts'

const HEADERS = { 'retry-after': String(RETRY_AFTER_SECONDS), 'cache-control': 'no-store' }

/** Problem details (RFC 9457). */
export function awayProblem(): Response {
  const problem = {
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    detail: 'The database cannot be reached at the moment. Nothing was changed; try again in a few seconds.',
  }
  return Response.json(problem, {
    status: 503,
    headers: { ...HEADERS, 'content-type': 'application/problem+json' },
  })
}

/** The same reply as one that only asks for patience. */
export function asAway(reply: Response): Response {
  const headers = new Headers(reply.headers)
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value)
  return new Response(reply.body, { status: 503, headers })
}
