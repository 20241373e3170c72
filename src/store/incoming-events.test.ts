import { describe, expect, it } from 'vitest'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import type { Signal } from '../domain/signal.ts'
import { later, SECOND } from '../domain/time.ts'
import { createInbox } from './inbox.ts'
import {
  type Arrived,
  claimEvents,
  dropSettledEvents,
  findReceipt,
  putReceipt,
  settleEvent,
  storeEvents,
} from './incoming-events.ts'

const at = new Date('2026-11-22T12:00:00.000Z')
const arrived = (key: string, signal: Partial<Signal> = {}): Arrived => ({
  network: 'tiktok',
  at,
  signal: {
    key,
    at: later(at, -SECOND),
    about: { kind: 'account', id: 'a' },
    lostScopes: [],
    erasure: false,
    verdict: {
      diagnosis: 'revoked',
      confidence: 'confirmed',
      definite: true,
      evidence: {
        network: 'tiktok',
        call: 'webhook',
        status: null,
        code: 'authorization.removed',
        subcode: '1',
        message: null,
        requestId: null,
      },
      retryAfterSeconds: null,
    },
    ...signal,
  },
})

describe.each(ENGINES)('events of the networks on %s', (engine) => {
  it('come out as they went in, in order, and are held by one', async () => {
    await using store = await openTestStore(engine)
    await storeEvents(store.db, [arrived('one'), arrived('two')])
    const claimed = await claimEvents(store.db, 10)
    expect(claimed.map(({ signal }) => signal)).toEqual([arrived('one').signal, arrived('two').signal])
    expect(claimed[0]?.receivedAt).toEqual(at)
    expect(await claimEvents(store.db, 10)).toEqual([])
  })

  it('are stored once, however often they are delivered, also after they were handled', async () => {
    await using store = await openTestStore(engine)
    const inbox = createInbox(store.db)
    await Promise.all(Array.from({ length: 100 }, () => inbox.put([arrived('same'), arrived('same')])))
    const [first, ...rest] = await claimEvents(store.db, 10)
    expect(rest).toEqual([])
    await settleEvent(store.db, first?.id ?? '', at)
    await inbox.put([arrived('same')])
    expect(await claimEvents(store.db, 10)).toEqual([])
    await dropSettledEvents(store.db, later(at, SECOND))
    await inbox.put([arrived('same')])
    expect(await claimEvents(store.db, 10)).toHaveLength(1)
  })

  it('keep only their key once they are handled', async () => {
    await using store = await openTestStore(engine)
    await storeEvents(store.db, [arrived('secret-free')])
    const [event] = await claimEvents(store.db, 10)
    await settleEvent(store.db, event?.id ?? '', at)
    const row = await store.db.selectFrom('incoming_event').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ key: 'secret-free', signal: null })
  })

  it('survive texts that JSON in a database cannot hold', async () => {
    await using store = await openTestStore(engine)
    const odd = arrived('odd', { about: { kind: 'account', id: 'a\0b\ud800c' } })
    await createInbox(store.db).put([odd])
    const [event] = await claimEvents(store.db, 10)
    expect(event?.signal.about).toEqual({ kind: 'account', id: 'a\ufffdb\ufffdc' })
  })

  it('are not refused because of a neighbour that cannot be stored', async () => {
    await using store = await openTestStore(engine)
    const inbox = createInbox(store.db)
    const [good, bad] = await Promise.allSettled([
      inbox.put([arrived('good')]),
      inbox.put([{ ...arrived('bad'), network: 'elsewhere' as never }]),
    ])
    expect([good.status, bad.status]).toEqual(['fulfilled', 'rejected'])
    expect((await claimEvents(store.db, 10)).map(({ signal }) => signal.key)).toEqual(['good'])
  })

  it('have a receipt that is done once the event is handled, and that only its code opens', async () => {
    await using store = await openTestStore(engine)
    const codeHash = Buffer.from('a hash of the code')
    await storeEvents(store.db, [arrived('erase', { erasure: true })])
    await putReceipt(store.db, { codeHash, network: 'tiktok', eventKey: 'erase', at })
    expect(await findReceipt(store.db, codeHash)).toEqual({ network: 'tiktok', askedAt: at, done: false })
    const [event] = await claimEvents(store.db, 10)
    await settleEvent(store.db, event?.id ?? '', at)
    expect(await findReceipt(store.db, codeHash)).toMatchObject({ done: true })
    expect(await findReceipt(store.db, Buffer.from('another'))).toBeNull()
  })
})
