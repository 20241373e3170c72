/** Reconnect links by their hash. They end by one statement each, so that two who come at once are told apart. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { LinkEnd, LinkFacts, LinkKind } from '../domain/channel/reconnect-link.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type StoredLink = LinkFacts & {
  id: string
  channelId: string
  madeBy: string
  sentTo: string | null
  madeAt: Date
  endedAt: Date | null
  helper: string | null
}

export async function insertLink(
  db: Db,
  link: {
    id: string
    tokenHash: Uint8Array
    channelId: string
    kind: LinkKind
    madeBy: string
    sentTo: string | null
    madeAt: Date
    expiresAt: Date
  },
): Promise<void> {
  await db
    .insertInto('reconnect_link')
    .values({
      id: link.id,
      token_hash: link.tokenHash,
      channel_id: link.channelId,
      kind: link.kind,
      made_by: link.madeBy,
      sent_to: link.sentTo,
      made_at: link.madeAt,
      expires_at: link.expiresAt,
    })
    .execute()
}

export async function findLinkByToken(db: Db, tokenHash: Uint8Array): Promise<StoredLink | null> {
  const row = await db
    .selectFrom('reconnect_link')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row === undefined ? null : linkOf(row)
}

export async function findLink(db: Db, id: string): Promise<StoredLink | null> {
  const row = await db.selectFrom('reconnect_link').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : linkOf(row)
}

/** Of the kinds asked for, the newest first. */
export async function linksOf(
  db: Db,
  channelId: string,
  of: { kinds: LinkKind[]; since: Date; limit: number },
): Promise<StoredLink[]> {
  const rows = await db
    .selectFrom('reconnect_link')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('kind', 'in', of.kinds)
    .where('made_at', '>=', of.since)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(of.limit)
    .execute()
  return rows.map(linkOf)
}

export async function countOpenLinks(
  db: Db,
  channelId: string,
  at: { kind: LinkKind; now: Date },
): Promise<number> {
  const { count } = await db
    .selectFrom('reconnect_link')
    .select(({ fn }) => fn.countAll<string | number>().as('count'))
    .where('channel_id', '=', channelId)
    .where('kind', '=', at.kind)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at.now)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Holds it until the transaction ends, so that nobody else uses it or takes it back meanwhile. Null where it has ended. */
export async function lockOpenLink(db: Db, id: string): Promise<StoredLink | null> {
  const row = await db
    .selectFrom('reconnect_link')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : linkOf(row)
}

/** False where it had ended already: used a moment ago, or taken back. */
export async function endLink(
  db: Db,
  id: string,
  end: { how: LinkEnd; at: Date; helper?: string | null },
): Promise<boolean> {
  const done = await db
    .updateTable('reconnect_link')
    .set({ ended_at: end.at, ended_how: end.how, helper: end.helper ?? null })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** All that still ask for a channel, because it lives again or because nobody wants it to. */
export async function endLinksOf(db: Db, channelId: string, end: { how: LinkEnd; at: Date }): Promise<void> {
  await db
    .updateTable('reconnect_link')
    .set({ ended_at: end.at, ended_how: end.how })
    .where('channel_id', '=', channelId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Links that stopped working before a moment, with whom they were sent to. */
export async function dropOldLinks(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('reconnect_link')
    .where(sql<boolean>`greatest(expires_at, coalesce(ended_at, expires_at)) < ${before}`)
    .execute()
}

function linkOf(row: Selectable<Tables['reconnect_link']>): StoredLink {
  return {
    id: row.id,
    channelId: row.channel_id,
    kind: row.kind,
    madeBy: row.made_by,
    sentTo: row.sent_to,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    ended: row.ended_how,
    helper: row.helper,
  }
}
