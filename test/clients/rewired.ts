/** Other people's clients call the networks' own addresses; this takes the calls to a sandbox and changes nothing else. */
import { type CustomFetchOptions, customFetch, type ProtectedResourceRequestBody } from 'oauth4webapi'

/** A `fetch` for which `https://oauth2.googleapis.com/token` is the sandbox's. Nothing leaves this machine. */
export function rewired(sandboxUrl: string): typeof fetch {
  const real = globalThis.fetch
  return async (input, init) => {
    const asked = input instanceof Request ? input.url : String(input)
    if (asked.startsWith(sandboxUrl)) return await real(input, init)
    const url = new URL(asked)
    if (url.protocol !== 'https:') throw new Error(`${url.origin} is not one of the networks`)
    const there = `${sandboxUrl}/${url.host}${url.pathname}${url.search}`
    if (!(input instanceof Request)) return await real(there, init)
    const { method, headers } = input
    const body = input.body === null ? null : await input.arrayBuffer()
    return await real(there, { method, headers, body, redirect: input.redirect, ...init })
  }
}

type StrictFetch = (
  url: string,
  options: CustomFetchOptions<string, ProtectedResourceRequestBody>,
) => Promise<Response>
export type Strictly = { [customFetch]: StrictFetch }

/** The same as oauth4webapi takes it. */
export function strictly(sandboxUrl: string): Strictly {
  const reach = rewired(sandboxUrl)
  return {
    [customFetch]: (url, { method, headers, body, redirect }) =>
      reach(url, {
        method,
        headers,
        body: body instanceof Uint8Array ? new Uint8Array(body) : (body ?? null),
        redirect,
      }),
  }
}
