/** The composition root: configuration → parts → app → http and jobs, as the role asks → wait for a signal → drain. */
import { hkdfSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { App } from './app.ts'
import { createClock } from './clock.ts'
import { type Config, readConfig } from './config.ts'
import { DEADLINES, type Deadlines } from './domain/channel/deadlines.ts'
import { hasCode, Mistake } from './domain/mistake.ts'
import { NETWORKS, type Network, POLICIES } from './domain/network.ts'
import { PRETEND_PASSWORD } from './domain/person/pretend-people.ts'
import { type Role, runsJobs, servesPages } from './domain/role.ts'
import { Secret } from './domain/secret.ts'
import { HOUR, MINUTE, SECOND } from './domain/time.ts'
import { createGates } from './gate/gate.ts'
import { createKeptAnswers } from './http/kept-answers.ts'
import { createMetricsPage } from './http/metrics.ts'
import type { Stage } from './http/routes.ts'
import { createHttp, createListener, type Pages } from './http/server.ts'
import { JOBS } from './jobs/index.ts'
import { createRunner } from './jobs/runner.ts'
import { createLive } from './live/live.ts'
import { createLog, type Log, seldom } from './log.ts'
import { countMails } from './mail/count-mails.ts'
import type { Templates } from './mail/letter.ts'
import { createMailbox, createSmtpMailer } from './mail/mailer.ts'
import { createPost } from './mail/post.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import type { Adapter, AdapterSettings } from './networks/contract.ts'
import { createNetworks } from './networks/registry.ts'
import { choosePort } from './ports.ts'
import { PAST_MS, plantWorld } from './pretend/plant.ts'
import { plantTown } from './pretend/plant-town.ts'
import { registerApps, waitForApps } from './pretend/register-apps.ts'
import { notedSandboxAddress, noteSandboxAddress } from './pretend/sandbox-address.ts'
import { type SandboxProcess, startSandboxProcess } from './pretend/sandbox-process.ts'
import type { Queue } from './queue/queue.ts'
import { QUEUES, type Queues } from './queue/table.ts'
import { createAttemptLimit } from './signin/attempt-limit.ts'
import { createSignIn } from './signin/sign-in.ts'
import { isAway } from './store/away.ts'
import { sampleDataKeys } from './store/creators.ts'
import { createInbox } from './store/inbox.ts'
import { createKeptProfiles } from './store/kept-profiles.ts'
import { createLendables } from './store/lendable.ts'
import { type FolderLock, holdFolder } from './store/lock.ts'
import { migrate } from './store/migrate.ts'
import { openStore, type Store } from './store/open.ts'
import { writeUses } from './usecases/channel/note-uses.ts'
import { createReadinessCheck } from './usecases/operation/check-readiness.ts'
import { followSandboxClock, tellMeOfClockSteps } from './usecases/sandbox/follow-clock.ts'
import { createKeyRing, type KeyRing, loadOrMakeKeyFile } from './vault/key-ring.ts'
import { keysFit } from './vault/keys-fit.ts'
import { createVault } from './vault/vault.ts'

const DRAIN_MS = 20 * SECOND
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CLIENT_FOLDER = path.join(ROOT, 'build', 'client')

/** Any number will do, as long as it is no other lock's. */
const PLANTING_LOCK = 727_002
const TOWN_LOCK = 727_003

/** `own` is where this process listens, `pages` where people find the pages: another process's, for a worker. */
export type Ports = { own: number; pages: number; sandboxUrl: string | null }

/** Puts an app together from parts that are open already. Tests build theirs with the same function. */
export async function buildApp(parts: {
  config: Config
  store: Store
  queue: Queue<Queues>
  metrics: Metrics
  ring: KeyRing
  authSecret: Secret
  log: Log
  ports: Ports
  deadlines?: Deadlines
}): Promise<App> {
  const { config, store, queue, metrics, log, ports, deadlines = DEADLINES } = parts
  const publicUrl = config.publicUrl ?? new URL(`http://localhost:${ports.pages}`)
  const reachUsAt = new URL(`http://127.0.0.1:${ports.own}`)
  const sandbox = ports.sandboxUrl === null ? null : { url: ports.sandboxUrl, reachUsAt }
  const clock = await createClock(store)
  await followSandboxClock({ clock, sandbox })
  const mail = countMails(
    config.smtpUrl === null
      ? createMailbox(store, () => clock.now())
      : createSmtpMailer(config.smtpUrl, config.mailFrom),
    metrics,
  )
  const vault = createVault(parts.ring)
  const post = createPost({ mailer: mail, store, vault, log, host: publicUrl.hostname })
  const counted = { store, secret: parts.authSecret }
  const warn = seldom(HOUR, log.warn)
  const gates = createGates({ store, clock, log, metrics, limits: config.limits })
  const settingsOf = (network: Network): AdapterSettings => {
    const app = config.apps[network]
    return {
      clientId: app?.clientId ?? '',
      clientSecret: app?.clientSecret ?? new Secret(''),
      eventSecrets: app?.eventSecrets ?? [],
      verifyToken: app?.verifyToken ?? null,
      identityScopes: app?.identityScopes ?? false,
      origin: (real) => (sandbox === null ? real : `${sandbox.url}/${new URL(real).host}`),
      now: () => clock.now(),
      deadlineMs: deadlines.callMs,
      warn: (fields, message) => warn({ network, ...fields }, message),
      gate: gates[network],
    }
  }
  const adapters = createNetworks(settingsOf)
  // A renewal that was sent is listened to for longer than anybody waits for it: its token may be for single use.
  const patient = createNetworks((network) => ({ ...settingsOf(network), deadlineMs: deadlines.renewOpenMs }))
  const networks: Partial<Record<Network, Adapter>> = {}
  for (const network of NETWORKS) {
    if (config.apps[network] !== null) {
      networks[network] = { ...adapters[network], renew: patient[network].renew }
    }
  }
  return {
    config: { ...config, publicUrl },
    clock,
    store,
    inbox: createInbox(store.db),
    lendables: createLendables(store),
    vault,
    networks,
    gates,
    mail,
    post,
    templates: { letter: async (letter) => (await loadBundle()).letterHtml(letter) },
    queue,
    live: createLive(store),
    log,
    metrics,
    sandbox,
    signIn: createSignIn({
      store,
      secret: parts.authSecret,
      baseUrl: publicUrl,
      platformName: config.platformName,
      post,
      pretendPassword: config.mode === 'sandbox' ? PRETEND_PASSWORD : null,
      limited: config.mode === 'production',
      log,
    }),
    signInOrigins:
      sandbox === null
        ? NETWORKS.flatMap((network) => {
            const { signInHost } = POLICIES[network]
            return [`https://${signInHost}`, `https://*.${signInHost}`]
          })
        : [new URL(sandbox.url).origin],
    limits: {
      linkMisses: createAttemptLimit({ ...counted, what: 'link miss', tries: 30, windowMs: 15 * MINUTE }),
      linkMails: createAttemptLimit({ ...counted, what: 'link mail', tries: 10, windowMs: HOUR }),
    },
    profiles: createKeptProfiles(store, clock),
    holder: `${hostname()}/${process.pid}/${randomUUID()}`,
    deadlines,
    renewals: new Map(),
    ending: new AbortController(),
    dataKeys: new Map(),
    pulses: new Map(),
    tokenUses: new Map(),
  }
}

export type Serving = {
  app: App
  markReady(): Promise<void>
  /** Stops taking work, lets what runs end, and closes the listener. Store and queue stay open. */
  stop(): Promise<void>
}

/** Listens, and runs the jobs of its role once ready. A worker has no pages: it answers about itself only. */
export async function serve(
  app: App,
  as: { role: Role; host: string; port: number; pages: Pages | null },
): Promise<Serving> {
  let stage: Stage = 'starting'
  // Only where browsers listen.
  if (as.pages !== null) await app.live.start()
  const runner = createRunner(app, JOBS, as.role)
  const parts = {
    app,
    runner,
    stage: () => stage,
    checkReadiness: createReadinessCheck(app),
    metricsPage: createMetricsPage(app),
  }
  const server = createListener(
    createHttp(parts, as.pages, CLIENT_FOLDER),
    as.pages === null ? null : createKeptAnswers(app, as.pages),
  )
  server.listen(as.port, as.host)
  await once(server, 'listening')
  return {
    app,
    async markReady() {
      await runner.start()
      stage = 'ready'
    },
    async stop() {
      stage = 'draining'
      // Their browsers go on elsewhere; an open stream would hold the listener to the end.
      await app.live.stop()
      const closed = once(server, 'close')
      // A connection whose last answer is still to come would otherwise stay open for seconds after it.
      server.keepAliveTimeout = 1
      server.close()
      server.closeIdleConnections()
      const hard = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await runner.drain()
      server.closeIdleConnections()
      await closed
      clearTimeout(hard)
      await landRenewals(app)
      await writeUses(app).catch((error) => app.log.error({ err: error }, 'Uses of tokens were not written'))
    },
  }
}

/** What was sent is listened to and saved, for as long as a stop may take. Then the process must end. */
async function landRenewals(app: App): Promise<void> {
  const giveUp = setTimeout(() => app.ending.abort(), app.deadlines.drainMs)
  const ended = once(app.ending.signal, 'abort')
  while (app.renewals.size > 0 && !app.ending.signal.aborted) {
    await Promise.race([Promise.allSettled(app.renewals.values()), ended])
  }
  clearTimeout(giveUp)
  if (app.renewals.size === 0) return
  app.log.error(
    { renewals: [...app.renewals.keys()] },
    'Stopped with renewals under way; the next process tries their tokens once more',
  )
}

/** The pages as they were built; they make their own copy of nothing that holds state. */
export async function loadPages(app: App): Promise<Pages> {
  return (await loadBundle()).createPages(app)
}

type Bundle = { createPages(app: App): Pages; letterHtml: Templates['letter'] }

async function loadBundle(): Promise<Bundle> {
  return (await import(pathToFileURL(path.join(ROOT, 'build', 'server', 'index.js')).href)) as Bundle
}

/** The whole installation from environment variables. Resolves when it has been stopped by a signal. */
export async function run(env: NodeJS.ProcessEnv, options: { fresh: boolean; role: Role }): Promise<void> {
  const { role } = options
  const read = readConfig(env)
  if (read.kind === 'mistakes') {
    throw new Mistake('bad_configuration', ['Rechannel cannot start:', ...read.mistakes].join('\n  '))
  }
  const { config } = read
  if (role !== 'all' && config.databaseUrl === null) {
    throw new Mistake(
      'one_process_only',
      'The embedded database serves one process only: set DATABASE_URL to a PostgreSQL server, or start without --role.',
    )
  }
  // The largest library of all loads while other things are waited for.
  const queueModule = import('./queue/queue.ts')
  const log = createLog({ level: config.logLevel, form: config.mode === 'production' ? 'json' : 'readable' })
  endLoudly(log)
  const stopped = stopSignal()
  await using resources = new AsyncDisposableStack()

  const ownPort = servesPages(role)
    ? await portFor(config.host, config.port, 'PORT')
    : await portFor(config.host, config.workerPort, 'WORKER_PORT')
  // Also beside a PostgreSQL: the sandbox's journal lies there, and it is one process's too.
  if (config.databaseUrl === null || (config.mode === 'sandbox' && config.sandboxUrl === null)) {
    const lock = holdOrJoin(config, `Rechannel on port ${ownPort.port}`)
    resources.defer(() => lock.release())
  }
  if (options.fresh) forget(config)

  let goneSandbox: (() => void) | null = null
  const sandboxGone = new Promise<void>((resolve) => {
    goneSandbox = resolve
  })
  const sandbox = await startSandbox(config, options.fresh, () => goneSandbox?.())
  if (sandbox !== null) {
    resources.defer(() => sandbox.stop())
    const note = noteSandboxAddress(config.dataFolder, sandbox.url)
    resources.defer(() => note.forget())
  }

  const store = await openStore(
    config.databaseUrl === null
      ? { kind: 'pglite', folder: path.join(config.dataFolder, 'pg') }
      : {
          kind: 'postgres',
          url: config.databaseUrl,
          log: (error) => log.error({ err: error }, 'A database connection was lost'),
        },
  )
  resources.defer(() => store.close())
  const { applied } = await migrate(store)
  if (applied.length > 0) log.info({ applied }, 'The database was brought up to date')
  const { openQueue } = await queueModule
  const queue = await openQueue({ store, queues: QUEUES, log, works: runsJobs(role) })
  resources.defer(() => queue.close())

  const keys = config.keys.length > 0 ? config.keys : [loadOrMakeKeyFile(path.join(config.dataFolder, 'key'))]
  const ring = createKeyRing(keys)
  if (!keysFit(createVault(ring), await sampleDataKeys(store.db))) {
    throw new Mistake(
      'wrong_keys',
      'The keys do not open what this database holds. Give back the keys that it was filled with.',
    )
  }
  const app = await buildApp({
    config,
    store,
    queue,
    metrics: createMetrics({ processFigures: true }),
    ring,
    authSecret: config.authSecret ?? derivedAuthSecret(ring),
    log,
    ports: {
      own: ownPort.port,
      pages: servesPages(role) ? ownPort.port : config.port.number,
      sandboxUrl: sandbox?.url ?? config.sandboxUrl?.origin ?? null,
    },
  })
  const serving = await serve(app, {
    role,
    host: config.host,
    port: ownPort.port,
    pages: servesPages(role) ? await loadPages(app) : null,
  })
  resources.defer(() => serving.stop())
  if (app.sandbox !== null) {
    if (servesPages(role)) await registerApps(app)
    await tellMeOfClockSteps(app.sandbox.url, app.sandbox.reachUsAt)
    // The world's past is lived through by jobs, so a process that runs them plants it.
    if (runsJobs(role) && (await waitForApps(app, stopped))) await plantOnce(app)
  }
  await serving.markReady()
  if (app.sandbox !== null && runsJobs(role)) {
    const leaving = new AbortController()
    const moving = moveTownIn(app, leaving.signal)
    resources.defer(() => {
      leaving.abort()
      return moving
    })
  }
  for (const line of readyWords(app, role, ownPort)) process.stdout.write(`${line}\n`)

  await Promise.race([
    stopped,
    sandboxGone.then(() => {
      throw new Mistake('sandbox_gone', 'The pretend networks ended by themselves, so Rechannel stops too.')
    }),
  ])
  log.info({}, 'Stopping: finishing what is under way')
}

async function portFor(host: string, port: Config['port'], name: string) {
  const choice = await choosePort(host, port, name)
  if (choice.kind === 'taken') throw new Mistake('port_taken', choice.sentence)
  return choice
}

/** Where somebody else holds the folder, the way to work beside them is said too. */
function holdOrJoin(config: Config, holder: string): FolderLock {
  try {
    return holdFolder(config.dataFolder, holder)
  } catch (error) {
    const sandbox = notedSandboxAddress(config.dataFolder)
    if (!hasCode(error, 'folder_held') || config.databaseUrl === null || sandbox === null) throw error
    const held = error instanceof Error ? error.message : ''
    throw new Mistake('folder_held', `${held} To work beside it, set SANDBOX_URL to ${sandbox}.`, {
      cause: error,
    })
  }
}

/** Several processes may find an unplanted world at the same moment: one plants it, the others wait and see it. */
async function plantOnce(app: App): Promise<void> {
  if (app.store.engine === 'pglite') return plantWorld(app)
  await app.store.scripted(async (run) => {
    await run(`select pg_advisory_xact_lock(${PLANTING_LOCK})`)
    await plantWorld(app)
  })
}

/** In the background: who comes to look around is not kept waiting for the neighbours. One process lets them in. */
async function moveTownIn(app: App, leaving: AbortSignal): Promise<void> {
  try {
    if (app.store.engine === 'pglite') return await plantTown(app, leaving)
    await app.store.scripted(async (run) => {
      const [row] = await run(`select pg_try_advisory_xact_lock(${TOWN_LOCK}) as ours`)
      if (row?.ours === true) await plantTown(app, leaving)
    })
  } catch (error) {
    app.log.error({ err: error }, 'The town could not move in; it goes on at the next start')
  }
}

/** What nobody caught ends the process, as it would by itself, but in words that hide what must be hidden. */
function endLoudly(log: Log): void {
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error: unknown) => {
      // pg-boss 12.38 takes its listeners off a connection before it ends it, and what the server says last is
      // then heard by nobody. Every statement that was under way has failed by itself.
      if (kind === 'uncaughtException' && isAway(error)) {
        log.warn({ err: error }, 'A connection to the database ended while it was being closed')
        return
      }
      log.error({ err: error }, 'Something went wrong that nobody had thought of; this process ends')
      process.exit(1)
    })
  }
}

