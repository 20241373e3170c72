/** How long reading a reply takes, against `JSON.parse` of the same bodies in the same turn. */
import { readFile } from 'node:fs/promises'
import { isNetwork, type Network } from '../src/domain/network.ts'
import { CALLS, type Call } from '../src/domain/verdict.ts'
import { diagnose } from '../src/networks/diagnose.ts'
import { ratios, type Spread, spreadOf } from './figures.ts'

type Reply = {
  network: Network
  call: Call
  status: number | null
  headers: unknown
  fields: unknown
  text: string
}

export type VerdictFigures = { replies: number; bytes: number; ways: readonly Way[] }
/** Replies a second, and how many times as long as `JSON.parse` it took. */
type Way = { name: string; rate: Spread; ratio: Spread }

export async function measureVerdicts(rounds: number, milliseconds: number): Promise<VerdictFigures> {
  const replies = (await Promise.all(['corpus', 'holdout'].map(repliesOf))).flat()
  const jobs = {
    'JSON.parse': ({ text }: Reply): unknown => JSON.parse(text),
    'a verdict, from fields': ({ fields, ...reply }: Reply): unknown => verdict(reply, fields),
    'a verdict, from text': ({ text, ...reply }: Reply): unknown => verdict(reply, text),
  }
  const names = Object.keys(jobs) as (keyof typeof jobs)[]
  const rates: Record<keyof typeof jobs, number[]> = {
    'JSON.parse': [],
    'a verdict, from fields': [],
    'a verdict, from text': [],
  }
  // The first turn of each only warms it up.
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const rate = rateOf(jobs[name], replies, milliseconds)
      if (round >= 0) rates[name].push(rate)
    }
  }
  return {
    replies: replies.length,
    bytes: replies.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / replies.length,
    ways: names.map((name) => ({
      name,
      rate: spreadOf(rates[name]),
      ratio: ratios(rates['JSON.parse'], rates[name]),
    })),
  }
}

function verdict({ network, call, status, headers }: Omit<Reply, 'text' | 'fields'>, body: unknown): unknown {
  return diagnose({ network, call, httpStatus: status, body, headers })
}

function rateOf(job: (reply: Reply) => unknown, replies: readonly Reply[], milliseconds: number): number {
  const began = performance.now()
  let done = 0
  while (performance.now() - began < milliseconds) {
    for (const reply of replies) if (job(reply) !== undefined) done++
  }
  return done / ((performance.now() - began) / 1000)
}

async function repliesOf(set: string): Promise<Reply[]> {
  const file = new URL(`../src/networks/${set}.jsonl`, import.meta.url)
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.flatMap((line): Reply[] => {
    const { network, call, http_status: status, body, headers } = JSON.parse(line) as Record<string, unknown>
    if (!isNetwork(network) || !CALLS.includes(call as Call) || typeof body !== 'object' || body === null)
      return []
    const number = typeof status === 'number' ? status : null
    return [
      { network, call: call as Call, status: number, headers, fields: body, text: JSON.stringify(body) },
    ]
  })
}
