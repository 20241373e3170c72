/** What people were told, and who is to be looked at when. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Channel } from '../domain/channel/channel.ts'
import { type Circuit, CLOSED } from '../domain/channel/circuit.ts'
import type { Network } from '../domain/network.ts'
import type { ChannelFacts } from '../domain/notice/about-channel.ts'
import type { MailKind, Notice, NoticeKind } from '../domain/notice/notice.ts'
import type { Wish } from '../domain/notice/wish.ts'
import { DAY, later } from '../domain/time.ts'
import { channelOf } from './channels.ts'
import { newsToMail } from './collaboration-notices.ts'
import { factsOf } from './grants.ts'
import { circuitsOf } from './network-circuits.ts'
import { openWishes } from './network-wishes.ts'
import { companiesThatWait } from './nudges.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** For how long a settled line can still matter to the rule. */
const MATTERS_FOR_MS = 40 * DAY

export type PersonToTell = {
  userId: string
  name: string
  email: string
  channels: (ChannelFacts & {
    channel: Channel
    creator: { id: string; name: string }
    /** Companies whose work with this creator needs the channel, by name. */
    waiting: string[]
  })[]
  /** Companies that the person works for, by name. */
  companies: string[]
  /** Lines about collaborations that a mail may still tell. */
  news: { id: string; mailAt: Date }[]
  /** Networks that they asked to hear of. */
  wishes: { wish: Wish; circuit: Circuit }[]
  /** Oldest first. */
  told: Notice[]
  /** Null where neither a browser nor the person has said. */
  timeZone: string | null
  /** The language they read in, as it is stored; null where neither a browser nor the person has said. */
  language: string | null
  mails: Record<MailKind, boolean>
  lastMailAt: Date | null
  waitingMailId: string | null
}

/**
 * People who are due at product time `now`. The locks of their rows are the claim: they last as long as the
 * transaction, so another worker takes others, and a crash gives them back untouched.
 */
