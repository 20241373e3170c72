/** Asks one address over and over with a bounded number of open connections, in a process of its own. */
import { Agent, get, type IncomingHttpHeaders } from 'node:http'

export type LoadOrder = { url: string; cookie: string; connections: number; milliseconds: number }
export type LoadReport = { requests: number; failures: number; seconds: number; p50: number; p99: number }

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? '') as LoadOrder
  console.log(JSON.stringify(await load(order)))
}

async function load({ url, cookie, connections, milliseconds }: LoadOrder): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const took: number[] = []
  let failures = 0
  const began = performance.now()
  const end = began + milliseconds
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now()
      const { status } = await ask(url, agent, cookie)
      if (status === 200) took.push(performance.now() - sent)
      else failures += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  took.sort((a, b) => a - b)
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? Number.NaN
  return { requests: took.length, failures, seconds, p50: at(0.5), p99: at(0.99) }
}

/** The bytes as they travel: nothing is unpacked here. */
export function ask(
  url: string,
  agent: Agent | undefined,
  cookie: string,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'gzip', ...(cookie === '' ? {} : { cookie }) }
    get(url, { headers, ...(agent === undefined ? {} : { agent }) }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('error', reject)
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) }),
      )
    }).on('error', reject)
  })
}
