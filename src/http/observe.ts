/** Gives every request a name that its log lines share, and counts it by the pattern of its address. */
import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { App } from '../app.ts'
import { inStrand } from '../trace.ts'

/** `route` is the pattern of the address, set by whoever answers. The node objects are there behind a real socket. */
export type Bindings = { Bindings: Partial<HttpBindings>; Variables: { route?: string } }

const SANE_ID = /^[\w.-]{8,64}$/

export function observe(app: App): MiddlewareHandler<Bindings> {
  const level = app.config.mode === 'production' ? 'info' : 'debug'
  return async (c, next) => {
    const given = c.req.header('x-request-id') ?? ''
    const request = SANE_ID.test(given) ? given : randomUUID()
    const began = performance.now()
    await inStrand({ request }, async () => {
      await next()
      c.header('x-request-id', request)
      const seconds = (performance.now() - began) / 1000
      const { method } = c.req
      const { status } = c.res
      // Never the address itself: it may carry a code, a state or a link that signs somebody in.
      const route = c.get('route') ?? 'none'
      app.log[level]({ method, route, status, ms: Math.round(seconds * 1000) }, 'Answered a request')
      app.metrics.count('http_requests_total', { method, route, status: String(status) })
      app.metrics.observe('http_request_seconds', { route }, seconds)
    })
  }
}
