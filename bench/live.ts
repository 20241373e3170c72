/** Five thousand people who watch: what their streams weigh, whether that grows, and how soon they hear. */
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Secret } from '../src/domain/secret.ts'
import { tell } from '../src/store/live.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { memoryOf, printTable, shown, spreadOf } from './figures.ts'
import { startOurs } from './programs.ts'

const STREAMS = 5_000
const PER_PERSON = 5
const SECRET = 'a secret for the cookies of a bench run'
const ROUNDS = 5
const TOLD_A_ROUND = 2_000

type Watcher = { userId: string; socket: Socket; heard: () => void }

export async function measureLive(): Promise<void> {
  await using cleanup = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-bench-live-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const postgres = await startPostgres()
  cleanup.defer(() => postgres.stop())
  const ours = await startOurs(folder, { DATABASE_URL: postgres.url, RECHANNEL_AUTH_SECRET: SECRET })
  cleanup.defer(() => ours.stop())
  await using store = await openStore({ kind: 'postgres', url: new Secret(postgres.url), log: () => {} })

  const people = await signIn(store, STREAMS / PER_PERSON)
  const before = await memoryOf(ours.pid)
  const watchers: Watcher[] = []
  cleanup.defer(async () => {
    for (const { socket } of watchers) socket.destroy()
  })
  for (const person of people) {
    const opened = await Promise.all(Array.from({ length: PER_PERSON }, () => watch(ours.url, person)))
    watchers.push(...opened)
  }
  const open = await memoryOf(ours.pid)
  const memory: number[] = []
  const waits: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    waits.push(...(await tellRound(store, watchers)))
    memory.push(await memoryOf(ours.pid))
  }
  waits.sort((one, other) => one - other)
  const at = (share: number): string => (waits[Math.floor(waits.length * share)] ?? Number.NaN).toFixed(1)
  console.log(
    `${STREAMS} open streams of ${people.length} people; ${ROUNDS} rounds of ${TOLD_A_ROUND} notices to one person each.\n`,
  )
  printTable(
    [
      'memory before, MB',
      'with all open, MB',
      'kB a stream',
      'after each round, MB',
      'heard after p50 / p99, ms',
    ],
    [
      [
        before.toFixed(0),
        open.toFixed(0),
        (((open - before) * 1000) / STREAMS).toFixed(1),
        `${memory.map((one) => one.toFixed(0)).join(' · ')}, ${shown(spreadOf(memory))}`,
        `${at(0.5)} / ${at(0.99)}`,
      ],
    ],
  )
}

/** Tells one person after another, and waits until each of their streams has heard it. */
async function tellRound(store: Store, watchers: readonly Watcher[]): Promise<number[]> {
  const waits: number[] = []
  for (let turn = 0; turn < TOLD_A_ROUND; turn++) {
    const watcher = watchers[Math.floor(Math.random() * watchers.length)]
    if (watcher === undefined) break
    const heard = new Promise<void>((resolve) => {
      watcher.heard = resolve
    })
    const began = performance.now()
    await tell(store.db, { for: [`person:${watcher.userId}`], topic: 'chat:con_bench' })
    await heard
    waits.push(performance.now() - began)
  }
  return waits
}

/** A bare socket: five thousand clients must not weigh more than the server. */
async function watch(app: string, person: { userId: string; cookie: string }): Promise<Watcher> {
  const { hostname, port, host } = new URL(app)
  const socket = connect({ host: hostname, port: Number(port) })
  const watcher: Watcher = { userId: person.userId, socket, heard: () => {} }
  await once(socket, 'connect')
  socket.write(
    `GET /live?as=${person.userId} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${person.cookie}\r\naccept: text/event-stream\r\n\r\n`,
  )
  await new Promise<void>((resolve, reject) => {
    let greeting = ''
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1')
      if (greeting.includes('event: hello')) {
        if (text.includes('chat:con_bench')) watcher.heard()
        return
      }
      greeting += text
      if (greeting.includes('event: hello')) resolve()
      else if (/^HTTP\/1\.1 (?!200)/.test(greeting)) reject(new Error(greeting.slice(0, 200)))
    })
    socket.once('error', reject)
  })
  return watcher
}

/** Sessions as signing in would leave them: hashing a thousand passwords would take minutes. */
async function signIn(store: Store, count: number): Promise<{ userId: string; cookie: string }[]> {
  const people = Array.from({ length: count }, (_, place) => ({
    userId: `bench-${place}`,
    token: randomBytes(24).toString('base64url'),
  }))
  await store.scripted(async (run) =>
    run(
      people
        .map(
          ({ userId, token }) => `
            insert into "user" (id, name, email, "emailVerified")
              values ('${userId}', '${userId}', '${userId}@bench.example', true);
            insert into "session" (id, "expiresAt", token, "updatedAt", "userId")
              values ('s-${userId}', now() + interval '1 day', '${token}', now(), '${userId}');`,
        )
        .join('\n'),
    ),
  )
  return people.map(({ userId, token }) => {
    const signature = createHmac('sha256', SECRET).update(token).digest('base64')
    return { userId, cookie: `rechannel.session_token=${encodeURIComponent(`${token}.${signature}`)}` }
  })
}
