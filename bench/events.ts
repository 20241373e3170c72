/** Events of a network, verified and stored, against what the same database takes in groups without any checking. */
import { createHmac, randomUUID } from 'node:crypto'
import type { App } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { Secret } from '../src/domain/secret.ts'
import { createLog } from '../src/log.ts'
import { buildApp } from '../src/main.ts'
import { createMetrics } from '../src/metrics/metrics.ts'
import type { Delivery } from '../src/networks/contract.ts'
import { openQueue } from '../src/queue/queue.ts'
import { QUEUES } from '../src/queue/table.ts'
import { type Arrived, storeEvents } from '../src/store/incoming-events.ts'
import { migrate } from '../src/store/migrate.ts'
import { openStore } from '../src/store/open.ts'
import { receiveEvent } from '../src/usecases/signal/receive-event.ts'
import { createKeyRing } from '../src/vault/key-ring.ts'
import { printTable, ratios, shown, spreadOf } from './figures.ts'

const SECRET = 'a-secret-of-the-bench'
const GROUP = 100
const AT_ONCE = 500
/** More than any round gets through. */
const MOST_SIGNED = 60_000

/** `url` is a PostgreSQL's; an empty database of its own is made there. */
export async function measureEvents(of: {
  url: string
  rounds: number
  milliseconds: number
}): Promise<void> {
  await using store = await openStore({ kind: 'postgres', url: new Secret(of.url), log: () => {} })
  await migrate(store)
  const log = createLog({ level: 'error', form: 'json' })
  await using queue = await openQueue({ store, queues: QUEUES, log, works: false })
  const app = await appOf({ store, queue, log }, of.url)
  const rounds: { limit: number; ours: number; verified: number }[] = []
  // The first round only warms up.
  for (let round = -1; round < of.rounds; round++) {
    const one = {
      limit: await rate(of.milliseconds, () => storeGroup(app)),
      ours: await receiveFor(app, of.milliseconds),
      verified: await verifyFor(app, of.milliseconds),
    }
    if (round >= 0) rounds.push(one)
  }
  const column = (pick: (one: (typeof rounds)[number]) => number) => rounds.map(pick)
  console.log(
    `Events of TikTok's kind; the limit is groups of ${GROUP} in one statement, nothing verified.\n`,
  )
  printTable(
    ['limit, events/s', 'verified and stored, events/s', 'ours ÷ limit', 'verified alone, events/s'],
    [
      [
        shown(spreadOf(column(({ limit }) => limit))),
        shown(spreadOf(column(({ ours }) => ours))),
        shown(
          ratios(
            column(({ ours }) => ours),
            column(({ limit }) => limit),
          ),
        ),
        shown(spreadOf(column(({ verified }) => verified))),
      ],
    ],
  )
}

async function appOf(parts: Pick<App, 'store' | 'queue' | 'log'>, url: string): Promise<App> {
  const key = Buffer.alloc(32, 7).toString('base64url')
  const read = readConfig({
    RECHANNEL_MODE: 'production',
    DATABASE_URL: url,
    PUBLIC_URL: 'https://channels.example',
    SMTP_URL: 'smtps://mail.example',
    RECHANNEL_KEYS: `bench:${key}`,
    RECHANNEL_AUTH_SECRET: 'a secret for the cookies of a bench run',
    TIKTOK_CLIENT_ID: 'bench-tiktok',
    TIKTOK_CLIENT_SECRET: SECRET,
  })
  if (read.kind !== 'ok') throw new Error(read.mistakes.join('\n'))
  return buildApp({
    config: read.config,
    ...parts,
    metrics: createMetrics({ processFigures: false }),
    ring: createKeyRing(read.config.keys),
    authSecret: new Secret('a secret for the cookies of a bench run'),
    ports: { own: 1, pages: 1, sandboxUrl: null },
  })
}

/** Events a second: `work` says how many it did. */
async function rate(milliseconds: number, work: () => Promise<number>): Promise<number> {
  const began = performance.now()
  let done = 0
  while (performance.now() - began < milliseconds) done += await work()
  return (done / (performance.now() - began)) * 1000
}

async function storeGroup(app: App): Promise<number> {
  const arrived = Array.from(
    { length: GROUP },
    (): Arrived => ({
      network: 'tiktok',
      at: app.clock.now(),
      signal: {
        key: randomUUID(),
        at: app.clock.now(),
        about: { kind: 'account', id: randomUUID() },
        lostScopes: [],
        erasure: false,
        verdict: {
          diagnosis: 'revoked',
          confidence: 'confirmed',
          definite: true,
          evidence: {
            network: 'tiktok',
            call: 'webhook',
            status: null,
            code: 'authorization.removed',
            subcode: '1',
            message: null,
            requestId: null,
          },
          retryAfterSeconds: null,
        },
      },
    }),
  )
  await storeEvents(app.store.db, arrived)
  return GROUP
}

/** A steady stream: so many senders that each wait for their answer before they send the next one. */
async function receiveFor(app: App, milliseconds: number): Promise<number> {
  const deliveries = Array.from({ length: MOST_SIGNED }, () => signed(app))
  const began = performance.now()
  let done = 0
  const sender = async (): Promise<void> => {
    while (performance.now() - began < milliseconds) {
      const delivery = deliveries.pop()
      if (delivery === undefined) return
      const answer = await receiveEvent(app, { network: 'tiktok', delivery })
      if (answer.kind !== 'stored') throw new Error('An event was refused.')
      done += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  return (done / (performance.now() - began)) * 1000
}

async function verifyFor(app: App, milliseconds: number): Promise<number> {
  const deliveries = Array.from({ length: MOST_SIGNED }, () => signed(app))
  return await rate(milliseconds, async () => {
    const delivery = deliveries[Math.floor(Math.random() * MOST_SIGNED)] as Delivery
    const received = await app.networks.tiktok?.receive(delivery)
    if (received?.kind !== 'signals' || received.signals.length !== 1)
      throw new Error('An event was refused.')
    return 1
  })
}

/** As TikTok signs. Made before the clock runs: a network's work is not ours. */
function signed(app: App): Delivery {
  const seconds = Math.floor(app.clock.now().getTime() / 1000)
  const body = Buffer.from(
    JSON.stringify({
      client_key: 'bench-tiktok',
      event: 'authorization.removed',
      create_time: seconds,
      user_openid: randomUUID(),
      content: JSON.stringify({ reason: 1 }),
    }),
  )
  const signature = createHmac('sha256', SECRET).update(`${seconds}.`).update(body).digest('hex')
  return {
    door: 'webhook',
    method: 'POST',
    query: new URLSearchParams(),
    headers: { 'tiktok-signature': `t=${seconds},s=${signature}` },
    body,
  }
}
