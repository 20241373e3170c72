/** The outbox: mails that were decided on, until a mail server has taken them. Leases run on the database's clock. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** Longer than a mail server may take to answer. */
const LEASE_SECONDS = 120

export type ClaimedMail = { id: string; userId: string; tries: number }

/** One waiting mail a person: the index refuses a second. */
export async function insertMail(trx: Db, mail: { id: string; userId: string; at: Date }): Promise<void> {
  await trx
    .insertInto('outgoing_mail')
    .values({ id: mail.id, user_id: mail.userId, made_at: mail.at, due_at: mail.at })
    .execute()
}

/** Mails that may leave at product time `now`, each now held by `holder`. `tries` counts this one. */
export async function claimMails(db: Db, holder: string, now: Date, limit: number): Promise<ClaimedMail[]> {
  const { rows } = await sql<{ id: string; user_id: string; tries: number }>`
    update outgoing_mail
    set lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), lease_holder = ${holder}, tries = tries + 1
    where id in (
      select id from outgoing_mail
      where ended is null and due_at <= ${now} and try_at <= now() and (lease_until is null or lease_until < now())
      order by due_at
      limit ${limit}
      for update skip locked
    )
    returning id, user_id, tries`.execute(db)
  return rows.map((row) => ({ id: row.id, userId: row.user_id, tries: row.tries }))
}

/** Whoever's lease ran out meanwhile changes nothing: somebody else may be sending it. */
export async function endMail(
  db: Db,
  holder: string,
  id: string,
  end: { how: 'sent' | 'dropped' | 'failed'; at: Date },
): Promise<void> {
  await db
    .updateTable('outgoing_mail')
    .set({ ended: end.how, ended_at: end.at, lease_until: null, lease_holder: null })
    .where('id', '=', id)
    // What was sent was sent, whoever holds it now.
    .$if(end.how !== 'sent', (query) => query.where('lease_holder', '=', holder))
    .where('ended', 'is', null)
    .execute()
}

/** Not now, through no fault of the mail server: that was no try. */
export async function postponeMail(db: Db, holder: string, id: string, dueAt: Date): Promise<void> {
  await db
    .updateTable('outgoing_mail')
    .set({ due_at: dueAt, tries: sql<number>`tries - 1`, lease_until: null, lease_holder: null })
    .where('id', '=', id)
    .where('lease_holder', '=', holder)
    .execute()
}

export async function retryMail(db: Db, holder: string, id: string, afterSeconds: number): Promise<void> {
  await db
    .updateTable('outgoing_mail')
    .set({
      try_at: sql<Date>`now() + make_interval(secs => ${afterSeconds})`,
      lease_until: null,
      lease_holder: null,
    })
    .where('id', '=', id)
    .where('lease_holder', '=', holder)
    .execute()
}

/** When the next waiting mail may leave, by product time. One that waits for its mail server does not count. */
export async function nextMailAt(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('outgoing_mail')
    .select('due_at')
    .where('ended', 'is', null)
    .where('try_at', '<=', sql<Date>`now()`)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at ?? null
}

/** Those that a line still names stay: without them it would count as never mailed. */
export async function dropEndedMails(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('outgoing_mail')
    .where('ended_at', '<', before)
    .where((eb) =>
      eb.and([
        eb.not(
          eb.exists(
            eb.selectFrom('notice').select('notice.id').whereRef('notice.mail_id', '=', 'outgoing_mail.id'),
          ),
        ),
        eb.not(
          eb.exists(
            eb
              .selectFrom('collaboration_notice as n')
              .select('n.id')
              .whereRef('n.mail_id', '=', 'outgoing_mail.id'),
          ),
        ),
        eb.not(
          eb.exists(
            eb.selectFrom('network_wish as w').select('w.id').whereRef('w.mail_id', '=', 'outgoing_mail.id'),
          ),
        ),
      ]),
    )
    .execute()
}
