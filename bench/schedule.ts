/** The schedule at a million channels: how even it is after a campaign day, and what a claim costs beside bare SQL. */
import pg from 'pg'
import { renewalDue, share } from '../src/domain/channel/schedule.ts'
import { Secret } from '../src/domain/secret.ts'
import { DAY, HOUR, later } from '../src/domain/time.ts'
import { beginCounting, countChannels, countDue, keep, readKept } from '../src/store/census.ts'
import { migrate } from '../src/store/migrate.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { claimDue } from '../src/store/schedule.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { printTable, ratios, type Spread, shown, spreadOf } from './figures.ts'

const CLAIMS = 20
/** What a worker claims at once, and a batch where the statement itself weighs less. */
const BATCHES = [40, 500]
const NOW = new Date('2026-11-22T12:00:00Z')
const DUE = 2_500

type CensusFigure = { rows: number; count: Spread; read: Spread }

type ClaimFigure = {
  rows: number
  batch: number
  ours: Spread
  bare: Spread
  ratio: Spread
  p95Ms: number
}

export async function measureSchedule({ quick }: { quick: boolean }): Promise<void> {
  const rounds = quick ? 3 : 7
  const day = campaignDay(quick ? 100_000 : 1_000_000)
  const rates = `mean ${day.mean.toPrecision(3)}/s, busiest hour ${day.peak.toPrecision(3)}/s`
  console.log(
    `${day.channels.toLocaleString('en')} channels connected within six hours, renewed over a year: ${rates}, peak ÷ mean ${day.ratio.toPrecision(3)}\n`,
  )
  const { claims, censuses } = await measureOnPostgres(
    quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000],
    rounds,
  )
  console.log(`Channels claimed a second, ${rounds} rounds of ${CLAIMS} claims in turn with bare SQL's.\n`)
  printTable(
    ['channels', 'batch', 'bare SQL, rows/s', 'ours, rows/s', 'ours ÷ bare', 'ours p95, ms'],
    claims.map(({ rows, batch, bare, ours, ratio, p95Ms }) => [
      rows.toLocaleString('en'),
      String(batch),
      shown(bare),
      shown(ours),
      shown(ratio),
      p95Ms.toPrecision(3),
    ]),
  )
  console.log('The census: counted by one process for all, and read by each of the others.\n')
  printTable(
    ['channels', 'counting, ms', 'reading, ms'],
    censuses.map(({ rows, count, read }) => [rows.toLocaleString('en'), shown(count), shown(read)]),
  )
}

/** Walks the real schedule: who connected on one day, and when each is renewed in the year after. */
function campaignDay(channels: number): {
  channels: number
  mean: number
  peak: number
  ratio: number
} {
  const hours = new Array<number>(365 * 24).fill(0)
  for (let number = 0; number < channels; number++) {
    const id = `chn_${number}`
    let begun = later(NOW, Math.floor(share(`arrival ${number}`) * 6 * HOUR))
    for (let generation = 1; ; generation++) {
      const ends = later(begun, 60 * DAY)
      const facts = { generation, scopes: [], accessEndsAt: ends, grantEndsAt: ends, personEndsAt: null }
      const times = { grantedAt: begun, renewedAt: null, renewalFailedAt: null }
      const due = renewalDue(id, 'instagram', { ...facts, ...times }, begun)
      const hour = due === null ? hours.length : Math.floor((due.getTime() - NOW.getTime()) / HOUR)
      if (due === null || hour >= hours.length) break
      hours[hour] = (hours[hour] ?? 0) + 1
      begun = due
    }
  }
  // Before the first third of their life nobody is renewed: counting those days would make the mean look small.
  const busy = hours.slice(18 * 24)
  const mean = busy.reduce((sum, count) => sum + count, 0) / busy.length
  const peak = Math.max(...busy)
  return { channels, mean: mean / 3600, peak: peak / 3600, ratio: peak / mean }
}

async function measureOnPostgres(
  sizes: readonly number[],
  rounds: number,
): Promise<{ claims: ClaimFigure[]; censuses: CensusFigure[] }> {
  const server = await startPostgres()
  const client = new pg.Client({ connectionString: server.url })
  try {
    const store = await openStore({
      kind: 'postgres',
      url: new Secret(server.url),
      poolSize: 2,
      log: () => {},
    })
    try {
      await migrate(store)
      await client.connect()
      await makeBare(client)
      const claims: ClaimFigure[] = []
      const censuses: CensusFigure[] = []
      for (const size of sizes) {
        await fill(client, size)
        censuses.push({ rows: size, ...(await measureCensus(store, rounds)) })
        for (const batch of BATCHES) claims.push(await compare(store, client, { rows: size, batch, rounds }))
      }
      return { claims, censuses }
    } finally {
      await store.close()
    }
  } finally {
    await client.end()
    await server.stop()
  }
}

