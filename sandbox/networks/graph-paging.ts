/** Pages of a list: Meta's opaque cursors, and full https addresses of the pages before and after
 * (https://developers.facebook.com/docs/graph-api/results, read 2026-11-22). */
import type { EdgeAsk, FieldAsk, Found, Node } from './graph-fields.ts'
import { readNode } from './graph-fields.ts'

/** `https://graph.facebook.com/v26.0/<id>/accounts`, and what was sent to it. */
export type Address = { base: string; sent: EdgeAsk['sent'] }

const STANDARD_LIMIT = 25
const LARGEST_LIMIT = 100
/** A page's address repeats what was asked, but neither the place in the list nor the proof. */
const NOT_REPEATED = ['after', 'before', 'since', 'until', 'method', 'appsecret_proof', '__paging_token']

/** One page of nodes. Each has an id, which is what the cursors stand for. */
export function pageOf(of: { nodes: readonly Node[]; ask: EdgeAsk; address: Address }): Found {
  const { nodes, ask, address } = of
  const limit = Math.min(
    LARGEST_LIMIT,
    Math.max(1, Number.parseInt(ask.param('limit') ?? '', 10) || STANDARD_LIMIT),
  )
  const place = placeOf(nodes, ask, limit)
  if (place === null) return { ok: false, error: { message: '(#100) Invalid cursors values', code: 100 } }
  const page = nodes.slice(place.from, place.to)
  const read = readAll(page, ask.fields)
  if (!read.ok) return read
  const first = page[0]
  const last = page.at(-1)
  const total = ask.param('summary') === null ? {} : { summary: { total_count: nodes.length } }
  if (first === undefined || last === undefined) return { ok: true, value: { data: [], ...total } }
  const [before, after] = [cursorOf(first), cursorOf(last)]
  const go = (cursor: Record<string, string>): string =>
    addressWith(address, { ...(ask.param('limit') === null ? { limit: String(limit) } : {}), ...cursor })
  return {
    ok: true,
    value: {
      data: read.value,
      paging: {
        cursors: { before, after },
        ...(place.to < nodes.length ? { next: go({ after }) } : {}),
        ...(place.from > 0 ? { previous: go({ before }) } : {}),
      },
      ...total,
    },
  }
}

/** Insights turn by time: the same span before and after. Milliseconds. */
export function turnOf(address: Address, span: { since: number; until: number }) {
  const { since, until } = span
  const seconds = (ms: number): string => String(Math.floor(ms / 1000))
  return {
    previous: addressWith(address, { since: seconds(2 * since - until), until: seconds(since) }),
    next: addressWith(address, { since: seconds(until), until: seconds(2 * until - since) }),
  }
}

function addressWith(address: Address, more: Record<string, string>): string {
  const query = [...address.sent.filter(([name]) => !NOT_REPEATED.includes(name)), ...Object.entries(more)]
  return `${address.base}?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
}

function placeOf(nodes: readonly Node[], ask: EdgeAsk, limit: number): { from: number; to: number } | null {
  const [after, before] = [ask.param('after'), ask.param('before')]
  if (after !== null && after !== '') {
    const at = indexOf(nodes, after)
    return at === null ? null : { from: at + 1, to: at + 1 + limit }
  }
  if (before !== null && before !== '') {
    const at = indexOf(nodes, before)
    return at === null ? null : { from: Math.max(0, at - limit), to: at }
  }
  return { from: 0, to: limit }
}

function readAll(nodes: readonly Node[], fields: readonly FieldAsk[] | null): Found {
  const objects: unknown[] = []
  for (const node of nodes) {
    const found = readNode(node, fields)
    if (!found.ok) return found
    objects.push(found.value)
  }
  return { ok: true, value: objects }
}

function indexOf(nodes: readonly Node[], cursor: string): number | null {
  const id = readMetaBase64(cursor)
  const at = nodes.findIndex((node) => `cursor:${String(node.fields.id)}` === id)
  return at < 0 ? null : at
}

function cursorOf(node: Node): string {
  return metaBase64(`cursor:${String(node.fields.id)}`)
}

/** Base64 as Meta writes it into cursors and tokens: Z is the escape letter, so that no sign needs another one. */
function metaBase64(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replaceAll('Z', 'ZA')
    .replaceAll('+', 'ZB')
    .replaceAll('/', 'ZC')
    .replaceAll('=', 'ZD')
}

function readMetaBase64(text: string): string {
  const signs: Record<string, string> = { ZA: 'Z', ZB: '+', ZC: '/', ZD: '=' }
  return Buffer.from(
    text.replace(/Z[A-D]/g, (sign) => signs[sign] ?? ''),
    'base64',
  ).toString('utf8')
}
