/** Three real processes, twelve callers in each, and refresh tokens that can be spent only once. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEADLINES } from '../../src/domain/channel/deadlines.ts'
import { type Field, openField, type Worker } from './field.ts'
import { collide, thousandCallers } from './trials.ts'

let field: Field
let workers: Worker[]
beforeAll(async () => {
  field = await openField({ channels: 24, deadlines: DEADLINES })
  workers = await Promise.all([field.startWorker(), field.startWorker(), field.startWorker()])
})
afterAll(() => field[Symbol.asyncDispose]())

it('no token is spent twice and none is lost when all expire at once', async () => {
  const done = await collide(field, workers, { rounds: 4, lanes: 12 })
  expect(done).toEqual({ rotations: 4 * 24, doubles: 0, lost: [], errors: [] })
})

it('a thousand callers of one expired token in three processes cause one call', async () => {
  expect(await thousandCallers(field, workers)).toEqual({ calls: 1, tokens: 1, outcomes: { ok: 1_002 } })
})
