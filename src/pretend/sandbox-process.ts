/** Runs the pretend networks as a child process: started before us, stopped after us, never left behind. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type SandboxProcess = { url: string; stop(): Promise<void> }

const ENTRY = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url))
const READY = /^sandbox ready (http:\/\/\S+)$/
const START_MS = 30_000
const STOP_MS = 5_000

export async function startSandboxProcess(options: {
  port: number
  journalFile: string
  fresh: boolean
  /** The pretend networks' time at their very first start. */
  startAt: Date
  onExit: (code: number | null) => void
}): Promise<SandboxProcess> {
  const args = [
    ENTRY,
    '--port',
    String(options.port),
    '--journal',
    options.journalFile,
    '--parent',
    '--start-at',
    options.startAt.toISOString(),
  ]
  if (options.fresh) args.push('--fresh')
  // Its standard input closes with us, however we end; it has its own group, so Ctrl-C reaches us first.
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  const said: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const url = await Promise.race([readyUrl(child), ended(child, said), tooLate()])
  child.stderr?.pipe(process.stderr)
  let stopping = false
  child.once('exit', (code) => {
    if (!stopping) options.onExit(code)
  })
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      stopping = true
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await exit
      clearTimeout(hard)
    },
  }
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The sandbox has no output.')
  for await (const line of createInterface({ input: child.stdout })) {
    const url = READY.exec(line)?.[1]
    if (url !== undefined) {
      child.stdout.resume()
      return url
    }
  }
  return new Promise(() => {})
}

async function ended(child: ChildProcess, said: string[]): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`The sandbox ended before it was ready (${code ?? 'by a signal'}). ${said.join('').trim()}`)
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The sandbox did not start in time.')), START_MS).unref()
  })
}
