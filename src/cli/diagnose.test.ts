import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIAGNOSES } from '../domain/verdict.ts'
import { answerTo } from './diagnose.ts'

const corpus = readFileSync(new URL('../networks/corpus.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')

describe('rechannel diagnose', () => {
  it.each(corpus.map((line) => JSON.parse(line) as { id: string; expected: string; also_ok: string[] }))(
    'reads $id as $expected',
    ({ id, expected, also_ok: alsoOk }) => {
      const line = corpus.find((one) => one.includes(`"${id}"`)) ?? ''
      const answer = answerTo(line)
      expect(answer.id).toBe(id)
      expect([expected, ...alsoOk]).toContain(answer.diagnosis)
    },
  )

  it.each([
    ['no JSON', 'not json at all'],
    ['a list', '[1,2]'],
    ['a text', '"hello"'],
    ['half an object', '{"id":"x"'],
    ['nothing', 'null'],
  ])('answers %s with no id, as misconfigured, and says why', (_, line) => {
    expect(answerTo(line)).toMatchObject({ id: null, diagnosis: 'misconfigured' })
  })

  it('keeps the id of a line whose network or call it does not know', () => {
    expect(answerTo('{"id":"a","network":"myspace","call":"api"}')).toMatchObject({
      id: 'a',
      diagnosis: 'misconfigured',
    })
    expect(answerTo('{"id":7,"network":"tiktok","call":"guess"}')).toMatchObject({
      id: 7,
      diagnosis: 'misconfigured',
    })
  })

  it('answers any line with one of the twelve names and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .record({
              id: fc.jsonValue(),
              network: fc.constantFrom('instagram', 'youtube', 'tiktok', 'facebook'),
              call: fc.constantFrom('api', 'token_refresh', 'webhook', 'authorize_redirect', 'debug_token'),
              http_status: fc.oneof(fc.integer(), fc.constant(null), fc.string()),
              body: fc.jsonValue(),
              headers: fc.jsonValue(),
            })
            .map((value) => JSON.stringify(value)),
        ),
        (line) => {
          expect(DIAGNOSES).toContain(answerTo(line).diagnosis)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
