/** Writes log lines in which no token, code or secret can be read, whatever it was handed. */
import { pino } from 'pino'
import { Secret } from './domain/secret.ts'
import { strandFields } from './trace.ts'

export type Fields = Record<string, unknown>

export type Log = {
  debug(fields: Fields, message: string): void
  info(fields: Fields, message: string): void
  warn(fields: Fields, message: string): void
  error(fields: Fields, message: string): void
  /** The same log, with these fields on every line. */
  child(fields: Fields): Log
}

export type LogOptions = {
  level: 'debug' | 'info' | 'warn' | 'error'
  /** `json`: one object a line, for machines. `readable`: one compact line for people. */
  form: 'json' | 'readable'
  /** Receives each whole line with its line end. Standard output where nothing is given. */
  write?: (line: string) => void
}

export function createLog({ level, form, write = (line) => process.stdout.write(line) }: LogOptions): Log {
  const stream = {
    write(line: string) {
      // The last pass over what is really printed: fields may hide a token in any text.
      const safe = scrub(line)
      write(withoutTricks(form === 'json' ? safe : readable(safe)))
    },
  }
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ ...strandFields() }),
    },
    stream,
  )
  const asLog = (logger: typeof root): Log => {
    const at = (name: LogOptions['level']) => (fields: Fields, message: string) => {
      if (logger.isLevelEnabled(name)) logger[name](printable(fields), message)
    }
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      child: (fields) => asLog(logger.child(printable(fields))),
    }
  }
  return asLog(root)
}

/** Writes the same words at most once in `everyMs` of real time, however often they are said. */
export function seldom(everyMs: number, write: Log['warn'], now = () => performance.now()): Log['warn'] {
  const saidAt = new Map<string, number>()
  return (fields, message) => {
    const words = JSON.stringify([message, printable(fields)])
    const last = saidAt.get(words)
    if (last !== undefined && now() - last < everyMs) return
    // Words may hold what a stranger sent, so what is remembered of them has a bound.
    if (saidAt.size >= MOST_REMEMBERED) saidAt.clear()
    saidAt.set(words, now())
    write(fields, message)
  }
}

const MOST_REMEMBERED = 1000

const HIDDEN = '[hidden]'

// DANGER: these run over whatever a network or a browser sends. Every repetition has a bound, or cannot be
// entered at many places of the same text: otherwise one hostile line would hold the process for minutes.

/** The prefixes under which the networks hand out tokens, codes and secrets, and signed tokens in general. */
const TOKEN_SHAPES =
  /\b(?:EAA|IGA|IGQ)[A-Za-z0-9_-]{8,}|\bya29\.[\w.-]+|\b1\/\/[\w-]{10,}|\b4\/0[\w-]{10,}|\b(?:act|rft|clt)\.[\w.!*~%-]{6,}|\bGOCSPX-[\w-]+|\beyJ[\w-]{8,400}\.[\w.-]+/g

/** `name=value`, `name: value` and `"name":"value"`, also escaped or percent-encoded once more. */
const NAMED_VALUES =
  /((?:token|secret|password|verifier|signed_request)(?:\\{0,8}["'])?(?:\s{0,3}[=:]\s{0,3}|%3D|%3A)(?:\\{0,8}["'])?)(?!\[hidden\]|null\b|true\b|false\b)[^\s"'&\\,;{}<>]+/gi

/** `code` and `state` are also honest words of ours, so only the form that addresses and bodies use is hidden. */
const QUERY_VALUES = /((?:(?<!\w)|(?<=%[0-9a-f]{2}))(?:code|state)(?:=|%3D))(?!\[hidden\])[^\s"'&\\,;{}<>]+/gi

/** To the end of the text that holds it: a cookie is a list with spaces in it. */
const HEADER_VALUES =
  /(\b(?:authorization|cookie|set-cookie)(?:\\{0,8}["'])?\s{0,3}[:=]\s{0,3}(?:\[?\\{0,8}["'])?)(?!\s{0,3}\[hidden\])[^"'\\\r\n]+/gi

const BEARERS = /(\bBearer\s{1,3})(?!\[hidden\])[\w.~+/=|-]{8,}/gi

/** The same text with everything that looks like a token, code, state, cookie or secret hidden. */
export function scrub(text: string): string {
  return text
    .replace(HEADER_VALUES, `$1${HIDDEN}`)
    .replace(NAMED_VALUES, `$1${HIDDEN}`)
    .replace(QUERY_VALUES, `$1${HIDDEN}`)
    .replace(BEARERS, `$1${HIDDEN}`)
    .replace(TOKEN_SHAPES, HIDDEN)
}

const HIDDEN_FIELD = /token|secret|password|authorization|cookie|verifier|^key$/i
const DEEPEST = 5
const LONGEST_TEXT = 2000
const LONGEST_LIST = 50

/** Copies what may be printed. Errors keep name, code, message, stack and cause; other properties may hold anything. */
function printable(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, printField(name, value, 0)]))
}

function printField(name: string, value: unknown, depth: number): unknown {
  const says = typeof value === 'string' || (typeof value === 'object' && value !== null)
  return says && HIDDEN_FIELD.test(name) ? HIDDEN : printValue(value, depth)
}

function printValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString()
  if (value instanceof URL) return value.href
  if (value instanceof Secret) return value.toString()
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[bytes]'
  if (depth >= DEEPEST) return '[more]'
  if (value instanceof Error) return printError(value, depth)
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map((item) => printValue(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, printField(name, inner, depth + 1)]),
  )
}

function printError(error: Error, depth: number): Fields {
  return {
    name: error.name,
    ...('code' in error ? { code: printValue(error.code, depth + 1) } : {}),
    message: printValue(error.message, depth),
    ...(error.stack === undefined ? {} : { stack: printValue(error.stack, depth) }),
    ...(error.cause === undefined ? {} : { cause: printValue(error.cause, depth + 1) }),
  }
}

function readable(line: string): string {
  let found: Fields
  try {
    found = JSON.parse(line) as Fields
  } catch {
    return line
  }
  const { level, time, msg, ...rest } = found
  const clock = typeof time === 'string' ? time.slice(11, 19) : ''
  const fields = Object.entries(rest).map(([name, value]) =>
    typeof value === 'string' && /^[\w.:/@-]+$/.test(value)
      ? `${name}=${value}`
      : `${name}=${JSON.stringify(value)}`,
  )
  return `${[clock, String(level).padEnd(5), oneLine(String(msg ?? '')), ...fields].join(' ').trimEnd()}\n`
}

/** A message must not be able to forge a second line. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}

/** Other line ends, and marks that turn the direction of a text around, are shown and not obeyed. */
function withoutTricks(line: string): string {
  return line.replace(
    /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16)}`,
  )
}
