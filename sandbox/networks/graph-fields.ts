/** Field expansion: `id,picture.type(large){url},accounts.limit(2){access_token,name}` → what is asked, and of what
 * (https://developers.facebook.com/docs/graph-api/guides/field-expansion, read 2026-11-22). */
import type { GraphError } from './graph.ts'
import { type Param, paramOf } from './graph-call.ts'

export type FieldAsk = {
  name: string
  /** The name in the reply: `.as(pages)`. */
  as: string
  /** `.limit(2)`, `.type(large)`, in order. */
  modifiers: readonly (readonly [string, string])[]
  /** What is asked inside; null where nothing is named. */
  fields: readonly FieldAsk[] | null
  /** The same as text, for addresses of further pages. */
  inside: string | null
}

export type Found = { ok: true; value: unknown } | { ok: false; error: GraphError; status?: number }

/** What an edge is asked: its own parameters, and the fields of what is on it. */
export type EdgeAsk = {
  param: Param
  fields: readonly FieldAsk[] | null
  sent: readonly (readonly [string, string])[]
}

export type Node = {
  /** As Meta names it: `Page`, `User`, `IGMedia`. */
  type: string
  /** Read when nothing is named. */
  standard: readonly string[]
  /** An undefined value is a field that exists but is empty: left out. A function is called only when asked. */
  fields: Readonly<Record<string, unknown>>
  edges: Readonly<Record<string, (ask: EdgeAsk) => Found>>
  /** Looks at what is asked before anything is read. */
  refuse?: (names: readonly string[]) => GraphError | null
}

export type ReadFields = { ok: true; asks: FieldAsk[] | null } | { ok: false; error: GraphError }

export function readFields(text: string | null): ReadFields {
  const plain = asPlainList(text)
  if (plain === '') return { ok: true, asks: null }
  const reader: Reader = { text: plain, at: 0 }
  const asks = readList(reader)
  if (asks === null || reader.at < plain.length)
    return {
      ok: false,
      error: {
        message: `Syntax error "Expected end of string instead of "${plain[reader.at] ?? ''}"." at character ${reader.at}: ${plain}`,
        code: 2500,
      },
    }
  return { ok: true, asks }
}

/** The asked fields and always the id. */
export function readNode(node: Node, asked: readonly FieldAsk[] | null): Found {
  const asks = asked ?? node.standard.map(plainAsk)
  const refused = node.refuse?.(asks.map((ask) => ask.name)) ?? null
  if (refused !== null) return { ok: false, error: refused }
  const object: Record<string, unknown> = {}
  for (const ask of asks) {
    const found = readField(node, ask)
    if (!found.ok) return found
    if (found.value !== undefined) object[ask.as] = found.value
  }
  if (node.fields.id !== undefined && !Object.hasOwn(object, 'id')) object.id = node.fields.id
  return { ok: true, value: object }
}

export const nonexisting = (name: string, type: string): GraphError => ({
  message: `(#100) Tried accessing nonexisting field (${name}) on node type (${type})`,
  code: 100,
})

/** Known fields that are always empty here: asking for them is no mistake. */
export function emptyFields(names: string): Record<string, undefined> {
  return Object.fromEntries(
    names
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((name) => [name, undefined]),
  )
}

function readField(node: Node, ask: FieldAsk): Found {
  const edge = Object.hasOwn(node.edges, ask.name) ? node.edges[ask.name] : undefined
  if (edge !== undefined) {
    const sent = [
      ...ask.modifiers,
      ...(ask.inside === null ? [] : [['fields', ask.inside] as const]),
    ] as const
    return edge({ param: paramOf(ask.modifiers), fields: ask.fields, sent })
  }
  if (!Object.hasOwn(node.fields, ask.name)) return { ok: false, error: nonexisting(ask.name, node.type) }
  const field = node.fields[ask.name]
  const value: unknown = typeof field === 'function' ? field() : field
  return { ok: true, value: ask.fields === null ? value : narrowed(value, ask.fields) }
}

/** The named parts of a plain value: of each in a list, and of what is in `data`. */
export function narrowed(value: unknown, asks: readonly FieldAsk[]): unknown {
  if (Array.isArray(value)) return value.map((each) => narrowed(each, asks))
  if (typeof value !== 'object' || value === null) return value
  const object = value as Record<string, unknown>
  if (Object.hasOwn(object, 'data') && !asks.some((ask) => ask.name === 'data'))
    return { ...object, data: narrowed(object.data, asks) }
  const picked: Record<string, unknown> = {}
  for (const ask of asks)
    if (object[ask.name] !== undefined)
      picked[ask.as] = ask.fields === null ? object[ask.name] : narrowed(object[ask.name], ask.fields)
  if (object.id !== undefined) picked.id ??= object.id
  return picked
}

const plainAsk = (name: string): FieldAsk => ({ name, as: name, modifiers: [], fields: null, inside: null })

/** `["id","name"]` is read as well. */
function asPlainList(text: string | null): string {
  const trimmed = (text ?? '').trim()
  if (!trimmed.startsWith('[')) return trimmed.replace(/,+$/, '')
  try {
    const list: unknown = JSON.parse(trimmed)
    return Array.isArray(list) ? list.join(',') : trimmed
  } catch {
    return trimmed
  }
}

type Reader = { text: string; at: number }

/** Null where a name is missing; the reader then stands at the place. */
function readList(reader: Reader): FieldAsk[] | null {
  const asks: FieldAsk[] = []
  for (;;) {
    const ask = readAsk(reader)
    if (ask === null) return null
    if (!asks.some((each) => each.as === ask.as)) asks.push(ask)
    if (reader.text[reader.at] !== ',') return asks
    reader.at++
  }
}

function readAsk(reader: Reader): FieldAsk | null {
  const name = readWord(reader)
  if (name === '') return null
  let as = name
  let inside: string | null = null
  const modifiers: [string, string][] = []
  while (reader.text[reader.at] === '.') {
    reader.at++
    const modifier = readWord(reader)
    const value = readEnclosed(reader, ['(', ')'])
    if (modifier === '' || value === null) return null
    if (modifier === 'as') as = value
    else if (modifier === 'fields') inside = value
    else modifiers.push([modifier, value])
  }
  if (reader.text[reader.at] === '{') {
    inside = readEnclosed(reader, ['{', '}'])
    if (inside === null) return null
  }
  skipSpace(reader)
  if (inside === null) return { name, as, modifiers, fields: null, inside }
  const nested: Reader = { text: inside, at: 0 }
  const fields = readList(nested)
  return fields === null || nested.at < inside.length ? null : { name, as, modifiers, fields, inside }
}

function readWord(reader: Reader): string {
  skipSpace(reader)
  const word = /^[\w-]+/.exec(reader.text.slice(reader.at))?.[0] ?? ''
  reader.at += word.length
  skipSpace(reader)
  return word
}

function readEnclosed(reader: Reader, [open, close]: readonly [string, string]): string | null {
  if (reader.text[reader.at] !== open) return null
  let depth = 0
  for (let at = reader.at; at < reader.text.length; at++) {
    if (reader.text[at] === open) depth++
    if (reader.text[at] === close && --depth === 0) {
      const inside = reader.text.slice(reader.at + 1, at)
      reader.at = at + 1
      return inside
    }
  }
  return null
}

function skipSpace(reader: Reader): void {
  while (reader.text[reader.at] === ' ') reader.at++
}
