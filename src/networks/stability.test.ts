/** What must not matter to a verdict, and what must, on every reply of both sets. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Network } from '../domain/network.ts'
import { type Call, isLoss } from '../domain/verdict.ts'
import { diagnose } from './diagnose.ts'
import { at, fieldsOf } from './json.ts'

type Row = {
  id: string
  network: Network
  call: Call
  http_status: number | null
  body: unknown
  headers?: unknown
}

const rows = ['corpus.jsonl', 'holdout.jsonl'].flatMap((name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row),
)
const withFields = rows.filter(({ body }) => fieldsOf(body) !== null)

const meaningOf = ({ network, call, http_status: httpStatus, body, headers }: Row) => {
  const { diagnosis, confidence, definite } = diagnose({ network, call, httpStatus, body, headers })
  return `${diagnosis}, ${confidence}${definite ? ', definite' : ''}`
}

type Change = (value: unknown, random: () => number) => unknown

/** Applies a change to every sentence of a reply: what stands under one of the names for words. */
const toSentences =
  (change: (sentence: string, random: () => number) => string): Change =>
  (value, random) =>
    mapFields(value, (name, one) =>
      typeof one === 'string' && SENTENCES.has(name) && !one.includes('{') ? change(one, random) : one,
    )
const SENTENCES = new Set(['message', 'error_message', 'error_description', 'description'])

