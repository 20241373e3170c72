/** Numbers as they are printed: medians with their range, never one lucky round. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

export type Spread = { median: number; low: number; high: number }

export function spreadOf(rounds: readonly number[]): Spread {
  const sorted = rounds.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  const lower = sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? Number.NaN)
  return {
    median: (lower + upper) / 2,
    low: sorted[0] ?? Number.NaN,
    high: sorted.at(-1) ?? Number.NaN,
  }
}

export function ratios(rounds: readonly number[], limits: readonly number[]): Spread {
  return spreadOf(rounds.map((round, index) => round / (limits[index] ?? Number.NaN)))
}

export function shown({ median, low, high }: Spread): string {
  return `${digits(median)} (${digits(low)}–${digits(high)})`
}

/** CPU time that a process has used, in microseconds; NaN where the system does not say it finely enough. */
export function cpuMicros(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    // Linux counts in ticks of a hundredth of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10_000
  } catch {
    return Number.NaN
  }
}

export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1000
}

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  for (const text of [line(head), line(head.map(() => '---')), ...rows.map(line)]) console.log(text)
  console.log()
}

function digits(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return value.toPrecision(value < 1 ? 2 : 3)
}
