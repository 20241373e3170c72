/** Daily numbers written in bulk, beside COPY of the same rows into a bare table of the same columns: in turn, on one PostgreSQL. */
import pg from 'pg'
import type { Breakdown } from '../src/domain/insight/reading.ts'
import { Secret } from '../src/domain/secret.ts'
import { DAY, later } from '../src/domain/time.ts'
import { migrate } from '../src/store/migrate.ts'
import { openStore } from '../src/store/open.ts'
import { putSnapshots, type SnapshotRow } from '../src/store/snapshots.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { printTable, ratios, shown, spreadOf } from './figures.ts'

const CHANNELS = 5_000
const START = new Date('2026-01-01T06:00:00Z')
const COLUMNS = 'channel_id, day, taken_at, readings, breakdowns, gaps, afterwards'

/** How many rows a statement has: those of one channel's past, and those of many channels. */
const BATCHES = [90, 500] as const

export async function measureSnapshots({ quick }: { quick: boolean }): Promise<void> {
  const rounds = quick ? 2 : 5
  await using cleanup = new AsyncDisposableStack()
  const server = await startPostgres()
  cleanup.defer(() => server.stop())
  await using store = await openStore({ kind: 'postgres', url: new Secret(server.url), log: console.error })
  await migrate(store)
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  cleanup.defer(() => client.end())
  await client.query(
    `insert into creator (id, handle, name, data_key, created_at) values ('cre_1', 'creator', 'Creator', '\\x00', now())`,
  )
  await client.query(
    `insert into channel (id, creator_id, network, network_id, title, state, since, proof_at, created_at)
     select 'chn_' || i, 'cre_1', 'tiktok', i::text, 'Channel', 'connected', now(), now(), now() from generate_series(0, $1::int - 1) i`,
    [CHANNELS],
  )
  await client.query('create table bare as select * from snapshot with no data')

  let day = 0
  const rates = new Map(BATCHES.map((batch) => [batch, { limit: [] as number[], ours: [] as number[] }]))
  // The first round only warms up.
  for (let round = -1; round < rounds; round++) {
    for (const batch of BATCHES) {
      const rows = rowsOf(day++)
      const groups = Array.from({ length: Math.ceil(rows.length / batch) }, (_, place) =>
        rows.slice(place * batch, (place + 1) * batch),
      )
      const texts = groups.map(copyText)
      const limit = await rate(rows.length, async () => {
        for (const text of texts) await copy(client, text)
      })
      const ours = await rate(rows.length, async () => {
        for (const group of groups) await putSnapshots(store.db, group, 'on_the_day')
      })
      if (round < 0) continue
      rates.get(batch)?.limit.push(limit)
      rates.get(batch)?.ours.push(ours)
    }
  }
  const bytes = Math.round(copyText(rowsOf(0)).byteLength / CHANNELS)
  console.log(
    `Daily numbers, ${bytes} bytes a row; ${rounds} rounds of ${CHANNELS.toLocaleString('en')} rows. The limit's text is made beforehand; its table has no key.\n`,
  )
  printTable(
    ['rows a statement', 'COPY, rows/s', 'ours, rows/s', 'ours ÷ COPY'],
    [...rates].map(([batch, { limit, ours }]) => [
      String(batch),
      shown(spreadOf(limit)),
      shown(spreadOf(ours)),
      shown(ratios(ours, limit)),
    ]),
  )
}

async function rate(rows: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (rows * 1000) / (performance.now() - began)
}

/** What a channel of middling size tells in a day. */
function rowsOf(day: number): SnapshotRow[] {
  const takenAt = later(START, day * DAY)
  const parts = (keys: readonly string[]) => keys.map((key, place) => ({ key, share: 0.4 / (place + 1) }))
  const breakdowns: Breakdown[] = [
    { dimension: 'country', parts: parts(['DE', 'AT', 'CH', 'PL', 'US', 'FR', 'NL', 'IT']), takenAt },
    { dimension: 'age', parts: parts(['18-24', '25-34', '35-44', '45-54', '55-64', '65+']), takenAt },
    { dimension: 'gender', parts: parts(['female', 'male']), takenAt },
  ]
  return Array.from({ length: CHANNELS }, (_, number) => ({
    channelId: `chn_${number}`,
    day: takenAt.toISOString().slice(0, 10),
    takenAt,
    readings: (['followers', 'posts', 'likes', 'views_28d', 'reach_28d'] as const).map((metric, place) => ({
      metric,
      value: number * 37 + place * 1000 + day,
      takenAt,
    })),
    breakdowns,
    gaps: [{ metric: 'watch_minutes_28d', why: 'not_offered_by_network' }],
  }))
}

/** A row a line, as PostgreSQL's text format has it; nothing in these rows needs more than its backslashes doubled. */
function copyText(rows: readonly SnapshotRow[]): Buffer {
  const line = ({ channelId, day, takenAt, readings, breakdowns, gaps }: SnapshotRow): string =>
    [
      channelId,
      day,
      takenAt.toISOString(),
      ...[readings, breakdowns, gaps].map((value) => JSON.stringify(value)),
      'f',
    ].join('\t')
  return Buffer.from(`${rows.map((row) => line(row).replaceAll('\\', '\\\\')).join('\n')}\n`)
}

type CopyConnection = { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

/** The client knows the protocol's words for COPY, and leaves it to its callers to say them. */
function copy(client: pg.Client, text: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query(`copy bare (${COLUMNS}) from stdin`)
    query.once('error', reject)
    query.once('end', () => resolve())
    client.query(
      Object.assign(query, {
        handleCopyInResponse(connection: CopyConnection) {
          connection.sendCopyFromChunk(text)
          connection.endCopyFrom()
        },
      }),
    )
  })
}
