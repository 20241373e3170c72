/** Any order of what can happen to a channel, against a model of it: short here, from one seed, and at length in `npm run trust`. */
import { expect, it } from 'vitest'
import { walkModel } from './model.ts'

it('three workers and the model agree after every step', async () => {
  const walked = await walkModel({ steps: 400, seed: 20261125 })
  expect(walked.steps).toBeGreaterThanOrEqual(400)
}, 600_000)
