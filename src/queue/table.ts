/** Every queue: what its jobs carry, and how often they are tried. What a job does stands in `src/jobs/`. */
import { z } from 'zod'

/** An id of ours, such as `chn_…`. Jobs carry ids of rows and nothing else: whatever is secret stays in its sealed row. */
export const idOf = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`))
    .brand<'id'>()

/** The number of a row whose key is one, as text: it may be larger than a number can hold. */
export const rowNumber = () =>
  z
    .string()
    .regex(/^[1-9]\d{0,18}$/)
    .brand<'id'>()

type Id = ReturnType<typeof idOf>

export type QueueRules = {
  payload: z.ZodObject<Record<string, Id>, z.core.$strict>
  /** How often a job that failed is tried again; the waits double from `firstWaitSeconds` up to `longestWaitSeconds`. */
  retries: number
  firstWaitSeconds: number
  longestWaitSeconds: number
  /** A job whose process died is given to another one after this long, and so is one that takes longer. */
  expireSeconds: number
  /** Jobs that one process works on at the same time. */
  atOnce: number
  /** At most one job waits and at most one runs, in all processes together. */
  alone: boolean
}

export type QueueTable = Record<string, QueueRules>

export type PayloadOf<Rules extends QueueRules> = { [Field in keyof z.input<Rules['payload']>]: string }

/** For work that comes round by itself: a turn that fails is tried once more, and then the next turn comes anyway. */
export function turns({ expireSeconds }: { expireSeconds: number }) {
  return {
    payload: z.strictObject({}),
    retries: 1,
    firstWaitSeconds: 5,
    longestWaitSeconds: 5,
    expireSeconds,
    atOnce: 1,
    alone: true,
  } satisfies QueueRules
}

export const QUEUES = {
  'forget-what-is-gone': turns({ expireSeconds: 900 }),
  'erase-deleted': turns({ expireSeconds: 900 }),
  'forget-unfinished': turns({ expireSeconds: 60 }),
  'forget-settled-signals': turns({ expireSeconds: 300 }),
  'forget-old-notices': turns({ expireSeconds: 300 }),
  'mend-plans': turns({ expireSeconds: 300 }),
  'measure-reconnections': turns({ expireSeconds: 300 }),
  'forget-pulses': turns({ expireSeconds: 300 }),
  'forget-token-uses': turns({ expireSeconds: 300 }),
} satisfies QueueTable

export type Queues = typeof QUEUES
