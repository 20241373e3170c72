/** Looking for creators among a million: pages of results and counts beside `select 1`, in turn on one PostgreSQL. */
import { totalmem } from 'node:os'
import pg from 'pg'
import { COUNT_AT_MOST, EVERYTHING, type Place, type Search } from '../src/domain/brand/search.ts'
import { BAND_STARTS, SHARE_STEPS, type ShareStep, termsOf } from '../src/domain/brand/terms.ts'
import { CATEGORIES } from '../src/domain/person/profile.ts'
import { Secret } from '../src/domain/secret.ts'
import { DAY } from '../src/domain/time.ts'
import { countChannels, findChannels } from '../src/store/discovery.ts'
import { migrate } from '../src/store/migrate.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { printTable, ratios, shown, spreadOf } from './figures.ts'

/** As many as a page shows, and one that says whether there is another. */
const PAGE = 21
const ASKED = 120
const NOW = new Date('2026-11-22T12:00:00Z')
const PROOF_SINCE = new Date(NOW.getTime() - 7 * DAY)

/** From often to seldom, as the real ones are: a filter is mostly set to what many creators are. */
const COUNTRIES = 'US IN BR GB DE MX FR ID ES IT PL JP NL TR CA NG AU AR KR SE EG ZA UA PT NO EE'.split(' ')
const LANGUAGES = ['en', 'es', 'pt', 'de', 'hi']
const NETWORKS = ['instagram', 'tiktok', 'youtube', 'facebook'] as const

export async function measureDiscovery({ quick }: { quick: boolean }): Promise<void> {
  const creators = quick ? 100_000 : 1_000_000
  const rounds = quick ? 3 : 5
  await using cleanup = new AsyncDisposableStack()
  // A quarter of the memory, as the manual advises, and not more than these tables fill.
  const megabytes = Math.min(4096, Math.floor(totalmem() / 4 / 1024 ** 2))
  const server = await startPostgres({ sharedBuffers: `${megabytes}MB` })
  cleanup.defer(() => server.stop())
  await using store = await openStore({
    kind: 'postgres',
    url: new Secret(server.url),
    log: (error) => console.error(error.message),
  })
  await migrate(store)
  await fill(server.url, creators)
  const kinds = kindsOf(await wordsFor(store))
  const floors: number[][] = []
  const found = new Map(kinds.map(({ name }) => [name, [] as number[][]]))
  const all: number[][] = []
  await askAll(store, kinds, 20)
  for (let round = 0; round < rounds; round++) {
    const { floor, byKind } = await askAll(store, kinds, ASKED)
    floors.push(floor)
    for (const [name, times] of byKind) found.get(name)?.push(times)
    all.push([...byKind].flatMap(([name, times]) => (name.startsWith('filters') ? times : [])))
  }
  const half = floors.map((times) => percentile(times, 0.5))
  const worst = floors.map((times) => percentile(times, 0.95))
  const row = (name: string, times: readonly number[][]) => {
    const [p50, p95] = [times.map((one) => percentile(one, 0.5)), times.map((one) => percentile(one, 0.95))]
    return [
      name,
      shown(spreadOf(p50)),
      shown(ratios(p50, half)),
      shown(spreadOf(p95)),
      shown(ratios(p95, worst)),
    ]
  }
  console.log(
    `${creators.toLocaleString('en')} creators, ${rounds} rounds of ${ASKED} questions of each kind, each in turn with \`select 1\`.\n`,
  )
  printTable(
    ['question', 'median, ms', '÷ `select 1`', '95 %, ms', '÷ `select 1`'],
    [
      row('`select 1`', floors),
      row('all filters together', all),
      ...[...found].map(([name, times]) => row(name, times)),
    ],
  )
}

type Kind = { name: string; ask: (store: Store, number: number) => Promise<unknown> }

