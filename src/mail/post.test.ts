/** Letters that somebody waits for reach them although the mail server was away, and lie readable nowhere meanwhile. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import { Secret } from '../domain/secret.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/open.ts'
import { createKeyRing } from '../vault/key-ring.ts'
import { createVault } from '../vault/vault.ts'
import type { Mail } from './mailer.ts'
import { createPost } from './post.ts'

const letter = {
  to: 'lina@people.example',
  subject: 'Your link',
  text: 'https://rechannel.example/sign-in/link?token=canary',
  html: '<p>canary</p>',
}
const running = new AbortController().signal

describe.each(ENGINES)('the post on %s', (engine) => {
  let store: Store
  let sent: Mail[]
  let trouble: (Error & { responseCode?: number }) | null
  let lines: string[]

  beforeAll(async () => {
    store = await openTestStore(engine)
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    sent = []
    trouble = null
    lines = []
    await sql`delete from letter`.execute(store.db)
  })

  const write = (...told: unknown[]) => lines.push(JSON.stringify(told))
  const post = () =>
    createPost({
      mailer: {
        async send(mail) {
          if (trouble !== null) throw trouble
          sent.push(mail)
        },
      },
      store,
      vault: createVault(
        createKeyRing([{ id: 'k', key: new Secret(Buffer.alloc(32, 1).toString('base64url')) }]),
      ),
      log: { debug: write, info: write, warn: write, error: write } as unknown as Log,
      host: 'rechannel.example',
    })

  async function stored(): Promise<string[]> {
    const { rows } = await sql<{ text: string; sealed: Uint8Array }>`
      select l::text as text, sealed from letter l`.execute(store.db)
    return rows.map(({ text, sealed }) => text + Buffer.from(sealed).toString('latin1'))
  }

  const soon = () => sql`update letter set try_at = now() - interval '1 second'`.execute(store.db)

  it('sends at once, and keeps nothing', async () => {
    expect(await post().send(letter)).toBe('sent')
    expect(sent).toMatchObject([letter])
    expect(await stored()).toEqual([])
  })

  it('sends later what the mail server did not take, once, under one Message-ID, and drops it then', async () => {
    trouble = new Error('connect ECONNREFUSED')
    const one = post()
    expect(await one.send(letter)).toBe('late')
    const [kept] = await stored()
    for (const word of ['canary', 'lina@people.example', 'Your link']) expect(kept).not.toContain(word)
    expect(lines.join()).not.toContain('canary')
    expect(await one.sendLate(running)).toBe(0)
    await soon()
    const before = lines.length
    expect(await one.sendLate(running)).toBe(0)
    expect(lines.slice(before)).toEqual([expect.stringContaining('could not be sent yet')])
    trouble = null
    await soon()
    const done = await Promise.all([one.sendLate(running), post().sendLate(running)])
    expect(done.toSorted()).toEqual([0, 1])
    expect(sent).toMatchObject([
      { ...letter, messageId: expect.stringMatching(/^let_.*@rechannel\.example$/) },
    ])
    expect(await stored()).toEqual([])
  })

  it('sends no link that has ended meanwhile', async () => {
    trouble = new Error('connect ECONNREFUSED')
    const one = post()
    await one.send(letter, 60_000)
    trouble = null
    await sql`update letter set try_at = now(), useless_at = now()`.execute(store.db)
    expect(await one.sendLate(running)).toBe(0)
    expect(sent).toEqual([])
    expect(await stored()).toEqual([])
  })

  it('tries nothing again that is refused for good', async () => {
    const one = post()
    trouble = Object.assign(new Error('no such mailbox'), { responseCode: 550 })
    await expect(one.send(letter)).rejects.toThrow('no such mailbox')
    trouble = new Error('connect ECONNREFUSED')
    await one.send(letter)
    trouble = Object.assign(new Error('no such mailbox'), { responseCode: 550 })
    await soon()
    expect(await one.sendLate(running)).toBe(0)
    expect(await stored()).toEqual([])
  })
})
