import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openAgain, openTestStore } from '../../test/databases.ts'
import { NETWORKS } from '../domain/network.ts'
import { later } from '../domain/time.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { createBucket, shares } from './bucket.ts'
import { createGates, type NetworkGate } from './gate.ts'

const now = new Date('2026-11-22T12:00:00Z')
const USER_INFO = { host: 'https://open.tiktokapis.com', path: '/v2/user/info/' }
const CHANNELS = { host: 'https://www.googleapis.com', path: '/youtube/v3/channels' }

describe('the shares of a budget', () => {
  it('keep any sliding minute within the limit, and leave little of it unused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (calls) => {
        const { perSecond, most, want } = shares(calls)
        expect(Math.floor(most + 61 * perSecond)).toBeLessThanOrEqual(calls)
        expect(want).toBeGreaterThanOrEqual(1)
        if (calls >= 100) expect(60 * perSecond).toBeGreaterThanOrEqual(0.95 * calls)
      }),
    )
  })
})

describe('a budget that three workers share', () => {
  it('lets through what it allows and not one call more', async () => {
    await using store = await openTestStore('postgres')
    const calls = 3_000
    const limit = {
      group: 'g',
      host: '',
      path: '',
      rate: { kind: 'per_minute', calls },
      checkedOn: '',
      source: '',
    } as const
    const stores = [store, await openAgain(store), await openAgain(store)]
    const buckets = stores.map(({ db }) =>
      createBucket({ db, clock: { now: () => now }, network: 'tiktok', limit }),
    )
    const began = performance.now()
    let sent = 0
    const lane = async (bucket: (typeof buckets)[number]): Promise<void> => {
      while (performance.now() - began < 3_000) {
        if ((await bucket.take()).kind === 'go') sent++
      }
    }
    await Promise.all(buckets.flatMap((bucket) => Array.from({ length: 4 }, () => lane(bucket))))
    const seconds = (performance.now() - began) / 1000
    await Promise.all(stores.slice(1).map((one) => one.close()))
    const { perSecond, most } = shares(calls)
    expect(sent).toBeLessThanOrEqual(most + perSecond * seconds + 1)
    expect(sent).toBeGreaterThanOrEqual(0.9 * perSecond * 3)
  })
})

describe.each(['pglite', 'postgres'] as const)('on %s, the gate of a network', (engine) => {
  type Opened = {
    gates: Record<'youtube' | 'tiktok' | 'instagram', NetworkGate>
    move(ms: number): void
  } & AsyncDisposable

  async function open(limits: { callsPerMinute?: number; unitsPerDay?: number } = {}): Promise<Opened> {
    const store = await openTestStore(engine)
    let at = now
    const own = { callsPerMinute: null, unitsPerDay: null, ...limits }
    const gates = createGates({
      metrics: createMetrics({ processFigures: false }),
      store,
      clock: { now: () => at },
      log: createLog({ level: 'error', form: 'json', write: () => {} }),
      limits: Object.fromEntries(NETWORKS.map((network) => [network, own])) as never,
    })
    return {
      gates,
      move: (ms) => {
        at = later(at, ms)
      },
      [Symbol.asyncDispose]: () => store.close(),
    }
  }

  const refusal = (code: string | null, retryAfterSeconds: number | null) => ({
    verdict: {
      diagnosis: 'rate_limited',
      confidence: 'confirmed',
      definite: false,
      evidence: {
        network: 'tiktok',
        call: 'api',
        status: 429,
        code,
        subcode: null,
        message: null,
        requestId: null,
      },
      retryAfterSeconds,
    } as const,
    headers: {},
  })

  it('counts the units of the network’s own day, and keeps a tenth of them for people', async () => {
    await using opened = await open({ unitsPerDay: 100 })
    const gate = opened.gates.youtube
    for (let call = 0; call < 90; call++) expect((await gate.admit(CHANNELS)).kind).toBe('go')
    const midnight = new Date('2026-11-23T08:00:00Z')
    expect(await gate.allowance(40)).toEqual({ kind: 'none', until: midnight })
    for (let call = 90; call < 100; call++) expect((await gate.admit(CHANNELS)).kind).toBe('go')
    expect(await gate.admit(CHANNELS)).toEqual({ kind: 'later', seconds: 20 * 3600 })
    opened.move(20 * 3600_000)
    expect((await gate.admit(CHANNELS)).kind).toBe('go')
    expect(await gate.allowance(40)).toEqual({ kind: 'some', most: 40 })
  })

  it('is shut for as long as the network asked, at most an hour, and only for what it was asked about', async () => {
    await using opened = await open()
    const gate = opened.gates.tiktok
    expect((await gate.admit(USER_INFO)).kind).toBe('go')
    await gate.heard(USER_INFO, refusal('rate_limit_exceeded', 90))
    expect(await gate.admit(USER_INFO)).toEqual({ kind: 'later', seconds: 90 })
    expect((await gate.admit({ ...USER_INFO, path: '/v2/video/list/' })).kind).toBe('go')
    expect((await gate.admit({ ...USER_INFO, path: '/v2/oauth/token/' })).kind).toBe('go')
    expect(await gate.allowance(40)).toEqual({ kind: 'none', until: later(now, 90_000) })
    await gate.heard(USER_INFO, refusal('rate_limit_exceeded', 5))
    expect(await gate.admit(USER_INFO)).toEqual({ kind: 'later', seconds: 90 })
    opened.move(90_000)
    expect((await gate.admit(USER_INFO)).kind).toBe('go')
    await gate.heard(USER_INFO, refusal('rate_limit_exceeded', 86_400))
    expect(await gate.admit(USER_INFO)).toEqual({ kind: 'later', seconds: 3600 })
  })

  it('stays open for the others when one account has used up its own limit', async () => {
    await using opened = await open()
    const gate = opened.gates.instagram
    const request = { host: 'https://graph.instagram.com', path: '/v26.0/me' }
    await gate.heard(request, refusal('80002', 3600))
    expect((await gate.admit(request)).kind).toBe('go')
    await gate.heard(request, refusal('4', null))
    expect(await gate.admit(request)).toEqual({ kind: 'later', seconds: 30 })
  })

  it('waits for the network’s next day when it says that the day’s quota is used up', async () => {
    await using opened = await open()
    const gate = opened.gates.youtube
    await gate.heard(CHANNELS, refusal('quotaExceeded', null))
    expect(await gate.admit(CHANNELS)).toEqual({ kind: 'later', seconds: 20 * 3600 })
  })
})
