/** What an installation tells about itself: readiness, figures, and who did what in the log. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPENS_AFTER } from '../src/domain/channel/circuit.ts'
import { Secret } from '../src/domain/secret.ts'
import { later, MINUTE } from '../src/domain/time.ts'
import type { Job } from '../src/jobs/index.ts'
import { createRunner } from '../src/jobs/runner.ts'
import { beginCounting } from '../src/store/census.ts'
import { countFailure } from '../src/store/network-circuits.ts'
import { beginHold } from '../src/store/network-holds.ts'
import { createReadinessCheck } from '../src/usecases/operation/check-readiness.ts'
import { takeCensus } from '../src/usecases/operation/take-census.ts'
import { createKeyRing } from '../src/vault/key-ring.ts'
import { createVault } from '../src/vault/vault.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { connect, openWorld, type World } from './world.ts'

describe.each(ENGINES)('on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ engine })
    const lina = await world.visitor('lina')
    for (const network of ['tiktok', 'youtube', 'instagram'] as const) {
      await connect(world, lina, { network, consent: LINA[network].consent })
    }
    await world.happen('tiktok', LINA.tiktok.channelNetworkId, 'remove-app')
    await world.advance('2d')
  })
  afterAll(async () => {
    world.log.splice(0)
    await world[Symbol.asyncDispose]()
  })

  it('shows how many channels there are of each kind, what was found, and what was lost', async () => {
    const figures = await figuresOf(world)
    expect(figures.get('channels{network="youtube",state="connected"}')).toBe(1)
    expect(figures.get('channels{network="tiktok",state="disconnected"}')).toBe(1)
    expect(figures.get('channels{network="tiktok",state="connected"}')).toBe(undefined)
    expect(
      figures.get('disconnections_total{network="tiktok",reason="revoked",confidence="confirmed"}'),
    ).toBe(1)
    expect(figures.get('incoming_events_total{network="tiktok",kind="webhook",outcome="stored"}')).toBe(1)
    expect(figures.get('events_stuck')).toBe(0)
    expect(figures.get('verdicts_total{network="youtube",diagnosis="alive"}')).toBeGreaterThan(0)
    expect(figures.get('renewals_total{network="youtube",outcome="ok"}')).toBeGreaterThan(0)
    expect(figures.get('channels_due')).toBe(0)
    expect(figures.get('channels_overdue')).toBe(0)
    expect(figures.get('oldest_proof_age_seconds{network="youtube"}')).toBeLessThan(2 * 24 * 60 * 60)
    expect(figures.get('oldest_proof_age_seconds{network="tiktok"}')).toBe(undefined)
    expect(figures.get('jobs_total{job="forget-unfinished",outcome="done"}')).toBeGreaterThan(0)
    expect(figures.get('queue_jobs{queue="forget-what-is-gone",state="ready"}')).toBe(0)
    expect(figures.get('claimed_channels_total')).toBeGreaterThan(0)
    expect(figures.get('http_requests_total{method="POST",route="/_sandbox/clock-moved",status="200"}')).toBe(
      2,
    )
  })

  it('names nobody in its figures', async () => {
    const text = [...(await figuresOf(world)).keys()].join('\n')
    expect(text).not.toMatch(/chn_|crt_|lina|@|[0-9a-z]{26}/)
  })

  it('is ready', async () => {
    expect(await createReadinessCheck(world.app)()).toEqual({ database: 'ok', migrations: 'ok', keys: 'ok' })
  })

  it('is not ready with keys that do not fit', async () => {
    const other = createKeyRing([{ id: 'test', key: new Secret(Buffer.alloc(32, 8).toString('base64url')) }])
    const check = createReadinessCheck({ ...world.app, vault: createVault(other) })
    expect(await check()).toMatchObject({ keys: 'wrong' })
  })

  it('is not ready with tables that lack something', async () => {
    const { db } = world.app.store
    const [newest] = (
      await sql<{
        name: string
        sha256: string
      }>`select name, sha256 from schema_migration order by name desc limit 1`.execute(db)
    ).rows
    await sql`delete from schema_migration where name = ${newest?.name}`.execute(db)
    expect(await createReadinessCheck(world.app)()).toMatchObject({ migrations: 'pending' })
    await sql`insert into schema_migration (name, sha256) values (${newest?.name}, ${newest?.sha256})`.execute(
      db,
    )
  })

  it('runs only what every process needs where it serves pages only', async () => {
    const ran: string[] = []
    const jobs: Job[] = [
      { name: 'timed', everyMs: 1_000, run: async () => ran.push('timed') },
      { name: 'own', everyMs: 1_000, inEveryProcess: true, run: async () => ran.push('own') },
      { name: 'forget-unfinished', cron: '* * * * *', run: async () => ran.push('queued') },
    ]
    const web = createRunner(world.app, jobs, 'web')
    await web.start()
    await web.runDue()
    await web.drain()
    expect(ran).toEqual(['own'])
    await createRunner(world.app, jobs, 'worker').runDue()
    expect(ran.slice(1).sort()).toEqual(['queued', 'timed'])
  })

  it('says which run of which job a line belongs to, and counts those that failed', async () => {
    const jobs: Job[] = [
      {
        name: 'stumbling',
        everyMs: 1_000,
        run: async (app) => {
          app.log.info({}, 'on the way')
          throw new Error('stumbled')
        },
      },
    ]
    await createRunner(world.app, jobs, 'all').runDue()
    const lines = world.log.map((line) => JSON.parse(line) as Record<string, unknown>)
    const [way, end] = lines.filter(({ job }) => job === 'stumbling')
    expect(way).toMatchObject({ msg: 'on the way', run: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(end).toMatchObject({ level: 'error', run: way?.run, err: { message: 'stumbled' } })
    expect((await figuresOf(world)).get('jobs_total{job="stumbling",outcome="failed"}')).toBe(1)
  })
})

describe('the census', () => {
  it('is counted by one process for all, and anew once it is old', async () => {
    await using world = await openWorld({ engine: 'postgres' })
    const [one, another] = [world.app, await world.worker()]
    const age = (seconds: number) =>
      sql`
      update installation set value = value || jsonb_build_object('good_until', now() - make_interval(secs => ${seconds}))
      where name = 'census'`.execute(one.store.db)
    const first = await takeCensus(one)
    expect(first?.channels).toEqual([])
    await connect(world, await world.visitor('lina'), { network: 'tiktok', consent: LINA.tiktok.consent })
    expect(await takeCensus(another)).toEqual(first)
    await age(1)
    expect(await beginCounting(one.store.db)).toBe(true)
    // Somebody else is at it: what is old is better than nothing, and than counting twice.
    expect(await takeCensus(another)).toEqual(first)
    await sql`update installation set value = value - 'counting_until' where name = 'census'`.execute(
      one.store.db,
    )
    expect((await takeCensus(another))?.channels).toMatchObject([{ network: 'tiktok', channels: 1 }])
    expect((await takeCensus(one))?.channels).toMatchObject([{ network: 'tiktok', channels: 1 }])
  })
})

describe('trouble with a network', () => {
  it('is shown while it lasts: a hold by how much of the evidence it holds, and a network that is down', async () => {
    await using world = await openWorld({ engine: 'pglite' })
    const { db } = world.app.store
    const now = world.app.clock.now()
    const hold = { network: 'tiktok', scope: 'all', why: 'suspect', beganAt: now } as const
    await beginHold(db, { ...hold, counted: 30, usual: 1, channels: 40 })
    for (let failure = 0; failure < OPENS_AFTER; failure++)
      await countFailure(db, 'youtube', { now, firstProbeAt: later(now, MINUTE) })
    const figures = await figuresOf(world)
    expect(figures.get('network_held{network="tiktok",scope="all"}')).toBe(1)
    expect(figures.get('network_down{network="youtube"}')).toBe(1)
    expect(figures.get('network_down{network="tiktok"}')).toBe(undefined)
  })
})

describe('a database that does not take what is written', () => {
  it('is noticed in time, once for all who ask', async () => {
    await using world = await openWorld({ engine: 'postgres' })
    const { db } = world.app.store
    const held = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const holding = db.transaction().execute(async (trx) => {
      await sql`lock table installation`.execute(trx)
      locked.resolve()
      await held.promise
    })
    await locked.promise
    const check = createReadinessCheck(world.app)
    try {
      const began = performance.now()
      const answers = await Promise.all([check(), check(), check()])
      expect(performance.now() - began).toBeLessThan(10_000)
      for (const answer of answers) expect(answer.database).toBe('away')
      const { rows } = await sql<{ waiting: number }>`
        select count(*)::int as waiting from pg_locks join pg_database d on d.oid = database
        where not granted and d.datname = current_database()`.execute(db)
      expect(rows[0]?.waiting).toBe(1)
    } finally {
      held.resolve()
      await holding
    }
    await expect.poll(check, { timeout: 30_000 }).toMatchObject({ database: 'ok' })
  })

  it('such as one that follows another server, is not ready although it answers', async () => {
    await using world = await openWorld({ engine: 'postgres' })
    const { db } = world.app.store
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
    const name = sql.raw(rows[0]?.name ?? '')
    await sql`alter database ${name} set default_transaction_read_only = on`.execute(db)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'rechannel' and pid <> pg_backend_pid()`.execute(
      db,
    )
    const readOnly = sql`set default_transaction_read_only = on`
    await readOnly.execute(db)
    expect(await createReadinessCheck(world.app)()).toMatchObject({ database: 'away' })
    world.log.splice(0)
  })
})

/** Without the prefix. */
async function figuresOf(world: World): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${new URL(world.url).port}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith('rechannel_'))
  return new Map(
    lines.map((line) => {
      const cut = line.lastIndexOf(' ')
      return [line.slice('rechannel_'.length, cut), Number(line.slice(cut + 1))]
    }),
  )
}
