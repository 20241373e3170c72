/** The address of a published post, as it is kept and compared. */

export const LONGEST_ADDRESS = 500

/** Null where a browser could not open it, or it holds more than an address. Everything behind `#` is left out. */
export function readPostAddress(text: string): string | null {
  const typed = text.trim()
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(whole)) return null
  const url = new URL(whole)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null
  url.hash = ''
  return url.href.length > LONGEST_ADDRESS ? null : url.href
}

/** One post has several addresses: with or without `www`, a slash at the end, and what was added for counting. */
export function postKey(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  const kept = [...url.searchParams].filter(
    ([name]) => name === 'v' || name === 'id' || name === 'story_fbid',
  )
  const query = kept.map(([name, value]) => `${name}=${value}`).join('&')
  const host = url.hostname.replace(/^(www|m)\./, '')
  return `${host}${url.pathname.replace(/\/+$/, '')}${query === '' ? '' : `?${query}`}`
}
