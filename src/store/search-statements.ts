/**
 * The statements of a search. One is shaped by which things are asked for, never by what they are: so its text is made
 * once, and where the plan is the same whatever is asked for, the server keeps that, too.
 */
import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { Base } from '../domain/insight/engagement.ts'
import type { Row, Store } from './open.ts'
import { shownNow } from './shown-now.ts'

/** What shapes a statement. */
export type Form = {
  reads: 'page' | 'paused page' | 'count' | 'paused count'
  /** Along the columns of an index, or by terms, stretch by stretch. */
  by: 'columns' | 'stretches'
  /** Once, for all values. Anew: whether many match or few changes how they are best found. */
  planned: 'once' | 'anew'
  order: Order
  engagementBy: Base
  /** Whether there is anything to find by its term, and whether by one that has no column. */
  terms: boolean
  others: boolean
  network: boolean
  country: boolean
  categories: boolean
  followersFrom: boolean
  followersTo: boolean
  engagementFrom: boolean
  after: boolean
  /** Rows at most. In the text, because a planner that cannot see it expects a tenth of all rows. */
  limit: number
}

export const rateColumn = (base: Base) => `by_${base}` as const

export type Order = 'followers' | ReturnType<typeof rateColumn> | 'growth' | 'taken_at'

const TYPES = {
  network: 'text',
  country: 'text',
  categories: 'bigint',
  followersFrom: 'bigint',
  followersTo: 'bigint',
  engagementFrom: 'real',
  terms: 'tsquery',
  others: 'tsquery',
  proofSince: 'timestamptz',
  afterFollowers: 'bigint',
  afterNumber: 'real',
  afterSeconds: 'float8',
  afterChannel: 'text',
  /** What to ask the index for, one after the other, with commas between. */
  stretches: 'text',
} as const
type Slot = keyof typeof TYPES

/** What is asked for, as texts that the database reads. */
export type Values = Partial<Record<Slot, string>>

export type Reads = Pick<Store, 'db' | 'prepared'>

type Statement = { name: string | null; text: string; slots: Slot[] }

/** By what its form says, among all stores of this process. */
const kept = new Map<string, Statement>()
/** Every connection keeps a plan for each. A form so seldom that it comes later is made and planned each time. */
const MOST_KEPT = 100

/** The rows of a form's statement. Throws where a value is missing that the form says is there. */
export async function read<T extends Row>(store: Reads, form: Form, values: Values): Promise<T[]> {
  const key = Object.values(form).join()
  const statement = kept.get(key) ?? make(store, form, key)
  const { name, text } = statement
  const given = statement.slots.map((slot) => {
    const value = values[slot]
    if (value === undefined) throw new Error(`A search has no ${slot}, and its statement asks for it.`)
    return value
  })
  if (name !== null) return store.prepared<T>({ name, text, values: given })
  return (await store.db.executeQuery<T>(CompiledQuery.raw(text, given))).rows
}

function make(store: Reads, form: Form, key: string): Statement {
  const { sql: text, parameters } = statementOf(form).compile(store.db)
  const full = kept.size >= MOST_KEPT
  const name = form.planned === 'once' && !full ? `search_${kept.size}` : null
  const statement = { name, text, slots: parameters as Slot[] }
  if (!full) kept.set(key, statement)
  return statement
}

function statementOf(form: Form): RawBuilder<unknown> {
  switch (form.reads) {
    case 'page':
      return form.by === 'columns' ? pageAlongOrder(form) : pageByStretches(form)
    case 'count':
      return counted(form, form.by === 'columns' ? rowsByColumns(form) : rowsByStretches(form))
    case 'paused page':
      return pausedPage(form)
    case 'paused count':
      return sql`select count(*)::int as creators from (${pausedPage(form)}) found`
    default:
      return form.reads satisfies never
  }
}

