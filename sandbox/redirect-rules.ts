/** What a network's portal refuses to register as a redirect URI, beyond what no network takes
 * (https://developers.google.com/identity/protocols/oauth2/web-server#uri-validation and
 * https://developers.tiktok.com/doc/login-kit-web, read 2026-11-22). */
import { isIP } from 'node:net'
import type { Network } from './people.ts'
import { isAllowedRedirect, isLoopback } from './wire.ts'

/** One sentence about the first that cannot be registered; null where all can. */
export function redirectProblem(
  network: Network,
  of: { type: 'web' | 'desktop'; uris: readonly string[] },
): string | null {
  if (network === 'tiktok' && of.uris.length > 10) return 'TikTok takes at most ten redirect URIs.'
  for (const uri of of.uris) {
    // TikTok's desktop apps may leave the port open.
    const plain = network === 'tiktok' && of.type === 'desktop' ? uri.replace(/:\*(?=\/|$)/, ':1') : uri
    if (!isAllowedRedirect(plain))
      return `"${uri}" cannot be a redirect URI: https, or http on this machine, without a fragment.`
    const why =
      network === 'tiktok'
        ? tiktokProblem(plain, of.type)
        : network === 'youtube'
          ? googleProblem(plain)
          : null
    if (why !== null) return `"${uri}" cannot be a redirect URI at this network: ${why}.`
  }
  return null
}

function tiktokProblem(uri: string, type: 'web' | 'desktop'): string | null {
  if (uri.length >= 512) return 'it has 512 letters or more'
  if (uri.includes('?')) return 'it has a query'
  const url = new URL(uri)
  if (type === 'desktop' && (!isLoopback(url.hostname) || !/:\d+/.test(uri.slice('http://'.length))))
    return 'a desktop app returns to this machine, with a port'
  return null
}

function googleProblem(uri: string): string | null {
  const url = new URL(uri)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isLoopback(url.hostname)) return 'its host is a number'
  if (url.hostname.includes('*')) return 'it has a wildcard'
  // A URL parser resolves the dots away, so the text is what counts.
  if (/(?:\/|\\|%2f|%5c)\.\.(?:\/|\\|%2f|%5c|$)/i.test(uri)) return 'its path climbs'
  return null
}
