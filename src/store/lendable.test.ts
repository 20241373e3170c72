import { describe, expect, it } from 'vitest'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import { later, MINUTE } from '../domain/time.ts'
import { insertChannel } from './channels.ts'
import { putGrant } from './grants.ts'
import { createLendables } from './lendable.ts'
import type { Row, Store } from './open.ts'

const at = new Date('2026-11-22T12:00:00.000Z')

async function plant(store: Store, ids: readonly string[]): Promise<void> {
  const creator = { id: 'crt_a', handle: 'ana', name: 'Ana', place: null, data_key: Buffer.from('k') }
  await store.db
    .insertInto('creator')
    .values({ ...creator, created_at: at })
    .execute()
  for (const id of ids) {
    const account = {
      networkId: `of ${id}`,
      otherIds: [],
      subject: null,
      handle: null,
      title: id,
      url: null,
      avatarUrl: null,
    }
    const channel = { id, creatorId: 'crt_a', network: 'tiktok', account, missingScopes: [], at } as const
    await insertChannel(store.db, { ...channel, missingScopes: [] })
    await putGrant(store.db, id, {
      scopes: ['one', 'two'],
      marks: [],
      accessEndsAt: later(at, MINUTE),
      grantEndsAt: null,
      personEndsAt: null,
      sealed: { access: Buffer.from(`sealed ${id}`), refresh: null, person: null },
      grantedBy: 'usr_a',
      at,
    })
  }
}

/** The same store, and how many statements it was asked. */
function counted(store: Store): Pick<Store, 'prepared'> & { asked: number } {
  const counting = {
    asked: 0,
    prepared<T extends Row>(query: { name: string; text: string; values: unknown[] }): Promise<T[]> {
      counting.asked += 1
      return store.prepared<T>(query)
    },
  }
  return counting
}

describe.each(ENGINES)('what is needed to hand out tokens, on %s', (engine) => {
  it('comes for one caller and for a crowd alike, each with their own', async () => {
    await using store = await openTestStore(engine)
    const ids = Array.from({ length: 30 }, (_, number) => `chn_${number}`)
    await plant(store, ids)
    const lendables = createLendables(store)
    const alone = await lendables.read('chn_7')
    expect(alone).toMatchObject({ networkId: 'of chn_7', state: 'connected', scopes: ['one', 'two'] })
    expect(alone).toMatchObject({ accessEndsAt: later(at, MINUTE), grantedAt: at, renewedAt: null })
    const crowd = await Promise.all([...ids, 'chn_none', ...ids].map((id) => lendables.read(id)))
    expect(crowd.map((one) => one?.networkId ?? null)).toEqual(
      [...ids, 'none', ...ids].map((id) => (id === 'none' ? null : `of ${id}`)),
    )
    expect(crowd[7]).toEqual(alone)
  })

  it('is read once for all who ask at the same moment, and again for whoever asks later', async () => {
    await using store = await openTestStore(engine)
    await plant(store, ['chn_a', 'chn_b'])
    const seen = counted(store)
    const lendables = createLendables(seen)
    await Promise.all(Array.from({ length: 100 }, (_, n) => lendables.read(n % 2 === 0 ? 'chn_a' : 'chn_b')))
    expect(seen.asked).toBe(1)
    await store.db.updateTable('channel').set({ state: 'off' }).where('id', '=', 'chn_a').execute()
    expect(await lendables.read('chn_a')).toMatchObject({ state: 'off' })
  })

  it('says how a channel stood after the caller asked, whatever an earlier read is about to say', async () => {
    await using store = await openTestStore(engine)
    await plant(store, ['chn_a'])
    const [read, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const lendables = createLendables({
      async prepared<T extends Row>(query: { name: string; text: string; values: unknown[] }): Promise<T[]> {
        const rows = await store.prepared<T>(query)
        read.resolve()
        await released.promise
        return rows
      },
    })
    const early = lendables.read('chn_a')
    await read.promise
    await store.db.updateTable('channel').set({ state: 'off' }).where('id', '=', 'chn_a').execute()
    const late = [lendables.read('chn_a'), lendables.read('chn_a')]
    released.resolve()
    expect((await early)?.state).toBe('connected')
    expect((await Promise.all(late)).map((one) => one?.state)).toEqual(['off', 'off'])
  })

  it('is refused to nobody because of a neighbour whose id no database takes', async () => {
    await using store = await openTestStore(engine)
    await plant(store, ['chn_a'])
    const lendables = createLendables(store)
    const [good, bad] = await Promise.allSettled([lendables.read('chn_a'), lendables.read('chn_\0')])
    expect([good.status, bad.status]).toEqual(['fulfilled', 'rejected'])
  })
})
