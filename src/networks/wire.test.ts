import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
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
    // It was sent, so the network may have acted on it.
    expect(closed).toMatchObject({ status: null, trouble: 'cut' })
    const nobody = await send({ origin: 'http://127.0.0.1:1', path: '/', deadlineMs: 1_000 })
    expect(nobody).toMatchObject({ status: null, trouble: 'unreachable' })
  })

  test('never leaves the origin it was given', async () => {
    const away = send({ origin: 'http://127.0.0.1', path: ':1@evil.test/', deadlineMs: 1_000 })
    await expect(away).rejects.toThrow('origin')
  })
})

describe('a hostile reply', () => {
  const endless = (part: string | Buffer): Parameters<typeof listen>[0] => {
    return (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = () => {
        while (!response.destroyed && response.write(part));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }
  }

  test('of two megabytes hidden in two kilobytes is too large', async () => {
    const bomb = gzipSync(Buffer.alloc(2_000_000, 'a'))
    expect(bomb.byteLength).toBeLessThan(5_000)
    const reply = await replyOf((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.byteLength })
      response.end(bomb)
    })
    expect(reply).toMatchObject({ status: 200, trouble: 'too_large', body: { kind: 'empty' } })
  })

  test('that names a compression and sends none is cut', async () => {
    const reply = await replyOf((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end('{"plain":true}')
    })
    expect(reply).toMatchObject({ status: 200, trouble: 'cut', body: { kind: 'empty' } })
  })

  test('that never ends is too large long before the deadline', async () => {
    const started = performance.now()
    const reply = await replyOf(endless('x'.repeat(1_000)), { deadlineMs: 60_000 })
    expect(reply.trouble).toBe('too_large')
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  test('in a hundred thousand parts of one byte is read whole', async () => {
    const reply = await replyOf(
      (_, response) => {
        response.write('"')
        for (let part = 0; part < 100_000; part += 1) response.write('x')
        response.end('"')
      },
      { deadlineMs: 60_000 },
    )
    expect(reply).toMatchObject({ trouble: null, body: { kind: 'json', value: 'x'.repeat(100_000) } })
  })

  test.each([
    ['fast', 0, 'cut'],
    ['slowly', 20, 'timeout'],
  ])('whose headers never end, %s, has an end', async (_, pauseMs, trouble) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write('HTTP/1.1 200 OK\r\n')
      const line = `x-more: ${'y'.repeat(pauseMs === 0 ? 1_000 : 1)}\r\n`
      const timer = setInterval(() => socket.write(line.repeat(pauseMs === 0 ? 50 : 1)), pauseMs)
      socket.on('close', () => clearInterval(timer))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const deadlineMs = pauseMs === 0 ? 20_000 : 400
    const reply = await send({ origin: `http://127.0.0.1:${port}`, path: '/', deadlineMs })
    server.close()
    expect(reply).toEqual({ status: null, headers: {}, body: { kind: 'empty' }, trouble })
  })

  test.each([
    ['a million open brackets', '['.repeat(999_000)],
    ['objects nested a hundred thousand deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ])('of %s is a text and no overflow', async (_, body) => {
    const reply = await replyOf((__, response) => response.end(body))
    expect(reply).toMatchObject({ trouble: null, body: { kind: 'text' } })
  })

  test('cannot reach a prototype', async () => {
    const body = '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1},"constructor":{"b":1}}}'
    const reply = await replyOf((_, response) => response.end(body))
    expect(reply.body).toEqual({ kind: 'json', value: { a: { constructor: { b: 1 } } } })
    expect('polluted' in {}).toBe(false)
  })

  test('with a key twice means the last one, and broken letters stay harmless', async () => {
    const body = Buffer.concat([
      Buffer.from('{"a":1,"a":2,"b":"'),
      Buffer.from([0xff, 0xc0, 0x80]),
      Buffer.from('"}'),
    ])
    const reply = await replyOf((_, response) => response.end(body))
    expect(reply.body).toEqual({ kind: 'json', value: { a: 2, b: '\ufffd\ufffd\ufffd' } })
  })

  test('of 200 megabytes, plain or unpacked, leaves the memory flat', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, 'a'))
    const plain = await listen(endless(Buffer.alloc(65_536, 'a')))
    const packed = await listen((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(bomb)
    })
    // In a process of its own, so that nothing but reading is measured.
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['--expose-gc', '--max-semi-space-size=1', '--input-type=module', '--eval', MEASURE],
      ...[new URL('./wire.ts', import.meta.url).href, plain.base, packed.base],
    ])
    await Promise.all([plain.close(), packed.close()])
    const { troubles, rss, heap } = JSON.parse(stdout) as { troubles: string[]; rss: number; heap: number }
    expect(troubles).toEqual(Array.from({ length: 20 }, () => 'too_large'))
    expect(rss).toBeLessThan(30_000_000)
    expect(heap).toBeLessThan(10_000_000)
  })
})

/** Of an authority that was made for these tests and is trusted nowhere else. */
const CERTIFICATES = new URL('../../test/certificates/', import.meta.url)

describe('a server', () => {
  test.each([
    ['with a certificate that is in order', 'good', null],
    ['whose certificate has expired', 'expired', 'unreachable'],
    ['whose certificate is for another host', 'elsewhere', 'unreachable'],
  ])('%s is heard, or never told a token', async (_, certificate, trouble) => {
    const told: (string | undefined)[] = []
    const pem = (name: string) => readFileSync(new URL(`${name}.pem`, CERTIFICATES))
    const server = createHttpsServer({ key: pem('key'), cert: pem(certificate) }, (request, response) => {
      told.push(request.headers.authorization)
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    const { port } = server.address() as AddressInfo
    // In a process of its own, because a process chooses once whom it trusts.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        SEND_SECURELY,
        import.meta.resolve('./wire.ts'),
        `https://localhost:${port}`,
      ],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: fileURLToPath(new URL('authority.pem', CERTIFICATES)) } },
    )
    server.close()
    expect(JSON.parse(stdout)).toBe(trouble)
    expect(told).toEqual(trouble === null ? ['Bearer a-token'] : [])
  })
})

const SEND_SECURELY = `
  const [, wire, origin] = process.argv
  const { send } = await import(wire)
  const bearer = { reveal: () => 'a-token' }
  const { trouble } = await send({ origin, path: '/', bearer, deadlineMs: 20_000 })
  console.log(JSON.stringify(trouble))
  process.exit(0)
`

const MEASURE = `
  const [, wire, ...origins] = process.argv
  const { send } = await import(wire)
  const ask = async (origin) => (await send({ origin, path: '/', deadlineMs: 60_000 })).trouble
  const weigh = () => { gc(); const { rss, heapUsed } = process.memoryUsage(); return { rss, heap: heapUsed } }
  // The runtime sets memory aside the first times, whatever is read.
  for (let turn = 0; turn < 15; turn += 1) for (const origin of origins) await ask(origin)
  const before = weigh()
  const troubles = []
  for (let turn = 0; turn < 10; turn += 1) for (const origin of origins) troubles.push(await ask(origin))
  const after = weigh()
  console.log(JSON.stringify({ troubles, rss: after.rss - before.rss, heap: after.heap - before.heap }))
  process.exit(0)
`