function kindsOf(words: readonly [string, string][]): Kind[] {
  const pageOf = (name: string, search: (number: number) => Partial<Search>): Kind => ({
    name,
    ask: (store, number) => findPage(store, { ...EVERYTHING, ...search(number) }),
  })
  const countOf = (name: string, search: (number: number) => Partial<Search>): Kind => ({
    name,
    ask: (store, number) =>
      countChannels(store, {
        search: { ...EVERYTHING, ...search(number) },
        proofSince: PROOF_SINCE,
        atMost: COUNT_AT_MOST + 1,
      }),
  })
  const step = (number: number, from: ShareStep, to: ShareStep): ShareStep => {
    const steps = SHARE_STEPS.filter((one) => one >= from && one <= to)
    return steps[number % steps.length] ?? from
  }
  const country = (number: number) => COUNTRIES[skewed(number, COUNTRIES.length)] ?? 'US'
  const network = (number: number) => NETWORKS[skewed(number * 7, NETWORKS.length)] ?? 'instagram'
  const category = (number: number) =>
    (
      [
        'food',
        'fashion',
        'beauty',
        'travel',
        'fitness',
        'gaming',
        'music',
        'art',
        'dance',
        'science',
        'books',
        'vehicles',
      ] as const
    )[skewed(number * 13, 12)] ?? 'food'
  const range = (number: number) => ({
    followersFrom: 5_000 * (1 + (number % 4)),
    followersTo: 200_000 * (1 + (number % 3)),
  })
  return [
    pageOf('filters: network, country, category, followers', (number) => ({
      network: network(number),
      country: country(number),
      category: category(number),
      ...range(number),
    })),
    pageOf('filters: country, category', (number) => ({
      country: country(number),
      category: category(number),
    })),
    pageOf('filters: network, category, followers', (number) => ({
      network: network(number),
      category: category(number),
      ...range(number),
    })),
    pageOf('filters: country, followers', (number) => ({ country: country(number), ...range(number) })),
    {
      name: 'filters: the next page',
      async ask(store, number) {
        const search = { ...EVERYTHING, country: country(number), network: network(number) }
        // Somewhere in the middle of a list.
        await findPage(store, search, { value: 20_000 + number, channelId: 'chn_0' })
      },
    },
    pageOf('filters: audience of a country, network', (number) => ({
      network: network(number),
      audienceCountry: { key: country(number), step: step(number, 20, 80) },
    })),
    pageOf('filters: age and gender of the audience', (number) => ({
      audienceAge: { key: number % 2 === 0 ? '18-24' : '25-34', step: step(number, 10, 40) },
      audienceGender: { key: number % 3 === 0 ? 'male' : 'female', step: step(number, 30, 70) },
    })),
    pageOf('filters: language, audience of a country, category', (number) => ({
      language: LANGUAGES[number % LANGUAGES.length] ?? 'en',
      audienceCountry: { key: country(number), step: 30 },
      category: category(number),
    })),
    pageOf('filters: audience of a country, followers', (number) => ({
      audienceCountry: { key: country(number), step: step(number, 20, 80) },
      ...range(number),
    })),
    pageOf('order by engagement, audience of a country', (number) => ({
      audienceCountry: { key: country(number), step: 30 },
      sort: 'engagement',
    })),
    pageOf('order by engagement', (number) => ({
      network: network(number),
      country: country(number),
      engagementBy: 'followers',
      sort: 'engagement',
    })),
    pageOf('two words', (number) => ({ text: (words[number % words.length] ?? ['', '']).join(' ') })),
    pageOf('two words, network and country', (number) => ({
      text: (words[number % words.length] ?? ['', '']).join(' '),
      network: network(number),
      country: country(number),
    })),
    pageOf('two words, order by engagement', (number) => ({
      text: (words[number % words.length] ?? ['', '']).join(' '),
      sort: 'engagement',
    })),
    countOf('counting: country, category', (number) => ({
      country: country(number),
      category: category(number),
    })),
    countOf('counting: audience of a country, network', (number) => ({
      network: network(number),
      audienceCountry: { key: country(number), step: step(number, 20, 80) },
    })),
    countOf('counting: age and gender of the audience', (number) => ({
      audienceAge: { key: number % 2 === 0 ? '18-24' : '25-34', step: step(number, 10, 40) },
      audienceGender: { key: number % 3 === 0 ? 'male' : 'female', step: step(number, 30, 70) },
    })),
    countOf('counting: two words', (number) => ({
      text: (words[number % words.length] ?? ['', '']).join(' '),
    })),
  ]
}

function findPage(store: Store, search: Search, after: Place | null = null): Promise<unknown> {
  return findChannels(store, { search, proofSince: PROOF_SINCE, after, limit: PAGE })
}

