/** Processes that are killed in the middle of a renewal, and answers that are lost, on both kinds of network. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Field, openField, type Worker } from './field.ts'
import { KILL_STEPS, type KillStep, killAt, loseReplies } from './trials.ts'

/** Where the network may have acted and its answer died with the process. */
const ON_THE_WIRE: readonly KillStep[] = ['after the network acted', 'before the save']

let field: Field
let survivor: Worker
beforeAll(async () => {
  const deadlines = {
    callMs: 900,
    renewLeaseMs: 3_000,
    renewOpenMs: 4_500,
    tendLeaseMs: 10_000,
    drainMs: 20_000,
  }
  field = await openField({ channels: 4, deadlines })
  survivor = await field.startWorker()
})
afterAll(() => field[Symbol.asyncDispose]())

describe('on a network that forgives a repetition', () => {
  beforeAll(() => field.world.control('PATCH', '/settings', { 'tiktok.refresh_grace_seconds': 30 }))

  it.each(KILL_STEPS)('kill -9 %s loses nothing', async (step) => {
    const { kills, outcomes, slowestMs } = await killAt(field, step, { times: 1, survivor })
    expect({ kills, outcomes }).toEqual({ kills: 1, outcomes: { ok: 1 } })
    // The lease, and one call after it; a crowded machine may take its time.
    expect(slowestMs).toBeLessThan(3_000 + 15_000)
  })

  it.each(['reset', 'cut'] as const)('an answer that is lost by a %s costs nothing', async (kind) => {
    expect(await loseReplies(field, survivor, { times: 2, kind })).toEqual({ ok: 2 })
  })
})

describe('on a network whose tokens are for single use', () => {
  beforeAll(() => field.world.control('PATCH', '/settings', { 'tiktok.refresh_grace_seconds': 0 }))

  it.each(ON_THE_WIRE)('kill -9 %s loses what was on the wire, under a name of its own', async (step) => {
    const { kills, outcomes } = await killAt(field, step, { times: 1, survivor })
    expect({ kills, outcomes }).toEqual({ kills: 1, outcomes: { reply_lost: 1 } })
  })

  it.each(['before the lease', 'after the save'] as const)(
    'kill -9 %s loses nothing here, either',
    async (step) => {
      const { kills, outcomes } = await killAt(field, step, { times: 1, survivor })
      expect({ kills, outcomes }).toEqual({ kills: 1, outcomes: { ok: 1 } })
    },
  )

  it.each(['reset', 'cut'] as const)('an answer that is lost by a %s has a name', async (kind) => {
    expect(await loseReplies(field, survivor, { times: 1, kind })).toEqual({ reply_lost: 1 })
  })
})
