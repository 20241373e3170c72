/** A worker that can be killed: it takes a moment for each parcel, and only then writes down that it is delivered. */
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { Secret } from '../src/domain/secret.ts'
import { createLog } from '../src/log.ts'
import { openQueue } from '../src/queue/queue.ts'
import { idOf, type QueueTable } from '../src/queue/table.ts'
import { openStore } from '../src/store/open.ts'

export const PARCELS = {
  parcels: {
    payload: z.strictObject({ channelId: idOf('chn') }),
    retries: 3,
    firstWaitSeconds: 1,
    longestWaitSeconds: 1,
    expireSeconds: 3,
    atOnce: 5,
    alone: false,
  },
} satisfies QueueTable

/** Jobs of a worker that died are found within seconds. */
export const HASTY = { superviseSeconds: 1, pollToldSeconds: 1, pollSeconds: 0.5, turnSeconds: 30 }

if (import.meta.main) {
  const store = await openStore({ kind: 'postgres', url: new Secret(process.argv[2] ?? ''), log: () => {} })
  const log = createLog({ level: 'error', form: 'json', write: (line) => process.stderr.write(line) })
  const queue = await openQueue({ store, queues: PARCELS, log, works: true, pace: HASTY })
  await queue.work({
    parcels: {
      cron: null,
      async run(data) {
        const { channelId } = data as { channelId: string }
        console.log(channelId)
        await setTimeout(300)
        await sql`insert into delivered values (${channelId})`.execute(store.db)
      },
    },
  })
  console.log('ready')
}
