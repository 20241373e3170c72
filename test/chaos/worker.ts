/**
 * One process of an installation without pages: the app as `main.ts` builds it, driven by its parent. It ends at
 * SIGTERM as an installation does, and leaves everything as it lies when it is killed.
 */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { readConfig } from '../../src/config.ts'
import type { Deadlines } from '../../src/domain/channel/deadlines.ts'
import { Secret } from '../../src/domain/secret.ts'
import { createLog } from '../../src/log.ts'
import { buildApp, serve } from '../../src/main.ts'
import { createMetrics } from '../../src/metrics/metrics.ts'
import { openQueue } from '../../src/queue/queue.ts'
import { QUEUES } from '../../src/queue/table.ts'
import { findChannel } from '../../src/store/channels.ts'
import { openStore } from '../../src/store/open.ts'
import { checkNow } from '../../src/usecases/channel/check-now.ts'
import { lookAtChannel } from '../../src/usecases/channel/look-at-channel.ts'
import { lendToken } from '../../src/usecases/channel/use-token.ts'
import { createKeyRing } from '../../src/vault/key-ring.ts'

export type WorkerSettings = {
  databaseUrl: string
  sandboxUrl: string
  deadlines: Deadlines
  /** With its timers, or only doing what it is told. */
  jobs: boolean
  env: Record<string, string>
}

export type Order =
  | { do: 'follow'; offsetMs: number }
  | { do: 'lend'; channelIds: string[] }
  | { do: 'check'; channelId: string; creatorId: string }
  /** From now on, so many at a time, again and again: for tokens, or for real reads at the network. */
  | { do: 'load'; channelIds: string[]; lanes: number; what?: 'tokens' | 'reads' }
  | { do: 'rest' }

/** How a load or a lending went: how often each outcome, and what each token is known by. */
export type Report = { outcomes: Record<string, number>; tokens: string[]; errors: string[] }

/** A long load hands out more than anybody wants to compare. */
const MOST_TOKENS = 10_000

/** The key that everything in these tests is sealed with. */
export const TEST_KEY = { id: 'test', key: new Secret(Buffer.alloc(32, 7).toString('base64url')) }

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? '') as WorkerSettings)

async function main(settings: WorkerSettings): Promise<void> {
  const stopped = new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()))
  const read = readConfig({ CONTACT_EMAIL: 'team@rechannel.example', ...settings.env })
  if (read.kind !== 'ok') throw new Error(read.mistakes.join('\n'))
  const log = createLog({ level: 'warn', form: 'json' })
  const store = await openStore({
    kind: 'postgres',
    url: new Secret(settings.databaseUrl),
    log: (error) => log.warn({ err: error }, 'A database connection was lost'),
  })
  const queue = await openQueue({ store, queues: QUEUES, log, works: settings.jobs })
  const app = await buildApp({
    config: read.config,
    store,
    queue,
    metrics: createMetrics({ processFigures: false }),
    ring: createKeyRing([TEST_KEY]),
    authSecret: new Secret('a secret for the cookies of a test run'),
    log,
    ports: { own: 0, pages: 0, sandboxUrl: settings.sandboxUrl },
    deadlines: settings.deadlines,
  })
  const serving = await serve(app, { role: 'worker', host: '127.0.0.1', port: 0, pages: null })
  if (settings.jobs) await serving.markReady()

  let load = emptyReport()
  let lanes: Promise<unknown> = Promise.resolve()
  let resting = true

  async function lendOne(channelId: string, report: Report): Promise<void> {
    const count = (outcome: string): void => {
      report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1
    }
    try {
      const loan = await lendToken(app, { channelId, askedBy: 'chaos', purpose: 'test', minLifeSeconds: 0 })
      if (loan.kind === 'ok' && report.tokens.length < MOST_TOKENS) report.tokens.push(nameOf(loan.access))
      count(loan.kind === 'refused' ? (loan.verdict.evidence.code ?? 'refused') : loan.kind)
    } catch (error) {
      count('error')
      report.errors.push(error instanceof Error ? error.message : String(error))
    }
  }

  async function readOne(channelId: string, report: Report): Promise<void> {
    const channel = await findChannel(store.db, channelId)
    const look = channel === null ? null : await lookAtChannel(app, channel, false)
    const outcome =
      look?.kind === 'refused' ? (look.verdict.evidence.code ?? 'refused') : (look?.kind ?? 'none')
    report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1
  }

  async function loadLane(
    channelIds: readonly string[],
    one: (channelId: string, report: Report) => Promise<void>,
  ): Promise<void> {
    while (!resting) {
      const channelId = channelIds[Math.floor(Math.random() * channelIds.length)]
      if (channelId !== undefined) await one(channelId, load)
      await pause(5)
    }
  }

  async function obey(order: Order): Promise<unknown> {
    switch (order.do) {
      case 'follow':
        app.clock.follow(order.offsetMs)
        return null
      case 'lend': {
        const report = emptyReport()
        await Promise.all(order.channelIds.map((channelId) => lendOne(channelId, report)))
        return report
      }
      case 'check':
        return await checkNow(app, order)
      case 'load':
        load = emptyReport()
        resting = false
        lanes = Promise.all(
          Array.from({ length: order.lanes }, () =>
            loadLane(order.channelIds, order.what === 'reads' ? readOne : lendOne),
          ),
        )
        return null
      case 'rest':
        resting = true
        await lanes
        return load
      default:
        return order satisfies never
    }
  }

  process.on('message', ({ id, order }: { id: number; order: Order }) => {
    void obey(order).then(
      (result) => process.send?.({ id, result }),
      (error: unknown) =>
        process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
    )
  })
  // A parent that is gone gives no more orders.
  process.once('disconnect', () => process.exit(0))
  process.send?.({ ready: true })

  await stopped
  resting = true
  await lanes
  await serving.stop()
  await queue.close()
  await store.close()
  process.disconnect?.()
}

function emptyReport(): Report {
  return { outcomes: {}, tokens: [], errors: [] }
}

/** A token must not leave the process that holds it, not even in a test. */
function nameOf(token: Secret): string {
  return createHash('sha256').update(token.reveal()).digest('base64url').slice(0, 12)
}
