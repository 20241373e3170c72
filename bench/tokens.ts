/** Handing out a token that still lives, beside the read that it cannot do without. */
import pg from 'pg'
import type { App } from '../src/app.ts'
import { DEADLINES } from '../src/domain/channel/deadlines.ts'
import { Secret } from '../src/domain/secret.ts'
import { DAY, later } from '../src/domain/time.ts'
import { createLog } from '../src/log.ts'
import { migrate } from '../src/store/migrate.ts'
import { openStore } from '../src/store/open.ts'
import { lendToken } from '../src/usecases/channel/use-token.ts'
import { createKeyRing } from '../src/vault/key-ring.ts'
import { createVault } from '../src/vault/vault.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { printTable, ratios, type Spread, shown, spreadOf } from './figures.ts'

const CHANNELS = 5_000
const CALLERS = 50
const CONNECTIONS = 10

type Turn = { rate: number; p99: number; cpuMicros: number }

export async function measureTokens({ quick }: { quick: boolean }): Promise<void> {
  const server = await startPostgres()
  const url = new Secret(server.url)
  const store = await openStore({ kind: 'postgres', url, poolSize: CONNECTIONS, log: () => {} })
  const pool = new pg.Pool({ connectionString: server.url, max: CONNECTIONS })
  // Closing it does not wait for the server's side, which ends with the server.
  pool.on('error', () => {})
  try {
    await migrate(store)
    const app = await plant(store)
    const turns: { limit: Turn[]; ours: Turn[] } = { limit: [], ours: [] }
    const ms = quick ? 600 : 2_000
    // The first round only warms them up.
    for (let round = -1; round < (quick ? 2 : 7); round++) {
      const limit = await load((id) => readBare(pool, id), ms)
      const ours = await load((id) => lendOne(app, id), ms)
      if (round < 0) continue
      turns.limit.push(limit)
      turns.ours.push(ours)
    }
    console.log(`${CALLERS} callers, ${CONNECTIONS} connections, in turn.\n`)
    printTable(
      ['', 'a second', 'p99 ms', 'CPU µs each', 'rate ÷ the read’s', 'CPU ÷ the read’s'],
      [
        ['one prepared read', ...cellsOf(turns.limit, turns.limit)],
        ['a token handed out', ...cellsOf(turns.ours, turns.limit)],
      ],
    )
  } finally {
    await pool.end()
    await store.close()
    await server.stop()
  }
}

function cellsOf(turns: readonly Turn[], limit: readonly Turn[]): string[] {
  const all = (of: readonly Turn[], figure: keyof Turn): number[] => of.map((turn) => turn[figure])
  const beside = (figure: keyof Turn): Spread => ratios(all(turns, figure), all(limit, figure))
  const figures = (['rate', 'p99', 'cpuMicros'] as const).map((figure) => spreadOf(all(turns, figure)))
  return [...figures, beside('rate'), beside('cpuMicros')].map(shown)
}

/** Only what handing out touches: no network is asked, because every token lives. */
async function plant(store: App['store']): Promise<App> {
  const key = new Secret(Buffer.alloc(32, 1).toString('base64url'))
  const vault = createVault(createKeyRing([{ id: 'bench', key }]))
  const dataKey = vault.makeDataKey('crt')
  const now = new Date()
  const sealed = (id: string, field: string): Uint8Array =>
    vault.seal(
      dataKey,
      { creatorId: 'crt', table: 'channel_grant', row: id, field },
      new Secret('t'.repeat(72)),
    )
  await store.db
    .insertInto('creator')
    .values({ id: 'crt', handle: 'bench', name: 'Bench', place: null, data_key: dataKey, created_at: now })
    .execute()
  await store.scripted(async (run) => {
    await run(`insert into channel (id, creator_id, network, network_id, title, state, since, created_at)
      select 'chn_' || n, 'crt', 'tiktok', n::text, 'x', 'connected', now(), now() from generate_series(0, ${CHANNELS - 1}) n`)
  })
  for (let number = 0; number < CHANNELS; number++) {
    const id = idOf(number)
    await store.db
      .insertInto('channel_grant')
      .values({
        channel_id: id,
        generation: number + 1,
        scopes: ['user.info.basic'],
        marks: [],
        access_sealed: sealed(id, 'access'),
        refresh_sealed: sealed(id, 'refresh'),
        person_sealed: null,
        access_ends_at: later(now, DAY),
        grant_ends_at: later(now, 180 * DAY),
        person_ends_at: null,
        granted_by: null,
        granted_at: now,
        renewed_at: null,
        renewal_failed_at: null,
      })
      .execute()
  }
  const log = createLog({ level: 'warn', form: 'json', write: () => {} })
  const parts = { store, vault, log, clock: { now: () => new Date() }, deadlines: DEADLINES }
  return { ...parts, dataKeys: new Map(), tokenUses: new Map() } as unknown as App
}

async function lendOne(app: App, channelId: string): Promise<void> {
  const loan = await lendToken(app, { channelId, askedBy: 'bench', purpose: 'bench', minLifeSeconds: 0 })
  if (loan.kind !== 'ok') throw new Error(loan.kind)
}

async function readBare(pool: pg.Pool, channelId: string): Promise<void> {
  const text = 'select access_sealed, access_ends_at, generation from channel_grant where channel_id = $1'
  const { rows } = await pool.query({ name: 'bare-read', text, values: [channelId] })
  if (rows.length !== 1) throw new Error('It is not there.')
}

async function load(one: (id: string) => Promise<void>, ms: number): Promise<Turn> {
  const took: number[] = []
  const began = performance.now()
  const cpu = process.cpuUsage()
  const lane = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      const sent = performance.now()
      await one(idOf(Math.floor(Math.random() * CHANNELS)))
      took.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, lane))
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  took.sort((a, b) => a - b)
  return {
    rate: took.length / seconds,
    p99: took[Math.floor(took.length * 0.99)] ?? Number.NaN,
    cpuMicros: (user + system) / took.length,
  }
}

function idOf(number: number): string {
  return `chn_${number}`
}
