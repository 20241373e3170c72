/** Drives a running sandbox the way an app and a script do; for the tests beside it. */
import { type RunningSandbox, startSandbox } from './server.ts'

export type Reply = { status: number; body: Record<string, unknown>; text: string; headers: Headers }
export type Driver = {
  sandbox: RunningSandbox
  url: string
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  postForm(path: string, fields: Record<string, string>): Promise<Reply>
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>
  send(method: string, path: string, body?: unknown): Promise<Reply>
  act(network: string, id: string, action: string, details?: Record<string, string>): Promise<void>
  advance(time: string): Promise<void>
  /** Goes through the consent page's own decision and gives back what came to the redirect URI. */
  consent(authorizeUrl: string, choice: Record<string, unknown>): Promise<URL>
}

export const CALLBACK = 'http://127.0.0.1:3999/return'

export async function drive(
  of: { journalFile?: string; fresh?: boolean; seed?: string; startAt?: Date } = {},
): Promise<Driver> {
  const sandbox = await startSandbox({
    port: 0,
    journalFile: of.journalFile ?? null,
    fresh: of.fresh ?? false,
    startAt: of.startAt ?? new Date('2026-11-22T08:00:00Z'),
    ...(of.seed === undefined ? {} : { seed: of.seed }),
  })
  const call = async (path: string, init: RequestInit): Promise<Reply> => {
    const reply = await fetch(path.startsWith('http') ? path : sandbox.url + path, {
      redirect: 'manual',
      ...init,
    })
    const text = await reply.text()
    let body: Record<string, unknown> = {}
    try {
      body = JSON.parse(text) as Record<string, unknown>
    } catch {
      // Pages are not JSON; their text is what counts.
    }
    return { status: reply.status, body, text, headers: reply.headers }
  }
  const send = (method: string, path: string, body?: unknown) =>
    call(path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  const must = async (reply: Promise<Reply>): Promise<Reply> => {
    const done = await reply
    if (done.status >= 300) throw new Error(`${done.status} ${done.text}`)
    return done
  }
  const driver: Driver = {
    sandbox,
    url: sandbox.url,
    get: (path, headers = {}) => call(path, { headers }),
    postForm: (path, fields) => call(path, { method: 'POST', body: new URLSearchParams(fields) }),
    postJson: (path, body, headers = {}) =>
      call(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    send,
    act: async (network, id, action, details = {}) => {
      await must(send('POST', `/_sandbox/accounts/${network}/${id}/${action}`, details))
    },
    advance: async (time) => {
      await must(send('POST', '/_sandbox/clock', { advance: time, step: 'none' }))
    },
    consent: async (authorize_url, choice) => {
      const decided = await must(send('POST', '/_sandbox/consent', { authorize_url, ...choice }))
      return new URL(String(decided.body.redirect_to))
    },
  }
  for (const network of ['instagram', 'facebook', 'youtube', 'tiktok'])
    await must(
      send('PUT', `/_sandbox/apps/${network}`, {
        client_id: `sandbox-${network}`,
        redirect_uris: [CALLBACK],
      }),
    )
  return driver
}

export function address(base: string, params: Record<string, string>): string {
  return `${base}?${new URLSearchParams(params)}`
}

/** `error` of a reply, whatever its shape. */
export function errorOf(reply: Reply): Record<string, unknown> {
  return (reply.body.error ?? {}) as Record<string, unknown>
}
