/** Gathers what arrives at the same time into one statement: a commit costs the same for one event and for a hundred. */
import type { Kysely } from 'kysely'
import { noteDatabaseAway } from '../trace.ts'
import { isAway } from './away.ts'
import { type Arrived, storeEvents } from './incoming-events.ts'
import type { Tables } from './tables.ts'

export type Inbox = {
  /** Resolves when they are stored, whether now or by an earlier delivery; rejects where they are not. */
  put(arrived: readonly Arrived[]): Promise<void>
}

type Parcel = { arrived: readonly Arrived[]; done: () => void; failed: (error: unknown) => void }

const MOST_AT_ONCE = 500
/** While one statement is on its way, the next group is stored by another: more of them only make groups smaller. */
const LANES = 2

export function createInbox(db: Kysely<Tables>): Inbox {
  let waiting: Parcel[] = []
  let lanes = 0

  async function work(): Promise<void> {
    lanes += 1
    // One turn of the event loop, so that requests that arrived together are stored together.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) await storeTogether(db, takeSome())
    lanes -= 1
  }

  function takeSome(): Parcel[] {
    let size = 0
    let count = 0
    while (count < waiting.length && (count === 0 || size < MOST_AT_ONCE)) {
      size += waiting[count]?.arrived.length ?? 0
      count += 1
    }
    const taken = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return taken
  }

  return {
    put: (arrived) =>
      arrived.length === 0
        ? Promise.resolve()
        : new Promise<void>((done, failed) => {
            waiting.push({ arrived, done, failed })
            if (lanes < LANES) void work()
          }).catch((error) => {
            // It was met on behalf of several strands at once, and each of them must know.
            if (isAway(error)) noteDatabaseAway()
            throw error
          }),
  }
}

async function storeTogether(db: Kysely<Tables>, parcels: readonly Parcel[]): Promise<void> {
  try {
    await storeEvents(
      db,
      parcels.flatMap((parcel) => parcel.arrived),
    )
    for (const parcel of parcels) parcel.done()
  } catch {
    // One of them may be the culprit: nobody else's event is refused for its sake.
    for (const parcel of parcels) await storeEvents(db, parcel.arrived).then(parcel.done, parcel.failed)
  }
}