/** Where a value stands. A planner that saw it would think that it could do better for each, and plan each time. */
function given(form: Form, slot: Slot): RawBuilder<unknown> {
  const value = sql`${slot}::${sql.raw(TYPES[slot])}`
  return form.planned === 'once' ? sql`(select ${value})` : value
}

/** Stretch by stretch from the top: the database reads no further than until the page is full. */
function pageByStretches(form: Form): RawBuilder<unknown> {
  return sql`
    select l.*
    from ${stretches(form)}
    cross join lateral (
      select f.card, f.numbers, l.followers as value from (
        select l.channel_id, l.creator_id, l.followers from listing l
        where ${inTheStretch(form)}
        order by l.followers desc, l.channel_id
      ) l
      cross join lateral (${firstOfTheirs(form)}) f
      where f.is_it
      limit ${sql.lit(form.limit)}
    ) l
    limit ${sql.lit(form.limit)}`
}

function pageAlongOrder(form: Form): RawBuilder<unknown> {
  const order = sql.ref(`l.${form.order}`)
  return sql`
    select f.card, f.numbers, ${form.order === 'taken_at' ? sql`extract(epoch from ${order}) * 1000` : order} as value
    from listing l
    cross join lateral (${firstOfTheirs(form)}) f
    where ${alongColumns(form)} and ${behind(order, form)} and f.is_it
    order by ${order} desc, l.channel_id
    limit ${sql.lit(form.limit)}`
}

/**
 * Which of a creator's channels that are asked for comes first. There are few, and they are found by the creator: this
 * brings what is shown of the row, too. Whether it is the one is a column, because a planner takes an equation between
 * two channels for something that is hardly ever so.
 */
function firstOfTheirs(form: Form): RawBuilder<unknown> {
  return sql`
    select f.card, f.numbers, f.channel_id = l.channel_id as is_it from listing f
    where f.creator_id = l.creator_id
      and (f.channel_id = l.channel_id or (f.live and ${has('f', form)} and ${matching('f', form)}))
    order by ${sql.ref(`f.${form.order}`)} desc, f.channel_id
    limit 1`
}

function pausedPage(form: Form): RawBuilder<unknown> {
  // Lost ones, and those that are live and could not be proved for too long.
  const part = (ofIt: RawBuilder<unknown>) => sql`(
    select l.channel_id, l.card, c.proof_at
    from listing l
    join channel c on c.id = l.channel_id
    join creator o on o.id = l.creator_id
    where ${ofIt} and ${has('l', form)} and ${every(ordered('l', form))}
      and o.listed and c.state <> 'off' and not ${shownNow('c', given(form, 'proofSince'))}
      and ${form.after ? sql`l.channel_id > ${given(form, 'afterChannel')}` : sql`true`}
      and not exists (
        select 1 from listing b join channel d on d.id = b.channel_id
        where b.creator_id = l.creator_id and b.channel_id <> l.channel_id and ${has('b', form)}
          and ${every(ordered('b', form))}
          and (${shownNow('d', given(form, 'proofSince'))} or (d.state <> 'off' and b.channel_id < l.channel_id))
      )
    order by l.channel_id
    limit ${sql.lit(form.limit)})`
  return sql`
    select l.card, l.proof_at
    from (${part(sql`not l.live`)}
      union all ${part(sql`l.live and l.proved_at < ${given(form, 'proofSince')}`)}) l
    order by channel_id
    limit ${sql.lit(form.limit)}`
}

