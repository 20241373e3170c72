import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { expect, inject, it } from 'vitest'
import { count, times } from '../../test/counted.ts'
import { holdFolder } from './lock.ts'
import { openStore } from './open.ts'

const WRITER = `
  import { openAsBlob } from 'node:fs'
  const [open, lock, dump, folder] = process.argv.slice(1)
  const { openStore } = await import(open)
  const { holdFolder } = await import(lock)
  globalThis.held = holdFolder(folder, 'writer')
  const store = await openStore({ kind: 'pglite', folder: folder + '/pg', loadFrom: await openAsBlob(dump) })
  await store.scripted((run) => run('create table acknowledged (n int primary key)'))
  for (let n = 1; ; n++) {
    await store.scripted((run) => run('insert into acknowledged values (' + n + ')'))
    console.log(n)
  }`

const KILLS = times({ test: 1, trust: 100 })

it('an embedded database whose process was killed opens again, with every acknowledged row', {
  timeout: KILLS * 60_000,
}, async () => {
  for (let kill = 0; kill < KILLS; kill++) await killWhileWriting(25 + kill)
})

async function killWhileWriting(atRow: number): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rechannel-crash-'))
  const urls = ['./open.ts', './lock.ts'].map((file) => new URL(file, import.meta.url).href)
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', WRITER, ...urls, inject('databases').pglite.dumpFile, folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  try {
    const exit = once(child, 'exit')
    let acknowledged = 0
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line)
      if (acknowledged === atRow) child.kill('SIGKILL')
    }
    await exit
    using _lock = holdFolder(folder, 'after the crash')
    await using store = await openStore({ kind: 'pglite', folder: path.join(folder, 'pg') })
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from acknowledged`.execute(store.db)
    expect(acknowledged).toBeGreaterThanOrEqual(atRow)
    const lost = Math.max(0, acknowledged - (rows[0]?.n ?? 0))
    count('killsOfTheEmbeddedDatabase', { kills: 1, acknowledgedRows: acknowledged, lost })
    expect(lost).toBe(0)
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
}
