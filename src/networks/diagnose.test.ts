import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NETWORKS, type Network } from '../domain/network.ts'
import { type Call, DIAGNOSES, type Diagnosis, isLoss } from '../domain/verdict.ts'
import { diagnose } from './diagnose.ts'

type Row = {
  id: string
  network: Network
  call: Call
  http_status: number | null
  body: unknown
  expected: Diagnosis
  also_ok: readonly Diagnosis[]
  evidence: 'raw' | 'vendor-doc' | 'reassembled' | 'doc-derived' | 'third-party-fixture'
}

const rows = readFileSync(new URL('./corpus.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row)

const read = (row: Row) =>
  diagnose({ network: row.network, call: row.call, httpStatus: row.http_status, body: row.body })

const isRight = (row: Row) => [row.expected, ...row.also_ok].includes(read(row).diagnosis)

/** Listed with their reasons in docs/networks/diagnosis.md. */
const KNOWN_WRONG: readonly string[] = []

describe('the corpus of public error replies', () => {
  test.each(rows.filter((row) => row.evidence === 'raw' || row.evidence === 'vendor-doc'))(
    'reads $id, as it was seen, as $expected',
    (row) => expect([row.expected, ...row.also_ok]).toContain(read(row).diagnosis),
  )

  test('reads the reassembled and derived rows too, but for the listed ones', () => {
    const wrong = rows.filter((row) => !isRight(row)).map((row) => `${row.id}`)
    expect(wrong).toEqual(KNOWN_WRONG)
    expect(wrong.length).toBeLessThanOrEqual(3)
  })

  test('the same reply as text means the same', () => {
    for (const row of rows) {
      const text = typeof row.body === 'string' ? row.body : JSON.stringify(row.body)
      expect(
        diagnose({ network: row.network, call: row.call, httpStatus: row.http_status, body: text }),
        row.id,
      ).toEqual(read(row))
    }
  })
})

describe('any input at all', () => {
  const calls = [
    'authorize_redirect',
    'token_exchange',
    'token_refresh',
    'api',
    'debug_token',
    'webhook',
  ] as const
  const error = fc.record(
    {
      code: fc.oneof(
        fc.integer({ min: -3, max: 700 }),
        fc.constantFrom(190, 102, 10, 200, 100, 'ok'),
        fc.string(),
      ),
      error_subcode: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.string()),
      message: fc.oneof(fc.string(), fc.anything()),
      is_transient: fc.boolean(),
      errors: fc.anything(),
      details: fc.anything(),
    },
    { requiredKeys: [] },
  )
  const body = fc.oneof(
    fc.anything(),
    fc.string(),
    fc.record({ error: fc.oneof(error, fc.string()) }),
    fc.record({ data: fc.record({ is_valid: fc.boolean(), error }) }),
    fc.record({ events: fc.dictionary(fc.string(), fc.anything()) }),
  )

  test('is never thrown at and always gets one of the twelve names', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NETWORKS),
        fc.constantFrom(...calls),
        fc.option(fc.integer({ min: 0, max: 999 })),
        body,
        fc.option(fc.dictionary(fc.string(), fc.anything())),
        (network, call, httpStatus, given, headers) => {
          const verdict = diagnose({ network, call, httpStatus, body: given, headers })
          expect(DIAGNOSES).toContain(verdict.diagnosis)
          expect(verdict.evidence.message?.length ?? 0).toBeLessThanOrEqual(300)
          if (verdict.definite) expect(isLoss(verdict.diagnosis)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('HTTP trouble without words never points at the creator', () => {
    for (const network of NETWORKS) {
      for (const status of [400, 401, 403, 404, 500, 502, 503]) {
        for (const nothing of [undefined, '', '<html>Bad gateway</html>']) {
          expect(diagnose({ network, call: 'api', httpStatus: status, body: nothing }).diagnosis).toBe(
            'transient',
          )
        }
      }
      expect(diagnose({ network, call: 'api', httpStatus: 429, body: '' }).diagnosis).toBe('rate_limited')
    }
  })

  test('even objects that throw when they are read', () => {
    const trap = new Proxy(
      {},
      {
        get: () => expect.fail(),
        getOwnPropertyDescriptor: () => {
          throw new Error('no')
        },
      },
    )
    expect(diagnose({ network: 'tiktok', call: 'api', httpStatus: 200, body: trap })).toMatchObject({
      diagnosis: 'transient',
      confidence: 'unknown',
    })
  })
})
