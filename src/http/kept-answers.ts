/**
 * Public profiles that were drawn before leave without passing through what other pages need. Whether one still stands
 * is asked of the database for this very request; where it does not, the request goes the long way.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import { inStrand } from '../trace.ts'

type Variants = { variantOf(request: { headers: { get(name: string): string | null } }): string }

/** True where it has taken the request on; `otherwise` is called if it cannot answer after all. */
export type KeptAnswers = (
  request: IncomingMessage,
  response: ServerResponse,
  otherwise: () => void,
) => boolean

const PROFILE = /^\/@([a-z0-9][a-z0-9._-]{1,29})$/
const ROUTE = '/@:handle'
const COUNTED = { method: 'GET', route: ROUTE, status: '200' }
const TIMED = { route: ROUTE }

export function createKeptAnswers(app: App, pages: Variants): KeptAnswers {
  const { publicUrl, mode } = app.config
  const level = mode === 'production' ? 'info' : 'debug'
  const secure = publicUrl.protocol === 'https:' ? ['strict-transport-security', 'max-age=31536000'] : []
  const always = ['content-encoding', 'gzip', 'vary', 'accept-encoding', ...secure]
  return (request, response, otherwise) => {
    const handle = request.method === 'GET' ? PROFILE.exec(request.url ?? '')?.[1] : undefined
    if (handle === undefined || !accepts(request)) return false
    // The long way knows what to do with another name of this machine.
    if (request.headers.host !== publicUrl.host || request.headers['x-request-id'] !== undefined) return false
    const variant = pages.variantOf({ headers: { get: (name) => headerOf(request, name) } })
    if (!app.profiles.has(handle, variant)) return false

    const began = performance.now()
    const id = randomUUID()
    void inStrand({ request: id }, async () => {
      // The long way meets the same trouble, and says so as it does for every page.
      const drawn = await app.profiles.find(handle, variant).catch(() => null)
      if (drawn === null) return otherwise()
      const own = ['x-request-id', id, 'content-length', String(drawn.body.byteLength)]
      response.writeHead(200, [...drawn.headers, ...always, ...own])
      response.end(drawn.body)
      const seconds = (performance.now() - began) / 1000
      app.log[level](
        { method: 'GET', route: ROUTE, status: 200, ms: Math.round(seconds * 1000) },
        'Answered a request',
      )
      app.metrics.count('http_requests_total', COUNTED)
      app.metrics.observe('http_request_seconds', TIMED, seconds)
    })
    return true
  }
}

function accepts({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : (value ?? null)
}
