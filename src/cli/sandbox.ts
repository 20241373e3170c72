import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { Mistake } from '../domain/mistake.ts'
import { notedSandboxAddress } from '../pretend/sandbox-address.ts'
import { type Command, wrongUsage } from './command.ts'
import { configFrom } from './installation.ts'

export const sandboxCommand: Command = {
  summary: 'Shows or moves the clock of the pretend networks.',
  usage: [
    'Usage: npm run -s rechannel -- sandbox clock',
    '       npm run -s rechannel -- sandbox clock advance <length>',
    '',
    '  <length>   a number and a unit: 90s, 10m, 6h or 60d. Time only moves forward.',
  ].join('\n'),
  async run({ args, env, terminal }) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const [noun, verb, length, ...rest] = positionals
    const isShow = noun === 'clock' && verb === undefined
    const isAdvance = noun === 'clock' && verb === 'advance' && length !== undefined && rest.length === 0
    if (!isShow && !isAdvance) throw wrongUsage('Say "sandbox clock" or "sandbox clock advance <length>".')
    if (isAdvance && !/^\d{1,6}[smhd]$/.test(length))
      throw wrongUsage(`"${length}" is not a length such as 60d.`)

    const config = configFrom(env)
    if (config.mode !== 'sandbox')
      throw new Mistake('sandbox_only', 'Only a sandbox has a clock that can be moved.')
    const url = new URL('/_sandbox/clock', sandboxOrigin(config))
    const clock = await askClock(url, isAdvance ? { advance: length } : null)
    terminal.out(`Product time is ${clock.now}, ${ahead(clock.offsetMs)}.`)
    return 0
  },
}

/** Where the pretend networks of this installation answer: what was asked for, else where they were last started. */
export function sandboxOrigin({ sandboxUrl, sandboxPort, dataFolder }: Config): string {
  const noted = sandboxPort.chosen ? null : notedSandboxAddress(dataFolder)
  return sandboxUrl?.origin ?? noted ?? `http://127.0.0.1:${sandboxPort.number}`
}

/** Throws `sandbox_unreachable` or `sandbox_refused`. A step of the clock waits until the app has followed it. */
export async function askClock(
  url: URL,
  move: { advance: string } | null,
): Promise<{ now: string; offsetMs: number }> {
  let response: Response
  try {
    response = await fetch(
      url,
      move === null
        ? { signal: AbortSignal.timeout(3_000) }
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(move) },
    )
  } catch (cause) {
    throw new Mistake(
      'sandbox_unreachable',
      `No sandbox answers at ${url.origin}. Start it with npm start, or set SANDBOX_URL to where it is.`,
      { cause },
    )
  }
  const found = asRecord(await response.json().catch(() => null))
  if (!response.ok || typeof found.now !== 'string' || typeof found.offset_ms !== 'number') {
    const { message } = asRecord(found.error)
    const why = typeof message === 'string' ? message : `it answered ${response.status}.`
    throw new Mistake('sandbox_refused', `The sandbox at ${url.origin} did not do that: ${why}`)
  }
  return { now: found.now, offsetMs: found.offset_ms }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function ahead(offsetMs: number): string {
  if (offsetMs === 0) return 'the same as real time'
  const hours = Math.round(Math.abs(offsetMs) / 3_600_000)
  const length = hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
  return `${length} ${offsetMs > 0 ? 'ahead of' : 'behind'} real time`
}
