import { randomBytes } from 'node:crypto'
import { renderToReadableStream } from 'react-dom/server'
import { type EntryContext, type RouterContextProvider, ServerRouter } from 'react-router'
import { databaseWasAway } from '../src/trace.ts'
import { appContext } from './context.ts'
import { NonceContext } from './nonce.ts'

/** The whole page is rendered before the first byte leaves, so that its status is true. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  loadContext: RouterContextProvider,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64')
  secure(headers)
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.set(
    'content-security-policy',
    policy(nonce, loadContext.get(appContext).signInOrigins, framedBy(request)),
  )
  if (request.method === 'HEAD') return new Response(null, { status, headers })

  let shown = status
  const page = await renderToReadableStream(
    <NonceContext value={nonce}>
      <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
    </NonceContext>,
    {
      nonce,
      onError(error) {
        shown = 500
        loadContext.get(appContext).log.error({ err: error }, 'a page could not be rendered')
      },
    },
  )
  await page.allReady
  return new Response(page, { status: shown, headers })
}

/** Answers to scripts of ours carry a person's own data too. */
export function handleDataRequest(response: Response): Response {
  secure(response.headers)
  return response
}

export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: Readonly<RouterContextProvider> },
): void {
  // Whoever asked the pages answers then, and says so in the log.
  if (request.signal.aborted || databaseWasAway()) return
  context.get(appContext).log.error({ err: error, path: new URL(request.url).pathname }, 'a page failed')
}

function secure(headers: Headers): void {
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  headers.set('referrer-policy', 'same-origin')
  headers.set('x-content-type-options', 'nosniff')
}

/** The chat's panel is a frame of our own pages, and nobody else's. */
function framedBy(request: Request): string {
  return /^\/chat(\/|$)/.test(new URL(request.url).pathname) ? "'self'" : "'none'"
}

/** Browsers hold a form's redirect to `form-action` as well, so the networks' sign-in places are named. */
function policy(nonce: string, signInOrigins: readonly string[], framedBy: string): string {
  const dev = import.meta.env.DEV
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'${dev ? " 'self'" : ''}`,
    `style-src 'self'${dev ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    ['form-action', "'self'", ...signInOrigins].join(' '),
    "base-uri 'none'",
    `frame-ancestors ${framedBy}`,
  ].join('; ')
}
