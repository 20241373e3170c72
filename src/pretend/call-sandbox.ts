/** One call of the sandbox's control API. */
import type { App } from '../app.ts'

export async function callSandbox(
  app: App,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const reply = await fetch(`${app.sandbox?.url}/_sandbox${path}`, {
    method,
    signal: AbortSignal.timeout(30_000),
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!reply.ok)
    throw new Error(`The sandbox answered ${reply.status} to ${method} ${path}: ${await reply.text()}`)
  return reply.json()
}
