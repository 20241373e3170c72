/** Whether a channel's numbers may be shown: it is connected, and was proved lately enough. */
import { type RawBuilder, sql } from 'kysely'

/** `channel` is the name under which the query knows it. Never null, whatever the channel lacks. */
export function shownNow(channel: string, proofSince: Date | RawBuilder<unknown>): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${channel}.${column}`)
  return sql<boolean>`(${of('state')} in ('connected', 'limited') and ${of('proof_at')} >= ${proofSince}) is true`
}
