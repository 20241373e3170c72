import { pipeline } from 'node:stream/promises'
import { hasCode } from '../domain/mistake.ts'
import { isNetwork } from '../domain/network.ts'
import { CALLS, type Call } from '../domain/verdict.ts'
import { diagnose } from '../networks/diagnose.ts'
import { at, fieldsOf, integerOf } from '../networks/json.ts'
import { type DiagnosisWords, diagnosisWords } from '../words/diagnosis-words.ts'
import { en } from '../words/en/index.ts'
import type { Command } from './command.ts'
import { type Line, linesOf } from './lines-of.ts'
import { memberSource } from './member-source.ts'

export const diagnoseCommand: Command = {
  summary: 'Says what replies of the networks mean; reads JSON Lines from standard input.',
  usage: [
    'Usage: npm run -s rechannel -- diagnose < replies.jsonl',
    '',
    'Each line is an object with id, network (instagram, youtube, tiktok, facebook), call (authorize_redirect,',
    'token_exchange, token_refresh, api, debug_token, webhook), http_status (a number or null), body (an object',
    'or a text) and, if there are any, headers. Each answer is one line with id, diagnosis, confidence,',
    'reason_text and next_step, in the same order; the id comes back as it was written. A line that cannot be',
    'read is answered as misconfigured, and says why. Lines with nothing but blanks are left out.',
  ].join('\n'),
  async run() {
    try {
      await pipeline(process.stdin, answers, process.stdout, { end: false })
    } catch (error) {
      // Whoever reads has enough, as `head` does.
      if (!hasCode(error, 'EPIPE')) throw error
    }
    return 0
  },
}

/** Longer than any reply we would read. */
export const MOST_BYTES = 64 * 1024 * 1024

/** As many answers at once as lines arrived at once: nothing is read while nobody takes them. */
export async function* answers(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const lines of linesOf(source, MOST_BYTES)) {
    const said = lines.filter(isSaid).map(answerTo)
    if (said.length > 0) yield `${said.join('\n')}\n`
  }
}

function isSaid(line: Line): boolean {
  return line.kind === 'too_long' || /\S/.test(line.text)
}

/** One answer for one line, whatever it holds: a line of JSON. */
export function answerTo(line: Line): string {
  if (line.kind === 'too_long') return unreadable('null', 'too_long')
  const text = line.text.replace(/^\ufeff/, '')
  const given = objectIn(text)
  if (!given) return unreadable('null', 'not_json')
  const id = memberSource(text, 'id') ?? 'null'
  const [network, call] = [at(given, 'network'), at(given, 'call')]
  if (!isNetwork(network)) return unreadable(id, 'network')
  if (!CALLS.includes(call as Call)) return unreadable(id, 'call')
  const verdict = diagnose({
    network,
    call: call as Call,
    httpStatus: integerOf(at(given, 'http_status')),
    body: at(given, 'body'),
    headers: at(given, 'headers'),
  })
  return answer(id, verdict.diagnosis, verdict.confidence, diagnosisWords(verdict))
}

function objectIn(text: string): object | null {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return null
  }
}

function unreadable(id: string, why: 'not_json' | 'too_long' | 'network' | 'call'): string {
  const { [why]: reason, next } = en.diagnosis.unreadable
  return answer(id, 'misconfigured', 'confirmed', { reason, next })
}

/** The id goes back as it was written, which a number of JavaScript cannot always do. */
function answer(id: string, diagnosis: string, confidence: string, words: DiagnosisWords): string {
  const rest = JSON.stringify({ diagnosis, confidence, reason_text: words.reason, next_step: words.next })
  return `{"id":${id},${rest.slice(1)}`
}
