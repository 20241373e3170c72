import { at, type Fields, fieldsOf, integerOf, listOf, parseJson, textOf } from './json.ts'
import { isPage, type Told } from './verdict-of.ts'

/**
 * The reply inside what was kept of it: JSON text (also twice over), the query of an address, a list of one, a
 * client's own envelope, an error without its envelope, a log line with JSON in it. Words that stand inside other
 * words are marked `quoted`, because nobody says that they are whole.
 */
export function openBody(given: Told): Told {
  let told = given
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const inner = withoutOneLayer(told)
    if (!inner) break
    told = inner
  }
  return typeof told.body === 'string' && told.body.trim() !== '' ? { ...told, quoted: true } : told
}

const MOST_LAYERS = 6

function withoutOneLayer(told: Told): Told | null {
  if (typeof told.body === 'string') return fromText(told, told.body)
  if (Array.isArray(told.body)) return told.body.length === 1 ? fromOnlyItem(told, told.body[0]) : null
  const fields = fieldsOf(told.body)
  return fields ? fromEnvelope(told, fields) : null
}

/** In front of JSON, against being run as a script. */
const GUARDS = /^\s*(?:\)\]\}'|for ?\(;;\);|\ufeff)/

function fromText(told: Told, given: string): Told | null {
  const text = given.replace(GUARDS, '')
  const value = parseJson(text)
  if (value !== undefined) return { ...told, body: value ?? undefined }
  const query = queryIn(told, text)
  if (query) return { ...told, body: query }
  const claims = told.call === 'webhook' ? claimsIn(text) : null
  if (claims) return { ...told, body: claims, quoted: true }
  const inside = isPage(text) ? null : jsonInside(text)
  return inside ? { ...told, body: inside, quoted: true } : null
}

/** Parameters, whether alone, after `?` or `#`, or as a whole address. */
function queryIn({ call }: Told, text: string): Fields | null {
  const isForm = call === 'authorize_redirect' ? /^\s*[\w.]+=/ : /^\s*(?:error|access_token)\w*=/
  const isAddress = call === 'authorize_redirect' && /^[^\s?#]{0,2000}[?#]/.test(text)
  if (!isForm.test(text) && !isAddress) return null
  const query = isForm.test(text) ? text : text.slice(text.search(/[?#]/) + 1)
  if (!query.includes('=')) return null
  return Object.fromEntries(new URLSearchParams(query.slice(0, LONGEST_QUERY).trim().replaceAll('#', '&')))
}

/** Longer than the address bar of any browser takes. */
const LONGEST_QUERY = 20_000

/** What a signed text says, unverified: Meta's `signed_request` and a security event both carry it second. */
function claimsIn(text: string): Fields | null {
  const payload = /^(?:signed_request=)?[\w-]{1,2000}\.([\w-]{2,50000})(?:\.[\w-]{0,2000})?$/.exec(
    text.trim(),
  )?.[1]
  return payload ? fieldsOf(parseJson(Buffer.from(payload, 'base64url').toString())) : null
}

function jsonInside(text: string): Fields | null {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')]
  return from >= 0 && to > from ? fieldsOf(parseJson(text.slice(from, to + 1))) : null
}

/** Google sends some errors as a list of one; a batch of one holds its reply as text. */
function fromOnlyItem(told: Told, item: unknown): Told | null {
  if (textOf(at(item, 'reason'))) return { ...told, body: { error: { errors: [item] } } }
  return holdsError(item) || at(item, 'body') !== undefined ? { ...told, body: item } : null
}

function fromEnvelope(told: Told, fields: Fields): Told | null {
  const signed = told.call === 'webhook' ? textOf(at(fields, 'signed_request')) : null
  if (signed) return { ...told, body: signed }
  const error = at(fields, 'error')
  if (error !== undefined && error !== null) return fromError(told, fields, error)
  if (isBareError(fields)) return { ...told, body: { error: fields } }
  const status = told.status ?? integerOf(at(fields, 'status') ?? at(fields, 'statusCode'))
  for (const name of ['response', 'body', 'data']) {
    const inner = at(fields, name)
    const opened = typeof inner === 'string' ? parseJson(inner) : inner
    if (holdsError(opened) || holdsError(at(opened, 'data')) || holdsError(at(opened, 'body'))) {
      return { ...told, status, body: opened }
    }
  }
  return null
}

/** A client that put the network's own JSON into an error, or into the sentence of its own error. */
function fromError(told: Told, fields: Fields, error: unknown): Told | null {
  if (typeof error === 'string') {
    const inside = error.trimStart().startsWith('{') ? fieldsOf(parseJson(error)) : null
    return inside ? { ...told, body: holdsError(inside) ? inside : { ...fields, error: inside } } : null
  }
  const message = at(error, 'message')
  const inside = typeof message === 'string' && message.includes('{') ? jsonInside(message) : null
  return inside && holdsError(inside) ? { ...told, body: inside, quoted: true } : null
}

function holdsError(value: unknown): boolean {
  const error = at(value, 'error')
  const isSaid =
    fieldsOf(error) !== null || textOf(error) !== null || textOf(at(value, 'error_type')) !== null
  return isSaid && at(value, 'is_valid') === undefined
}

/** Some clients print the inside of an error only. */
function isBareError(fields: Fields): boolean {
  const code = at(fields, 'code')
  const message = textOf(at(fields, 'message'))
  if (message === null || textOf(code) === null || code === 'ok' || integerOf(code) === 0) return false
  const number = integerOf(code)
  const isStatus = number !== null && number >= 400 && number < 600
  return isStatus || listOf(at(fields, 'errors')).length > 0 || MARKS.some((mark) => textOf(at(fields, mark)))
}

/** What stands beside a code and a message in an error and nowhere else. */
const MARKS = ['type', 'fbtrace_id', 'error_subcode', 'log_id', 'request_id']
