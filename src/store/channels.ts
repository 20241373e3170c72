/** Channels: what they are and how they stand. Every change of state names the states it may come from. */
import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely'
import type { Channel, Connection, Trouble } from '../domain/channel/channel.ts'
import { forgottenId } from '../domain/channel/forgetting.ts'
import { mayBecome } from '../domain/channel/moves.ts'
import type { Account } from '../domain/grant.ts'
import type { Network } from '../domain/network.ts'
import type { About } from '../domain/signal.ts'
import type { Loss, Verdict } from '../domain/verdict.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export async function findChannel(db: Db, id: string): Promise<Channel | null> {
  const row = await db.selectFrom('channel').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : channelOf(row)
}

/** Holds the row until the transaction ends. Whoever locks a channel and a link of it locks the channel first. */
export async function lockChannel(db: Db, id: string): Promise<void> {
  await db.selectFrom('channel').select('id').where('id', '=', id).forUpdate().execute()
}

export async function channelsOf(db: Db, creatorId: string): Promise<Channel[]> {
  const rows = await db.selectFrom('channel').selectAll().where('creator_id', '=', creatorId).execute()
  return rows.map(channelOf)
}

/** Who holds these accounts of a network here, by the network's own id. */
export async function holdersOf(
  db: Db,
  network: Network,
  networkIds: readonly string[],
): Promise<Map<string, { channelId: string; creatorId: string; state: Connection['state'] }>> {
  if (networkIds.length === 0) return new Map()
  const named = new Map(networkIds.flatMap((id) => idsOf(network, id).map((kept) => [kept, id] as const)))
  const rows = await db
    .selectFrom('channel')
    .select(['id', 'creator_id', 'network_id', 'state'])
    .where('network', '=', network)
    .where('network_id', 'in', [...named.keys()])
    .execute()
  return new Map(
    rows.map((row) => [
      named.get(row.network_id) ?? row.network_id,
      { channelId: row.id, creatorId: row.creator_id, state: row.state },
    ]),
  )
}

/** The channels that a network's event is about: one account may be named by several ids, one person may hold many. */
export async function channelsAbout(db: Db, network: Network, about: About): Promise<Channel[]> {
  const ofNetwork = db.selectFrom('channel').selectAll('channel').where('channel.network', '=', network)
  switch (about.kind) {
    case 'account': {
      // Two queries by index, not one with an `or` that would read the whole table.
      const [own, other] = await Promise.all([
        ofNetwork.where('network_id', '=', about.id).execute(),
        ofNetwork.where(sql<boolean>`other_ids @> ${[about.id]}::text[] and other_ids <> '{}'`).execute(),
      ])
      const rows = new Map([...own, ...other].map((row) => [row.id, row]))
      return [...rows.values()].map(channelOf)
    }
    case 'person': {
      const theirs = ofNetwork.where('subject', '=', about.subject)
      const named = about.accounts === null ? theirs : theirs.where('network_id', 'in', [...about.accounts])
      return about.accounts?.length === 0 ? [] : (await named.execute()).map(channelOf)
    }
    case 'grant': {
      const rows = await ofNetwork
        .innerJoin('channel_grant', 'channel_grant.channel_id', 'channel.id')
        .where(sql<boolean>`channel_grant.marks @> ${[about.mark]}::text[] and channel_grant.marks <> '{}'`)
        .execute()
      return rows.map(channelOf)
    }
    default:
      return about satisfies never
  }
}

