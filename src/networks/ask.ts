import type { Network } from '../domain/network.ts'
import type { Secret } from '../domain/secret.ts'
import type { Call, Verdict } from '../domain/verdict.ts'
import type { AdapterSettings } from './contract.ts'
import { type Fields, fieldsOf } from './json.ts'
import { harmless, type Meaning, type Reader, type Told, verdictOf } from './verdict-of.ts'
import { type Reply, type Request, send } from './wire.ts'

export type Refused = { kind: 'refused'; verdict: Verdict }
export type Answer<T> = { kind: 'ok'; value: T } | Refused

/** One request of a verb; `host` is the real https origin. */
export type Asking = Pick<Request, 'path' | 'method' | 'query' | 'form' | 'json' | 'bearer'> & {
  call: Call
  host: string
  /** What is in the request and must never be in the evidence. */
  hidden?: readonly (Secret | string)[]
  /** A success of this call carries nothing that we need. */
  mayBeEmpty?: boolean
}

export type Ask = (asking: Asking) => Promise<Answer<Fields>>

/**
 * Starts one verb of an adapter: every request it makes shares the one deadline, so that a verb takes no longer
 * than `deadlineMs` however many requests it needs. `watch` sees every reply that arrived.
 */
export function asking(settings: AdapterSettings, read: Reader, watch: Watch = () => undefined): Ask {
  const endsAt = performance.now() + settings.deadlineMs
  return async ({ call, host, hidden = [], mayBeEmpty = false, ...request }) => {
    const counted = { host, path: request.path }
    const admission = await settings.gate?.admit(counted)
    if (admission?.kind === 'later') return notNow(read, call, admission.seconds)
    const reply = await send({
      ...request,
      origin: settings.origin(host),
      deadlineMs: endsAt - performance.now(),
    })
    watch(request.path, reply)
    if (mayBeEmpty && saysYes(reply)) return { kind: 'ok', value: {} }
    const secrets = [settings.clientSecret, ...(request.bearer ? [request.bearer] : []), ...hidden]
    const verdict = read(toldBy(reply, call, secrets))
    await settings.gate?.heard(counted, { verdict, headers: reply.headers })
    const fields = reply.body.kind === 'json' ? fieldsOf(reply.body.value) : null
    const { code, message } = verdict.evidence
    const isSuccess = verdict.diagnosis === 'not_disconnected' && code === null && message === null
    return isSuccess && fields && reply.status !== null && reply.status < 300
      ? { kind: 'ok', value: fields }
      : { kind: 'refused', verdict }
  }
}

type Watch = (path: string, reply: Reply) => void

function saysYes({ status, body, trouble }: Reply): boolean {
  const isSuccess = status !== null && status >= 200 && status < 300 && trouble === null
  return isSuccess && (body.kind === 'empty' || (body.kind === 'json' && body.value === true))
}

/** Our own budget is used up: what the network would say, without asking it. */
function notNow(read: Reader, call: Call, seconds: number): Refused {
  const headers = { 'retry-after': String(seconds) }
  const verdict = read({ call, status: 429, body: undefined, headers, trouble: null, hidden: [] })
  const evidence = {
    status: null,
    code: 'own_budget',
    message: 'We ask no more for now, to keep within its limit.',
  }
  return { kind: 'refused', verdict: { ...verdict, evidence: { ...verdict.evidence, ...evidence } } }
}

/** The code in a return address, or what the address says instead. No call is made. */
export function codeFrom(returned: URLSearchParams, read: Reader): Answer<string> {
  const codes = returned.getAll('code')
  const [code] = codes
  if (codes.length === 1 && code && !returned.has('error') && !returned.has('error_code')) {
    // Meta ends its return addresses in `#_` or `#_=_`, which is no part of the code.
    return { kind: 'ok', value: code.replace(/#_(?:=_)?$/, '') }
  }
  const hidden = [...codes, ...returned.getAll('state')]
  const { code: _, state: __, ...body } = Object.fromEntries(returned)
  const verdict = read({ call: 'authorize_redirect', status: null, body, headers: {}, trouble: null, hidden })
  return { kind: 'refused', verdict }
}

/** A success that lacks what it must carry. Nobody's fault that we know of, so nothing is concluded from it. */
export function unreadable(network: Network, call: Call, message: string): Refused {
  return refusedAs(network, call, harmless('transient', 'unknown'), message)
}

export function refusedAs(network: Network, call: Call, meaning: Meaning, message: string): Refused {
  return { kind: 'refused', verdict: verdictOf(network, { ...NO_REPLY, call }, meaning, { message }) }
}

const NO_REPLY: Omit<Told, 'call'> = { status: null, body: undefined, headers: {}, trouble: null, hidden: [] }

function toldBy(reply: Reply, call: Call, hidden: readonly (Secret | string)[]): Told {
  return {
    call,
    status: reply.status,
    headers: reply.headers,
    trouble: reply.trouble,
    body:
      reply.body.kind === 'json'
        ? reply.body.value
        : reply.body.kind === 'text'
          ? reply.body.text
          : undefined,
    hidden: hidden.map((value) => (typeof value === 'string' ? value : value.reveal())),
  }
}
