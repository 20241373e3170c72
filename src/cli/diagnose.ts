import { createInterface } from 'node:readline'
import { isNetwork } from '../domain/network.ts'
import { CALLS, type Call } from '../domain/verdict.ts'
import { diagnose } from '../networks/diagnose.ts'
import { parseJson } from '../networks/json.ts'
import { en } from '../words/en/index.ts'
import type { Command } from './command.ts'

export const diagnoseCommand: Command = {
  summary: 'Says what replies of the networks mean; reads JSON Lines from standard input.',
  usage: [
    'Usage: npm run -s rechannel -- diagnose < replies.jsonl',
    '',
    'Each line is an object with id, network (instagram, youtube, tiktok, facebook), call (authorize_redirect,',
    'token_exchange, token_refresh, api, debug_token, webhook), http_status (a number or null), body (an object',
    'or a text) and, if there are any, headers. Each answer is one line with id, diagnosis, confidence,',
    'reason_text and next_step. A line that cannot be read is answered as misconfigured, and says why.',
  ].join('\n'),
  async run({ terminal }) {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() !== '') terminal.out(JSON.stringify(answerTo(line)))
    }
    return 0
  },
}

export type Answer = {
  id: unknown
  diagnosis: string
  confidence: string
  reason_text: string
  next_step: string
}

/** One answer for one line, whatever it holds. */
export function answerTo(line: string): Answer {
  const given = parseJson(line)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return unreadable(null, 'not_json')
  const { id = null, network, call, http_status: status, body, headers } = given as Record<string, unknown>
  if (!isNetwork(network)) return unreadable(id, 'network')
  if (!CALLS.includes(call as Call)) return unreadable(id, 'call')
  const verdict = diagnose({
    network,
    call: call as Call,
    httpStatus: typeof status === 'number' ? status : null,
    body,
    headers,
  })
  const { reason, next } = en.diagnosis.meaning[verdict.diagnosis]
  return {
    id,
    diagnosis: verdict.diagnosis,
    confidence: verdict.confidence,
    reason_text: reason,
    next_step: next,
  }
}

function unreadable(id: unknown, why: 'not_json' | 'network' | 'call'): Answer {
  const { [why]: reason, next } = en.diagnosis.unreadable
  return { id, diagnosis: 'misconfigured', confidence: 'confirmed', reason_text: reason, next_step: next }
}
