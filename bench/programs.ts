/** Starts the programs that are measured, each in a process of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { freePort, startInstallation } from '../test/real-process.ts'
import { cpuMicros } from './figures.ts'
import type { LoadOrder, LoadReport } from './load.ts'

export type Measured = { url: string; pid: number; startMs: number; stop(): Promise<void> }

const run = promisify(execFile)
const file = (name: string): string => path.join(import.meta.dirname, name)

export async function startBare(args: readonly string[] = []): Promise<Measured> {
  const began = performance.now()
  const child = spawn(process.execPath, [file('bare-server.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await firstLine(child)
  await fetch(url)
  return {
    url,
    pid: child.pid ?? 0,
    startMs: performance.now() - began,
    async stop() {
      const exit = once(child, 'exit')
      child.kill()
      await exit
    },
  }
}

/** Ours, until `/healthz` says that it is ready. */
export async function startOurs(folder: string, settings: Record<string, string> = {}): Promise<Measured> {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const began = performance.now()
  const running = startInstallation({
    ...settings,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    RECHANNEL_DATA: folder,
    LOG_LEVEL: 'warn',
  })
  const { app } = await running.ready
  const { status } = await fetch(`${app}/healthz`)
  if (status !== 200) throw new Error(`It says that it is ready, and /healthz says ${status}.`)
  return {
    url: app,
    pid: running.pid,
    startMs: performance.now() - began,
    async stop() {
      running.signal('SIGTERM')
      await running.ended
    },
  }
}

/** Until what it does by itself after a start is done: numbers to be read, creators that move in. */
export async function untilAtRest(pid: number): Promise<void> {
  const span = 1_500
  for (let quiet = 0; quiet < 3; ) {
    const before = cpuMicros(pid)
    await new Promise((resolve) => setTimeout(resolve, span))
    const share = (cpuMicros(pid) - before) / (span * 1000)
    quiet = share < 0.06 || Number.isNaN(share) ? quiet + 1 : 0
  }
}

export async function openPglite(folder: string): Promise<number> {
  const { stdout } = await run(process.execPath, [file('open-pglite.ts'), folder])
  return Number(stdout)
}

export async function buildPages(): Promise<number> {
  const began = performance.now()
  await run(process.execPath, [path.join(import.meta.dirname, '..', 'web', 'build.ts'), '--force'])
  return performance.now() - began
}

export async function putUnderLoad(order: LoadOrder): Promise<LoadReport> {
  const { stdout } = await run(process.execPath, [file('load.ts'), JSON.stringify(order)])
  const report = JSON.parse(stdout) as LoadReport
  if (report.failures > 0) throw new Error(`${report.failures} requests to ${order.url} failed.`)
  return report
}

export async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The program has no output.')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('The program ended without a word.')
}
