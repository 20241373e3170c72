/** Takes secrets out of words that a network sent, so that they can be stored and shown. */

export const MESSAGE_LENGTH = 300

/**
 * The text without tokens, codes and secrets, on one line, cut to 300 characters; null where nothing is left.
 * `hidden` are exact values to take out as well, such as the tokens that were just sent.
 */
export function redact(text: string, hidden: readonly string[] = []): string | null {
  let clean = beginningOf(withoutControls(text.slice(0, LONGEST_INPUT + 1)))
  for (const form of longestFirst(hidden).flatMap(formsOf)) clean = clean.replaceAll(form, REMOVED)
  clean = clean.replace(PARAMETERS, `$1${REMOVED}`)
  for (const shape of TOKEN_SHAPES) clean = clean.replace(shape, REMOVED)
  clean = clean.replace(LONG_RUN, (run) => (looksLikeWords(run) ? run : REMOVED)).trim()
  if (clean === '') return null
  return clean.length > MESSAGE_LENGTH ? `${clean.slice(0, MESSAGE_LENGTH - 1)}…` : clean
}

/** A reference that a network's support asks for, kept only while it looks like one. */
export function reference(value: unknown, hidden: readonly string[] = []): string | null {
  if (typeof value !== 'string' || !/^[\w:.+/=-]{1,100}$/.test(value)) return null
  if (hidden.includes(value) || longestFirst(hidden).some((secret) => value.includes(secret))) return null
  return TOKEN_SHAPES.some((shape) => value.search(shape) >= 0) ? null : value
}

/** A name a network gave: one line, no invisible characters, cut to `longest`. */
export function plainName(value: unknown, longest: number): string | null {
  if (typeof value !== 'string') return null
  const clean = withoutControls(value).trim()
  return clean === '' ? null : [...clean].slice(0, longest).join('')
}

const REMOVED = '[removed]'
const LONGEST_INPUT = 4_000

/** Cut in front of a word, so that no half of a token is left that no longer looks like one. */
function beginningOf(text: string): string {
  return text.length <= LONGEST_INPUT ? text : text.slice(0, Math.max(0, text.lastIndexOf(' ')))
}

/** Controls, line separators, invisible and direction-changing characters. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu

const PARAMETERS =
  /(\b(?:\w{0,40}token|code|code_verifier|code_challenge|client_secret|\w{0,40}secret\w{0,40}|appsecret_proof|signed_request|state|password|assertion)["']?\s*(?:=|%3D|["']\s*:|:(?=["'\s]*[\w./%-]{16}))\s*["']?)[^\s&"',;<>]+/gi

const TOKEN_SHAPES: readonly RegExp[] = [
  /\bEAA[\w-]{8,}/g,
  /\bIG[A-Z]{0,3}[A-Za-z0-9_-]{20,}/g,
  /\bya29\.[\w.-]+/g,
  /\b[14]\/\/?[\w-]{8,}/g,
  /\b(?:act|rft|clt)\.[\w.!*~%-]+/g,
  /\beyJ[\w-]+(?:\.[\w-]+){0,4}/g,
  /\bGOCSPX-[\w-]+/g,
  /\bAIza[\w-]{20,}/g,
  /\bBearer\s+[\w.~+/=-]+/gi,
  /\b\d{6,}(?:\||%7C)[\w-]{8,}/gi,
]

const LONG_RUN = /[A-Za-z0-9_-]{28,}={0,2}/g

/** Names such as `unaudited_client_can_only_post_to_private_accounts` are long too, and worth keeping. */
function looksLikeWords(run: string): boolean {
  const snake = /^(?:[a-z]{1,20}[_-])+[a-z]{1,20}$/i
  const camel = /^[a-z]*(?:[A-Z][a-z]{2,20})+$/
  return snake.test(run) || camel.test(run)
}

function withoutControls(text: string): string {
  return text.replace(CONTROLS, ' ')
}

/** A value as it is and as addresses write it. */
function formsOf(value: string): readonly string[] {
  const escaped = encodeURIComponent(value.toWellFormed())
  return [value, escaped, escaped.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())]
}

function longestFirst(hidden: readonly string[]): readonly string[] {
  return hidden.filter((value) => value.length >= 4).toSorted((a, b) => b.length - a.length)
}
