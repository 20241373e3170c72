/** Browsers that live inside another app: which one, by what it says of itself, and the ways out of it. */

export type HostApp = 'instagram' | 'messenger' | 'facebook' | 'tiktok' | 'unnamed'
export type Embedding = { app: HostApp; system: 'ios' | 'android' | 'other' }

/**
 * In this order: Meta's apps share tokens, and every one of them is a web view. `unnamed`: Android marks its web views
 * with `wv`; on iOS only a real browser calls itself Safari.
 */
const SIGNS: readonly (readonly [HostApp, RegExp])[] = [
  ['messenger', /FBAN\/Messenger|FB_IAB\/(?:Orca-Android|MESSENGER)/],
  ['instagram', /\bInstagram \d|\bMetaIAB Instagram\b/],
  ['facebook', /\bFBA[NV]\/|\bFB_IAB\/|\bMetaIAB\b/],
  ['tiktok', /\b(?:musical_ly|trill)_|BytedanceWebview\/|\bTikTok[ /]\d/],
  ['unnamed', /\bAndroid\b.*;\s?wv\)|\b(?:iPhone|iPad|iPod)\b.*AppleWebKit\/(?!.*Safari\/)/],
]

/** Null in a browser of its own, and wherever nothing tells. */
export function embeddingOf(userAgent: string): Embedding | null {
  const app = SIGNS.find(([, sign]) => sign.test(userAgent))?.[0]
  if (app === undefined) return null
  const system = /\b(?:iPhone|iPad|iPod)\b/.test(userAgent)
    ? 'ios'
    : /\bAndroid\b/.test(userAgent)
      ? 'android'
      : 'other'
  return { app, system }
}

/**
 * An address that asks the system to open `url` in a real browser, where this app is known to let it through; null
 * where it is not. Tried on telephones by others: https://github.com/shalanah/inapp-debugger#readme, as of its tables
 * of October and November 2024.
 */
export function wayOut({ app, system }: Embedding, url: URL): string | null {
  const scheme = url.protocol.slice(0, -1)
  const rest = `${url.host}${url.pathname}${url.search}`
  if (system === 'ios') return `x-safari-${scheme}://${rest}`
  const letsThrough = INTENTS.includes(app)
  return system === 'android' && letsThrough ? `intent://${rest}#Intent;scheme=${scheme};end` : null
}

const INTENTS: readonly HostApp[] = ['instagram', 'facebook', 'unnamed']