/** Whose channel comes first does not matter here: channels are read until they are of enough creators. */
function counted(form: Form, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with found as materialized (select l.creator_id from (${rows}) l limit ${sql.lit(form.limit)})
    select (select count(*) from found)::int as channels,
      (select count(*) from (select from found group by creator_id) as different)::int as creators`
}

function rowsByColumns(form: Form): RawBuilder<unknown> {
  return sql`select l.creator_id from listing l where ${alongColumns(form)}`
}

/** Its end keeps the planner from making a join of it, in which every row would meet every stretch. */
function rowsByStretches(form: Form): RawBuilder<unknown> {
  return sql`
    select l.creator_id from ${stretches(form)}
    cross join lateral (
      select l.creator_id from listing l where ${inTheStretch(form)} offset 0
    ) l`
}

function stretches(form: Form): RawBuilder<unknown> {
  return sql`string_to_table(${given(form, 'stretches')}, ',') as stretch (query)`
}

/** Followers are written so that no index of them is taken for it: the terms lead to fewer rows. */
function inTheStretch(form: Form): Condition {
  const followers = sql`(l.followers + 0)`
  return every([
    sql`l.live and l.terms @@ stretch.query::tsquery`,
    ...between(followers, form),
    shownWithRates('l', form),
    behind(followers, form),
  ])
}

type Condition = RawBuilder<unknown>
type Alias = 'l' | 'b' | 'f'

function has(alias: Alias, form: Form, which: 'terms' | 'others' = 'terms'): Condition {
  return form[which] ? sql`${sql.ref(`${alias}.terms`)} @@ ${given(form, which)}` : sql`true`
}

/** All that is asked for, what stands in columns by them. */
function alongColumns(form: Form): Condition {
  const bits = given(form, 'categories')
  return every([
    sql`l.live`,
    ...(form.network ? [sql`l.network = ${given(form, 'network')}`] : []),
    ...(form.country ? [sql`l.country = ${given(form, 'country')}`] : []),
    // Said as an equation, because the planner takes an inequation for something that is nearly always so.
    ...(form.categories ? [sql`l.categories & ${bits} = ${bits}`] : []),
    has('l', form, 'others'),
    matching('l', form),
  ])
}

/** What was asked for of a row's numbers, and that they may be shown. */
function matching(alias: Alias, form: Form): Condition {
  return every([shownWithRates(alias, form), ...between(sql.ref(`${alias}.followers`), form)])
}

function between(followers: RawBuilder<unknown>, form: Form): Condition[] {
  return [
    ...(form.followersFrom ? [sql`${followers} >= ${given(form, 'followersFrom')}`] : []),
    ...(form.followersTo ? [sql`${followers} <= ${given(form, 'followersTo')}`] : []),
  ]
}

function shownWithRates(alias: Alias, form: Form): Condition {
  const rate = sql.ref(`${alias}.${rateColumn(form.engagementBy)}`)
  return every([
    provedSince(alias, form),
    ...(form.engagementFrom ? [sql`${rate} >= ${given(form, 'engagementFrom')}`] : []),
    ...ordered(alias, form),
  ])
}

/**
 * The row knows of a proof that is at least as old as the channel's last one. Where that is recent enough, nothing else
 * has to be read; where it is not, the channel itself is asked.
 */
function provedSince(alias: Alias, form: Form): Condition {
  return sql`(${sql.ref(`${alias}.proved_at`)} >= ${given(form, 'proofSince')}
    or (select ${shownNow('c', given(form, 'proofSince'))} from channel c where c.id = ${sql.ref(`${alias}.channel_id`)}))`
}

/** Who has no such number has no place in its order. */
function ordered(alias: Alias, { order }: Form): Condition[] {
  const everybodyHas = order === 'followers' || order === 'taken_at'
  return everybodyHas ? [] : [sql`${sql.ref(`${alias}.${order}`)} is not null`]
}

/** Comes after the last one of the page before. */
function behind(order: RawBuilder<unknown>, form: Form): Condition {
  if (!form.after) return sql`true`
  const value = placed(form)
  return sql`${order} <= ${value} and (${order} < ${value} or l.channel_id > ${given(form, 'afterChannel')})`
}

function placed(form: Form): RawBuilder<unknown> {
  if (form.order === 'taken_at') return sql`to_timestamp(${given(form, 'afterSeconds')})`
  return given(form, form.order === 'followers' ? 'afterFollowers' : 'afterNumber')
}

function every(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}
