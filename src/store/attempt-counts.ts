/** Counted tries: one row a name and window, on the database's clock unless a test brings its own. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** Counts one try against each name, and says how many the busiest of them has had in its window. */
export async function countTries(
  db: Db,
  asked: { names: readonly Uint8Array[]; windowSeconds: number; now: Date | null },
): Promise<number> {
  const now = sql`coalesce(${asked.now}::timestamptz, now())`
  const until = sql`${now} + make_interval(secs => ${asked.windowSeconds})`
  // In one order, so that two who count the same names wait for one another and not for each other.
  const rows = await sql<{ tries: number }>`
    insert into attempt (name_hash, tries, until)
    select name_hash, 1, ${until} from unnest(${[...asked.names]}::bytea[]) as name_hash order by name_hash
    on conflict (name_hash) do update set
      tries = case when attempt.until > ${now} then attempt.tries + 1 else 1 end,
      until = case when attempt.until > ${now} then attempt.until else excluded.until end
    returning tries`.execute(db)
  return Math.max(0, ...rows.rows.map(({ tries }) => tries))
}

export async function triesOf(db: Db, asked: { name: Uint8Array; now: Date | null }): Promise<number> {
  const { rows } = await sql<{ tries: number }>`
    select tries from attempt
    where name_hash = ${asked.name} and until > coalesce(${asked.now}::timestamptz, now())`.execute(db)
  return rows[0]?.tries ?? 0
}

export async function dropOldTries(db: Db): Promise<void> {
  await sql`delete from attempt where until < now()`.execute(db)
}
