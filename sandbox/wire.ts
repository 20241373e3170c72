/** One call that reached a pretend host, read once, and the replies to it. */

export type Call = {
  method: string
  host: string
  /** Without the host, without a trailing slash: `/v2/oauth/token`. */
  path: string
  query: URLSearchParams
  form: URLSearchParams
  json: unknown
  header(name: string): string | null
  /** Query first, then the form: Meta reads both alike. */
  param(name: string): string | null
  cookie(name: string): string | null
  /** Where this sandbox is served: `http://127.0.0.1:4000`. */
  origin: string
}

const MAX_BODY_BYTES = 1_000_000

export type ReadCall = { ok: true; call: Call } | { ok: false; status: number; message: string }

export async function readCall(request: Request): Promise<ReadCall> {
  const url = new URL(request.url)
  const [, host = '', ...rest] = url.pathname.split('/')
  const path = `/${rest.join('/')}`.replace(/\/+$/, '')
  const body = await readBody(request)
  if (body === null) return { ok: false, status: 413, message: 'Request body too large' }
  const type = request.headers.get('content-type') ?? ''
  let form = new URLSearchParams()
  let json: unknown
  if (type.startsWith('multipart/form-data')) {
    try {
      const fields = await new Response(new Uint8Array(body), {
        headers: { 'content-type': type },
      }).formData()
      for (const [name, value] of fields) if (typeof value === 'string') form.append(name, value)
    } catch {
      return { ok: false, status: 400, message: 'Malformed multipart body' }
    }
  } else if (type.includes('json')) {
    try {
      json = JSON.parse(body.toString('utf8'))
    } catch {
      json = undefined
    }
  } else form = new URLSearchParams(body.toString('utf8'))
  const call: Call = {
    method: request.method,
    host,
    path,
    query: url.searchParams,
    form,
    json,
    header: (name) => request.headers.get(name),
    param: (name) => url.searchParams.get(name) ?? form.get(name),
    cookie: (name) => readCookie(request.headers.get('cookie'), name),
    origin: url.origin,
  }
  return { ok: true, call }
}

/** The names of everything that was sent; never a value. */
export function parameterNames(call: Call): string[] {
  const names = new Set([...call.query.keys(), ...call.form.keys()])
  if (typeof call.json === 'object' && call.json !== null)
    for (const name of Object.keys(call.json)) names.add(name)
  if (call.header('authorization') !== null) names.add('(authorization header)')
  return [...names].sort()
}

export function bearer(call: Call): string | null {
  const match = /^Bearer\s+(\S+)$/i.exec(call.header('authorization') ?? '')
  return match?.[1] ?? null
}

/** A whole number too large for a JavaScript number, written as a JSON number all the same. */
export type BigDigits = { big_digits: string }

export function jsonReply(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(body).replace(/\{"big_digits":"(\d+)"\}/g, '$1')
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-store', ...headers },
  })
}

export function htmlReply(html: string, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  })
}

export function redirectReply(location: string, cookie: string | null = null): Response {
  return new Response(null, {
    status: 302,
    headers: {
      location,
      'cache-control': 'no-store',
      ...(cookie === null ? {} : { 'set-cookie': cookie }),
    },
  })
}

/** Space and comma both part scopes; doubles are dropped. */
export function scopeList(text: string | null): string[] {
  return [...new Set((text ?? '').split(/[\s,]+/).filter((scope) => scope !== ''))]
}

/** Byte for byte against the list, and never anything a browser would run or that ends elsewhere. */
export function isRegisteredRedirect(uri: string, registered: readonly string[]): boolean {
  return registered.includes(uri) && isAllowedRedirect(uri)
}

export function isAllowedRedirect(uri: string): boolean {
  let url: URL
  try {
    url = new URL(uri)
  } catch {
    return false
  }
  if (url.hash !== '' || uri.includes('#') || url.username !== '' || url.password !== '') return false
  if (uri.includes('\\') || [...uri].some((letter) => letter <= ' ' || letter === '\u007f')) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

export function withQuery(uri: string, params: Record<string, string | null>, fragment = ''): string {
  const text = Object.entries(params)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%20/g, '+')}`)
    .join('&')
  return `${uri}${uri.includes('?') ? '&' : '?'}${text}${fragment}`
}

async function readBody(request: Request): Promise<Buffer | null> {
  if (request.body === null) return Buffer.alloc(0)
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return null
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body as AsyncIterable<Uint8Array>) {
    size += part.byteLength
    if (size > MAX_BODY_BYTES) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function readCookie(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=')
    if (key === name && value !== undefined) {
      try {
        return decodeURIComponent(value)
      } catch {
        return null
      }
    }
  }
  return null
}
