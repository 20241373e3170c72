import { describe, expect, test } from 'vitest'
import { listen } from './stand-in.ts'
import { type Reply, send } from './wire.ts'

async function replyOf(
  handle: Parameters<typeof listen>[0],
  more: { deadlineMs?: number; path?: string } = {},
): Promise<Reply> {
  const server = await listen(handle)
  try {
    return await send({ origin: `${server.base}/host`, path: '/x', deadlineMs: 2_000, ...more })
  } finally {
    await server.close()
  }
}

describe('a request', () => {
  test('keeps integers beyond 2^53 exact and drops __proto__', async () => {
    const reply = await replyOf((_, response) => {
      response.end('{"user_id":27485387947815641,"small":3,"part":1.5,"__proto__":{"is_admin":true}}')
    })
    expect(reply).toMatchObject({ status: 200, trouble: null })
    expect(reply.body).toEqual({ kind: 'json', value: { user_id: '27485387947815641', small: 3, part: 1.5 } })
  })

  test('tells text, nothing and broken JSON apart', async () => {
    expect((await replyOf((_, response) => response.end('<html>'))).body).toEqual({
      kind: 'text',
      text: '<html>',
    })
    expect((await replyOf((_, response) => response.end(' \n'))).body).toEqual({ kind: 'empty' })
    expect((await replyOf((_, response) => response.end('{"a":'))).body).toEqual({
      kind: 'text',
      text: '{"a":',
    })
  })

  test('ends at the deadline when nothing comes', async () => {
    const started = performance.now()
    const reply = await replyOf(() => undefined, { deadlineMs: 150 })
    expect(reply).toMatchObject({ status: null, trouble: 'timeout' })
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  test('ends at the deadline when the body drips', async () => {
    const reply = await replyOf(
      (_, response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write(' '), 20)
        response.on('close', () => clearInterval(drip))
      },
      { deadlineMs: 200 },
    )
    expect(reply).toMatchObject({ status: 200, trouble: 'timeout', body: { kind: 'empty' } })
  })

  test('stops reading a body that is too large', async () => {
    const reply = await replyOf((_, response) => response.end(Buffer.alloc(1_000_001, 'a')))
    expect(reply).toMatchObject({ status: 200, trouble: 'too_large', body: { kind: 'empty' } })
    const whole = await replyOf((_, response) => response.end(Buffer.alloc(1_000_000, 'a')))
    expect(whole.trouble).toBeNull()
  })

  test('does not follow a redirect', async () => {
    let calls = 0
    const reply = await replyOf((_, response) => {
      calls += 1
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect(reply).toMatchObject({ status: 302, trouble: 'redirected' })
    expect(calls).toBe(1)
  })

  test('says when the reply broke off, and when there was none', async () => {
    const cut = await replyOf((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"a":1', () => response.destroy())
    })
    expect(cut).toMatchObject({ status: 200, trouble: 'cut' })
    const closed = await replyOf((request) => request.destroy())
    expect(closed).toMatchObject({ status: null, trouble: 'unreachable' })
    const nobody = await send({ origin: 'http://127.0.0.1:1', path: '/', deadlineMs: 1_000 })
    expect(nobody).toMatchObject({ status: null, trouble: 'unreachable' })
  })

  test('never leaves the origin it was given', async () => {
    const away = send({ origin: 'http://127.0.0.1', path: ':1@evil.test/', deadlineMs: 1_000 })
    await expect(away).rejects.toThrow('origin')
  })
})
