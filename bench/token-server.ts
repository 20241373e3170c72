/**
 * One process that does each part of handing out a token, so that all parts are measured with the same warm code:
 * `/raw` answers a token's bytes without looking, `/token/<id>` hands one out, and `/turn/<part>?ms=` repeats a part
 * without HTTP and says how it went.
 * `node bench/token-server.ts <database>`
 */
import { createServer, type ServerResponse } from 'node:http'
import pg from 'pg'
import type { App } from '../src/app.ts'
import { DEADLINES } from '../src/domain/channel/deadlines.ts'
import { Secret } from '../src/domain/secret.ts'
import { createLog } from '../src/log.ts'
import { createLendables } from '../src/store/lendable.ts'
import { openStore } from '../src/store/open.ts'
import { lendToken } from '../src/usecases/channel/use-token.ts'
import { createKeyRing } from '../src/vault/key-ring.ts'
import { createVault } from '../src/vault/vault.ts'

export const CHANNELS = 5_000
export const CONNECTIONS = 10

/** How one turn of one part went. */
export type Turn = { rate: number; p50: number; p99: number; cpuMicros: number }

export function idOf(number: number): string {
  return `chn_${number}`
}

export function benchVault() {
  const key = new Secret(Buffer.alloc(32, 1).toString('base64url'))
  return createVault(createKeyRing([{ id: 'bench', key }]))
}

if (import.meta.main) await main(process.argv[2] ?? '')

async function main(url: string): Promise<void> {
  const store = await openStore({
    kind: 'postgres',
    url: new Secret(url),
    poolSize: CONNECTIONS,
    log: () => {},
  })
  // The limit: the same client, as many connections, as it comes.
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  // They end when the server does, and that is no news here.
  pool.on('error', () => {})
  const app = benchApp(store)
  const parts: Record<string, (id: string) => Promise<unknown>> = {
    read: (id) => readBare(pool, id),
    lend: (id) => lendOne(app, id),
  }
  const sample = JSON.stringify(await lendOne(app, idOf(0)))

  const server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path === '/raw') return send(response, sample)
    if (path.startsWith('/token/')) {
      lendOne(app, path.slice('/token/'.length)).then(
        (loan) => send(response, JSON.stringify(loan)),
        () => response.writeHead(500).end(),
      )
      return
    }
    const { pathname, searchParams } = new URL(path, 'http://bench')
    const part = parts[pathname.slice('/turn/'.length)]
    if (part === undefined) return response.writeHead(404).end()
    const asked = (name: string): number => Number(searchParams.get(name))
    repeat(part, { callers: asked('callers'), ms: asked('ms') }).then(
      (turn) => send(response, JSON.stringify(turn)),
      () => response.writeHead(500).end(),
    )
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
  })
}

function send(response: ServerResponse, body: string): void {
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body)
}

/** Only what handing out touches: no network is asked, because every token lives. */
function benchApp(store: App['store']): App {
  const log = createLog({ level: 'warn', form: 'json', write: () => {} })
  const parts = { store, vault: benchVault(), log, clock: { now: () => new Date() }, deadlines: DEADLINES }
  return {
    ...parts,
    lendables: createLendables(store),
    dataKeys: new Map(),
    tokenUses: new Map(),
  } as unknown as App
}

async function lendOne(app: App, channelId: string) {
  const loan = await lendToken(app, { channelId, askedBy: 'bench', purpose: 'bench', minLifeSeconds: 0 })
  if (loan.kind !== 'ok') throw new Error(loan.kind)
  const { network, access, endsAt, scopes } = loan
  return { network, token: access.reveal(), expires_at: endsAt, scopes }
}

async function readBare(pool: pg.Pool, channelId: string): Promise<void> {
  const text = 'select access_sealed, access_ends_at, generation from channel_grant where channel_id = $1'
  const { rows } = await pool.query({ name: 'bare-read', text, values: [channelId] })
  if (rows.length !== 1) throw new Error('It is not there.')
}

async function repeat(
  one: (id: string) => Promise<unknown>,
  { callers, ms }: { callers: number; ms: number },
): Promise<Turn> {
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
  await Promise.all(Array.from({ length: callers }, lane))
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  took.sort((a, b) => a - b)
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? Number.NaN
  return {
    rate: took.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    cpuMicros: (user + system) / took.length,
  }
}
