/**
 * The long counts: what was done to an installation, and what it lost. Prints one JSON object.
 * `npm run -s trust`, or with `-- --quick` for a first look; `-- --only model,kills` for some of it.
 */
import { execFileSync } from 'node:child_process'
import os from 'node:os'
import { parseArgs } from 'node:util'
import { DEADLINES } from '../src/domain/channel/deadlines.ts'
import { type Field, openField, type Worker } from '../test/chaos/field.ts'
import { walkModel } from '../test/chaos/model.ts'
import {
  collide,
  crashDatabase,
  KILL_STEPS,
  killAt,
  loseReplies,
  terminate,
  thousandCallers,
  useUpBudget,
} from '../test/chaos/trials.ts'
import { countTests } from './counts.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
})
const { quick } = options
const only = options.only?.split(',') ?? null

/** Leases short enough to wait for two thousand of them. */
const SHORT = { callMs: 900, renewLeaseMs: 3_000, renewOpenMs: 4_500, tendLeaseMs: 10_000, drainMs: 20_000 }

const TRIALS: Record<string, () => Promise<unknown>> = {
  expiringTogether: () =>
    inField({ channels: 60, deadlines: DEADLINES }, async (field) => {
      const workers = await three(field)
      return {
        workers: 3,
        lanes: 12,
        ...(await collide(field, workers, { rounds: quick ? 2 : 20, lanes: 12 })),
        oneToken: await thousandCallers(field, workers),
      }
    }),
  terminations: () =>
    inField({ channels: 30, deadlines: DEADLINES }, (field) =>
      terminate(field, { times: quick ? 5 : 100, lanes: 12 }),
    ),
  databaseCrashes: () =>
    inField({ channels: 30, deadlines: DEADLINES }, async (field) =>
      crashDatabase(field, await three(field), { times: quick ? 2 : 20, lanes: 12, awayMs: 800 }),
    ),
  databaseGone: () =>
    inField({ channels: 30, deadlines: DEADLINES }, async (field) =>
      crashDatabase(field, await three(field), { times: 1, lanes: 12, awayMs: quick ? 15_000 : 300_000 }),
    ),
  kills: () =>
    inField({ channels: 8, deadlines: SHORT }, async (field) => {
      const survivor = await field.startWorker()
      const figures: Record<string, Record<string, unknown>> = {}
      for (const [network, seconds] of Object.entries({ forgiving: 30, singleUse: 0 })) {
        await field.world.control('PATCH', '/settings', { 'tiktok.refresh_grace_seconds': seconds })
        const steps: Record<string, unknown> = {}
        for (const step of KILL_STEPS) {
          steps[step] = await killAt(field, step, { times: quick ? 1 : 50, survivor })
          process.stderr.write(`kills, ${network}, ${step}: ${JSON.stringify(steps[step])}\n`)
        }
        figures[network] = steps
      }
      return figures
    }),
  lostReplies: () =>
    inField({ channels: 8, deadlines: SHORT }, async (field) => {
      const worker = await field.startWorker()
      const figures: Record<string, unknown> = {}
      for (const [network, seconds] of Object.entries({ forgiving: 30, singleUse: 0 })) {
        await field.world.control('PATCH', '/settings', { 'tiktok.refresh_grace_seconds': seconds })
        figures[network] = {
          reset: await loseReplies(field, worker, { times: quick ? 2 : 50, kind: 'reset' }),
          cut: await loseReplies(field, worker, { times: quick ? 2 : 50, kind: 'cut' }),
        }
      }
      return figures
    }),
  budget: () =>
    inField({ channels: 20, deadlines: DEADLINES }, async (field) =>
      useUpBudget(field, await three(field), { callsPerMinute: 600, seconds: quick ? 20 : 125 }),
    ),
  tests: async () => {
    const counts = await countTests({ full: !quick })
    if (counts.failed.length > 0) process.exitCode = 1
    return counts
  },
  model: () =>
    walkModel({
      steps: quick ? 500 : 100_000,
      seed: Number(options.seed),
      onRun: ({ steps, runs, seed }) => {
        if (runs % 50 === 0) process.stderr.write(`model, seed ${seed}: ${steps} steps agree\n`)
      },
    }),
}

/** What these figures do not promise, said where they are read. */
const WEAKNESSES = [
  'A process that is killed while a single-use token is on the wire loses that token where the network forgives no repetition. It is noticed and named (reply_lost), and the person must connect again.',
  'PGlite flushes nothing to disk: a power cut can cost what was renewed last.',
  'PostgreSQL runs here with fsync off and synchronous commits: a crash of the server is tried, a crash of the machine is not.',
  'The networks are the sandbox’s: nothing was tried against a live one.',
]

const began = performance.now()
const figures: Record<string, unknown> = {}
for (const [name, trial] of Object.entries(TRIALS)) {
  if (only !== null && !only.includes(name)) continue
  const start = performance.now()
  const figure = await trial().catch((error: unknown) => {
    process.exitCode = 1
    return { failed: error instanceof Error ? error.message : String(error) }
  })
  figures[name] = figure
  process.stderr.write(`${name}: ${Math.round((performance.now() - start) / 1000)} s\n`)
}

console.log(
  JSON.stringify(
    {
      commit: commit(),
      at: new Date().toISOString(),
      node: process.versions.node,
      machine: { cores: os.cpus().length, load: os.loadavg().map((one) => Number(one.toFixed(1))) },
      counts: quick ? 'short' : 'full',
      seconds: Math.round((performance.now() - began) / 1000),
      figures,
      weaknesses: WEAKNESSES,
    },
    null,
    2,
  ),
)
// The parts that were started are ended; whatever a library still waits for is not waited for.
process.exit()

async function inField<T>(
  of: Parameters<typeof openField>[0],
  work: (field: Field) => Promise<T>,
): Promise<T> {
  await using field = await openField(of)
  return await work(field)
}

function three(field: Field): Promise<Worker[]> {
  return Promise.all([field.startWorker(), field.startWorker(), field.startWorker()])
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}
