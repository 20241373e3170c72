import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES, openAgain, openTestStore } from '../../test/databases.ts'
import { Secret } from '../domain/secret.ts'
import { dropOldTries } from '../store/attempt-counts.ts'
import type { Store } from '../store/open.ts'
import { createAttemptLimit } from './attempt-limit.ts'

const secret = new Secret('thirty-two characters and some more')

describe.each(ENGINES)('a limit of tries on %s', (engine) => {
  let store: Store
  let now = 1_000_000
  const limit = (what: string, on = store) =>
    createAttemptLimit({ store: on, secret, what, tries: 3, windowMs: 60_000, now: () => now })

  beforeAll(async () => {
    store = await openTestStore(engine)
  })
  afterAll(() => store.close())

  it('lets the allowed number through, and no more until the window is over', async () => {
    const one = limit('whole')
    const many = async (n: number) => Promise.all(Array.from({ length: n }, () => one.allow('lina')))
    expect(await many(3)).toEqual([true, true, true])
    expect(await one.isUsedUp('lina')).toBe(true)
    expect(await many(2)).toEqual([false, false])
    now += 59_999
    expect(await one.allow('lina')).toBe(false)
    now += 1
    expect(await one.isUsedUp('lina')).toBe(false)
    expect(await one.allow('lina')).toBe(true)
  })

  it('counts every name apart, and every purpose', async () => {
    const one = limit('apart')
    for (let tries = 0; tries < 3; tries += 1) await one.allow('lina')
    expect(await one.allow('henrik')).toBe(true)
    expect(await limit('elsewhere').allow('lina')).toBe(true)
    expect(await one.allow('henrik', 'lina')).toBe(false)
  })

  it('keeps no name, and nothing once the window is over', async () => {
    await limit('secret').allow('lina@people.example', '203.0.113.9')
    const { rows } = await sql<{ text: string }>`select a::text as text from attempt a`.execute(store.db)
    const text = rows.map((row) => row.text).join()
    for (const word of ['lina', '203.0.113.9', Buffer.from('lina@people.example').toString('hex')]) {
      expect(text).not.toContain(word)
    }
    await dropOldTries(store.db)
    const { rows: left } = await sql`select 1 from attempt`.execute(store.db)
    expect(left).toEqual([])
  })
})

describe('a limit of tries', () => {
  it('holds for two processes together, however many ask at once', async () => {
    const store = await openTestStore('postgres')
    const other = await openAgain(store)
    try {
      const both = [store, other].map((on) =>
        createAttemptLimit({ store: on, secret, what: 'both', tries: 10, windowMs: 60_000 }),
      )
      const names = ['lina@people.example', 'from 203.0.113.9']
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, turn) =>
          // In turned order, as two who wait for each other would.
          both[turn % 2]?.allow(...(turn % 3 === 0 ? names : names.toReversed())),
        ),
      )
      expect(answers.filter((allowed) => allowed === true)).toHaveLength(10)
    } finally {
      await other.close()
      await store.close()
    }
  })
})
