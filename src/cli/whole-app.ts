/** The whole app for a command that does what the app itself does, without listening or working for anybody. */
import path from 'node:path'
import type { App } from '../app.ts'
import type { Config } from '../config.ts'
import { Secret } from '../domain/secret.ts'
import { QUEUES } from '../queue/table.ts'
import type { Store } from '../store/open.ts'
import { createKeyRing, loadOrMakeKeyFile } from '../vault/key-ring.ts'
import type { Terminal } from './command.ts'
import { logTo } from './installation.ts'
import { sandboxOrigin } from './sandbox.ts'

export async function wholeApp(
  config: Config,
  store: Store,
  terminal: Terminal,
): Promise<{ app: App } & AsyncDisposable> {
  const keys = config.keys.length > 0 ? config.keys : [loadOrMakeKeyFile(path.join(config.dataFolder, 'key'))]
  const sandboxUrl = config.mode === 'sandbox' ? await runningSandbox(config) : null
  // Imported only now: the whole app takes a moment to load, and no other command needs it.
  const [{ buildApp }, { openQueue }, { createMetrics }] = await Promise.all([
    import('../main.ts'),
    import('../queue/queue.ts'),
    import('../metrics/metrics.ts'),
  ])
  const log = logTo(terminal, { ...config, logLevel: 'warn' })
  const queue = await openQueue({ store, queues: QUEUES, log, works: false })
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
  return { app, [Symbol.asyncDispose]: () => queue.close() }
}

/** Its address, or null where it does not run: with the embedded database it stops with the app. */
async function runningSandbox(config: Config): Promise<string | null> {
  const origin = sandboxOrigin(config)
  const reply = await fetch(`${origin}/_sandbox/health`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => null,
  )
  return reply?.ok === true ? origin : null
}
