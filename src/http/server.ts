/** Puts routes, assets and pages behind one listener. */
import { readFile, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { asPublic, guard } from './guard.ts'
import { type Parts, ROUTES } from './routes.ts'

export type Pages = (request: Request) => Promise<Response>

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

export function createHttp(parts: Parts, pages: Pages, clientFolder: string): Hono {
  const { app } = parts
  const http = new Hono()
  http.use(compress())
  http.use(async (c, next) => {
    const refusal = guard(app, c.req.raw)
    if (refusal !== null) return refusal
    await next()
    c.res.headers.set('x-content-type-options', 'nosniff')
    if (app.config.publicUrl.protocol === 'https:') {
      c.res.headers.set('strict-transport-security', 'max-age=31536000')
    }
    return undefined
  })
  for (const route of ROUTES) {
    if (route.only === 'sandbox' && app.config.mode !== 'sandbox') continue
    const handle = (c: { req: { raw: Request; param(): Record<string, string> } }) =>
      route.handle(parts, asPublic(app, c.req.raw), c.req.param())
    if (route.method === 'ALL') http.all(route.path, handle)
    else http.on(route.method, route.path, handle)
  }
  http.get('*', async (c, next) => (await asset(clientFolder, new URL(c.req.url).pathname)) ?? next())
  http.all('/assets/*', (c) => c.text('Not found', 404))
  http.all('*', (c) => pages(asPublic(app, c.req.raw)))
  http.onError((error, c) => {
    app.log.error({ err: error, path: new URL(c.req.url).pathname }, 'A request failed')
    return c.text('Something went wrong on our side. Nothing of yours has changed.', 500)
  })
  return http
}

/** A built file, or null where the path is not one. Hashed names may be kept for ever. */
async function asset(folder: string, pathname: string): Promise<Response | null> {
  const type = TYPES[extname(pathname)]
  if (type === undefined) return null
  const file = normalize(join(folder, pathname))
  if (!file.startsWith(folder + sep)) return null
  const found = await stat(file).catch(() => null)
  if (found === null || !found.isFile()) return null
  const forEver = pathname.startsWith('/assets/')
  return new Response(await readFile(file), {
    headers: {
      'content-type': type,
      'cache-control': forEver ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    },
  })
}

/** A node server for the handler, not yet listening. Slow or endless requests are cut off. */
export function createListener(http: Hono): Server {
  const server = createServer(getRequestListener(http.fetch, { overrideGlobalObjects: false }))
  server.headersTimeout = 15_000
  server.requestTimeout = 60_000
  return server
}
