import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIAGNOSES } from '../domain/verdict.ts'
import { answers, answerTo } from './diagnose.ts'

type Answer = { id: unknown; diagnosis: string; confidence: string; reason_text: string; next_step: string }

const answerLine = (line: string): string => answerTo({ kind: 'line', text: line })
const ask = (line: string): Answer => JSON.parse(answerLine(line)) as Answer

const replies = ['corpus.jsonl', 'holdout.jsonl'].flatMap((name) =>
  readFileSync(new URL(`../networks/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n'),
)
type Row = { id: string; expected: string; also_ok: string[] }

describe('rechannel diagnose', () => {
  it.each(replies.map((line) => [JSON.parse(line) as Row, line] as const))(
    'reads $id as $expected',
    ({ id, expected, also_ok: alsoOk }, line) => {
      const answer = ask(line)
      expect(answer.id).toBe(id)
      expect([expected, ...alsoOk]).toContain(answer.diagnosis)
      expect(Object.keys(answer)).toEqual(['id', 'diagnosis', 'confidence', 'reason_text', 'next_step'])
    },
  )

  it.each([
    ['no JSON', 'not json at all'],
    ['a list', '[1,2]'],
    ['a text', '"hello"'],
    ['half an object', '{"id":"x"'],
    ['nothing', 'null'],
    ['a NUL', '{"id":"x"}\0'],
  ])('answers %s with no id, as misconfigured, and says why', (_, line) => {
    expect(ask(line)).toMatchObject({
      id: null,
      diagnosis: 'misconfigured',
      reason_text: 'This line is not a JSON object.',
    })
  })

  it('keeps the id of a line whose network or call it does not know', () => {
    expect(ask('{"id":"a","network":"myspace","call":"api"}')).toMatchObject({
      id: 'a',
      diagnosis: 'misconfigured',
    })
    expect(ask('{"id":7,"network":"tiktok","call":"guess"}')).toMatchObject({
      id: 7,
      diagnosis: 'misconfigured',
    })
  })

  it.each([
    '12345678901234567890123',
    '1.0',
    '-0',
    '1e400',
    '"\\ud800 and \\u0000"',
    '"a }, \\" ] b"',
    '{"a": [1, {"b": "}"}]}',
    '[[], {}, "]"]',
    'true',
    'null',
    '""',
  ])('gives the id %s back as it was written', (id) => {
    for (const line of [
      `{"id":${id},"network":"tiktok","call":"api"}`,
      `{ "body": {"id":"inner"}, "network":"tiktok" ,"call":"api", "id" : ${id} }`,
      `{"id":"first","network":"tiktok","call":"api","\\u0069d":\t${id}\t}`,
    ]) {
      expect(answerLine(line).startsWith(`{"id":${id},"diagnosis":`)).toBe(true)
    }
  })

  it('knows a status by its whole number alone', () => {
    const status = (value: string) =>
      ask(`{"network":"tiktok","call":"api","body":"","http_status":${value}}`).diagnosis
    expect(['429', '"429"', '4.29e2'].map(status)).toEqual(['rate_limited', 'rate_limited', 'rate_limited'])
    expect(['429.5', '-429', '"four"', 'null', '[429]', '4290', 'true'].map(status)).toEqual(
      Array(7).fill('transient'),
    )
  })

  it('takes nothing from a prototype', () => {
    const line =
      '{"id":1,"__proto__":{"network":"tiktok","call":"api"},"body":{"__proto__":{"error":{"code":190}}}}'
    expect(ask(line)).toMatchObject({ id: 1, diagnosis: 'misconfigured' })
    expect(({} as Record<string, unknown>).network).toBeUndefined()
    const inside = '{"network":"facebook","call":"api","body":{"__proto__":{"error":{"code":190}}}}'
    expect(ask(inside).diagnosis).toBe('not_disconnected')
  })

  it('answers any line with one of the twelve names and never throws', () => {
    const row = fc
      .record({
        id: fc.jsonValue(),
        network: fc.constantFrom('instagram', 'youtube', 'tiktok', 'facebook'),
        call: fc.constantFrom('api', 'token_refresh', 'webhook', 'authorize_redirect', 'debug_token'),
        http_status: fc.oneof(fc.integer(), fc.constant(null), fc.string()),
        body: fc.jsonValue(),
        headers: fc.jsonValue(),
      })
      .map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), row), (line) => {
        const answer = ask(line)
        expect(DIAGNOSES).toContain(answer.diagnosis)
        expect(`${answer.reason_text}${answer.next_step}`).toMatch(/\.$/)
      }),
      { numRuns: 2_000 },
    )
    fc.assert(
      fc.property(row, (line) => {
        expect(ask(line).id).toEqual((JSON.parse(line) as Row).id)
      }),
    )
  })
})

describe('answers as they are taken', () => {
  it('reads no further than somebody takes answers', async () => {
    let read = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      while (true) {
        read++
        yield Buffer.from('{"id":1,"network":"tiktok","call":"api","body":{}}\n{"id":')
      }
    }
    const taken = answers(endless())
    for (let turn = 1; turn <= 50; turn++) {
      expect((await taken.next()).value).toContain('\n')
      expect(read).toBe(turn)
    }
    await taken.return(undefined)
  })

  it('puts lines together that arrive in pieces, wherever they are cut', async () => {
    const whole = Buffer.from('{"id":"ä\u2028€😀","network":"tiktok","call":"api","body":{}}\n\n[1]')
    const joined = async (pieces: Iterable<Uint8Array>) => {
      async function* source(): AsyncGenerator<Uint8Array> {
        yield* pieces
      }
      let said = ''
      for await (const some of answers(source())) said += some
      return said
    }
    const expected = await joined([whole])
    expect(expected.split('\n')).toHaveLength(3)
    for (let cut = 0; cut <= whole.length; cut++) {
      expect(await joined([whole.subarray(0, cut), whole.subarray(cut)])).toBe(expected)
    }
    expect(await joined([...whole].map((byte) => Uint8Array.of(byte)))).toBe(expected)
  })
})

describe('as a process of its own', () => {
  const start = () =>
    spawn(process.execPath, ['src/cli/main.ts', 'diagnose'], { stdio: ['pipe', 'pipe', 'pipe'] })

  const run = async (input: string | Buffer) => {
    const child = start()
    const ended = new Promise((resolve) => child.on('close', resolve))
    // It may end before it has read everything, and that is no failure of this test.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
    const answers = out.split('\n').filter((line) => line !== '')
    return { answers: answers.map((line) => JSON.parse(line) as Answer), err, code, out }
  }
  const line = (id: string, body: string) =>
    `{"id":"${id}","network":"facebook","call":"api","http_status":400,"body":${body}}`
  const revoked = '{"error":{"code":190,"error_subcode":458}}'

  it('answers every line in its order, and ends with 0', async () => {
    const { answers, err, code } = await run(`${replies.join('\n')}\n`)
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(answers.map(({ id }) => id)).toEqual(replies.map((one) => (JSON.parse(one) as Row).id))
  })

  it('takes lines as others write them', async () => {
    const input = [
      `\ufeff${line('bom', revoked)}\r`,
      '',
      ' \t\r',
      line('u2028', '"\u2028\u2029"'),
      line('without an end', revoked),
    ]
    const { answers, out, code } = await run(input.join('\n'))
    expect(answers.map(({ id, diagnosis }) => [id, diagnosis])).toEqual([
      ['bom', 'revoked'],
      ['u2028', 'transient'],
      ['without an end', 'revoked'],
    ])
    expect({ code, end: out.at(-1) }).toEqual({ code: 0, end: '\n' })
  })

  it('answers nothing with nothing', async () => {
    expect(await run('')).toMatchObject({ answers: [], err: '', code: 0 })
  })

  it('survives garbage, depth and length, line by line', async () => {
    const deep = 1_000_000
    const garbage = Buffer.from(Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7_919) % 256))
    const input = Buffer.concat([
      garbage,
      Buffer.from('\n'),
      Buffer.from([0, 255, 254, 10]),
      Buffer.from(`${line('deep', `${'{"error":'.repeat(deep)}1${'}'.repeat(deep)}`)}\n`),
      Buffer.from(`${line('deep list', '['.repeat(deep) + ']'.repeat(deep))}\n`),
      Buffer.from(`${line('deep text', JSON.stringify('['.repeat(deep) + ']'.repeat(deep)))}\n`),
      Buffer.from(`${line('50 MB', JSON.stringify('a {"error" token= '.repeat(3_000_000)))}\n`),
      Buffer.from(`${line('too long', JSON.stringify('x'.repeat(70_000_000)))}\n`),
      Buffer.from(line('last', revoked)),
    ])
    const { answers, err, code } = await run(input)
    const named = answers.filter(({ id }) => id !== null)
    expect(named.map(({ id }) => id)).toEqual(['deep', 'deep list', 'deep text', '50 MB', 'last'])
    expect(answers.at(-1)?.diagnosis).toBe('revoked')
    expect(answers.at(-2)).toMatchObject({ id: null, reason_text: 'This line is longer than 64 MiB.' })
    expect(named.slice(0, 4).map(({ diagnosis }) => diagnosis)).not.toContain('ambiguous_reconnect')
    expect({ err, code }).toEqual({ err: '', code: 0 })
  })

  it('stops quietly when nobody reads on', async () => {
    const child = start()
    const [ended, err] = [new Promise((resolve) => child.on('close', resolve)), text(child.stderr)]
    child.stdin.on('error', () => {})
    child.stdout.once('data', () => child.stdout.destroy())
    child.stdin.end(`${line('a', revoked)}\n`.repeat(200_000))
    expect([await ended, await err]).toEqual([0, ''])
  })
})
