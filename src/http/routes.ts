/** Everything the server answers besides pages: one line an entry, no logic. */
import type { App } from '../app.ts'
import type { Runner } from '../jobs/runner.ts'
import { clockMoved } from './clock-moved.ts'
import { connectReturn } from './connect-return.ts'
import { healthz } from './healthz.ts'
import { networkEvent } from './network-event.ts'
import { unsubscribe } from './unsubscribe.ts'

export type Parts = { app: App; runner: Runner; isReady: () => boolean }

export type Route = {
  method: 'GET' | 'POST' | 'ALL'
  path: string
  /** Routes of the sandbox do not exist in production. */
  only?: 'sandbox'
  handle: (parts: Parts, request: Request, params: Record<string, string>) => Response | Promise<Response>
}

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/healthz', handle: ({ isReady }) => healthz(isReady()) },
  { method: 'ALL', path: '/auth/*', handle: ({ app }, request) => app.signIn.handler(request) },
  {
    method: 'GET',
    path: '/connect/:network/return',
    handle: ({ app }, request, { network = '' }) => connectReturn(app, request, network),
  },
  {
    method: 'ALL',
    path: '/events/:network/:door',
    handle: ({ app }, request, { network = '', door = '' }) => networkEvent(app, request, { network, door }),
  },
  {
    method: 'POST',
    path: '/unsubscribe/:token',
    handle: ({ app }, request, { token = '' }) => unsubscribe(app, request, token),
  },
  {
    method: 'POST',
    path: '/_sandbox/clock-moved',
    only: 'sandbox',
    handle: ({ app, runner }) => clockMoved(app, runner),
  },
]
