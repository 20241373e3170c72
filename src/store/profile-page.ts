/**
 * Everything that a public profile shows, read by one statement, and the stamp that says whether what was made from it
 * still stands. Both hold the condition under which numbers may be shown: no page decides it.
 */
import type { PostGap, PostKind, PostNumbers } from '../domain/insight/post.ts'
import type { Breakdown, Gap, Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import type { Block, Category, Link, Rate } from '../domain/person/profile.ts'
import type { Row, Store } from './open.ts'

/** Connected, and proved not longer ago than `$2`. */
const MAY_SHOW = `(c.state in ('connected', 'limited') and c.proof_at >= $2::timestamptz)`

/**
 * A row's version is the transaction that wrote it, which the database keeps by itself: no writer can forget to raise
 * it. Whether numbers may be shown now stands beside it, because time alone changes that.
 */
const STAMP = `concat(cr.xmin, ' ', (
    select string_agg(concat_ws('.', c.xmin, r.xmin, coalesce(${MAY_SHOW}, false)), ' ' order by c.id)
    from channel c left join channel_reading r on r.channel_id = c.id
    where c.creator_id = cr.id))`

const STAMPS = {
  name: 'profile_stamps',
  // How many handles there are is unknown to the planner either way, so it keeps one plan: one probe for each.
  text: `select cr.handle, ${STAMP} as stamp
    from string_to_table($1::text, ' ') as asked,
      lateral (select handle, id, creator.xmin from creator where handle = asked limit 1) cr`,
}

const READ = {
  name: 'profile_page',
  text: `
    select cr.id as creator_id, cr.handle as creator_handle, cr.name, cr.bio, cr.place, cr.country, cr.languages,
      cr.categories, cr.links, cr.listed, cr.hidden_blocks, cr.rates, ${STAMP} as stamp,
      c.id, c.network, c.handle, c.title, c.url, c.proof_at, coalesce(${MAY_SHOW}, false) as may_show,
      n.taken_at, n.readings, n.breakdowns, n.gaps, h.history, p.posts
    from creator cr
    left join channel c on c.creator_id = cr.id and c.state <> 'off'
    left join lateral (
      select taken_at, readings, breakdowns, gaps from snapshot
      where channel_id = c.id and not afterwards and ${MAY_SHOW}
      order by day desc limit 1
    ) n on true
    left join lateral (
      select jsonb_agg(jsonb_build_array(day::text,
        jsonb_path_query_first(readings, '$[*] ? (@.metric == "followers").value'), afterwards) order by day) as history
      from snapshot where channel_id = c.id and day >= $3::date and ${MAY_SHOW}
    ) h on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('networkId', network_id, 'postedAt', posted_at, 'kind', kind,
        'title', title, 'url', url, 'numbers', numbers, 'gaps', gaps, 'takenAt', taken_at) order by posted_at desc) as posts
      from channel_post where channel_id = c.id and ${MAY_SHOW}
    ) p on true
    where cr.handle = $1
    order by c.created_at, c.id`,
}

export type StoredPost = {
  networkId: string
  postedAt: string
  kind: PostKind
  title: string
  url: string | null
  numbers: PostNumbers
  gaps: PostGap[]
  takenAt: string
}

export type ProfileChannelRow = {
  id: string
  network: Network
  handle: string | null
  title: string
  url: string | null
  proofAt: Date | null
  mayShow: boolean
  /** Null where the numbers may not be shown now, or where there are none yet. */
  numbers: { takenAt: Date; readings: Reading[]; breakdowns: Breakdown[]; gaps: Gap[] } | null
  history: { day: string; followers: number | null; afterwards: boolean }[]
  posts: StoredPost[]
}

export type ProfileRow = {
  stamp: string
  creator: {
    id: string
    handle: string
    name: string
    bio: string
    place: string | null
    country: string | null
    languages: string[]
    categories: Category[]
    links: Link[]
    listed: boolean
    hidden: Block[]
    rates: Rate[]
  }
  channels: ProfileChannelRow[]
}

type PageRow = Row & {
  creator_id: string
  creator_handle: string
  name: string
  bio: string
  place: string | null
  country: string | null
  languages: string[]
  categories: Category[]
  links: Link[]
  listed: boolean
  hidden_blocks: Block[]
  rates: Rate[]
  stamp: string
  id: string | null
  network: Network
  handle: string | null
  title: string
  url: string | null
  proof_at: Date | null
  may_show: boolean
  taken_at: Date | null
  readings: Reading[] | null
  breakdowns: Breakdown[] | null
  gaps: Gap[] | null
  history: [day: string, followers: number | null, afterwards: boolean][] | null
  posts: StoredPost[] | null
}

type Asked = { proofSince: Date; historyFrom: string }

/** Null where nobody has that handle. */
export async function readProfilePage(
  store: Pick<Store, 'prepared'>,
  handle: string,
  { proofSince, historyFrom }: Asked,
): Promise<ProfileRow | null> {
  const values = [handle, proofSince.toISOString(), historyFrom]
  const rows = await store.prepared<PageRow>({ ...READ, values })
  const [first] = rows
  if (first === undefined) return null
  return {
    stamp: first.stamp,
    creator: {
      id: first.creator_id,
      handle: first.creator_handle,
      name: first.name,
      bio: first.bio,
      place: first.place,
      country: first.country,
      languages: first.languages,
      categories: first.categories,
      links: first.links,
      listed: first.listed,
      hidden: first.hidden_blocks,
      rates: first.rates,
    },
    channels: rows.flatMap((row) => (row.id === null ? [] : [channelOf(row, row.id)])),
  }
}

/** Which of these handles exist, and the stamp of each at this moment. */
export async function readProfileStamps(
  store: Pick<Store, 'prepared'>,
  handles: readonly string[],
  proofSince: Date,
): Promise<Map<string, string>> {
  const values = [handles.join(' '), proofSince.toISOString()]
  const rows = await store.prepared<Row & { handle: string; stamp: string }>({ ...STAMPS, values })
  return new Map(rows.map(({ handle, stamp }) => [handle, stamp]))
}

function channelOf(row: PageRow, id: string): ProfileChannelRow {
  return {
    id,
    network: row.network,
    handle: row.handle,
    title: row.title,
    url: row.url,
    proofAt: row.proof_at,
    mayShow: row.may_show,
    numbers:
      row.taken_at === null
        ? null
        : {
            takenAt: row.taken_at,
            readings: (row.readings ?? []).map(revived),
            breakdowns: (row.breakdowns ?? []).map(revived),
            gaps: row.gaps ?? [],
          },
    history: (row.history ?? []).map(([day, followers, afterwards]) => ({ day, followers, afterwards })),
    posts: row.posts ?? [],
  }
}

/** Dates inside JSON come back as text. */
function revived<T extends { takenAt: Date }>(stored: T): T {
  return { ...stored, takenAt: new Date(stored.takenAt) }
}