export async function claimLooks(trx: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('notice_look')
    .select('user_id')
    .where('look_at', '<=', now)
    .orderBy('look_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => row.user_id)
}

export async function nextLookAt(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('notice_look')
    .select('look_at')
    .where('look_at', 'is not', null)
    .orderBy('look_at')
    .limit(1)
    .executeTakeFirst()
  return row?.look_at ?? null
}

/** JSON carries many rows in one parameter, the same way on both engines. */
export async function setLooks(
  trx: Db,
  looks: readonly { userId: string; lookAt: Date | null }[],
): Promise<void> {
  const rows = looks.map(({ userId, lookAt }) => ({ user_id: userId, look_at: lookAt }))
  await sql`
    update notice_look set look_at = v.look_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(user_id text, look_at timestamptz)
    where notice_look.user_id = v.user_id`.execute(trx)
}

/** Something that is no change of a channel, such as a preference: look again. */
export async function lookAgain(db: Db, userId: string, now: Date): Promise<void> {
  await db
    .updateTable('notice_look')
    .set({ look_at: sql<Date>`least(look_at, ${now})` })
    .where('user_id', '=', userId)
    .execute()
}

/** Everything the rule and a letter need to know of these people. */
export async function peopleToTell(db: Db, userIds: readonly string[], now: Date): Promise<PersonToTell[]> {
  if (userIds.length === 0) return []
  const ids = [...userIds]
  const people = await db
    .selectFrom('user as u')
    .leftJoin('notice_preference as p', 'p.user_id', 'u.id')
    .leftJoin('person_preference as l', 'l.user_id', 'u.id')
    .leftJoin('outgoing_mail as w', (join) => join.onRef('w.user_id', '=', 'u.id').on('w.ended', 'is', null))
    .select([
      'u.id',
      'u.name',
      'u.email',
      'p.mails',
      'p.mail_ending',
      'p.mail_lost',
      'p.mail_digest',
      'p.mail_collaboration',
      'p.mail_network',
      'p.time_zone',
      'l.language',
      'w.id as waiting',
    ])
    .select((eb) =>
      eb
        .selectFrom('outgoing_mail as m')
        .select((max) => max.fn.max('m.ended_at').as('at'))
        .whereRef('m.user_id', '=', 'u.id')
        .where('m.ended', '=', 'sent')
        .as('last_mail_at'),
    )
    .where('u.id', 'in', ids)
    .execute()
  const [channels, told] = [await channelsOf(db, ids, now), await toldTo(db, ids, now)]
  const [news, companies] = [await newsToMail(db, ids), await companyNames(db, ids)]
  const wishes = await openWishes(db, ids)
  const circuits = wishes.size === 0 ? new Map<Network, Circuit>() : await circuitsOf(db)
  return people.map((row) => {
    const on = row.mails ?? true
    return {
      userId: row.id,
      name: row.name,
      email: row.email,
      channels: channels.get(row.id) ?? [],
      told: told.get(row.id) ?? [],
      companies: companies.get(row.id) ?? [],
      news: news.get(row.id) ?? [],
      wishes: (wishes.get(row.id) ?? []).map((wish) => ({
        wish,
        circuit: circuits.get(wish.network) ?? CLOSED,
      })),
      timeZone: row.time_zone,
      language: row.language,
      mails: {
        ending: on && (row.mail_ending ?? true),
        lost: on && (row.mail_lost ?? true),
        digest: on && (row.mail_digest ?? true),
        collaboration: on && (row.mail_collaboration ?? true),
        network: on && (row.mail_network ?? true),
      },
      lastMailAt: row.last_mail_at,
      waitingMailId: row.waiting,
    }
  })
}

async function channelsOf(
  db: Db,
  userIds: string[],
  now: Date,
): Promise<Map<string, PersonToTell['channels']>> {
  const rows = await db
    .selectFrom('member')
    .innerJoin('creator', 'creator.id', 'member.creator_id')
    .innerJoin('channel', 'channel.creator_id', 'member.creator_id')
    .leftJoin('channel_grant as g', 'g.channel_id', 'channel.id')
    .selectAll('channel')
    .select([
      'member.user_id',
      'member.since as member_since',
      'creator.name as creator_name',
      'g.generation',
      'g.scopes',
      'g.access_ends_at',
      'g.grant_ends_at',
      'g.person_ends_at',
      'g.granted_at',
      'g.renewed_at',
      'g.renewal_failed_at',
      sql<Date | null>`(
        select max(expires_at) from connect_attempt a where a.channel_id = channel.id and a.expires_at > ${now}
      )`.as('attempt_until'),
    ])
    .where('member.user_id', 'in', userIds)
    .orderBy('channel.created_at')
    .orderBy('channel.id')
    .execute()
  const waiting = await companiesThatWait(
    db,
    rows.map(({ id }) => id),
  )
  const channels = new Map<string, PersonToTell['channels']>()
  for (const row of rows) {
    const { generation, scopes, granted_at } = row
    const theirs = channels.get(row.user_id) ?? []
    theirs.push({
      channel: channelOf(row),
      creator: { id: row.creator_id, name: row.creator_name },
      waiting: waiting.get(row.id) ?? [],
      grant:
        generation === null || scopes === null || granted_at === null
          ? null
          : factsOf({ ...row, generation, scopes, granted_at }),
      attemptUntil: row.attempt_until,
      memberSince: row.member_since,
    })
    channels.set(row.user_id, theirs)
  }
  return channels
}

async function companyNames(db: Db, userIds: string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('company_member as m')
    .innerJoin('company as c', 'c.id', 'm.company_id')
    .select(['m.user_id', 'c.name'])
    .where('m.user_id', 'in', userIds)
    .orderBy('c.name')
    .execute()
  const names = new Map<string, string[]>()
  for (const { user_id, name } of rows) names.set(user_id, [...(names.get(user_id) ?? []), name])
  return names
}

async function toldTo(db: Db, userIds: string[], now: Date): Promise<Map<string, Notice[]>> {
  const rows = await db
    .selectFrom('notice')
    .selectAll()
    .where('user_id', 'in', userIds)
    .where((eb) => eb.or([eb('settled_at', 'is', null), eb('settled_at', '>', later(now, -MATTERS_FOR_MS))]))
    .orderBy('told_at')
    .orderBy('id')
    .execute()
  const told = new Map<string, Notice[]>()
  for (const row of rows) told.set(row.user_id, [...(told.get(row.user_id) ?? []), noticeOf(row)])
  return told
}

function noticeOf(row: Selectable<Tables['notice']>): Notice {
  return {
    id: row.id,
    channelId: row.channel_id,
    kind: row.kind,
    step: row.step,
    series: row.series,
    toldAt: row.told_at,
    settledAt: row.settled_at,
    mailWanted: row.mail_wanted,
    mailId: row.mail_id,
  }
}

/** Lines that are not true any more stand in nobody's way, and in no mail that is still to leave. */
export async function settleNotices(trx: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('notice')
    .set({ settled_at: now })
    .where('id', 'in', [...ids])
    .execute()
}

/** A need that is there again is news; "all is well" was read before. */
export async function reopenNotice(trx: Db, id: string, toldAt: Date): Promise<void> {
  await trx
    .updateTable('notice')
    .set({
      settled_at: null,
      told_at: toldAt,
      read_at: sql<Date | null>`case when kind in ('ending', 'lost', 'limited') then null else read_at end`,
    })
    .where('id', '=', id)
    .execute()
}

export type NewNotice = {
  id: string
  userId: string
  creatorId: string
  channelId: string
  kind: NoticeKind
  step: number
  series: Date
  dueAt: Date
  toldAt: Date
  settledAt: Date | null
  mailWanted: boolean
  mailId: string | null
}

export async function insertNotices(trx: Db, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await trx
    .insertInto('notice')
    .values(
      notices.map((one) => ({
        id: one.id,
        user_id: one.userId,
        creator_id: one.creatorId,
        channel_id: one.channelId,
        kind: one.kind,
        step: one.step,
        series: one.series,
        due_at: one.dueAt,
        told_at: one.toldAt,
        settled_at: one.settledAt,
        read_at: null,
        mail_wanted: one.mailWanted,
        mail_id: one.mailId,
      })),
    )
    .execute()
}

export async function putIntoMail(trx: Db, ids: readonly string[], mailId: string): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('notice')
    .set({ mail_id: mailId })
    .where('id', 'in', [...ids])
    .execute()
}

