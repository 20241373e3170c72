/** One call to a Graph host as Meta reads it: query, form, multipart and JSON parameters are all the same. */
import type { Call } from '../wire.ts'
import { type GraphError, graphError, readVersion } from './graph.ts'
import { finishReply } from './graph-reply.ts'

export type Param = (name: string) => string | null

export type GraphCall = {
  /** After the override: a POST with `method=delete` is a DELETE. */
  method: string
  host: string
  /** Without the version. */
  path: string
  /** The one that answers, like `v26.0`. */
  version: string
  param: Param
  /** From the parameters, or from `Authorization: Bearer` or `OAuth`. */
  token: string | null
  /** Every parameter in the order in which it came; addresses of further pages repeat them. */
  sent: readonly (readonly [string, string])[]
  header: Call['header']
}

/** Reads the call, lets it be answered, and puts the version and the entity tag on the answer. */
export function answerGraphCall(call: Call, now: number, answer: (graph: GraphCall) => Response): Response {
  const versioned = readVersion(call.path, now)
  if (!versioned.ok) return versioned.reply
  const { version, path } = versioned
  const sent = parametersOf(call)
  const param = paramOf(sent)
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(call.header('authorization') ?? '')?.[1] ?? null
  const reply = answer({
    method: methodOf(call.method, param('method')),
    host: call.host,
    path,
    version,
    param,
    token: param('access_token') ?? header,
    sent,
    header: call.header,
  })
  return finishReply(reply, { call, version })
}

/** `a,b` and `["a","b"]` are the same list. */
export function listOf(text: string | null): string[] {
  const trimmed = (text ?? '').trim()
  if (trimmed.startsWith('['))
    try {
      const list: unknown = JSON.parse(trimmed)
      if (Array.isArray(list)) return list.map(String)
    } catch {
      // Not JSON after all: read as plain text below.
    }
  return trimmed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

export function paramOf(sent: readonly (readonly [string, string])[]): Param {
  return (name) => {
    const plain = sent.find(([key]) => key === name)
    if (plain !== undefined) return plain[1]
    // `metric[]=a&metric[]=b`, as PHP writes lists.
    const parts = sent.filter(([key]) => key.startsWith(`${name}[`) && key.endsWith(']'))
    return parts.length === 0 ? null : parts.map(([, value]) => value).join(',')
  }
}

export const unsupportedMethod = (method: string): GraphError => ({
  message: `Unsupported ${method.toLowerCase()} request. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  type: 'GraphMethodException',
  code: 100,
})

export function refuseMethod(call: GraphCall): Response | null {
  return call.method === 'GET' ? null : graphError(unsupportedMethod(call.method))
}

function methodOf(method: string, override: string | null): string {
  if (method === 'HEAD') return 'GET'
  const instead = override?.toUpperCase()
  return method === 'POST' && (instead === 'GET' || instead === 'DELETE') ? instead : method
}

function parametersOf(call: Call): [string, string][] {
  const sent: [string, string][] = [...call.query, ...call.form]
  if (typeof call.json === 'object' && call.json !== null && !Array.isArray(call.json))
    for (const [name, value] of Object.entries(call.json))
      if (value !== null && value !== undefined)
        sent.push([name, typeof value === 'string' ? value : JSON.stringify(value)])
  return sent
}
