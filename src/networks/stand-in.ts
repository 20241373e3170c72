import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Secret } from '../domain/secret.ts'
import type { AdapterSettings } from './contract.ts'

/** For tests: a small server in place of a network, and what it was asked. */
export type Asked = {
  method: string
  /** The real host, then the path: `graph.instagram.com/v26.0/me`. */
  path: string
  query: URLSearchParams
  form: URLSearchParams
  /** The body as it came. */
  body: string
  authorization: string | null
}
export type Answered = { status?: number; headers?: Record<string, string>; body?: unknown }
export type StandIn = AsyncDisposable & {
  asked: Asked[]
  /** What an operator would be told. */
  warned: Readonly<Record<string, string>>[]
  settings: AdapterSettings
  base: string
}

/** Product time in these tests. */
export const NOW = new Date('2026-11-22T12:00:00.000Z')
export const SECRET = 'app-secret-0123456789'
export const VERIFY_TOKEN = 'verify-me-0123456789'

/** A body that is text is sent as it is; anything else as JSON. */
export async function standIn(answer: (asked: Asked) => Answered): Promise<StandIn> {
  const asked: Asked[] = []
  const warned: StandIn['warned'] = []
  const { base, close } = await listen(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const url = new URL(request.url ?? '/', 'http://stand-in')
    const one: Asked = {
      method: request.method ?? '',
      path: url.pathname.slice(1),
      query: url.searchParams,
      form: new URLSearchParams(Buffer.concat(parts).toString()),
      body: Buffer.concat(parts).toString(),
      authorization: request.headers.authorization ?? null,
    }
    asked.push(one)
    const { status = 200, headers = {}, body = '' } = answer(one)
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const settings: AdapterSettings = {
    clientId: '1234567890',
    clientSecret: new Secret(SECRET),
    eventSecrets: [],
    verifyToken: new Secret(VERIFY_TOKEN),
    identityScopes: false,
    origin: (real) => `${base}/${new URL(real).host}`,
    now: () => NOW,
    deadlineMs: 5_000,
    warn: (fields, message) => warned.push({ ...fields, message }),
  }
  return { asked, warned, settings, base, [Symbol.asyncDispose]: close }
}

export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ base: string; close: () => Promise<void> }> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