/** False where the account already belongs to a creator here. */
export async function insertChannel(
  db: Db,
  channel: {
    id: string
    creatorId: string
    network: Network
    account: Account
    missingScopes: string[]
    at: Date
  },
): Promise<boolean> {
  const { account, at } = channel
  const done = await db
    .insertInto('channel')
    .values({
      id: channel.id,
      creator_id: channel.creatorId,
      network: channel.network,
      network_id: account.networkId,
      other_ids: [...account.otherIds],
      subject: account.subject,
      handle: account.handle,
      title: account.title,
      url: account.url,
      avatar_url: account.avatarUrl,
      ...aliveColumns(channel.missingScopes),
      since: at,
      proof_at: at,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['network', 'network_id']).doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The same row lives again: after a reconnection, or because the network took its refusal back. */
export async function reviveChannel(
  db: Db,
  id: string,
  revival: { network: Network; account: Account; missingScopes: string[]; at: Date },
): Promise<boolean> {
  const { network, account, at } = revival
  const columns = aliveColumns(revival.missingScopes)
  const done = await db
    .updateTable('channel')
    .set({
      ...columns,
      ...accountColumns(account),
      network_id: account.networkId,
      forgotten_at: null,
      since: at,
      proof_at: at,
      reason: null,
      confidence: null,
      evidence: null,
      suspect_since: null,
      suspect_verdict: null,
      trouble: null,
      trouble_at: null,
    })
    .where('id', '=', id)
    .where('network_id', 'in', idsOf(network, account.networkId))
    .where('state', 'in', mayBecome(columns.state))
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** A real read succeeded with this generation of the grant. */
export async function recordProof(
  db: Db,
  id: string,
  proof: { account: Account; generation: number; at: Date },
): Promise<boolean> {
  const done = await db
    .updateTable('channel')
    .set({
      ...accountColumns(proof.account),
      proof_at: proof.at,
      suspect_since: null,
      suspect_verdict: null,
      trouble: null,
      trouble_at: null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['connected', 'limited'])
    .where(generationIs(id, proof.generation))
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Takes the connection away, unless a newer grant has come since the evidence was gathered. */
export async function disconnectChannel(
  db: Db,
  id: string,
  loss: {
    verdict: Verdict & { diagnosis: Loss }
    generation: number
    at: Date
  },
): Promise<boolean> {
  const { verdict, at } = loss
  const done = await db
    .updateTable('channel')
    .set({
      state: 'disconnected',
      since: at,
      reason: verdict.diagnosis,
      confidence: verdict.confidence,
      evidence: JSON.stringify(verdict.evidence),
      missing_scopes: [],
      suspect_since: null,
      suspect_verdict: null,
      trouble: null,
      trouble_at: null,
    })
    .where('id', '=', id)
    .where('state', 'in', mayBecome('disconnected'))
    .where(generationIs(id, loss.generation))
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** A lost channel whose cause has become clearer since. Its state and its history stay as they are. */
export async function explainLoss(
  db: Db,
  id: string,
  of: { since: Date; verdict: Verdict & { diagnosis: Loss } },
): Promise<boolean> {
  const done = await db
    .updateTable('channel')
    .set({
      reason: of.verdict.diagnosis,
      confidence: of.verdict.confidence,
      evidence: JSON.stringify(of.verdict.evidence),
    })
    .where('id', '=', id)
    .where('state', '=', 'disconnected')
    .where('since', '=', of.since)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** The creator wants it so. Nothing of it counts as connected from here on. */
export async function turnOffChannel(db: Db, id: string, at: Date): Promise<boolean> {
  const done = await db
    .updateTable('channel')
    .set({
      state: 'off',
      since: at,
      reason: null,
      confidence: null,
      evidence: null,
      missing_scopes: [],
      suspect_since: null,
      suspect_verdict: null,
      trouble: null,
      trouble_at: null,
    })
    .where('id', '=', id)
    .where('state', 'in', mayBecome('off'))
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** A loss that should never have been is taken back; the next look decides anew. */
export async function restoreChannel(
  db: Db,
  id: string,
  of: { lostAt: Date; missingScopes: string[]; at: Date },
): Promise<boolean> {
  const columns = aliveColumns(of.missingScopes)
  const done = await db
    .updateTable('channel')
    .set({
      ...columns,
      since: of.at,
      reason: null,
      confidence: null,
      evidence: null,
      trouble: 'held',
      trouble_at: of.at,
    })
    .where('id', '=', id)
    .where('state', '=', 'disconnected')
    .where('since', '=', of.lostAt)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Other channels that the same person's permission at this network keeps alive. */
export async function hasSiblings(db: Db, channelId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from channel one
    join channel other on other.network = one.network and other.subject = one.subject and other.id <> one.id
    where one.id = ${channelId} and one.subject is not null and other.state in ('connected', 'limited')
    limit 1`.execute(db)
  return rows.length > 0
}

/** Channels of a network that were lost or turned off before a moment and of which something is still held. */
export async function goneBefore(
  db: Db,
  network: Network,
  before: { lost: Date; off: Date },
  limit: number,
): Promise<{ id: string; networkId: string }[]> {
  const rows = await db
    .selectFrom('channel')
    .select(['id', 'network_id'])
    .where('network', '=', network)
    .where('forgotten_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'disconnected'), eb('since', '<', before.lost)]),
        eb.and([eb('state', '=', 'off'), eb('since', '<', before.off)]),
      ]),
    )
    .orderBy('since')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, networkId: row.network_id }))
}

/** `as` null: only marks that nothing secret is left. Else the account is known by that hash alone from here on. */
export async function markForgotten(
  db: Db,
  id: string,
  of: { at: Date; as: { networkId: string; title: string } | null },
): Promise<void> {
  await db
    .updateTable('channel')
    .set({
      forgotten_at: of.at,
      ...(of.as === null
        ? {}
        : {
            network_id: of.as.networkId,
            other_ids: [],
            subject: null,
            handle: null,
            title: of.as.title,
            url: null,
            avatar_url: null,
            evidence: null,
          }),
    })
    .where('id', '=', id)
    .where('state', 'in', ['disconnected', 'off'])
    .execute()
}

/** An account's row, whether it still knows the id or only its hash. */
function idsOf(network: Network, networkId: string): string[] {
  return [networkId, forgottenId(network, networkId)]
}

/** The row and everything that hangs on it: tokens, numbers, history. */
export async function eraseChannel(db: Db, id: string): Promise<void> {
  await db.deleteFrom('channel').where('id', '=', id).execute()
}

/** Channels that an outage has kept from being looked at say so, and not that the fault is ours. How many those are. */
export async function noteOutage(
  db: Db,
  network: Network,
  of: { at: Date; proofBefore: Date },
): Promise<number> {
  const done = await db
    .updateTable('channel')
    .set({ trouble: 'transient', trouble_at: of.at })
    .where('network', '=', network)
    .where('state', 'in', ['connected', 'limited'])
    .where('trouble', 'is', null)
    .where('proof_at', '<', of.proofBefore)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** Keeps the first suspicion: a later one must not start the ten minutes again. */
export async function suspectChannel(
  db: Db,
  id: string,
  suspicion: { verdict: Verdict; generation: number; at: Date },
): Promise<boolean> {
  const done = await db
    .updateTable('channel')
    .set({ suspect_since: suspicion.at, suspect_verdict: JSON.stringify(suspicion.verdict) })
    .where('id', '=', id)
    .where('suspect_since', 'is', null)
    .where('state', 'in', ['connected', 'limited'])
    .where(generationIs(id, suspicion.generation))
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function noteTrouble(db: Db, id: string, trouble: Trouble): Promise<void> {
  await db
    .updateTable('channel')
    .set({ trouble: trouble.kind, trouble_at: trouble.at })
    .where('id', '=', id)
    .execute()
}

/** The scopes that a renewal or a re-reading showed to be there or not. */
export async function setMissingScopes(
  db: Db,
  id: string,
  missingScopes: string[],
  at: Date,
): Promise<boolean> {
  const columns = aliveColumns(missingScopes)
  const done = await db
    .updateTable('channel')
    .set({ ...columns, since: at })
    .where('id', '=', id)
    .where('state', 'in', ['connected', 'limited'])
    .where(sql<boolean>`missing_scopes is distinct from ${missingScopes}::text[]`)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Every way of reading a channel row goes through here, so that impossible rows are found at once. */
export function channelOf(row: Selectable<Tables['channel']>): Channel {
  return {
    id: row.id,
    creatorId: row.creator_id,
    network: row.network,
    networkId: row.network_id,
    handle: row.handle,
    title: row.title,
    url: row.url,
    connection: connectionOf(row),
    suspicion:
      row.suspect_since === null || row.suspect_verdict === null
        ? null
        : { since: row.suspect_since, verdict: row.suspect_verdict },
    trouble:
      row.trouble === null || row.trouble_at === null ? null : { kind: row.trouble, at: row.trouble_at },
    proofAt: row.proof_at,
  }
}

function connectionOf(row: Selectable<Tables['channel']>): Connection {
  const { since } = row
  switch (row.state) {
    case 'connected':
    case 'off':
      return { state: row.state, since }
    case 'limited':
      return { state: 'limited', since, missingScopes: row.missing_scopes }
    case 'disconnected':
      // The table's own check makes a missing reason impossible; `ambiguous_reconnect` is the honest reading of one.
      return {
        state: 'disconnected',
        since,
        reason: row.reason ?? 'ambiguous_reconnect',
        confidence: row.confidence ?? 'unknown',
        evidence: row.evidence,
      }
    default:
      return row.state satisfies never
  }
}

function aliveColumns(missingScopes: string[]) {
  const state: 'connected' | 'limited' = missingScopes.length === 0 ? 'connected' : 'limited'
  return { state, missing_scopes: missingScopes }
}

function accountColumns(account: Account) {
  return {
    other_ids: [...account.otherIds],
    ...(account.subject === null ? {} : { subject: account.subject }),
    handle: account.handle,
    title: account.title,
    url: account.url,
    avatar_url: account.avatarUrl,
  }
}

function generationIs(channelId: string, generation: number) {
  return (eb: ExpressionBuilder<Tables, 'channel'>) =>
    eb.exists(
      eb
        .selectFrom('channel_grant')
        .select('channel_id')
        .where('channel_id', '=', channelId)
        .where('generation', '=', generation),
    )
}
