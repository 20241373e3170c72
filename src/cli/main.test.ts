import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePostgresDatabase } from '../../test/databases.ts'
import { Secret } from '../domain/secret.ts'
import { holdFolder } from '../store/lock.ts'
import { beginHold } from '../store/network-holds.ts'
import { openStore } from '../store/open.ts'
import { createKeyRing, loadOrMakeKeyFile } from '../vault/key-ring.ts'
import { createVault } from '../vault/vault.ts'
import type { Environment } from './command.ts'
import { runCommand } from './main.ts'

type Ran = { code: number; out: string; err: string }

async function rechannel(words: string, env: Environment = {}): Promise<Ran> {
  const said = { out: '', err: '' }
  const code = await runCommand(words.split(' ').filter(Boolean), env, {
    out: (line) => {
      said.out += `${line}\n`
    },
    err: (line) => {
      said.err += `${line}\n`
    },
  })
  return { code, ...said }
}

describe('the command line', () => {
  it.each([
    ['', 0],
    ['help', 0],
    ['--help', 0],
    ['doctor --help', 0],
    ['nonsense', 2],
    ['constructor', 2],
  ])('ends as a process with the right code: "%s" → %i', async (words, code) => {
    const main = fileURLToPath(new URL('./main.ts', import.meta.url))
    const ended = await new Promise<number>((resolve) => {
      execFile(process.execPath, [main, ...words.split(' ').filter(Boolean)], (error) =>
        resolve(error ? Number(error.code) : 0),
      )
    })
    expect(ended).toBe(code)
  })

  it('lists the commands', async () => {
    const { code, out, err } = await rechannel('help')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const name of ['start', 'migrate', 'doctor', 'operator', 'hold', 'sandbox'])
      expect(out).toContain(`  ${name}`)
  })

  it('says on the error stream that it does not know a command, and lists those it knows', async () => {
    const { code, out, err } = await rechannel('nonsense')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/no command "nonsense"[\s\S]*migrate/)
  })

  it.each(['start', 'migrate', 'doctor', 'operator', 'hold', 'sandbox'])('explains %s', async (name) => {
    const asked = await rechannel(`${name} --help`)
    expect(asked).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`rechannel -- ${name}`) })
    expect(await rechannel(`help ${name}`)).toEqual(asked)
  })

  it.each([
    'start --frehs',
    'start now',
    'migrate --all',
    'doctor please',
    'hold',
    'hold list tiktok',
    'hold release',
    'hold undo myspace',
    'hold release tiktok now',
    'operator',
    'operator remove a@b.example',
    'operator add',
    'operator add nobody',
    'operator add a@b.example c@d.example',
    'operator add a@b',
    'sandbox',
    'sandbox clock back',
    'sandbox clock advance',
    'sandbox clock advance 60',
    'sandbox clock advance -1d',
    'sandbox clock advance 1d 2d',
  ])('refuses "%s" with its usage', async (words) => {
    const { code, out, err } = await rechannel(words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('Usage: ')
  })

  it.each(['migrate', 'operator add a@b.example', 'sandbox clock', 'start'])(
    'lists what is wrong with the configuration: %s',
    async (words) => {
      const { code, err } = await rechannel(words, { PORT: 'x', LOG_LEVEL: 'loud' })
      expect(code).toBe(1)
      expect(err).toMatch(/PORT[\s\S]*LOG_LEVEL/)
      expect(err).not.toMatch(/\.ts:\d/)
    },
  )
})

