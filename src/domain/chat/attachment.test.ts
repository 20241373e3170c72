import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachmentName, LARGEST_ATTACHMENT_BYTES, readAttachment } from './attachment.ts'

const SECRET = 'N52.3702 E4.8952 Canon of Lina'
const bytesOf = (...parts: (string | number[] | Uint8Array)[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
    ),
  )
const size16 = (value: number) => [value >> 8, value & 255]
const size32 = (value: number) => [...size16(value >>> 16), ...size16(value & 65_535)]
const little32 = (value: number) => size32(value).reverse()

function segment(marker: number, body: Uint8Array): Uint8Array {
  return bytesOf([0xff, marker, ...size16(body.length + 2)], body)
}

/** A picture as a phone writes it: Exif with its orientation and place, a comment, two scans, and a film behind it. */
function jpeg(orientation: number): Uint8Array {
  const tiff = bytesOf(
    'II',
    [42, 0, 8, 0, 0, 0, 2, 0],
    [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
    [0x25, 0x88, 4, 0, 1, 0, 0, 0, 60, 0, 0, 0],
    [0, 0, 0, 0],
    SECRET,
  )
  return bytesOf(
    [0xff, 0xd8],
    segment(0xe0, bytesOf('JFIF\0', [1, 2, 0, 0, 1, 0, 1, 0, 0])),
    segment(0xe1, bytesOf('Exif\0\0', tiff)),
    segment(0xe1, bytesOf('http://ns.adobe.com/xap/1.0/\0', SECRET)),
    segment(0xed, bytesOf('Photoshop 3.0\0', SECRET)),
    segment(0xfe, bytesOf(SECRET)),
    segment(0xdb, new Uint8Array(65)),
    segment(0xc2, bytesOf([8, ...size16(20), ...size16(30), 1, 1, 0x11, 0])),
    segment(0xda, bytesOf([1, 1, 0, 0, 63, 0])),
    [1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4],
    segment(0xfe, bytesOf(SECRET)),
    segment(0xda, bytesOf([1, 1, 0, 0, 63, 0])),
    [5, 6],
    [0xff, 0xd9],
    SECRET,
  )
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  return bytesOf(size32(body.length), type, body, [0, 0, 0, 0])
}

function png(width = 3, height = 2): Uint8Array {
  return bytesOf(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    chunk('IHDR', bytesOf(size32(width), size32(height), [8, 2, 0, 0, 0])),
    chunk('tEXt', bytesOf('Author\0', SECRET)),
    chunk('eXIf', bytesOf(SECRET)),
    chunk('iCCP', bytesOf(SECRET)),
    chunk('IDAT', deflateSync(Buffer.alloc(20))),
    chunk('zzZz', bytesOf(SECRET)),
    chunk('IEND', new Uint8Array(0)),
    SECRET,
  )
}

function riff(type: string, body: Uint8Array): Uint8Array {
  return bytesOf(type, little32(body.length), body, body.length % 2 === 1 ? [0] : [])
}

function webp(): Uint8Array {
  const frame = riff('VP8L', bytesOf([0x2f, 1, 2, 3, 4]))
  const body = bytesOf(
    riff('VP8X', bytesOf([0x2c | 0x02, 0, 0, 0, 9, 0, 0, 4, 0, 0])),
    riff('ICCP', bytesOf(SECRET)),
    riff('ANIM', bytesOf([0, 0, 0, 0, 0, 0])),
    riff('ANMF', bytesOf(new Uint8Array(16), frame, riff('EXIF', bytesOf(SECRET)))),
    frame,
    riff('EXIF', bytesOf(SECRET)),
    riff('XMP ', bytesOf(SECRET)),
  )
  return bytesOf('RIFF', little32(body.length + 4), 'WEBP', body, SECRET)
}

function kept(bytes: Uint8Array): Buffer {
  const read = readAttachment(bytes)
  if (read.kind !== 'ok') throw new Error(read.kind)
  return Buffer.from(read.bytes)
}

describe('a picture', () => {
  it.each([
    ['JPEG', jpeg(1)],
    ['PNG', png()],
    ['WebP', webp()],
  ])('as %s loses its place, its camera, its words and what hangs behind it', (_, picture) => {
    expect(Buffer.from(picture).includes(SECRET)).toBe(true)
    expect(kept(picture).includes(SECRET)).toBe(false)
    expect(kept(picture).includes('Lina')).toBe(false)
  })

  it('comes out the same when it is read again', () => {
    for (const picture of [jpeg(6), png(), webp()])
      expect(kept(kept(picture)).equals(kept(picture))).toBe(true)
  })

  it('as JPEG keeps what draws it, in order, and how the camera was held', () => {
    const markers = (bytes: Buffer) =>
      [...bytes.toString('latin1').matchAll(/\xff([\xc0-\xcf\xda\xdb\xd9\xe1\xee])/g)].map(([, m = '']) =>
        m.charCodeAt(0).toString(16),
      )
    expect(markers(kept(jpeg(1)))).toEqual(['db', 'c2', 'da', 'da', 'd9'])
    expect(markers(kept(jpeg(6)))).toEqual(['e1', 'db', 'c2', 'da', 'da', 'd9'])
    expect(kept(jpeg(6)).includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))).toBe(true)
    expect(kept(jpeg(1)).includes(Buffer.from([1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4]))).toBe(true)
  })

  it('as WebP no longer announces what was taken out, and tells its true length', () => {
    const file = kept(webp())
    expect(file.readUInt32LE(4)).toBe(file.length - 8)
    expect(file[20]).toBe(0x02)
  })

  it('that would unfold into more than a browser holds is refused', () => {
    expect(readAttachment(png(60_000, 60_000))).toEqual({ kind: 'unreadable' })
  })
})

