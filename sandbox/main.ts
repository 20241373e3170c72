/** Starts the pretend networks as a process of their own:
 * `node sandbox/main.ts --port 4000 --journal data/sandbox.jsonl [--fresh] [--start-at ISO] [--seed text] [--parent]` */
import { parseArgs } from 'node:util'
import { type RunningSandbox, startSandbox } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    journal: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    'start-at': { type: 'string' },
    seed: { type: 'string' },
    parent: { type: 'boolean', default: false },
  },
})

const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  fail(`--port is a number from 0 to 65535, not "${values.port}".`)
const startAt = values['start-at'] === undefined ? undefined : new Date(values['start-at'])
if (startAt !== undefined && Number.isNaN(startAt.getTime()))
  fail('--start-at is a time like 2026-11-22T08:00:00Z.')

let running: RunningSandbox
try {
  running = await startSandbox({
    port,
    journalFile: values.journal ?? null,
    fresh: values.fresh,
    ...(startAt === undefined ? {} : { startAt }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
  })
} catch (error) {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    fail(`Port ${port} is taken by another program; the sandbox needs a free one (--port).`)
  fail(error instanceof Error ? error.message : String(error))
}

let ending = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end)
if (values.parent) {
  // A parent that was killed closes this pipe; without it nobody would end this process.
  process.stdin.on('end', end)
  process.stdin.on('close', end)
  process.stdin.on('error', end)
  process.stdin.resume()
}

console.log(`sandbox ready ${running.url}`)

function end(): void {
  if (ending) return
  ending = true
  void running.close().then(() => process.exit(0))
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
