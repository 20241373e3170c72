import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { count } from '../../test/counted.ts'
import { NETWORKS, type Network } from '../domain/network.ts'
import { type Call, DIAGNOSES, type Diagnosis, isLoss } from '../domain/verdict.ts'
import { diagnose } from './diagnose.ts'
import { readFacebook } from './facebook-replies.ts'
import { readInstagram } from './instagram-replies.ts'
import { readTiktok } from './tiktok-replies.ts'
import { readYoutube } from './youtube-replies.ts'

type Row = {
  id: string
  network: Network
  call: Call
  http_status: number | null
  body: unknown
  headers?: unknown
  expected: Diagnosis
  also_ok: readonly Diagnosis[]
  evidence: 'raw' | 'vendor-doc' | 'reassembled' | 'doc-derived' | 'third-party-fixture'
}

const rowsOf = (name: string) =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)

const read = (row: Row) =>
  diagnose({
    network: row.network,
    call: row.call,
    httpStatus: row.http_status,
    body: row.body,
    headers: row.headers,
  })

const isRight = (row: Row) => [row.expected, ...row.also_ok].includes(read(row).diagnosis)

/** The known wrong ones are listed with their reasons in docs/networks/diagnosis.md. */
describe.each([
  { set: 'the corpus of public replies', rows: rowsOf('./corpus.jsonl'), knownWrong: [] },
  { set: 'the replies held back', rows: rowsOf('./holdout.jsonl'), knownWrong: [] },
])('$set', ({ rows, knownWrong }) => {
  test.each(rows.filter((row) => row.evidence === 'raw' || row.evidence === 'vendor-doc'))(
    'reads $id, as it was seen, as $expected',
    (row) => expect([row.expected, ...row.also_ok]).toContain(read(row).diagnosis),
  )

  test('reads the reassembled and derived rows too, but for the listed ones', () => {
    const wrong = rows.filter((row) => !isRight(row)).map((row) => `${row.id}`)
    count('repliesRead', { replies: rows.length, wrong: wrong.length })
    expect(wrong).toEqual(knownWrong)
    expect(wrong.length).toBeLessThanOrEqual(3)
  })

  test('names every row once', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })
})

