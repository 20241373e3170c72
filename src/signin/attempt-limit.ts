/** Counts tries, so that passwords cannot be guessed and mailboxes cannot be flooded from here, by all processes together. */
import { createHmac } from 'node:crypto'
import type { Secret } from '../domain/secret.ts'
import { countTries, triesOf } from '../store/attempt-counts.ts'
import type { Store } from '../store/open.ts'

export type AttemptLimit = {
  /** Counts one try against every name; false where one of them has used up its tries. */
  allow(...names: readonly string[]): Promise<boolean>
  /** Whether a name has used up its tries, without counting one. */
  isUsedUp(name: string): Promise<boolean>
}

/** At most `tries` a name in `windowMs`, counted from the first. */
export function createAttemptLimit(options: {
  store: Pick<Store, 'db'>
  /** Mail and network addresses are few enough to be tried: without this, nobody finds one by its hash. */
  secret: Secret
  /** What is limited: the same name counts apart elsewhere. */
  what: string
  tries: number
  windowMs: number
  /** Real time in milliseconds; without it the database's clock counts. */
  now?: (() => number) | undefined
}): AttemptLimit {
  const { db } = options.store
  const hashOf = (name: string) =>
    createHmac('sha256', options.secret.reveal()).update(`${options.what}\n${name}`).digest()
  const now = () => (options.now === undefined ? null : new Date(options.now()))

  return {
    async allow(...names) {
      const hashes = [...new Set(names)].map(hashOf)
      const asked = { names: hashes, windowSeconds: options.windowMs / 1000, now: now() }
      return (await countTries(db, asked)) <= options.tries
    },
    async isUsedUp(name) {
      return (await triesOf(db, { name: hashOf(name), now: now() })) >= options.tries
    },
  }
}