const otherDigits = (text: string, random: () => number) =>
  text.replace(/\(#-?\d+\)|\d/g, (found) => (found.length > 1 ? found : String(Math.floor(random() * 10))))

const otherCapitals = (text: string, random: () => number) =>
  [...text].map((letter) => (random() < 0.5 ? letter.toUpperCase() : letter.toLowerCase())).join('')

const CHANGES: Record<string, Change> = {
  'other ids and dates': toSentences(otherDigits),
  'other capitals': toSentences(otherCapitals),
  'more blanks and line breaks': toSentences(
    (text, random) => ` ${text.replaceAll(' ', () => (random() < 0.3 ? ' \n  ' : ' '))}\t `,
  ),
  'another end of the sentence': toSentences((text, random) =>
    text.replace(/\.$/, random() < 0.5 ? '' : '!'),
  ),
  'curly quotes': toSentences((text) => text.replaceAll("'", '’')),
  'numbers as text': (value) =>
    mapFields(value, (_, one) => (typeof one === 'number' && Number.isInteger(one) ? String(one) : one)),
  'fields in another order': (value) => reversed(value),
  'fields nobody knows': (value) =>
    mapObjects(value, (fields) => ({ zz_new: [{ a: 1 }], ...fields, zz_more: { note: 'All is well.' } })),
  'words for people in another language': (value, random) =>
    mapFields(value, (name, one) =>
      name === 'error' && fieldsOf(one) && at(one, 'code') !== undefined
        ? {
            ...(one as object),
            error_user_title: 'Anmeldung erforderlich',
            error_user_msg: random() < 0.5 ? 'La sesión ha caducado.' : 'ログインしてください。',
          }
        : one,
    ),
  'another trace id': (value, random) =>
    mapFields(value, (name, one) =>
      ['fbtrace_id', 'log_id', 'jti', 'state'].includes(name) && typeof one === 'string'
        ? `A${Math.floor(random() * 1e9)}`
        : one,
    ),
}

describe('what must not matter', () => {
  test.each(Object.entries(CHANGES))('%s', (name, change) => {
    // Every reply once; then some with other dice.
    for (const row of withFields) expectSame(row, change, diceFrom(name.length))
    fc.assert(
      fc.property(fc.constantFrom(...withFields), fc.nat(), (row, seed) => {
        expectSame(row, change, diceFrom(seed))
      }),
      { numRuns: 1_000 },
    )
  })

  test('several of these at once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...withFields),
        fc.shuffledSubarray(Object.values(CHANGES), { minLength: 2 }),
        fc.nat(),
        (row, changes, seed) => {
          const random = diceFrom(seed)
          expectSame(row, (body) => changes.reduce((made, change) => change(made, random), body), random)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('whether a reply is kept as fields, as text, as text in text or in a list of one', () => {
    for (const row of withFields) {
      const text = JSON.stringify(row.body)
      const forms = [text, JSON.stringify(row.body, null, 2), JSON.stringify(text), `\ufeff${text}\r\n`]
      for (const body of forms) expect(meaningOf({ ...row, body }), row.id).toBe(meaningOf(row))
      if (fieldsOf(at(row.body, 'error'))) {
        expect(meaningOf({ ...row, body: [row.body] }), row.id).toBe(meaningOf(row))
      }
    }
  })

  test('which version of Graph answered, and headers that say nothing', () => {
    const more = { 'Facebook-API-Version': 'v19.0', Date: 'Sun, 22 Nov 2026 12:00:00 GMT', ETag: '"x"' }
    for (const row of rows.filter(({ headers }) => headers === undefined)) {
      for (const headers of [more, Object.entries(more), [{ name: 'X-A', value: 'b' }], 'X-A: b', 7, null]) {
        expect(meaningOf({ ...row, headers }), row.id).toBe(meaningOf(row))
      }
    }
  })

  test('a missing status never makes a cause of what was none', () => {
    const causes = (row: Row) => {
      const before = diagnosisOf(row)
      const after = diagnosisOf({ ...row, http_status: null })
      return before !== after && isLoss(after) ? [`${row.id}: ${before} → ${after}`] : []
    }
    expect(rows.flatMap(causes)).toEqual([])
  })
})

describe('what must matter', () => {
  const graph = rows.filter(
    ({ body, call }) =>
      fieldsOf(at(body, 'error')) &&
      at(body, 'error', 'is_transient') !== true &&
      call !== 'authorize_redirect',
  )

  test.each([
    [{ code: 4, error_subcode: undefined }, 'rate_limited'],
    [{ code: 80002, error_subcode: 2446079 }, 'rate_limited'],
    [{ code: 2, error_subcode: undefined }, 'transient'],
    [{ code: 368, error_subcode: undefined }, 'security'],
    [{ code: 190, error_subcode: 458 }, 'revoked'],
    [{ code: 190, error_subcode: 459 }, 'security'],
    [{ code: '190', error_subcode: '463' }, 'expired'],
    [{ code: 102, error_subcode: 460 }, 'account_changed'],
    [{ code: 190, error_subcode: 467 }, 'ambiguous_reconnect'],
    [{ code: 101, error_subcode: undefined }, 'misconfigured'],
  ])('Meta’s code decides against any sentence: %j is %s', (codes, diagnosis) => {
    for (const row of graph.filter(({ network, call }) => isMeta(network) && call === 'api')) {
      const body = { error: { ...(at(row.body, 'error') as object), ...codes } }
      expect(diagnosisOf({ ...row, body, headers: undefined }), row.id).toBe(diagnosis)
    }
  })

  test.each([
    ['quotaExceeded', 'rate_limited'],
    ['insufficientPermissions', 'permissions_reduced'],
    ['channelSuspended', 'account_unavailable'],
    ['backendError', 'transient'],
    ['accessNotConfigured', 'misconfigured'],
    ['authError', 'ambiguous_reconnect'],
  ])('YouTube’s reason decides against any sentence: %s is %s', (reason, diagnosis) => {
    for (const row of graph.filter(({ network }) => network === 'youtube')) {
      const error = { ...(at(row.body, 'error') as object), errors: [{ reason }], details: undefined }
      if (String(at(error, 'message')).includes('{')) continue
      expect(diagnosisOf({ ...row, body: { error } }), row.id).toBe(diagnosis)
    }
  })

  test.each([
    ['ok', 'not_disconnected'],
    ['rate_limit_exceeded', 'rate_limited'],
    ['scope_not_authorized', 'permissions_reduced'],
    ['internal_error', 'transient'],
    ['access_token_invalid', 'ambiguous_reconnect'],
  ])('TikTok’s code decides against any sentence: %s is %s', (code, diagnosis) => {
    for (const row of graph.filter(
      ({ network, body }) => network === 'tiktok' && !at(body, 'data', 'fail_reason'),
    )) {
      const body = { ...(row.body as object), error: { ...(at(row.body, 'error') as object), code } }
      expect(diagnosisOf({ ...row, body }), row.id).toBe(diagnosis)
    }
  })

  test('is_transient wins over every code that is no limit', () => {
    for (const row of graph.filter(({ network }) => isMeta(network))) {
      const error = { ...(at(row.body, 'error') as object), is_transient: true }
      expect(['transient', 'rate_limited'], row.id).toContain(diagnosisOf({ ...row, body: { error } }))
    }
  })
})

function expectSame(row: Row, change: Change, random: () => number): void {
  expect(`${row.id} ${meaningOf({ ...row, body: change(row.body, random) })}`).toBe(
    `${row.id} ${meaningOf(row)}`,
  )
}

function diagnosisOf({ network, call, http_status: httpStatus, body, headers }: Row) {
  return diagnose({ network, call, httpStatus, body, headers }).diagnosis
}

function isMeta(network: Network): boolean {
  return network === 'facebook' || network === 'instagram'
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function diceFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function mapFields(value: unknown, change: (name: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapFields(item, change))
  const fields = fieldsOf(value)
  if (!fields) return value
  return Object.fromEntries(
    Object.entries(fields).map(([name, one]) => [name, mapFields(change(name, one), change)]),
  )
}

function mapObjects(value: unknown, change: (fields: object) => object): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change))
  const fields = fieldsOf(value)
  if (!fields) return value
  return change(
    Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, mapObjects(one, change)])),
  )
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  const fields = fieldsOf(value)
  if (!fields) return value
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, one]) => [name, reversed(one)] as const)
      .toReversed(),
  )
}
