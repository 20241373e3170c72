/** Starts the real process as a user does, and listens to what it says. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

export type RealProcess = AsyncDisposable & {
  pid: number
  /** All that it has written, errors included. */
  said(): string
  /** The addresses that it prints once it is ready. Rejects with its words where it ends before that. */
  ready: Promise<Addresses>
  /** Its exit code, null where a signal ended it. */
  ended: Promise<number | null>
  signal(name: NodeJS.Signals): void
}

/** `app` is a worker's own address where it serves no pages; `networks` is null in production. */
export type Addresses = { app: string; networks: string | null }

type Settings = Record<string, string>

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const READY = /is ready\.\n {2}(?:App {7}|Worker {4})(\S+)[\s\S]* {2}Stop /
const NETWORKS = /\n {2}Networks {2}(\S+)\/_sandbox\//
/** What this run was started with must not reach an installation: its own settings are all that it has. */
const NOT_HANDED_ON =
  /^(npm_|VITEST|NODE_|RECHANNEL_|INSTAGRAM_|FACEBOOK_|YOUTUBE_|TIKTOK_|(PORT|WORKER_PORT|METRICS_TOKEN|SANDBOX_PORT|SANDBOX_URL|HOST|PUBLIC_URL|DATABASE_URL|SMTP_URL|MAIL_FROM|PLATFORM_NAME|CONTACT_EMAIL|LOG_LEVEL|TEST|MODE|DEV|PROD|SSR|BASE_URL)$)/

export function startProcess(command: readonly string[], settings: Settings): RealProcess {
  const [program = '', ...args] = command
  // A group of its own, so that whatever a failed test leaves behind can be ended together.
  const child = spawn(program, args, {
    cwd: ROOT,
    // A town that moves in would be one more thing that happens meanwhile.
    env: { ...handedOn(), SANDBOX_CREATORS: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${program} could not be started.`)
  let said = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<Addresses>((resolve, reject) => {
    listeners.add(() => {
      const app = READY.exec(said)?.[1]
      if (app !== undefined) resolve({ app, networks: NETWORKS.exec(said)?.[1] ?? null })
    })
    void ended.then((code) => reject(new Error(`It ended with ${code} before it was ready:\n${said}`)))
  })
  // Somebody who waits for the end only does not look at this one.
  ready.catch(() => {})
  return {
    pid,
    said: () => said,
    ready,
    ended,
    signal: (name) => {
      child.kill(name)
    },
    async [Symbol.asyncDispose]() {
      if (isRunning(child)) killGroup(pid)
      await ended
    },
  }
}

/** The installation without npm in between, where npm is not the point. */
export function startInstallation(settings: Settings, args: readonly string[] = []): RealProcess {
  return startProcess([process.execPath, 'src/cli/main.ts', 'start', ...args], settings)
}

export function startWithNpm(settings: Settings, args: readonly string[] = []): RealProcess {
  return startProcess(['npm', 'start', ...(args.length === 0 ? [] : ['--', ...args])], settings)
}

/** A command of ours through npm, to its end. */
export async function rechannel(
  words: string,
  settings: Settings = {},
): Promise<{ code: number | null; said: string }> {
  await using command = startProcess(['npm', 'run', '-s', 'rechannel', '--', ...words.split(' ')], settings)
  const code = await command.ended
  return { code, said: command.said() }
}

/** The processes that this one started, and theirs. A process that only waits to be buried counts as gone. */
export function descendantsOf(pid: number): number[] {
  const children = processes().filter(({ parent }) => parent === pid)
  return children.flatMap(({ pid: child }) => [child, ...descendantsOf(child)])
}

export function isAlive(pid: number): boolean {
  return processes().some((one) => one.pid === pid)
}

export async function isListening(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address)
  return await new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Takes a port of this machine, or leaves it with whoever has it already: taken it is in any case. */
export async function takePort(port: number): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer()
  const taken = await new Promise<number>((resolve) => {
    server.once('error', () => resolve(port))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
  return {
    port: taken,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export async function freePort(): Promise<number> {
  await using taken = await takePort(0)
  return taken.port
}

function handedOn(): Settings {
  const kept = Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.test(name))
  return Object.fromEntries(kept) as Settings
}

function processes(): { pid: number; parent: number }[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }))
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
