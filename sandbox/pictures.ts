/** Profile pictures and covers: plain coloured PNGs, drawn from the address. */
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import type { Sandbox } from './sandbox.ts'
import type { Call } from './wire.ts'

const SIZE = 160

export function answerPicture(_box: Sandbox, call: Call): Response {
  if (call.method !== 'GET' || !/^\/[\w./-]{1,200}\.png$/.test(call.path))
    return new Response('Not Found', { status: 404 })
  const png = drawPicture(call.path)
  return new Response(new Uint8Array(png), {
    headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' },
  })
}

function drawPicture(words: string): Buffer {
  const seed = createHash('sha256').update(words).digest()
  const colour = (at: number, floor: number, span: number): number => floor + ((seed[at] ?? 0) / 255) * span
  const from = [colour(0, 120, 110), colour(1, 110, 110), colour(2, 120, 110)]
  const to = [colour(3, 40, 90), colour(4, 50, 90), colour(5, 70, 110)]
  const rows = Buffer.alloc(SIZE * (SIZE * 3 + 1))
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const mix = (x + y) / (2 * SIZE)
      for (let c = 0; c < 3; c++)
        rows[y * (SIZE * 3 + 1) + 1 + x * 3 + c] = Math.round((from[c] ?? 0) * (1 - mix) + (to[c] ?? 0) * mix)
    }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(SIZE, 0)
  head.writeUInt32BE(SIZE, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