/** They were not mailed after all, and may be once they are true again. */
export async function takeOutOfMail(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('notice')
    .set({ mail_id: null })
    .where('id', 'in', [...ids])
    .execute()
}

/** What a mail that is about to leave was made for. */
export async function noticesInMail(db: Db, mailId: string): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notice')
    .selectAll()
    .where('mail_id', '=', mailId)
    .orderBy('told_at')
    .orderBy('id')
    .execute()
  return rows.map(noticeOf)
}

export type ListedNotice = {
  notice: Notice
  readAt: Date | null
  channel: Channel
  creator: { id: string; name: string }
  /** Companies that are waiting for its insights, by name. */
  waiting: string[]
  /** The end of the permission that stands now. */
  grant: ChannelFacts['grant']
}

/** Newest first: what is open, and what was told since `since`. Only of creators the person still works for. */
export async function listedNotices(
  db: Db,
  userId: string,
  about: { since: Date; limit: number },
): Promise<ListedNotice[]> {
  const rows = await db
    .selectFrom('notice as n')
    .innerJoin('channel', 'channel.id', 'n.channel_id')
    .innerJoin('creator', 'creator.id', 'n.creator_id')
    .innerJoin('member as m', (join) =>
      join.onRef('m.creator_id', '=', 'n.creator_id').onRef('m.user_id', '=', 'n.user_id'),
    )
    .leftJoin('channel_grant as g', 'g.channel_id', 'channel.id')
    .selectAll('channel')
    .select([
      'n.id as notice_id',
      'n.kind',
      'n.step',
      'n.series',
      'n.told_at',
      'n.settled_at',
      'n.read_at',
      'n.mail_wanted',
      'n.mail_id',
      'creator.name as creator_name',
      'g.generation',
      'g.scopes',
      'g.access_ends_at',
      'g.grant_ends_at',
      'g.person_ends_at',
      'g.granted_at',
      'g.renewed_at',
      'g.renewal_failed_at',
    ])
    .where('n.user_id', '=', userId)
    .where('n.kind', '<>', 'digest')
    .where((eb) => eb.or([eb('n.settled_at', 'is', null), eb('n.told_at', '>', about.since)]))
    .orderBy('n.told_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(about.limit)
    .execute()
  const waiting = await companiesThatWait(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const { generation, scopes, granted_at } = row
    return {
      waiting: waiting.get(row.id) ?? [],
      notice: {
        id: row.notice_id,
        channelId: row.id,
        kind: row.kind,
        step: row.step,
        series: row.series,
        toldAt: row.told_at,
        settledAt: row.settled_at,
        mailWanted: row.mail_wanted,
        mailId: row.mail_id,
      },
      readAt: row.read_at,
      channel: channelOf(row),
      creator: { id: row.creator_id, name: row.creator_name },
      grant:
        generation === null || scopes === null || granted_at === null
          ? null
          : factsOf({ ...row, generation, scopes, granted_at }),
    }
  })
}

/** Unread is what is open and has not been marked; a line that is over asks for nobody's eye. */
export async function unreadCount(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('notice as n')
    .innerJoin('member as m', (join) =>
      join.onRef('m.creator_id', '=', 'n.creator_id').onRef('m.user_id', '=', 'n.user_id'),
    )
    .innerJoin('creator as c', 'c.id', 'n.creator_id')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('n.user_id', '=', userId)
    .where('n.settled_at', 'is', null)
    .where('n.read_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** `noticeId` null: all of them. */
export async function markNoticesRead(
  db: Db,
  userId: string,
  noticeId: string | null,
  now: Date,
): Promise<void> {
  await db
    .updateTable('notice')
    .set({ read_at: now })
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .$if(noticeId !== null, (query) => query.where('id', '=', noticeId ?? ''))
    .execute()
}

/** Lines that were settled before `before`. What is open stays, however old. */
export async function dropSettledNotices(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('notice').where('settled_at', '<', before).execute()
  await db
    .deleteFrom('notice')
    .where('kind', 'in', ['renewed', 'back', 'complete'])
    .where('told_at', '<', before)
    .execute()
}
