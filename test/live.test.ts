/** Telling browsers through the database: between processes, over a lost connection, and to the end of a process. */
import { expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../src/domain/person/pretend-people.ts'
import { Secret } from '../src/domain/secret.ts'
import { createLive } from '../src/live/live.ts'
import { tell } from '../src/store/live.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { ENGINES, makePostgresDatabase, openTestStore } from './databases.ts'
import { openWorld } from './world.ts'

function watch(live: ReturnType<typeof createLive>, userId: string) {
  const opened = live.open({ userId, audiences: [`person:${userId}`], mayHaveMissed: false })
  if (opened.kind !== 'open') throw new Error(opened.kind)
  const reader = opened.body.getReader()
  const decoder = new TextDecoder()
  let heard = ''
  return async (part: string): Promise<string> => {
    while (!heard.includes(part)) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`It ended after ${heard}`)
      heard += decoder.decode(value)
    }
    return heard
  }
}

it.each(ENGINES)(
  'what a transaction tells on %s is heard once it is through, and never if it is not',
  async (engine) => {
    await using store = await openTestStore(engine)
    const live = createLive(store)
    await live.start()
    const heard = watch(live, 'lina')
    const undone = store.db.transaction().execute(async (trx) => {
      await tell(trx, { for: ['person:lina'], topic: 'chat:undone' })
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await store.db.transaction().execute((trx) => tell(trx, { for: ['person:lina'], topic: 'chat:done' }))
    expect(await heard('chat:done')).not.toContain('undone')
    await live.stop()
  },
)

it('two processes on one PostgreSQL tell each other, and after a lost connection everybody reads again', async () => {
  const database = await makePostgresDatabase('migrated')
  const open = (): Promise<Store> =>
    openStore({ kind: 'postgres', url: new Secret(database.url), poolSize: 2, log: () => {} })
  const [one, other] = [await open(), await open()]
  const live = createLive(other)
  await live.start()
  const heard = watch(live, 'lina')
  await tell(one.db, { for: ['person:lina'], topic: 'chat:before' })
  await heard('chat:before')
  await one.scripted((run) =>
    run(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rechannel listening' and datname = current_database()",
    ),
  )
  await heard('event: again')
  await tell(one.db, { for: ['person:lina'], topic: 'chat:after' })
  await heard('chat:after')
  await live.stop()
  await Promise.all([one.close(), other.close()])
  await database.drop()
})

it('an open stream ends with its process and holds it up by nothing', async () => {
  const world = await openWorld({ engine: 'pglite' })
  const email = 'lina@people.example'
  const { userId } = await world.app.signIn.createPerson({ email, name: 'Lina', password: PRETEND_PASSWORD })
  const cookie = (await world.app.signIn.enterAs(email))
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const reply = await fetch(`${world.url}/live?as=${userId}`, { headers: { cookie } })
  expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(reply.headers.get('content-encoding')).toBe(null)
  const text = reply.text()
  const began = performance.now()
  await world[Symbol.asyncDispose]()
  expect(await text).toContain('event: hello')
  expect(performance.now() - began).toBeLessThan(15_000)
})
