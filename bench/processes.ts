/** What one process of ours needs on PostgreSQL, beside a process that does nothing but answer. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres } from '../test/postgres-server.ts'
import { memoryOf, printTable, ratios, shown, spreadOf } from './figures.ts'
import { type Measured, putUnderLoad, startBare, startOurs } from './programs.ts'

/** What a start leaves behind is collected by then. */
const SETTLED_MS = 3_000

type Needs = { startMs: number; idleMb: number; loadedMb: number }

export async function measureProcesses(of: {
  page: string
  rounds: number
  milliseconds: number
}): Promise<void> {
  await using cleanup = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-bench-processes-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const postgres = await startPostgres()
  cleanup.defer(() => postgres.stop())
  const start = () => startOurs(folder, { DATABASE_URL: postgres.url })
  // The first one migrates and plants; after that every start is an ordinary one.
  await (await start()).stop()
  const bare: Needs[] = []
  const ours: Needs[] = []
  for (let round = 0; round < of.rounds; round++) {
    bare.push(await needsOf(await startBare(), '', of.milliseconds))
    ours.push(await needsOf(await start(), of.page, of.milliseconds))
  }
  const cells = (pick: (needs: Needs) => number): string[] => [
    shown(spreadOf(bare.map(pick))),
    shown(spreadOf(ours.map(pick))),
    shown(ratios(ours.map(pick), bare.map(pick))),
  ]
  console.log(
    'One process on PostgreSQL, sandbox mode (the pretend networks are a process of their own and not counted).\n',
  )
  printTable(
    ['', 'bare node:http', 'ours', 'ours ÷ bare'],
    [
      ['start to the first 200, ms', ...cells(({ startMs }) => startMs)],
      ['resident memory when idle, MB', ...cells(({ idleMb }) => idleMb)],
      ['the same under load, MB', ...cells(({ loadedMb }) => loadedMb)],
    ],
  )
}

async function needsOf(server: Measured, page: string, milliseconds: number): Promise<Needs> {
  try {
    await pause(SETTLED_MS)
    const idleMb = await memoryOf(server.pid)
    await putUnderLoad({ url: server.url + page, cookie: '', connections: 10, milliseconds })
    return { startMs: server.startMs, idleMb, loadedMb: await memoryOf(server.pid) }
  } finally {
    await server.stop()
  }
}
