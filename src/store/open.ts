/** Opens the database: PGlite in this process, or a PostgreSQL server. The same SQL and the same values from both. */
import { mkdirSync } from 'node:fs'
import { Socket } from 'node:net'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, type LogEvent, PGliteDialect, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import type { Secret } from '../domain/secret.ts'
import { noteDatabaseAway } from '../trace.ts'
import { isAway } from './away.ts'
import type { Tables } from './tables.ts'

export type Row = Record<string, unknown>

/**
 * Values come back alike from both engines: bytea as Uint8Array, timestamptz as Date, date as `YYYY-MM-DD`,
 * jsonb as a value, text[] as an array. Only bigint differs: text from PostgreSQL, number from PGlite.
 */
export type Store = {
  engine: 'pglite' | 'postgres'
  db: Kysely<Tables>
  /** For the queue alone, which keeps its own tables and its own connections. */
  root: { kind: 'pglite'; pglite: PGlite } | { kind: 'postgres'; url: Secret }
  /**
   * Runs whole scripts on one connection in one transaction. `run` answers with the rows of the last statement.
   * Never write `begin` or `commit` into a script: a failure would then poison PGlite's only connection. Never
   * await it inside a transaction of `db`: PGlite has no second connection, and would wait for ever.
   */
  scripted<T>(work: (run: (sql: string) => Promise<Row[]>) => Promise<T>): Promise<T>
  /** A read so frequent that the server keeps its plan by `name`, on every connection. One name, one text; its values are
   * texts and lists of texts. */
  prepared<T extends Row>(query: { name: string; text: string; values: unknown[] }): Promise<T[]>
  /**
   * Hears what `pg_notify` says on a channel, in whichever process it was said, once its transaction is through.
   * `gap` is told where something may have been missed: on PostgreSQL after its one connection was lost and found.
   */
  listen(channel: string, ears: { heard: (payload: string) => void; gap: () => void }): Promise<Listening>
  /** The database's clock at this moment, also inside a transaction. */
  realNow(): Promise<Date>
  /** Whether this process met a database that was away, full or read-only within the last so many milliseconds. */
  wasAway(withinMs: number): boolean
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type Listening = { stop(): Promise<void> }

export type OpenOptions =
  | {
      kind: 'pglite'
      /** Null: in memory. Hold the folder's lock first: PGlite lets a second process in, and loses rows. */
      folder: string | null
      /** A dump of a PGlite to begin with. */
      loadFrom?: Blob
    }
  | {
      kind: 'postgres'
      url: Secret
      poolSize?: number
      /** Told of connections that the server ended; the pool replaces them by itself. */
      log(error: Error): void
    }

const DATE_OID = 1082
const STATEMENT_TIMEOUT_MS = 20_000
/** No limit is none of the client's words; this is the longest that a timer takes. */
const LONGEST_SCRIPT_MS = 2 ** 31 - 1
const asText = (value: string): string => value

export async function openStore(options: OpenOptions): Promise<Store> {
  return options.kind === 'pglite' ? await openPglite(options) : await openPostgres(options)
}

async function openPglite(options: Extract<OpenOptions, { kind: 'pglite' }>): Promise<Store> {
  if (options.folder !== null) mkdirSync(options.folder, { recursive: true })
  const pglite = await PGlite.create({
    ...(options.folder === null ? {} : { dataDir: options.folder }),
    ...(options.loadFrom === undefined ? {} : { loadDataDir: options.loadFrom }),
    parsers: { [DATE_OID]: asText },
  })
  const plans = new Map<string, Promise<unknown>>()
  const absence = noteAbsence()
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), log: absence.heed })
  const close = once(async () => {
    await db.destroy()
    // Kysely closes only what it has used.
    if (!pglite.closed) await pglite.close()
  })
  return {
    engine: 'pglite',
    db,
    root: { kind: 'pglite', pglite },
    scripted: (work) =>
      pglite.transaction((transaction) =>
        work(async (sql) => (await transaction.exec(sql)).at(-1)?.rows ?? []),
      ),
    prepared: async <T extends Row>({
      name,
      text,
      values,
    }: {
      name: string
      text: string
      values: unknown[]
    }) => {
      // Parsing and planning cost this engine several times what running does, and it keeps no plan by itself.
      if (!plans.has(name)) plans.set(name, pglite.exec(`prepare "${name}" as ${text}`))
      await plans.get(name)
      return (await pglite.query<T>(execute(name, values))).rows
    },
    listen: async (channel, { heard }) => {
      const stop = await pglite.listen(channel, heard)
      return { stop: () => (pglite.closed ? Promise.resolve() : stop()) }
    },
    realNow: async () => new Date(),
    wasAway: absence.wasWithin,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function execute(name: string, values: readonly unknown[]): string {
  return `execute "${name}"${values.length === 0 ? '' : `(${values.map(literal).join(', ')})`}`
}

/** A value as it stands in a statement: a text, or a list of texts. The server takes backslashes as they are. */
function literal(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new TypeError('No database takes a text with a zero in it.')
    return `'${value.replaceAll("'", "''")}'`
  }
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]::text[]`
  throw new TypeError('Only texts are taken here.')
}

async function openPostgres(options: Extract<OpenOptions, { kind: 'postgres' }>): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: options.url.reveal(),
    max: options.poolSize ?? 10,
    // One that hangs in a server that is going down must not keep us from the one that comes up, within ten seconds.
    connectionTimeoutMillis: 7_000,
    keepAlive: true,
    // A statement of ours that takes this long will not get better, and whoever waits for it may have a token in hand.
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // A server that has stopped answering cancels nothing itself.
    query_timeout: STATEMENT_TIMEOUT_MS + 5_000,
    application_name: 'rechannel',
    // A session in another zone would cast a time to another day than PGlite does. And where the planner fears the
    // worst of a statement, a server would compile it, which takes longer than any of ours runs.
    onConnect: async (client: pg.ClientBase) => {
      // The pool listens only while a connection is idle. One that breaks between two queries of its borrower, or
      // before the first, would take this process down with it.
      client.on('error', options.log)
      await client.query("set time zone 'UTC'; set jit = off")
    },
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === DATE_OID
          ? asText
          : pg.types.getTypeParser(oid, format ?? 'text')) as typeof pg.types.getTypeParser,
    },
  })
  // Without a listener of its own the pool throws what its connections have reported already.
  pool.on('error', () => {})
  const absence = noteAbsence()
  const noticed = noticing(pool, absence.note)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: noticed }), log: absence.heed })
  const close = once(async () => {
    await db.destroy()
    if (!pool.ended) await pool.end()
  })
  const store: Store = {
    engine: 'postgres',
    db,
    root: { kind: 'postgres', url: options.url },
    scripted: (work) => inOneTransaction(pool, work),
    prepared: async <T extends Row>(query: { name: string; text: string; values: unknown[] }) => {
      try {
        return (await pool.query<T>(query)).rows
      } catch (error) {
        if (isAway(error)) absence.note()
        throw error
      }
    },
    listen: (channel, ears) => listenOnPostgres(options, channel, ears),
    realNow: async () => {
      const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now')
      const now = rows[0]?.now
      if (!now) throw new Error('The database did not say what time it is.')
      return now
    },
    wasAway: absence.wasWithin,
    close,
    [Symbol.asyncDispose]: close,
  }
  try {
    await store.realNow()
  } catch (error) {
    await close()
    throw error
  }
  return store
}

/** When a query last found no database that answers and writes. */
function noteAbsence() {
  let last = Number.NEGATIVE_INFINITY
  const note = (): void => {
    last = performance.now()
    noteDatabaseAway()
  }
  return {
    note,
    heed(event: LogEvent): void {
      if (event.level === 'error' && isAway(event.error)) note()
    },
    wasWithin: (ms: number): boolean => performance.now() - last < ms,
  }
}

/** Kysely tells of failed queries, but not of connections that could not be had. */
function noticing(pool: pg.Pool, note: () => void): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        return await pool.connect()
      } catch (error) {
        note()
        throw error
      }
    },
  }
}

const GOODBYE_MS = 1_000
const LISTEN_AGAIN_MS = [100, 500, 2_000, 10_000]

/** One connection of its own: a pool would hand it to others, and its silence would not be noticed. */
async function listenOnPostgres(
  options: Extract<OpenOptions, { kind: 'postgres' }>,
  channel: string,
  ears: { heard: (payload: string) => void; gap: () => void },
): Promise<Listening> {
  let stopped = false
  let client: pg.Client | null = null
  let socket: Socket | null = null
  let timer: NodeJS.Timeout | null = null

  async function open(): Promise<void> {
    const own = new Socket()
    const fresh = new pg.Client({
      connectionString: options.url.reveal(),
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      application_name: 'rechannel listening',
      stream: () => own,
    })
    fresh.on('notification', ({ payload }) => ears.heard(payload ?? ''))
    fresh.on('error', options.log)
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      await fresh.end()
      throw error
    }
    if (stopped) return fresh.end()
    client = fresh
    socket = own
    fresh.once('end', () => {
      if (!stopped) again(0)
    })
    return undefined
  }

  function again(turn: number): void {
    const wait = LISTEN_AGAIN_MS[Math.min(turn, LISTEN_AGAIN_MS.length - 1)]
    timer = setTimeout(() => {
      if (stopped) return
      open().then(ears.gap, (error: Error) => {
        options.log(error)
        again(turn + 1)
      })
    }, wait)
  }

  await open()
  return {
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      // A server that is away hears no goodbye, and the socket would keep this process from ending.
      const patience = setTimeout(() => socket?.destroy(), GOODBYE_MS)
      await client?.end()
      clearTimeout(patience)
    },
  }
}

async function inOneTransaction<T>(
  pool: pg.Pool,
  work: (run: (sql: string) => Promise<Row[]>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    // A script may write a million rows anew, or wait for another process that does.
    await client.query('begin; set local statement_timeout = 0')
    const result = await work(async (text) => {
      const script: pg.QueryConfig & { query_timeout: number } = { text, query_timeout: LONGEST_SCRIPT_MS }
      // One result for one statement, an array of them for several.
      const results: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await client.query<Row>(script)
      return (Array.isArray(results) ? results.at(-1) : results)?.rows ?? []
    })
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // The connection is thrown away, and the server rolls back with it: nothing can be left half open.
    client.release(true)
    throw error
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => {
    done ??= work()
    return done
  }
}