/** `--fresh`: the pretend world and everything that was known of it. */
function forget(config: Config): void {
  if (config.mode !== 'sandbox') throw new Mistake('fresh_refused', '--fresh is for sandbox mode only.')
  if (config.databaseUrl !== null) {
    throw new Mistake(
      'fresh_refused',
      '--fresh removes only the embedded database; empty DATABASE_URL yourself.',
    )
  }
  rmSync(path.join(config.dataFolder, 'pg'), { recursive: true, force: true })
}

async function startSandbox(
  config: Config,
  fresh: boolean,
  onExit: () => void,
): Promise<SandboxProcess | null> {
  if (config.mode !== 'sandbox' || config.sandboxUrl !== null) return null
  const { port } = await portFor('127.0.0.1', config.sandboxPort, 'SANDBOX_PORT')
  return startSandboxProcess({
    port,
    journalFile: path.join(config.dataFolder, 'sandbox.jsonl'),
    fresh,
    startAt: new Date(Date.now() - PAST_MS),
    onExit,
  })
}

/** A sandbox installation was given no secret for its cookies: one follows from its key. */
function derivedAuthSecret(ring: KeyRing): Secret {
  const bytes = hkdfSync('sha256', ring.first.key, Buffer.alloc(0), 'rechannel sign-in cookies', 32)
  return new Secret(Buffer.from(bytes).toString('base64url'))
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130))
        setTimeout(() => process.exit(1), MINUTE).unref()
        resolve()
      })
    }
  })
}

function readyWords(
  app: App,
  role: Role,
  { port, instead }: { port: number; instead: number | null },
): string[] {
  const { config } = app
  const lines = [`${config.platformName} is ready.`]
  if (servesPages(role)) lines.push(`  App       ${config.publicUrl.origin}`)
  else lines.push(`  Worker    http://127.0.0.1:${port}  health and figures only`)
  if (instead !== null) lines.push(`            (port ${instead} is taken, so a free one was chosen)`)
  if (role === 'web') lines.push('            pages only: a process with --role worker does the rest')
  if (app.sandbox !== null) {
    lines.push(`  Networks  ${app.sandbox.url}/_sandbox/  four pretend networks; nothing here is real`)
    if (servesPages(role)) {
      lines.push(`  Enter as  Lina Kowalski or somebody else: ${config.publicUrl.origin}/sandbox/people`)
    }
  }
  if (app.store.engine === 'pglite') {
    lines.push(
      `  Data      ${path.resolve(config.dataFolder)}  embedded database: safe against a crash, not against a power cut`,
    )
  }
  return [...lines, '  Stop      Ctrl-C']
}