async function askAll(
  store: Store,
  kinds: readonly Kind[],
  times: number,
): Promise<{ floor: number[]; byKind: Map<string, number[]> }> {
  const floor: number[] = []
  const byKind = new Map(kinds.map(({ name }) => [name, [] as number[]]))
  const took = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now()
    await work()
    return performance.now() - began
  }
  for (let number = 0; number < times; number++) {
    for (const kind of kinds) {
      floor.push(await took(() => store.prepared({ name: 'one', text: 'select 1 as one', values: [] })))
      byKind.get(kind.name)?.push(await took(() => kind.ask(store, number)))
    }
  }
  return { floor, byKind }
}

/** Pairs of words that stand together in somebody's bio. */
async function wordsFor(store: Store): Promise<[string, string][]> {
  const rows = await store.prepared<{ words: string[] }>({
    name: 'words',
    text: "select array(select substr(t, 3) from unnest(tsvector_to_array(terms)) as u(t) where t ~ '^w:w[0-9]' limit 2) as words from listing tablesample system (0.1) limit 200",
    values: [],
  })
  return rows.flatMap(({ words: [one, other] }) =>
    one === undefined || other === undefined ? [] : [[one, other] as [string, string]],
  )
}

/** A table whose terms are not the product's would be measured for nothing. */
async function checkTerms(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ followers: string; terms: string[] }>(
    'select followers, tsvector_to_array(terms) as terms from listing tablesample system (0.1) limit 500',
  )
  if (rows.length === 0) throw new Error('No row of the search was looked at.')
  for (const { followers, terms } of rows) {
    const plain = terms.filter((one) => one[1] === ':')
    if (terms.toSorted().join(' ') !== termsOf(plain, Number(followers)).toSorted().join(' ')) {
      throw new Error(`The terms are not the product's: ${terms.join(' ')}`)
    }
  }
}