describe('a file', () => {
  it.each([
    ['a program', bytesOf('MZ', new Uint8Array(60)), 'wrong_type'],
    ['a drawing with scripts', bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'), 'wrong_type'],
    ['a page', bytesOf('<!doctype html><script>1</script>'), 'wrong_type'],
    ['a GIF, which we cannot rid of its words', bytesOf('GIF89a', new Uint8Array(20)), 'wrong_type'],
    ['an archive', bytesOf('PK\x03\x04', new Uint8Array(20)), 'wrong_type'],
    ['nothing', new Uint8Array(0), 'empty'],
    ['a cut JPEG', jpeg(1).subarray(0, 60), 'unreadable'],
    ['a cut PNG', png().subarray(0, 60), 'unreadable'],
    ['a cut WebP', webp().subarray(0, 60), 'unreadable'],
    ['too much', new Uint8Array(LARGEST_ATTACHMENT_BYTES + 1), 'too_large'],
  ])('that is %s is refused', (_, bytes, kind) => {
    expect(readAttachment(bytes)).toEqual({ kind })
  })

  it('of any broken kind is refused or kept, and never trips us', () => {
    const starts = fc.constantFrom(jpeg(3), png(), webp(), bytesOf('%PDF-1.7'))
    fc.assert(
      fc.property(starts, fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }), (start, bites) => {
        const bitten = start.slice()
        for (const [place, byte] of bites) if (place < bitten.length) bitten[place] = byte
        expect(['ok', 'wrong_type', 'unreadable']).toContain(readAttachment(bitten).kind)
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['../../etc/passwd', 'passwd.png'],
    ['C:\\photos\\me.exe', 'me.png'],
    ['día "uno"\r\nX: y.jpeg', 'día unoX y.png'],
    ['.png', 'file.png'],
    ['', 'file.png'],
    ['a'.repeat(300), `${'a'.repeat(80)}.png`],
  ])('named %j is kept as %j', (given, name) => {
    expect(attachmentName(given, 'image/png')).toBe(name)
  })
})
