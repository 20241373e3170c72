/** What people want to be mailed, in whose morning, and the links that end it. */
import { type Kysely, sql } from 'kysely'
import type { MailKind } from '../domain/notice/notice.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type NoticePreferences = {
  /** Off after "unsubscribe"; the kinds stay as they were chosen. */
  mails: boolean
  kinds: Record<MailKind, boolean>
  timeZone: string | null
  zoneFrom: 'browser' | 'person' | null
}

/** What holds for those who have said nothing. */
export const UNSAID_PREFERENCES: NoticePreferences = {
  mails: true,
  kinds: { ending: true, lost: true, digest: true, collaboration: true, network: true },
  timeZone: null,
  zoneFrom: null,
}

export async function findPreferences(db: Db, userId: string): Promise<NoticePreferences> {
  const row = await db
    .selectFrom('notice_preference')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (row === undefined) return UNSAID_PREFERENCES
  return {
    mails: row.mails,
    kinds: {
      ending: row.mail_ending,
      lost: row.mail_lost,
      digest: row.mail_digest,
      collaboration: row.mail_collaboration,
      network: row.mail_network,
    },
    timeZone: row.time_zone,
    zoneFrom: row.zone_from,
  }
}

export async function putPreferences(db: Db, userId: string, wanted: NoticePreferences): Promise<void> {
  const columns = {
    mails: wanted.mails,
    mail_ending: wanted.kinds.ending,
    mail_lost: wanted.kinds.lost,
    mail_digest: wanted.kinds.digest,
    mail_collaboration: wanted.kinds.collaboration,
    mail_network: wanted.kinds.network,
    time_zone: wanted.timeZone,
    zone_from: wanted.zoneFrom,
  }
  await db
    .insertInto('notice_preference')
    .values({ user_id: userId, ...columns })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(columns))
    .execute()
}

/** True where the zone was not known before. What a person chose is not changed by a browser. */
export async function noteBrowserZone(db: Db, userId: string, timeZone: string): Promise<boolean> {
  const done = await db
    .insertInto('notice_preference')
    .values({ user_id: userId, time_zone: timeZone, zone_from: 'browser' })
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet({ time_zone: timeZone, zone_from: 'browser' })
        .where(sql<boolean>`notice_preference.zone_from is distinct from 'person'`)
        .where(sql<boolean>`notice_preference.time_zone is distinct from ${timeZone}`),
    )
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function setMails(db: Db, userId: string, on: boolean): Promise<void> {
  await db
    .insertInto('notice_preference')
    .values({ user_id: userId, mails: on, time_zone: null, zone_from: null })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ mails: on }))
    .execute()
}

export async function insertUnsubscribeLink(
  db: Db,
  link: { tokenHash: Uint8Array; userId: string; at: Date },
): Promise<void> {
  await db
    .insertInto('unsubscribe_link')
    .values({ token_hash: link.tokenHash, user_id: link.userId, made_at: link.at })
    .execute()
}

/** Whose mails a link ends. It works again and again: mail programs press it twice. */
export async function holderOfLink(
  db: Db,
  tokenHash: Uint8Array,
): Promise<{ userId: string; email: string } | null> {
  const row = await db
    .selectFrom('unsubscribe_link')
    .innerJoin('user', 'user.id', 'unsubscribe_link.user_id')
    .select(['user.id', 'user.email'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row === undefined ? null : { userId: row.id, email: row.email }
}

export async function dropUnsubscribeLinks(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('unsubscribe_link').where('made_at', '<', before).execute()
}