async function measureCensus(store: Store, rounds: number): Promise<{ count: Spread; read: Spread }> {
  const { db } = store
  const counts: number[] = []
  const reads: number[] = []
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now()
    await work()
    return performance.now() - began
  }
  for (let round = 0; round < rounds; round++) {
    counts.push(
      await timed(async () => {
        await beginCounting(db)
        const channels = await countChannels(db)
        const waiting = await countDue(db, { now: NOW, since: NOW })
        await keep(db, { channels, ...waiting }, 0)
      }),
    )
    for (let turn = 0; turn < 20; turn++) reads.push(await timed(() => readKept(db)))
  }
  return { count: spreadOf(counts), read: spreadOf(reads) }
}

/** The limit: the same claim on a table of its own, without a network, by the driver alone. */
async function makeBare(client: pg.Client): Promise<void> {
  await client.query(`
    create table bare (id text primary key, due_at timestamptz, lease_until timestamptz, lease_holder text)
      with (fillfactor = 85);
    create index bare_due on bare (due_at) where due_at is not null;
    insert into creator (id, handle, name, data_key, created_at) values ('crt', 'bench', 'Bench', '\\x00', now());`)
}

/** The same rows on both sides. Of one network's channels DUE are due, spread over the table; the rest is in the future. */
async function fill(client: pg.Client, size: number): Promise<void> {
  const network = `(array['tiktok', 'instagram', 'youtube', 'facebook'])[1 + n % 4]`
  const soon = `timestamptz '${NOW.toISOString()}' + (n % 1440) * interval '1 minute'`
  const due = `case when n % ${size / DUE} = 0 then timestamptz '${NOW.toISOString()}' - (n % 900) * interval '1 second' else ${soon} + interval '1 minute' end`
  await client.query(`
    truncate channel cascade; truncate bare;
    insert into channel (id, creator_id, network, network_id, title, state, since, created_at)
      select 'chn_' || n, 'crt', ${network}, n::text, 'x', 'connected', now(), now() from generate_series(1, ${size}) as n;
    insert into channel_schedule (channel_id, network, due_at)
      select 'chn_' || n, ${network}, ${due} from generate_series(1, ${size}) as n;
    insert into bare (id, due_at) select 'chn_' || n, ${due} from generate_series(1, ${size}) as n;
    analyze channel_schedule; analyze bare;`)
}

async function compare(
  store: Store,
  client: pg.Client,
  { rows, batch, rounds }: { rows: number; batch: number; rounds: number },
): Promise<ClaimFigure> {
  const sides = { bare: () => claimBare(client, batch), ours: () => claimOurs(store, batch) }
  const rates = { ours: [] as number[], bare: [] as number[] }
  const took: number[] = []
  // The first round only warms both up.
  for (let round = -1; round < rounds; round++) {
    // The server of the tests cleans up nothing by itself.
    await client.query('vacuum bare')
    await client.query('vacuum channel_schedule')
    const sums = { bare: { rows: 0, ms: 0 }, ours: { rows: 0, ms: 0 } }
    for (let turn = 0; turn < CLAIMS; turn++) {
      for (const side of ['bare', 'ours'] as const) {
        const began = performance.now()
        sums[side].rows += await sides[side]()
        const ms = performance.now() - began
        sums[side].ms += ms
        if (side === 'ours' && round >= 0) took.push(ms)
        // Every claim finds the same number due: what was claimed is let go between them.
        const table = side === 'ours' ? 'channel_schedule' : 'bare'
        await client.query(`update ${table} set lease_until = null where lease_until is not null`)
      }
    }
    if (round < 0) continue
    for (const side of ['bare', 'ours'] as const) rates[side].push(sums[side].rows / (sums[side].ms / 1000))
  }
  took.sort((a, b) => a - b)
  return {
    rows,
    batch,
    ours: spreadOf(rates.ours),
    bare: spreadOf(rates.bare),
    ratio: ratios(rates.ours, rates.bare),
    p95Ms: took[Math.floor(took.length * 0.95)] ?? Number.NaN,
  }
}

async function claimBare(client: pg.Client, batch: number): Promise<number> {
  const { rows } = await client.query({
    name: 'bare-claim',
    text: `update bare set lease_until = now() + interval '150 seconds', lease_holder = $1
      where id in (select id from bare where due_at <= $2 and (lease_until is null or lease_until < now())
        order by due_at limit $3 for update skip locked) returning id`,
    values: ['bench', NOW, batch],
  })
  return rows.length
}

async function claimOurs(store: Store, batch: number): Promise<number> {
  const claim = { holder: 'bench', leaseMs: 150_000, network: 'tiktok', now: NOW, limit: batch } as const
  return (await claimDue(store.db, { ...claim, patience: 'none' })).length
}
