/** Tells every process, once the transaction is through, that something of a topic changed. */
import { type Kysely, sql } from 'kysely'
import type { Notice } from '../domain/live.ts'
import type { Tables } from './tables.ts'

/** The trigger of the table `channel` speaks here as well. */
export const LIVE_CHANNEL = 'rechannel_live'

/** PostgreSQL takes less than 8000 bytes; a notice is a few names. */
export async function tell(db: Kysely<Tables>, notice: Notice): Promise<void> {
  await sql`select pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(notice)})`.execute(db)
}
