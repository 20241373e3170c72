/** Partial responses: `fields=items(id,snippet/title),nextPageToken`
 * (https://developers.google.com/youtube/v3/getting-started#partial, read 2026-11-22). */

import type { Call } from '../wire.ts'
import { apiError, apiReply } from './google-wire.ts'

/** What to keep by name; an empty selection keeps all of it. */
type Selection = Map<string, Selection>

/** The whole reply, or the fields that were asked for. */
export function selected(call: Call, body: Record<string, unknown>): Response {
  const text = call.query.get('fields')
  if (text === null || text === '') return apiReply(call, body)
  const fields = readFields(text)
  return fields === null
    ? apiError(call, {
        status: 400,
        message: `Invalid field selection ${text.slice(0, 100)}`,
        reason: 'invalidParameter',
        parameter: 'fields',
      })
    : apiReply(call, pickFields(body, fields))
}

/** Null where the text is not a selection. */
export function readFields(text: string): Selection | null {
  let at = 0
  const take = (letter: string): boolean => {
    if (text[at] !== letter) return false
    at++
    return true
  }
  /** One name and what is chosen below it. */
  const one = (): [name: string, inner: Selection] | null => {
    const name = /^(?:\*|[A-Za-z][\w-]*)/.exec(text.slice(at))?.[0]
    if (name === undefined) return null
    at += name.length
    if (take('/')) {
      const inner = one()
      return inner === null ? null : [name, new Map([inner])]
    }
    if (!take('(')) return [name, new Map()]
    const inner = list()
    return inner === null || !take(')') ? null : [name, inner]
  }
  const list = (): Selection | null => {
    const selection: Selection = new Map()
    do {
      const chosen = one()
      if (chosen === null) return null
      selection.set(chosen[0], merged(selection.get(chosen[0]), chosen[1]))
    } while (take(','))
    return selection
  }
  const read = list()
  return at === text.length ? read : null
}

export function pickFields(value: unknown, selection: Selection): unknown {
  if (selection.size === 0) return value
  if (Array.isArray(value)) return value.map((each) => pickFields(each, selection))
  if (typeof value !== 'object' || value === null) return value
  const all = selection.get('*')
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const wanted = selection.get(name) ?? all
      return wanted === undefined ? [] : [[name, pickFields(inner, wanted)]]
    }),
  )
}

/** `a,a/b` keeps all of `a`. */
function merged(before: Selection | undefined, more: Selection): Selection {
  if (before === undefined) return more
  if (before.size === 0 || more.size === 0) return new Map()
  const both: Selection = new Map(before)
  for (const [name, inner] of more) both.set(name, merged(both.get(name), inner))
  return both
}
