/** What every request must be before anything looks at it. */
import type { App } from '../app.ts'

/** Asked by machines, by whatever name they know this one. */
const WATCHED: readonly string[] = ['/healthz', '/readyz', '/metrics']

/** A refusal, a redirect to the one address that this installation has, or null where the request may go on. */
export function guard(app: App, request: Request): Response | null {
  const { publicUrl } = app.config
  const url = new URL(request.url)
  if (app.config.mode === 'sandbox' && url.host !== publicUrl.host) {
    // Cookies and the networks' return addresses belong to one name; another name of this machine is led there.
    if (!isLoopback(url.hostname)) return text(421, 'This installation does not answer to that name.')
    const reading = request.method === 'GET' || request.method === 'HEAD'
    if (reading && !WATCHED.includes(url.pathname)) {
      return Response.redirect(new URL(url.pathname + url.search, publicUrl), 302)
    }
  }
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return null
  // A mail program presses this link from wherever it runs. It needs no cookie: the link is the key.
  if (/^\/unsubscribe\/[\w-]+$/.test(url.pathname)) return null
  const sent = request.headers.get('origin')
  // A page that sends no referrer sends no origin either; there the link in the address is the key, and no cookie.
  const origin = sent === 'null' && isReconnectLink(url.pathname) ? null : sent
  const crossSite = request.headers.get('sec-fetch-site') === 'cross-site'
  if ((origin !== null && origin !== publicUrl.origin) || (origin === null && crossSite)) {
    return text(403, 'This form came from another site.')
  }
  return null
}

function isReconnectLink(pathname: string): boolean {
  return /^\/r\/[\w-]+$/.test(pathname)
}

/** The same request as the outside world sees it: behind a proxy its scheme and host differ. */
export function asPublic(app: App, request: Request): Request {
  const url = new URL(request.url)
  const { publicUrl } = app.config
  if (url.origin === publicUrl.origin) return request
  return new Request(new URL(url.pathname + url.search, publicUrl), request)
}

/** The far end of a connection, as the socket names it; IPv4 may come wrapped in IPv6. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address)
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function text(status: number, words: string): Response {
  return new Response(words, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
