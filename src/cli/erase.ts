import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { Secret } from '../domain/secret.ts'
import { QUEUES } from '../queue/table.ts'
import { migrate } from '../store/migrate.ts'
import { eraseCreator } from '../usecases/person/erase-creator.ts'
import { createKeyRing, loadOrMakeKeyFile } from '../vault/key-ring.ts'
import { type Command, wrongUsage } from './command.ts'
import { configFrom, logTo, openDatabase } from './installation.ts'
import { sandboxOrigin } from './sandbox.ts'

export const eraseCommand: Command = {
  summary: 'Erases a creator: channels, numbers, history, and the key that sealed their tokens.',
  usage: [
    'Usage: npm run -s rechannel -- erase <handle> --yes',
    '',
    'Permissions are ended at the networks that answer now. This cannot be undone; --yes says that it is meant.',
    'With the embedded database, stop the app first: only one process may use it.',
  ].join('\n'),
  async run({ args, env, terminal }) {
    const { positionals, values } = parseArgs({
      args,
      options: { yes: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [handle, ...rest] = positionals
    if (handle === undefined || rest.length > 0) throw wrongUsage('Say "erase" and one handle.')
    if (!values.yes) throw wrongUsage(`Add --yes: what ${handle} has here is gone for ever then.`)
    const config = configFrom(env)
    await using store = await openDatabase(config, 'rechannel erase', terminal)
    await migrate(store)
    const keys =
      config.keys.length > 0 ? config.keys : [loadOrMakeKeyFile(path.join(config.dataFolder, 'key'))]
    const sandboxUrl = config.mode === 'sandbox' ? await runningSandbox(config) : null
    // Imported only now: the whole app takes a moment to load, and no other command needs it.
    const [{ buildApp }, { openQueue }, { createMetrics }] = await Promise.all([
      import('../main.ts'),
      import('../queue/queue.ts'),
      import('../metrics/metrics.ts'),
    ])
    const log = logTo(terminal, { ...config, logLevel: 'warn' })
    await using queue = await openQueue({ store, queues: QUEUES, log, works: false })
    const built = await buildApp({
      config: { ...config, publicUrl: config.publicUrl ?? new URL('http://localhost') },
      store,
      queue,
      metrics: createMetrics({ processFigures: false }),
      ring: createKeyRing(keys),
      // Nobody signs in through this process.
      authSecret: config.authSecret ?? new Secret('nobody signs in through this process'),
      log,
      ports: { own: config.port.number, pages: config.port.number, sandboxUrl },
    })
    // Pretend permissions are never shown to a real network.
    const app = config.mode === 'sandbox' && sandboxUrl === null ? { ...built, networks: {} } : built
    const erased = await eraseCreator(app, { handle: handle.replace(/^@/, '') })
    if (erased.kind === 'unknown_creator') {
      terminal.err(`Nobody here goes by ${handle}.`)
      return 1
    }
    terminal.out(
      `Erased, with ${erased.channels} channels; ${erased.revoked} permissions were ended at their networks.`,
    )
    terminal.out(`Receipt: ${erased.receipt}. It opens /deletion/${erased.receipt}, which names nobody.`)
    return 0
  },
}

/** Its address, or null where it does not run: with the embedded database it stops with the app. */
async function runningSandbox(config: Config): Promise<string | null> {
  const origin = sandboxOrigin(config)
  const reply = await fetch(`${origin}/_sandbox/health`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => null,
  )
  return reply?.ok === true ? origin : null
}