test('the replies held back are none of the corpus, but for three that were found again', () => {
  const inputOf = ({ network, call, body }: Row) => JSON.stringify([network, call, body])
  const known = new Set(rowsOf('./corpus.jsonl').map(inputOf))
  const twice = rowsOf('./holdout.jsonl').filter((row) => known.has(inputOf(row)))
  expect(twice.map(({ id }) => id)).toEqual(['h-ig-020', 'h-yt-001', 'h-yt-032'])
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

  test('garbage is never a cause', () => {
    // Texts and fields that hold no word of any network.
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.object({ key: fc.stringMatching(/^[a-z]{1,3}$/), maxDepth: 4 }),
      fc.array(fc.anything()),
      fc.constantFrom(null, undefined, true, false, 0, -1, Number.NaN, 1n, Symbol('x'), () => 1),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...NETWORKS),
        fc.constantFrom(...calls),
        fc.option(fc.integer({ min: 100, max: 599 })),
        noise,
        (network, call, httpStatus, body) => {
          expect(isLoss(diagnose({ network, call, httpStatus, body }).diagnosis)).toBe(false)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  test('words found in other words settle nothing', () => {
    const dead = JSON.stringify({ error: { code: 190, error_subcode: 458 } })
    const said = 'Error validating access token: The user has not authorized application 5.'
    for (const body of [`Error: 400 - ${dead}`, said, { error: { message: `Failed: ${dead}` } }]) {
      const verdict = diagnose({ network: 'facebook', call: 'api', httpStatus: 400, body })
      expect(verdict).toMatchObject({ diagnosis: 'revoked', definite: false })
    }
    const request = `signed_request=c2ln.${Buffer.from('{"user_id":"218471"}').toString('base64url')}`
    expect(diagnose({ network: 'facebook', call: 'webhook', httpStatus: null, body: request })).toMatchObject(
      { diagnosis: 'revoked', definite: false },
    )
  })

  test('nothing is written to, and nothing comes from a prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const hostile = JSON.parse(
      '{"__proto__":{"error":{"code":190,"error_subcode":458}},"constructor":{"prototype":{"x":1}},"error":{"__proto__":{"code":190}}}',
    ) as object
    const inherited = Object.create({ error: { code: 190, error_subcode: 458 } }) as object
    for (const network of NETWORKS) {
      for (const call of calls) {
        for (const body of [hostile, inherited, JSON.stringify(hostile)]) {
          const verdict = diagnose({
            network,
            call,
            httpStatus: 400,
            body: Object.freeze(body),
            headers: hostile,
          })
          expect(verdict.definite).toBe(false)
          expect(isLoss(verdict.diagnosis)).toBe(false)
        }
      }
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  })

  test('depth is no trouble, whatever is nested', () => {
    const deep = 30_000
    const forms = ['[', '{"a":', '{"error":', '{"data":', '{"body":', '{"response":', '{"meta":']
    for (const form of forms) {
      const text = `${form.repeat(deep)}1${(form === '[' ? ']' : '}').repeat(deep)}`
      for (const network of NETWORKS) {
        for (const body of [text, JSON.parse(text), JSON.stringify(text)] as unknown[]) {
          const verdict = diagnose({ network, call: 'api', httpStatus: 400, body })
          expect(isLoss(verdict.diagnosis)).toBe(false)
        }
      }
    }
  })

  test('a megabyte of anything is read to its end', () => {
    const pieces = [
      ' ',
      '\n',
      'a',
      '"',
      '\\',
      '{',
      '<',
      '<title>',
      '(#1',
      'access token ',
      'refresh token expired ',
      'session has ',
      'secret',
      'token=',
      'code:',
      'Bearer ',
      'eyJ',
      'EAA',
      '1//',
      '123456|',
      'user denied ',
      'requires the ',
      'a_',
      'invalid_',
      '%3D',
      'error="',
      '?a#b&',
    ]
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
      for (const network of NETWORKS) {
        for (const call of calls) {
          const bodies = [
            text,
            `x${text}`,
            { error: { code: 99, message: text, errors: [{ reason: text }] } },
            { error: text, error_description: text },
          ]
          for (const body of bodies) {
            const headers = {
              'www-authenticate': text,
              'retry-after': text,
              'x-business-use-case-usage': text,
            }
            expect(DIAGNOSES).toContain(diagnose({ network, call, httpStatus: 400, body, headers }).diagnosis)
          }
        }
      }
    }
  })

  test('no token is in the evidence, wherever a network repeats it', () => {
    const tail = fc.stringMatching(/^[A-Za-z0-9_-]{30,80}$/)
    const token = fc
      .tuple(
        fc.constantFrom(
          'EAA',
          'IGAA',
          'IGQV',
          'ya29.',
          '1//0',
          '4/0A',
          'act.',
          'rft.',
          'eyJhbGciOi',
          'GOCSPX-',
          'AIza',
          '1234567890|',
          '',
        ),
        tail,
      )
      .map((parts) => parts.join(''))
    const around = fc.stringMatching(/^[ -~]{0,30}[ "'=:(]$/)
    fc.assert(
      fc.property(
        fc.constantFrom(...NETWORKS),
        fc.constantFrom(...calls),
        token,
        around,
        fc.constantFrom('', '.', ' was refused.', '&x=1', '"}'),
        (network, call, secret, before, after) => {
          const words = `${before}${secret}${after}`
          const bodies = [
            words,
            {
              error: {
                code: 190,
                error_subcode: secret,
                message: words,
                fbtrace_id: `${secret}`,
                errors: [{ reason: words }],
                details: [{ reason: secret }],
                log_id: 'x',
              },
            },
            { error: secret, error_description: words, error_subtype: words },
            { error_type: words, error_message: words, error_code: secret },
            { data: { is_valid: false, error: { message: words, subcode: secret } } },
            {
              event: words,
              content: words,
              jti: 'x',
              events: { [`https://schemas.openid.net/secevent/${secret}`]: { reason: words } },
            },
          ]
          const inner = secret.slice(12, 28)
          for (const body of bodies) {
            const headers = {
              'www-authenticate': `OAuth "x" "${secret}" "${words}"`,
              'facebook-api-version': words,
            }
            const { code, subcode, message } = diagnose({
              network,
              call,
              httpStatus: 400,
              body,
              headers,
            }).evidence
            expect(`${code} ${subcode} ${message}`).not.toContain(inner)
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('what was sent is in no part of the evidence, in no spelling', () => {
    const readers = [readFacebook, readInstagram, readYoutube, readTiktok]
    fc.assert(
      fc.property(
        fc.constantFrom(...readers),
        fc.constantFrom(...calls),
        fc.stringMatching(/^[a-z0-9 /+=%._~-]{10,40}[a-z0-9]$/),
        (reader, call, secret) => {
          for (const form of [
            secret,
            encodeURIComponent(secret),
            encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
          ]) {
            const body = {
              error: {
                code: form,
                error_subcode: form,
                message: `a ${form} b`,
                fbtrace_id: `A${form}`,
                log_id: form,
                errors: [{ reason: form }],
              },
              jti: form,
            }
            const told = {
              call,
              status: 400,
              body,
              headers: { 'x-request-id': form, 'x-tt-logid': form },
              trouble: null,
              hidden: [secret],
            }
            expect(JSON.stringify(reader(told).evidence)).not.toContain(form.trim())
          }
        },
      ),
      { numRuns: 1_000 },
    )
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
