/** Puts routes, assets and pages behind one listener. */
import { readFile, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { databaseWasAway } from '../trace.ts'
import { asAway, awayProblem } from './away.ts'
import { asPublic, guard, isLoopbackAddress } from './guard.ts'
import type { KeptAnswers } from './kept-answers.ts'
import { type Bindings, observe } from './observe.ts'
import { type Caller, type Parts, ROUTES } from './routes.ts'

export type Pages = {
  /** `from`: where the request comes from, as far as it can be told; for counting. */
  answer(request: Request, from: string): Promise<Response>
  /** Which page it is that answers at an address, without what fills it in. */
  patternOf(pathname: string): string
  /** All that the words of a public document depend on, beside what it shows. */
  variantOf(request: { headers: { get(name: string): string | null } }): string
}

/** The page that stands in for others while the database is away; it asks the database nothing. */
const AWAY_PAGE = '/away'

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

export function createHttp(parts: Parts, pages: Pages | null, clientFolder: string): Hono<Bindings> {
  const { app } = parts
  const http = new Hono<Bindings>()
  http.use(observe(app))
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
    if (pages === null && route.inEveryProcess !== true) continue
    const handle = async (c: Context<Bindings>) => {
      c.set('route', route.path)
      const reply = await route.handle(parts, asPublic(app, c.req.raw), c.req.param(), callerOf(c))
      return reply.status === 500 && databaseWasAway() ? away(c.req.raw) : reply
    }
    if (route.method === 'ALL') http.all(route.path, handle)
    else http.on(route.method, route.path, handle)
  }
  if (pages !== null) {
    http.get('*', async (c, next) => {
      const found = await asset(clientFolder, new URL(c.req.url).pathname)
      if (found === null) return next()
      c.set('route', '/assets/*')
      return found
    })
    http.all('/assets/*', (c) => {
      c.set('route', '/assets/*')
      return c.text('Not found', 404)
    })
    http.all('*', async (c) => {
      const request = asPublic(app, c.req.raw)
      const { pathname } = new URL(request.url)
      c.set('route', pages.patternOf(pathname))
      const reply = await pages.answer(request, callerOf(c).from)
      if (reply.status !== 500 || !databaseWasAway()) return reply
      tellAway()
      // What a script of ours asked for keeps its own form.
      return pathname.endsWith('.data') ? asAway(reply) : awayPage(pages, request)
    })
  }
  http.onError((error, c) => {
    if (databaseWasAway()) return away(c.req.raw, error)
    app.log.error({ err: error, route: c.get('route') ?? null }, 'A request failed')
    return c.text('Something went wrong on our side. Nothing of yours has changed.', 500)
  })

  function tellAway(error: unknown = null): void {
    app.log.warn(
      error === null ? {} : { err: error },
      'The database was away; the visitor was asked to come back',
    )
  }

  async function away(request: Request, error: unknown = null): Promise<Response> {
    tellAway(error)
    const reads = request.headers.get('accept')?.includes('text/html') ?? false
    return pages !== null && reads ? awayPage(pages, request) : awayProblem()
  }

  async function awayPage(shown: Pages, request: Request): Promise<Response> {
    const cookie = request.headers.get('cookie')
    const asked = new Request(new URL(AWAY_PAGE, app.config.publicUrl), {
      headers: cookie === null ? {} : { cookie },
    })
    return asAway(await shown.answer(asked, ''))
  }

  return http
}

function callerOf(c: Context<Bindings>): Caller {
  const address = c.env.incoming?.socket.remoteAddress ?? ''
  // The last entry is the one that the nearest proxy wrote.
  const spokenFor = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return { onThisMachine: isLoopbackAddress(address), from: `${address} ${spokenFor}`.slice(0, 100) }
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
export function createListener(http: Hono<Bindings>, kept: KeptAnswers | null): Server {
  const answer = getRequestListener(http.fetch, { overrideGlobalObjects: false })
  const server = createServer((request, response) => {
    if (kept?.(request, response, () => void answer(request, response)) !== true)
      void answer(request, response)
  })
  server.headersTimeout = 15_000
  server.requestTimeout = 60_000
  return server
}
