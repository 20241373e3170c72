/** A whole installation in one process: the app, its database, the pretend networks and their clock. */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startSandbox } from '../sandbox/server.ts'
import type { App } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import type { Deadlines } from '../src/domain/channel/deadlines.ts'
import type { Network } from '../src/domain/network.ts'
import { Secret } from '../src/domain/secret.ts'
import { DAY, later, MINUTE } from '../src/domain/time.ts'
import type { Pages } from '../src/http/server.ts'
import { createLog } from '../src/log.ts'
import { buildApp, loadPages, serve } from '../src/main.ts'
import { createMetrics } from '../src/metrics/metrics.ts'
import { callSandbox } from '../src/pretend/call-sandbox.ts'
import { PAST_MS, plantWorld } from '../src/pretend/plant.ts'
import { registerApps } from '../src/pretend/register-apps.ts'
import { openQueue } from '../src/queue/queue.ts'
import { QUEUES } from '../src/queue/table.ts'
import type { Store } from '../src/store/open.ts'
import { confirmConnect } from '../src/usecases/channel/confirm-connect.ts'
import { finishConnect, type Returned } from '../src/usecases/channel/finish-connect.ts'
import { listChannels } from '../src/usecases/channel/list-channels.ts'
import { readOutcome } from '../src/usecases/channel/read-outcome.ts'
import { startConnect } from '../src/usecases/channel/start-connect.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { tellMeOfClockSteps } from '../src/usecases/sandbox/follow-clock.ts'
import { createKeyRing } from '../src/vault/key-ring.ts'
import { openAgain, openTestStore } from './databases.ts'

export type Visitor = { userId: string; sessionId: string; creatorId: string; email: string }