describe('commands on a database', () => {
  let database: Awaited<ReturnType<typeof makePostgresDatabase>>
  let folder: string
  let env: Environment
  beforeEach(async () => {
    database = await makePostgresDatabase('empty')
    folder = mkdtempSync(path.join(os.tmpdir(), 'rechannel-cli-'))
    env = { DATABASE_URL: database.url, RECHANNEL_DATA: folder }
  })
  afterEach(async () => {
    await database.drop()
    rmSync(folder, { recursive: true })
  })

  it('migrate: brings the database up to date, once', async () => {
    expect(await rechannel('migrate', env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('applied 0001-'),
    })
    expect(await rechannel('migrate', env)).toMatchObject({ code: 0, out: 'The database is up to date.\n' })
  })

  it('hold: lists, ends and undoes what a network is held for', async () => {
    expect(await rechannel('hold list', env)).toMatchObject({
      code: 0,
      out: 'Nothing is held, and nothing ever was.\n',
    })
    expect(await rechannel('hold release tiktok', env)).toMatchObject({
      code: 1,
      out: 'tiktok is not held.\n',
    })
    expect(await rechannel('hold undo tiktok', env)).toMatchObject({
      code: 1,
      out: expect.stringContaining('never held'),
    })
    await using store = await openStore({
      kind: 'postgres',
      url: new Secret(env.DATABASE_URL ?? ''),
      log: () => {},
    })
    const beganAt = new Date('2026-11-22T12:00:00Z')
    const hold = {
      network: 'tiktok',
      scope: 'all',
      why: 'definite',
      counted: 21,
      usual: 0.5,
      channels: 40,
    } as const
    await beginHold(store.db, { ...hold, beganAt })
    expect((await rechannel('hold list', env)).out).toBe(
      'tiktok  from 2026-11-22T12:00:00.000Z still held: everything, too many losses were settled at once (21 of 40)\n',
    )
    expect(await rechannel('hold undo tiktok', env)).toMatchObject({
      code: 0,
      out: '0 connections were given back.\n',
    })
    expect(await rechannel('hold release tiktok', env)).toEqual({
      code: 0,
      out: 'tiktok is believed again.\n',
      err: '',
    })
    expect((await rechannel('hold list', env)).out).toContain('ended by operator')
  })

  it('operator add: writes the address small, and says when it is there already', async () => {
    const first = await rechannel('operator add Ann@Example.org', env)
    expect(first).toEqual({ code: 0, out: 'ann@example.org is an operator now.\n', err: '' })
    const second = await rechannel('operator add ann@example.ORG', env)
    expect(second).toEqual({ code: 0, out: 'ann@example.org is an operator already.\n', err: '' })
  })

  it('says why a database does not let us in, without its password', async () => {
    const url = new URL(database.url)
    url.pathname = '/nowhere'
    url.password = 'canary'
    const { code, err } = await rechannel('migrate', { ...env, DATABASE_URL: url.href })
    expect(code).toBe(1)
    expect(err).toMatch(/DATABASE_URL does not let us in: .*\(/)
    expect(err).not.toContain('canary')
  })

  it('names the process that holds the embedded database', async () => {
    using _lock = holdFolder(folder, 'npm start, http://127.0.0.1:3000')
    const { code, err } = await rechannel('migrate', { RECHANNEL_DATA: folder })
    expect(code).toBe(1)
    expect(err).toContain(`process ${process.pid} (npm start, http://127.0.0.1:3000)`)
  })

  it('doctor: looks at everything, and finds keys that do not open what is stored', async () => {
    await rechannel('migrate', env)
    const key = loadOrMakeKeyFile(path.join(folder, 'key'))
    const sound = await rechannel('doctor', env)
    expect(sound.out).toMatch(/^ok +Node 2\d/m)
    expect(sound.out).toMatch(/^ok +The database answers\./m)
    expect(sound.out).toMatch(/^ok +The keys open what the database holds\./m)

    const vault = createVault(createKeyRing([key]))
    await using store = await openStore({ kind: 'postgres', url: new Secret(database.url), log: () => {} })
    const creator = { id: 'crt_a', handle: 'lina', name: 'Lina', place: null, created_at: new Date() }
    await store.db
      .insertInto('creator')
      .values({ ...creator, data_key: vault.makeDataKey('crt_a') })
      .execute()
    expect((await rechannel('doctor', env)).out).toMatch(/^ok +The keys open what/m)
    const other = await rechannel('doctor', { ...env, RECHANNEL_KEYS: `other:${'A'.repeat(43)}` })
    expect(other.code).toBe(1)
    expect(other.out).toMatch(/^trouble +The keys do not open what this database holds/m)
  })

  it('doctor: says which scripts the next start would apply, and applies none', async () => {
    const { out } = await rechannel('doctor', env)
    expect(out).toMatch(/^ok +The next start brings the database up to date: 0001-/m)
    expect((await rechannel('doctor', env)).out).toContain('0001-')
  })

  it('doctor: lists every mistake as trouble', async () => {
    const { code, out } = await rechannel('doctor', { RECHANNEL_MODE: 'production', PORT: 'x' })
    expect(code).toBe(1)
    expect(out.match(/^trouble/gm)?.length).toBeGreaterThanOrEqual(6)
  })

  it('doctor: finds a key file that others may read', async () => {
    loadOrMakeKeyFile(path.join(folder, 'key'))
    chmodSync(path.join(folder, 'key'), 0o644)
    const { code, out } = await rechannel('doctor', env)
    expect(code).toBe(1)
    expect(out).toMatch(/^trouble +The key file .*chmod 600/m)
  })

  it('doctor: does not call a running app trouble', async () => {
    using _lock = holdFolder(folder, 'npm start')
    await using app = await listen((_request, send) => send({ status: 'ok' }))
    const { out } = await rechannel('doctor', { RECHANNEL_DATA: folder, PORT: String(app.port) })
    expect(out).toContain(`Rechannel answers on port ${app.port} already.`)
    expect(out).not.toMatch(/^trouble +(The folder|Port)/m)
  })

  it('doctor: finds a port that something else took', async () => {
    await using other = await listen((_request, send) => send('hello'))
    const { code, out } = await rechannel('doctor', { ...env, PORT: String(other.port) })
    expect(code).toBe(1)
    expect(out).toMatch(new RegExp(`^trouble +Port ${other.port}`, 'm'))
  })
})

describe('the clock of the sandbox', () => {
  it('is shown and moved', async () => {
    const asked: unknown[] = []
    let offset = 0
    await using sandbox = await listen((request, send, body) => {
      asked.push([request.method, request.url, body])
      if (request.method === 'POST') offset += 60 * 86_400_000
      send({ now: new Date(Date.UTC(2026, 10, 22) + offset).toISOString(), offset_ms: offset })
    })
    const env = { SANDBOX_URL: `http://127.0.0.1:${sandbox.port}` }
    const shown = await rechannel('sandbox clock', env)
    expect(shown.out).toBe('Product time is 2026-11-22T00:00:00.000Z, the same as real time.\n')
    const moved = await rechannel('sandbox clock advance 60d', { SANDBOX_PORT: String(sandbox.port) })
    expect(moved.out).toBe('Product time is 2027-01-21T00:00:00.000Z, 60 days ahead of real time.\n')
    expect(asked).toEqual([
      ['GET', '/_sandbox/clock', ''],
      ['POST', '/_sandbox/clock', '{"advance":"60d"}'],
    ])
  })

  it('says what the sandbox refused', async () => {
    await using sandbox = await listen((_request, send) =>
      send({ error: { code: 'x', message: 'Too far.' } }, 400),
    )
    const { code, err } = await rechannel('sandbox clock advance 9999d', {
      SANDBOX_PORT: String(sandbox.port),
    })
    expect(code).toBe(1)
    expect(err).toMatch(/did not do that: Too far\./)
  })

  it('says where it looked when no sandbox is running', async () => {
    const gone = await listen((_request, send) => send({}))
    await gone[Symbol.asyncDispose]()
    const { code, err } = await rechannel('sandbox clock', { SANDBOX_PORT: String(gone.port) })
    expect(code).toBe(1)
    expect(err).toContain(`No sandbox answers at http://127.0.0.1:${gone.port}`)
  })

  it('does not exist in production', async () => {
    const env = {
      RECHANNEL_MODE: 'production',
      DATABASE_URL: 'postgres://db.example/x',
      PUBLIC_URL: 'https://channels.example',
      SMTP_URL: 'smtps://mail.example',
      RECHANNEL_KEYS: `a:${'A'.repeat(43)}`,
      RECHANNEL_AUTH_SECRET: 'x'.repeat(32),
    }
    expect(await rechannel('sandbox clock', env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Only a sandbox'),
    })
  })
})

type Answer = (request: IncomingMessage, send: (body: unknown, status?: number) => void, body: string) => void

async function listen(answer: Answer): Promise<{ port: number } & AsyncDisposable> {
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const send = (reply: unknown, status = 200): void => {
      response
        .writeHead(status, { 'content-type': 'application/json', connection: 'close' })
        .end(JSON.stringify(reply))
    }
    answer(request, send, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
