/** Handing out a token that still lives, beside the request and the read that it cannot do without. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { promisify } from 'node:util'
import { Secret } from '../src/domain/secret.ts'
import { DAY, later } from '../src/domain/time.ts'
import { migrate } from '../src/store/migrate.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { cpuMicros, printTable, ratios, shown, spreadOf } from './figures.ts'
import { firstLine } from './programs.ts'
import type { TokenLoadOrder, TokenLoadReport } from './token-load.ts'
import { benchVault, CHANNELS, CONNECTIONS, idOf, type Turn } from './token-server.ts'

type Round = { raw: Turn; read: Turn; lend: Turn; token: Turn }

const CROWD = 50

const run = promisify(execFile)
const file = (name: string): string => path.join(import.meta.dirname, name)

export async function measureTokens({ quick }: { quick: boolean }): Promise<void> {
  await using cleanup = new AsyncDisposableStack()
  const postgres = await startPostgres()
  cleanup.defer(() => postgres.stop())
  const store = await openStore({ kind: 'postgres', url: new Secret(postgres.url), log: () => {} })
  try {
    await migrate(store)
    await plant(store)
  } finally {
    await store.close()
  }
  const server = spawn(process.execPath, [file('token-server.ts'), postgres.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  cleanup.defer(async () => {
    const exit = once(server, 'exit')
    server.kill()
    await exit
  })
  const at: Server = { url: await firstLine(server), pid: server.pid ?? 0 }
  const ms = quick ? 800 : 2_000
  const crowd: Round[] = []
  const alone: Round[] = []
  // The first round only warms them up.
  for (let round = -1; round < (quick ? 3 : 9); round++) {
    const [many, one] = [await takeTurns(at, CROWD, ms), await takeTurns(at, 1, ms / 4)]
    if (round < 0) continue
    crowd.push(many)
    alone.push(one)
  }
  show(crowd, alone)
}

type Server = { url: string; pid: number }

async function takeTurns(at: Server, callers: number, ms: number): Promise<Round> {
  return {
    raw: await overHttp(at, '/raw', callers, ms),
    read: await within(at, 'read', callers, ms),
    token: await overHttp(at, '/token/', callers, ms),
    lend: await within(at, 'lend', callers, ms),
  }
}

function show(crowd: readonly Round[], alone: readonly Round[]): void {
  const all = (part: keyof Round, figure: keyof Turn, of = crowd): number[] =>
    of.map((round) => round[part][figure])
  const cells = (part: keyof Round): string[] => [
    ...(['rate', 'p99', 'cpuMicros'] as const).map((figure) => shown(spreadOf(all(part, figure)))),
    shown(spreadOf(all(part, 'p50', alone))),
  ]
  const bound = crowd.map(({ raw, read }) => 1 / (1 / raw.rate + 1 / read.rate))
  const series = alone.map(({ raw, read }) => raw.p50 + read.p50)
  console.log(
    `Tokens: ${CROWD} callers, ${CONNECTIONS} connections to the database; and one caller that is alone.\n`,
  )
  printTable(
    ['', 'a second', 'p99 ms', 'CPU µs each', 'alone: p50 ms'],
    [
      ['node:http alone, the same bytes', ...cells('raw')],
      ['one prepared read, no HTTP', ...cells('read')],
      ['limit: one after the other', shown(spreadOf(bound)), '', '', shown(spreadOf(series))],
      ['a token over HTTP', ...cells('token')],
      ['a token, no HTTP', ...cells('lend')],
    ],
  )
  console.log(`Tokens over HTTP ÷ limit: ${shown(ratios(all('token', 'rate'), bound))}`)
  const cpu = crowd.map(({ raw, read }) => raw.cpuMicros + read.cpuMicros)
  console.log(
    `The same in CPU of the process, limit ÷ token: ${shown(ratios(cpu, all('token', 'cpuMicros')))}`,
  )
  console.log(`p99 ÷ that of node:http alone: ${shown(ratios(all('token', 'p99'), all('raw', 'p99')))}`)
  console.log(`Tokens without HTTP ÷ reads: ${shown(ratios(all('lend', 'rate'), all('read', 'rate')))}`)
  console.log(`Alone, limit ÷ wait for a token: ${shown(ratios(series, all('token', 'p50', alone)))}\n`)
}

async function overHttp(
  at: Server,
  asked: TokenLoadOrder['path'],
  callers: number,
  milliseconds: number,
): Promise<Turn> {
  const order: TokenLoadOrder = { url: at.url, path: asked, callers, milliseconds }
  const before = cpuMicros(at.pid)
  const { stdout } = await run(process.execPath, [file('token-load.ts'), JSON.stringify(order)])
  const { requests, ...figures } = JSON.parse(stdout) as TokenLoadReport
  return { ...figures, cpuMicros: (cpuMicros(at.pid) - before) / requests }
}

async function within(at: Server, part: 'read' | 'lend', callers: number, ms: number): Promise<Turn> {
  const reply = await fetch(`${at.url}/turn/${part}?callers=${callers}&ms=${ms}`)
  if (reply.status !== 200) throw new Error(`A turn of ${part} failed.`)
  return (await reply.json()) as Turn
}

export async function plant(store: Store): Promise<void> {
  const vault = benchVault()
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
  await store.scripted((run) => run('analyze channel; analyze channel_grant'))
}
