/** An app's end of the networks' events; for the tests beside it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  body: string
}
export type Receiver = {
  url: string
  received: Received[]
  /** What the next ones are answered; standard is 200 and the challenge, if one was sent. */
  answer(of: Answer | ((request: Received) => Answer | 'hang')): void
  close(): Promise<void>
}
export type Answer = { status: number; body?: string }

export async function receive(): Promise<Receiver> {
  const received: Received[] = []
  let answer: (request: Received) => Answer | 'hang' = ({ query }) => ({
    status: 200,
    body: query.get('hub.challenge') ?? '',
  })
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const one = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      }
      received.push(one)
      const said = answer(one)
      if (said !== 'hang') reply.writeHead(said.status).end(said.body ?? '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (of) => {
      answer = typeof of === 'function' ? of : () => of
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
