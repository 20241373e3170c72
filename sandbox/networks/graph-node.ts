/** From the path to what is read: a node, or one of its edges. */
import { objectMissing, unknownPath } from './graph.ts'
import type { GraphCall } from './graph-call.ts'
import { type EdgeAsk, type Found, type Node, nonexisting, readFields, readNode } from './graph-fields.ts'
import type { Address } from './graph-paging.ts'

/** Edges that exist on some kind of node; on another kind they are a field that does not exist. */
const EDGES = new Set(
  'accounts businesses children client_pages comments feed insights likes media owned_pages permissions picture posts published_posts reactions stories'.split(
    ' ',
  ),
)

export function answerNode(node: Node, call: GraphCall, path: readonly string[]): Found {
  const [edge, ...rest] = path
  const read = readFields(call.param('fields'))
  if (!read.ok) return read
  if (edge === undefined) return readNode(node, read.asks)
  const reader = Object.hasOwn(node.edges, edge) ? node.edges[edge] : undefined
  if (reader === undefined)
    return {
      ok: false,
      error: EDGES.has(edge) ? nonexisting(edge, node.type) : unknownPath(`/${path.join('/')}`),
    }
  // `/insights/<metric>/<period>`, as the ids of insights are written.
  const [metric, period, ...beyond] = rest
  if ((metric !== undefined && edge !== 'insights') || beyond.length > 0)
    return { ok: false, error: unknownPath(`/${rest.join('/')}`) }
  const named: Record<string, string | undefined> = { metric, period }
  return reader({
    param: (name) => named[name] ?? call.param(name),
    fields: read.asks,
    sent: call.sent,
  })
}

/** Where an edge lives. The token is repeated where it was a parameter, not where it was a header. */
export function addressOf(call: GraphCall, ask: EdgeAsk, path: string): Address {
  const token = call.param('access_token')
  const known = ask.sent.some(([name]) => name === 'access_token')
  return {
    base: `https://${call.host}/${call.version}/${path}`,
    sent: token === null || known ? ask.sent : [['access_token', token], ...ask.sent],
  }
}

export const missing = (id: string): Found => ({ ok: false, error: objectMissing(id.slice(0, 64)) })
