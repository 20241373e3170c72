import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Config, type Port, readConfig } from '../config.ts'
import { hasCode } from '../domain/mistake.ts'
import { NETWORKS, POLICIES } from '../domain/network.ts'
import { choosePort } from '../ports.ts'
import { sampleDataKeys } from '../store/creators.ts'
import { pendingMigrations } from '../store/migrate.ts'
import type { Store } from '../store/open.ts'
import { callbackPath } from '../usecases/channel/start-connect.ts'
import { eventAddress } from '../usecases/signal/receive-event.ts'
import { createKeyRing, type KeyRing, loadOrMakeKeyFile } from '../vault/key-ring.ts'
import { keysFit } from '../vault/keys-fit.ts'
import { createVault } from '../vault/vault.ts'
import type { Command, Environment, Terminal } from './command.ts'
import { openDatabase } from './installation.ts'
import { askClock, sandboxOrigin } from './sandbox.ts'

type Finding = { kind: 'ok' | 'trouble'; sentence: string }

const ok = (sentence: string): Finding => ({ kind: 'ok', sentence })
const trouble = (sentence: string): Finding => ({ kind: 'trouble', sentence })

export const doctorCommand: Command = {
  summary: 'Checks whether Rechannel can start and work here. Changes nothing.',
  usage: [
    'Usage: npm run -s rechannel -- doctor',
    '',
    'Prints one line for each check, and ends with 1 where something is in the way.',
  ].join('\n'),
  async run({ args, env, terminal }) {
    parseArgs({ args, options: {} })
    let troubles = 0
    for await (const { kind, sentence } of findings(env, terminal)) {
      if (kind === 'trouble') troubles += 1
      terminal.out(`${kind.padEnd(9)}${sentence}`)
    }
    return troubles === 0 ? 0 : 1
  },
}

async function* findings(env: Environment, terminal: Terminal): AsyncGenerator<Finding> {
  yield checkNode()
  yield checkPages()
  const read = readConfig(env)
  if (read.kind === 'mistakes') {
    yield* read.mistakes.map(trouble)
    return
  }
  const { config } = read
  yield ok(`The configuration is sound; the mode is ${config.mode}.`)
  yield* checkApps(config)
  yield* sayAddresses(config)
  const ring = ringOf(config)
  yield ring.finding
  yield* checkDatabase(config, ring.keys, terminal)
  yield await checkPort(config.host, config.port, 'PORT')
  if (config.mode === 'sandbox') yield await checkSandbox(config)
}

function checkNode(): Finding {
  const version = process.versions.node
  return Number(version.split('.')[0]) >= 24
    ? ok(`Node ${version}.`)
    : trouble(`This is Node ${version}, and Rechannel needs 24 or newer; npm ci brings it along.`)
}

function checkPages(): Finding {
  const bundle = fileURLToPath(new URL('../../build/server/index.js', import.meta.url))
  return existsSync(bundle)
    ? ok('The pages are built.')
    : trouble('The pages are not built yet. Run: npm run build (npm start does it by itself).')
}

function* checkApps(config: Config): Generator<Finding> {
  const off = Object.entries(config.apps).filter(([, app]) => app === null)
  if (off.length === 0) return
  const names = off.map(([network]) => network).join(', ')
  if (off.length === Object.keys(config.apps).length) {
    yield trouble('No network has an app: set at least one pair of CLIENT_ID and CLIENT_SECRET.')
  } else yield ok(`Switched off, because they have no app: ${names}.`)
}

/** What to enter in each network's console, letter for letter. */
function* sayAddresses({ apps, publicUrl }: Config): Generator<Finding> {
  if (publicUrl === null) return
  for (const network of NETWORKS) {
    if (apps[network] === null) continue
    const { name, doors } = POLICIES[network]
    const events = doors.map((door) => `${door} ${eventAddress(publicUrl, network, door).href}`)
    yield ok(
      `Register at ${name}: return ${new URL(callbackPath(network), publicUrl).href}, ${events.join(', ')}.`,
    )
  }
}

function ringOf(config: Config): { finding: Finding; keys: KeyRing | null } {
  const file = path.join(config.dataFolder, 'key')
  try {
    if (config.keys.length > 0) {
      const keys = createKeyRing(config.keys)
      return {
        keys,
        finding: ok(`Keys: ${config.keys.map(({ id }) => id).join(', ')}; the first one seals.`),
      }
    }
    if (!existsSync(file))
      return { keys: null, finding: ok(`The key file ${file} will be made at the first start.`) }
    return { keys: createKeyRing([loadOrMakeKeyFile(file)]), finding: ok(`The key is in ${file}.`) }
  } catch (error) {
    return { keys: null, finding: trouble(messageOf(error)) }
  }
}

async function* checkDatabase(
  config: Config,
  keys: KeyRing | null,
  terminal: Terminal,
): AsyncGenerator<Finding> {
  const folder = path.join(config.dataFolder, 'pg')
  if (config.databaseUrl === null && !existsSync(folder)) {
    yield ok(`The embedded database will be made in ${folder} at the first start.`)
    return
  }
  try {
    await using store = await openDatabase(config, 'rechannel doctor', terminal)
    yield ok(
      config.databaseUrl === null ? `The embedded database in ${folder} opens.` : 'The database answers.',
    )
    const pending = await pendingMigrations(store)
    if (pending.length === 0) yield ok('The database is up to date.')
    else yield ok(`The next start brings the database up to date: ${pending.join(', ')}.`)
    if (keys && pending.length === 0) yield await checkKeysOpen(store, keys)
  } catch (error) {
    // The app itself, most likely: a running installation is no trouble.
    yield hasCode(error, 'folder_held')
      ? ok(`The database was not looked into: ${messageOf(error)}`)
      : trouble(messageOf(error))
  }
}

async function checkKeysOpen(store: Store, keys: KeyRing): Promise<Finding> {
  return keysFit(createVault(keys), await sampleDataKeys(store.db))
    ? ok('The keys open what the database holds.')
    : trouble('The keys do not open what this database holds. Give back the keys that it was filled with.')
}

async function checkPort(host: string, port: Port, name: string): Promise<Finding> {
  const choice = await choosePort(host, port, name)
  if (choice.kind === 'ok' && choice.instead === null) return ok(`Port ${choice.port} on ${host} is free.`)
  if (await isRechannel(port.number)) return ok(`Rechannel answers on port ${port.number} already.`)
  if (choice.kind === 'taken') return trouble(choice.sentence)
  return ok(`Port ${port.number} is taken; the app will choose a free one, because ${name} is not set.`)
}

async function isRechannel(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2_000) })
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null && 'status' in body
  } catch {
    return false
  }
}

async function checkSandbox(config: Config): Promise<Finding> {
  const origin = sandboxOrigin(config)
  try {
    const clock = await askClock(new URL('/_sandbox/clock', origin), null)
    return ok(`The sandbox answers at ${origin}; its time is ${clock.now}.`)
  } catch (error) {
    if (config.sandboxUrl !== null) return trouble(messageOf(error))
    if (hasCode(error, 'sandbox_unreachable'))
      return await checkPort('127.0.0.1', config.sandboxPort, 'SANDBOX_PORT')
    return trouble(`Something that is not a sandbox answers at ${origin}. Set SANDBOX_PORT to another port.`)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
