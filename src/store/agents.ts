/** Who answers here, and who runs this installation: mail addresses, which count once they are proven. */
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export async function isAgentAddress(db: Db, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('agent')
    .select('email')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row !== undefined
}

export async function isOperatorAddress(db: Db, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('operator')
    .select('email')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row !== undefined
}

export type AgentEntry = { email: string; addedAt: Date; userId: string | null; name: string | null }

/** `userId` is null until somebody has signed in with that address and proven it. */
export async function agentEntries(db: Db): Promise<AgentEntry[]> {
  const rows = await db
    .selectFrom('agent')
    .leftJoin('user', (join) =>
      join.onRef('user.email', '=', 'agent.email').on('user.emailVerified', '=', true),
    )
    .select(['agent.email', 'agent.added_at', 'user.id', 'user.name'])
    .orderBy('agent.email')
    .execute()
  return rows.map((row) => ({ email: row.email, addedAt: row.added_at, userId: row.id, name: row.name }))
}

/** False where they were one already. */
export async function addAgent(
  db: Db,
  agent: { email: string; invitedBy: string | null; at: Date },
): Promise<boolean> {
  const done = await db
    .insertInto('agent')
    .values({ email: agent.email.toLowerCase(), invited_by: agent.invitedBy, added_at: agent.at })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function addOperator(db: Db, email: string, at: Date): Promise<void> {
  await db
    .insertInto('operator')
    .values({ email: email.toLowerCase(), added_at: at })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute()
}

/** Their conversations wait for somebody else. */
export async function removeAgent(db: Db, email: string): Promise<boolean> {
  const address = email.toLowerCase()
  return db.transaction().execute(async (trx) => {
    const done = await trx.deleteFrom('agent').where('email', '=', address).executeTakeFirst()
    await trx
      .updateTable('conversation')
      .set({ assigned_to: null })
      .where('assigned_to', 'in', trx.selectFrom('user').select('id').where('email', '=', address))
      .where('status', '<>', 'closed')
      .execute()
    return done.numDeletedRows > 0n
  })
}
