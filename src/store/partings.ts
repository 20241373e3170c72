/** Permissions of channels that were turned off, until they are ended at their network or given up. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Parting = { channelId: string; since: Date; tries: number }

/** Longer than one call to a network may take. */
const LEASE_SECONDS = 60

/** The first attempt is made at once by whoever turned the channel off, so the row begins held. */
export async function putParting(db: Db, channelId: string, since: Date): Promise<void> {
  await sql`
    insert into parting (channel_id, since, due_at, lease_until)
    values (${channelId}, ${since}, ${since}, now() + make_interval(secs => ${LEASE_SECONDS}))
    on conflict (channel_id) do nothing`.execute(db)
}

export async function claimPartings(db: Db, now: Date, limit: number): Promise<Parting[]> {
  const { rows } = await sql<{ channel_id: string; since: Date; tries: number }>`
    update parting set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where channel_id in (
      select channel_id from parting
      where due_at <= ${now} and (lease_until is null or lease_until < now())
      order by due_at
      limit ${limit}
      for update skip locked
    )
    returning channel_id, since, tries`.execute(db)
  return rows.map((row) => ({ channelId: row.channel_id, since: row.since, tries: row.tries }))
}

export async function postponeParting(db: Db, channelId: string, until: Date): Promise<void> {
  await sql`
    update parting set due_at = ${until}, tries = tries + 1, lease_until = null
    where channel_id = ${channelId}`.execute(db)
}

/** False where it is gone already: the channel was connected again meanwhile. */
export async function dropParting(db: Db, channelId: string): Promise<boolean> {
  const done = await db.deleteFrom('parting').where('channel_id', '=', channelId).executeTakeFirst()
  return done.numDeletedRows > 0n
}