export type World = AsyncDisposable & {
  app: App
  /** Where a browser finds the app. */
  url: string
  /** Everything that was logged, one line each. */
  log: string[]
  /** The sandbox's control API. */
  control(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  /** Moves the clock of the networks, and ours with it; what falls due on the way is done. */
  advance(by: string, step?: string): Promise<void>
  /** Makes something happen to an account, as its owner would in the network's settings. */
  happen(network: Network, account: string, action: string, details?: unknown): Promise<void>
  /** From now on none of this network's events arrives. */
  mute(network: Network): Promise<void>
  /** Lets the sandbox misbehave. */
  fault(fault: Record<string, unknown>): Promise<void>
  /** A signed-up person with a profile of their own. */
  visitor(handle: string): Promise<Visitor>
  /** Another worker on the same PostgreSQL and the same networks, as another process would be; it does nothing by itself. */
  worker(own?: { deadlines?: Deadlines }): Promise<App>
}

export async function openWorld(options: {
  engine: Store['engine']
  /** With the built pages; without, every page answers 404. */
  pages?: boolean
  /** With the seeded people, their channels and their past. */
  planted?: boolean
  /** Where the networks write down what they hand out; nowhere without. */
  journalFile?: string
  /** Further settings, as an operator would make them. */
  env?: Record<string, string>
  /** Shorter ones than people need, where a test is about them. */
  deadlines?: Deadlines
}): Promise<World> {
  const cleanup = new AsyncDisposableStack()
  try {
    const lines: string[] = []
    const store = await openTestStore(options.engine, { lost: (error) => lines.push(`${error.message}\n`) })
    cleanup.defer(() => store.close())
    const sandbox = await startSandbox({
      port: 0,
      journalFile: options.journalFile ?? null,
      fresh: false,
      ...(options.planted ? { startAt: new Date(Date.now() - PAST_MS) } : {}),
    })
    cleanup.defer(() => sandbox.close())
    const read = readConfig({ CONTACT_EMAIL: 'team@rechannel.example', ...options.env })
    if (read.kind !== 'ok') throw new Error(read.mistakes.join('\n'))
    const log = createLog({ level: 'debug', form: 'json', write: (line) => lines.push(line) })
    const queue = await openQueue({ store, queues: QUEUES, log, works: true })
    cleanup.defer(() => queue.close())
    const port = await freePort()
    const parts = {
      config: read.config,
      queue,
      metrics: createMetrics({ processFigures: false }),
      ring: createKeyRing([{ id: 'test', key: new Secret(Buffer.alloc(32, 7).toString('base64url')) }]),
      authSecret: new Secret('a secret for the cookies of a test run'),
      log,
      ports: { own: port, pages: port, sandboxUrl: sandbox.url },
      ...(options.deadlines === undefined ? {} : { deadlines: options.deadlines }),
    }
    const app = await buildApp({ ...parts, store })
    const pages = options.pages ? await loadPages(app) : NO_PAGES
    const serving = await serve(app, { role: 'all', host: '127.0.0.1', port, pages })
    cleanup.defer(() => serving.stop())
    await registerApps(app)
    await tellMeOfClockSteps(sandbox.url, new URL(`http://127.0.0.1:${port}`))
    if (options.planted) await plantWorld(app)
    // Timers stay off: what is due is done when a test moves the clock.
    return {
      ...worldOf(app, lines, sandbox.url),
      async worker(own?: { deadlines: Deadlines }) {
        const another = await openAgain(store, { lost: (error) => lines.push(`${error.message}\n`) })
        cleanup.defer(() => another.close())
        return await buildApp({ ...parts, ...own, store: another })
      },
      async [Symbol.asyncDispose]() {
        await cleanup.disposeAsync()
        const errors = lines.filter((line) => line.includes('"level":"error"'))
        if (errors.length > 0) throw new Error(`Errors were logged:\n${errors.join('')}`)
      },
    }
  } catch (error) {
    await cleanup.disposeAsync()
    throw error
  }
}

const NO_PAGES: Pages = {
  answer: async () => new Response('no pages', { status: 404 }),
  patternOf: () => '/*',
  variantOf: () => '',
}

/** A world around an app that somebody else has built. */
export function worldOf(
  app: App,
  log: string[],
  sandboxUrl: string,
): Omit<World, typeof Symbol.asyncDispose | 'worker'> {
  const control: World['control'] = async (method, path, body) => {
    const reply = await fetch(`${sandboxUrl}/_sandbox${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path} → ${reply.status} ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
  return {
    app,
    url: app.config.publicUrl.origin,
    log,
    control,
    async advance(by, step) {
      const moved = (await control(
        'POST',
        '/clock',
        step === undefined ? { advance: by } : { advance: by, step },
      )) as {
        dropped: unknown[]
      }
      if (moved.dropped.length > 0) throw new Error('The app did not follow the clock.')
    },
    async happen(network, account, action, details) {
      await control('POST', `/accounts/${network}/${account}/${action}`, details ?? {})
    },
    async mute(network) {
      await control('PUT', `/apps/${network}`, { client_id: `sandbox-${network}`, webhook_url: null })
    },
    async fault(fault) {
      await control('POST', '/faults', fault)
    },
    async visitor(handle) {
      const email = `${handle}@visitors.example`
      const { userId } = await app.signIn.createPerson({ email, name: handle, password: null })
      const founded = await foundCreator(app, { userId, handle, name: handle, bio: '', place: null })
      if (founded.kind !== 'ok') throw new Error(founded.kind)
      return { userId, sessionId: `session-of-${handle}`, creatorId: founded.creatorId, email }
    },
  }
}

/** What a person does at a network: which account, what is ticked, or cancel. */
export type Consent = {
  account: string
  channel?: string
  pages?: string[]
  decline?: string[]
  cancel?: boolean
}

/** The way out and back, without a browser: where the network sent the person. */
export async function goAndReturn(
  world: World,
  visitor: Visitor,
  goal: { network: Network; channelId?: string; consent: Consent },
): Promise<URL> {
  const going = await startConnect(world.app, {
    person: visitor,
    creatorId: visitor.creatorId,
    network: goal.network,
    channelId: goal.channelId ?? null,
  })
  if (going.kind !== 'go') throw new Error(going.kind)
  const done = (await callSandbox(world.app, 'POST', '/consent', {
    authorize_url: going.url.href,
    ...goal.consent,
  })) as { redirect_to: string }
  return new URL(done.redirect_to)
}

export function arrive(
  world: World,
  visitor: Visitor | null,
  network: Network,
  back: URL,
): Promise<Returned> {
  return finishConnect(world.app, { network, person: visitor, returned: back.searchParams })
}

/** The whole flow; a new connection is confirmed for every account that came back. */
export async function connect(
  world: World,
  visitor: Visitor,
  goal: { network: Network; channelId?: string; consent: Consent },
) {
  const returned = await arrive(world, visitor, goal.network, await goAndReturn(world, visitor, goal))
  if (returned.kind !== 'outcome') throw new Error(returned.problem)
  const view = await readOutcome(world.app, { outcomeId: returned.id, person: visitor })
  if (view?.result.kind !== 'confirm') return view?.result ?? null
  const networkIds = view.result.accounts.map((account) => account.networkId)
  await confirmConnect(world.app, { outcomeId: view.id, person: visitor, networkIds })
  return (await readOutcome(world.app, { outcomeId: view.id, person: visitor }))?.result ?? null
}

/** To the next time that a clock shows this hour, in Warsaw where nothing else is said. */
export async function toHour(
  world: Pick<World, 'app' | 'advance'>,
  hour: number,
  timeZone = 'Europe/Warsaw',
) {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric' })
  const now = world.app.clock.now()
  for (let ms = 0; ms <= DAY; ms += 5 * MINUTE) {
    if (Number(clock.format(later(now, ms))) !== hour) continue
    if (ms > 0) await world.advance(`${ms}ms`)
    return
  }
}

/** The one card of a network. */
export async function cardOf(world: World, visitor: Visitor, network: Network) {
  const { cards } = await listChannels(world.app, { creatorId: visitor.creatorId })
  const card = cards.find((one) => one.network === network)
  if (card === undefined) throw new Error(`No ${network} channel`)
  return card
}

/** Without the ports of this run, each of which may be the very number that is looked for. */
export function withoutPorts(text: string): string {
  return text.replaceAll(/\b(127\.0\.0\.1|localhost):\d+/g, '$1')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
