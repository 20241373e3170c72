/** Letters that somebody waits for reach them although the mail server was away, and lie readable nowhere meanwhile. */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import { type MailServer, openMailServer } from '../../test/mail-server.ts'
import { Secret } from '../domain/secret.ts'
import { createLog } from '../log.ts'
import type { Store } from '../store/open.ts'
import { createKeyRing } from '../vault/key-ring.ts'
import { createVault } from '../vault/vault.ts'
import { createSmtpMailer } from './mailer.ts'
import { createPost } from './post.ts'

const letter = {
  to: 'lina@people.example',
  subject: 'Your link',
  text: 'https://rechannel.example/sign-in/link?token=canary',
  html: '<p>canary</p>',
}
/** As it goes over the line: to whom, about what, and both forms of its text. */
const theLetter = expect.stringMatching(
  /^To: lina@people\.example\r$[\s\S]*^Subject: Your link\r$[\s\S]*sign-in\/link\?token=3?D?canary[\s\S]*<p>canary<\/p>/m,
)
const running = new AbortController().signal

describe.each(ENGINES)('the post on %s', (engine) => {
  let store: Store
  let server: MailServer
  let lines: string[]

  beforeAll(async () => {
    store = await openTestStore(engine)
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    server = await openMailServer()
    lines = []
    await sql`delete from letter`.execute(store.db)
  })
  afterEach(() => server[Symbol.asyncDispose]())

  const post = () =>
    createPost({
      mailer: createSmtpMailer(new Secret(server.url), 'Rechannel <help@rechannel.example>'),
      store,
      vault: createVault(
        createKeyRing([{ id: 'k', key: new Secret(Buffer.alloc(32, 1).toString('base64url')) }]),
      ),
      log: createLog({ level: 'debug', form: 'json', write: (line) => lines.push(line) }),
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
    expect(server.taken()).toEqual([theLetter])
    expect(await stored()).toEqual([])
  })

  it('sends later what the mail server did not take, once, under one Message-ID, and drops it then', async () => {
    server.be('away')
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
    server.be('there')
    await soon()
    const done = await Promise.all([one.sendLate(running), post().sendLate(running)])
    expect(done.toSorted()).toEqual([0, 1])
    expect(server.taken()).toEqual([theLetter])
    const ids = server.heard().match(/^Message-ID: <let_.*@rechannel\.example>\r$/gim)
    expect(new Set(ids).size).toBe(1)
    expect(await stored()).toEqual([])
  })

  it('sends no link that has ended meanwhile', async () => {
    server.be('away')
    const one = post()
    await one.send(letter, 60_000)
    server.be('there')
    await sql`update letter set try_at = now(), useless_at = now()`.execute(store.db)
    expect(await one.sendLate(running)).toBe(0)
    expect(server.taken()).toEqual([])
    expect(await stored()).toEqual([])
  })

  it('tries nothing again that is refused for good', async () => {
    const one = post()
    server.be('refuses')
    await expect(one.send(letter)).rejects.toThrow('no such mailbox')
    server.be('away')
    await one.send(letter)
    server.be('refuses')
    await soon()
    expect(await one.sendLate(running)).toBe(0)
    expect(await stored()).toEqual([])
  })
})
