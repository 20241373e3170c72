/** What a browser says of itself, in names that people know. Only to tell one's own sign-ins apart: anybody may say anything. */
export type BrowserNames = { browser: string | null; system: string | null }

export function browserNames(userAgent: string | null): BrowserNames {
  const named = (table: readonly (readonly [RegExp, string])[]) =>
    userAgent === null ? null : (table.find(([sign]) => sign.test(userAgent))?.[1] ?? null)
  return { browser: named(BROWSERS), system: named(SYSTEMS) }
}

/** The first that fits: most say that they are also Chrome and Safari. */
const BROWSERS = [
  [/\bInstagram\b/, 'Instagram'],
  [/\bFBA[NV]\b/, 'Facebook'],
  [/musical_ly|BytedanceWebview|\bTikTok\b/, 'TikTok'],
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const

const SYSTEMS = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const
