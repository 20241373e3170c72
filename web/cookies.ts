/** A request, as far as its headers tell who reads. */
export type Asked = { headers: { get(name: string): string | null } }

/** The value of one cookie of a request, or null. */
export function cookieOf(request: Asked, name: string): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=')
    if (key !== name) continue
    try {
      return decodeURIComponent(rest.join('='))
    } catch {
      return null
    }
  }
  return null
}
