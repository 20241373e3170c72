/** Everything the server answers besides pages: one line an entry, no logic. */
import type { App } from '../app.ts'
import type { Runner } from '../jobs/runner.ts'
import type { ReadinessCheck } from '../usecases/operation/check-readiness.ts'
import { chatAttachment } from './chat-attachment.ts'
import { clockMoved } from './clock-moved.ts'
import { connectReturn } from './connect-return.ts'
import { healthz } from './healthz.ts'
import { live } from './live.ts'
import type { MetricsPage } from './metrics.ts'
import { networkEvent } from './network-event.ts'
import { readyz } from './readyz.ts'
import { setOutFromLink, setOutOnceMore } from './reconnect-link.ts'
import { unsubscribe } from './unsubscribe.ts'

export type Stage = 'starting' | 'ready' | 'draining'

export type Parts = {
  app: App
  runner: Runner
  stage: () => Stage
  checkReadiness: ReadinessCheck
  metricsPage: MetricsPage
}

/**
 * The other end of the connection: whether it is a program on this machine, and where it comes from. A proxy names the
 * one it speaks for; without one, anybody may claim what they like. Good for counting, never for trusting.
 */
export type Caller = { onThisMachine: boolean; from: string }

export type Route = {
  method: 'GET' | 'POST' | 'ALL'
  path: string
  /** Routes of the sandbox do not exist in production. */
  only?: 'sandbox'
  /** Workers answer it too. */
  inEveryProcess?: true
  handle: (
    parts: Parts,
    request: Request,
    params: Record<string, string>,
    caller: Caller,
  ) => Response | Promise<Response>
}

export const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/healthz',
    inEveryProcess: true,
    handle: ({ stage }) => healthz(stage() !== 'starting'),
  },
  {
    method: 'GET',
    path: '/readyz',
    inEveryProcess: true,
    handle: ({ stage, checkReadiness }) => readyz(stage(), checkReadiness),
  },
  {
    method: 'GET',
    path: '/metrics',
    inEveryProcess: true,
    handle: ({ metricsPage }, request, _params, caller) => metricsPage(request, caller),
  },
  {
    method: 'GET',
    path: '/connect/:network/return',
    handle: ({ app }, request, { network = '' }) => connectReturn(app, request, network),
  },
  {
    method: 'POST',
    path: '/r/:token',
    handle: ({ app }, request, { token = '' }, { from }) => setOutFromLink(app, request, { token, from }),
  },
  {
    method: 'POST',
    path: '/r/back/:id',
    handle: ({ app }, request, { id = '' }) => setOutOnceMore(app, request, id),
  },
  { method: 'GET', path: '/live', handle: ({ app }, request) => live(app, request) },
  {
    method: 'GET',
    path: '/chat/attachments/:id',
    handle: ({ app }, request, { id = '' }) => chatAttachment(app, request, id),
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
    inEveryProcess: true,
    handle: ({ app, runner }) => clockMoved(app, runner),
  },
]