function skewed(number: number, length: number): number {
  const even = ((number * 2_654_435_761) % 4_294_967_296) / 4_294_967_296
  return Math.floor(length * even ** 2.2)
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

/**
 * Creators of whom every fifth has a second channel: few countries and categories have most of them, followers are
 * spread as they are in life, words as in any language. Each has a language and eight shares of an audience, most of
 * them of the country that it lives in. One in twenty has been lost. Ids are as long as real ones.
 */
async function fill(url: string, creators: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select setseed(0.42)')
    // Rows of a past that nobody needs to be told of.
    await client.query("set session_replication_role = replica; set maintenance_work_mem = '512MB'")
    const { rows: indexes } = await client.query<{ name: string; text: string }>(
      "select indexname as name, indexdef as text from pg_indexes where tablename like 'listing%' and indexname not like '%pkey'",
    )
    for (const { name } of indexes) await client.query(`drop index "${name}"`)
    await client.query(
      `insert into creator (id, handle, name, bio, country, data_key, created_at)
       select 'cre_' || left(md5('creator' || i), 26), 'creator' || i, 'Creator ' || i,
         'A bio of a few words, as many write them: what they make, where, and whom to ask.',
         ($1::text[])[1 + floor(26 * power(random(), 2.2))::int], '\\x00', $2
       from generate_series(1, $3::int) i`,
      [COUNTRIES, NOW, creators],
    )
    await client.query(
      `insert into channel (id, creator_id, network, network_id, handle, title, state, since, reason, proof_at, created_at)
       select 'chn_' || left(md5('channel' || i), 26), 'cre_' || left(md5('creator' || (1 + (i - 1) % $3::int)), 26),
         ($1::text[])[1 + floor(4 * power(random(), 1.5))::int],
         i::text, 'creator' || i, 'Creator ' || i, case when i % 20 = 0 then 'disconnected' else 'connected' end, $2,
         case when i % 20 = 0 then 'revoked' end, $2, $2
       from generate_series(1, $4::int) i`,
      [NETWORKS, NOW, creators, Math.floor(creators * 1.2)],
    )
    await client.query(
      `insert into listing (channel_id, creator_id, network, live, followers, growth, by_reach, by_followers, by_views,
         country, categories, terms, card, numbers, taken_at, proved_at, profile_version)
       select c.id, c.creator_id, c.network, c.state = 'connected', n.followers,
         r.growth, r.by_reach, r.by_followers, r.by_views, o.country,
         1::bigint << k.category,
         array_to_tsvector(t.terms || array(select b.band || one from unnest(t.terms) as one) || array(
           select b.band || one || '+' || other from unnest(t.terms) as one, unnest(t.terms) as other
           where one like 'k:%' and other ~ '^[ncla]:') || array[
           b.band || lpad(to_hex(least(63, ((n.followers - b.start) * 64) / b.width)), 2, '0')]),
         json_build_object('channelId', c.id, 'creatorId', c.creator_id, 'network', c.network, 'handle', o.handle,
           'name', o.name, 'bio', o.bio, 'country', o.country, 'channelName', '@' || c.handle,
           'categories', array[($4::text[])[1 + k.category]]),
         json_build_object('followers', n.followers, 'growth', r.growth, 'takenAt', r.taken_at,
           'rates', json_build_object('reach', r.by_reach, 'followers', r.by_followers, 'views', r.by_views)),
         r.taken_at, $1, 1
       from channel c join creator o on o.id = c.creator_id,
         lateral (select floor(26 * power(random(), 2.2))::int as category where c.id is not null) k,
         lateral (
           select (random() * 0.2 - 0.05)::real as growth, (random() * 0.1)::real as by_reach,
             (random() * 0.1)::real as by_followers, (random() * 0.1)::real as by_views,
             date_trunc('milliseconds', $1::timestamptz - random() * interval '1 day') as taken_at
           where c.id is not null
         ) r,
         lateral (
           select greatest(100, exp(9.3 + 1.75 * sqrt(-2 * ln(1 - random())) * cos(6.2832 * random())))::bigint as followers
           where c.id is not null
         ) n,
         lateral (
           select substr('0123456789abcdefghijklmnopqrstuvwxyzABCD', number, 1) || '.' as band,
             starts[number] as start, coalesce(starts[number + 1], 2 * starts[number]) - starts[number] as width
           from (values ($5::bigint[])) as bands (starts),
             lateral (select width_bucket(n.followers, starts) as number where c.id is not null) as of_it
         ) b,
         lateral (
           select array(
             select distinct name || case when step is null then '' else ':' || reached end from (values
               ('n:' || c.network, null),
               ('c:' || o.country, null),
               ('k:' || ($4::text[])[1 + k.category], null),
               ('l:' || ($2::text[])[1 + floor(5 * random())::int], null),
               ('a:' || o.country, 1 + floor(8 * random())::int),
               ('a:' || ($3::text[])[1 + floor(26 * power(random(), 2.2))::int], 1 + floor(2 * random())::int),
               ('a:' || ($3::text[])[1 + floor(26 * power(random(), 2.2))::int], 1),
               ('y:18-24', 1 + floor(5 * random())::int),
               ('y:25-34', 1 + floor(5 * random())::int),
               ('y:' || (array['35-44', '13-17', '45-54', '55-64', '65+'])[1 + floor(5 * power(random(), 2))::int],
                 1 + floor(3 * random())::int),
               ('g:female', 1 + floor(8 * random())::int),
               ('g:male', 1 + floor(8 * random())::int)
             ) as told (name, step), generate_series(1, coalesce(step, 1)) as reached where c.id is not null
           ) || array(
             select distinct 'w:w' || floor(20000 * power(random(), 3))::int from generate_series(1, 12) g where c.id is not null
           ) || array['w:creator', 'w:creator' || substr(c.creator_id, 5)] as terms
         ) t`,
      [NOW, LANGUAGES, COUNTRIES, CATEGORIES, BAND_STARTS],
    )
    await checkTerms(client)
    for (const { text } of indexes) await client.query(text)
    await client.query('vacuum (analyze) listing')
    await client.query('vacuum (analyze) channel')
    await client.query('vacuum (analyze) creator')
    // As on a server that has been asked for a while.
    await client.query('create extension pg_prewarm')
    await client.query(
      `select pg_prewarm(oid) from pg_class where relkind in ('r', 'i')
       and (relname like 'listing%' or relname in ('channel', 'channel_pkey', 'every_creator', 'creator_pkey'))`,
    )
  } finally {
    await client.end()
  }
}
