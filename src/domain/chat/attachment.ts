/** What may be attached to a message: known by its first bytes, never by its name, and rid of what it tells besides. */

export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number]

export const LARGEST_ATTACHMENT_BYTES = 10 * 1024 * 1024
/** A small file can unfold into a picture that no browser holds. */
export const MOST_PIXELS = 50_000_000

export type ReadAttachment =
  | { kind: 'ok'; type: AttachmentType; bytes: Uint8Array }
  | { kind: 'too_large' }
  | { kind: 'empty' }
  /** Not one of the four types, whatever its name says. */
  | { kind: 'wrong_type' }
  /** One of the four by its first bytes, but broken or hostile further on. */
  | { kind: 'unreadable' }

/** Pictures come back rewritten: only what draws them is kept, so no place, time, camera or words travel along. */
export function readAttachment(bytes: Uint8Array): ReadAttachment {
  if (bytes.byteLength === 0) return { kind: 'empty' }
  if (bytes.byteLength > LARGEST_ATTACHMENT_BYTES) return { kind: 'too_large' }
  const type = typeOf(bytes)
  if (type === null) return { kind: 'wrong_type' }
  try {
    const kept = STRIP[type](bytes)
    return kept === null ? { kind: 'unreadable' } : { kind: 'ok', type, bytes: kept }
  } catch (error) {
    // Reading past the end of a file that was cut.
    if (error instanceof RangeError) return { kind: 'unreadable' }
    throw error
  }
}

/** A name to show and to save under: no folders, no control characters, the true ending. */
export function attachmentName(given: string, type: AttachmentType): string {
  const ending = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' }[
    type
  ]
  const stem = (given.split(/[/\\]/).at(-1) ?? '')
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, '')
    .trim()
    .slice(0, 80)
  return `${stem === '' ? 'file' : stem}.${ending}`
}

const STRIP: Record<AttachmentType, (bytes: Uint8Array) => Uint8Array | null> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
  // Cannot be rewritten safely here: it is only ever handed out as a download.
  'application/pdf': (bytes) => bytes,
}

function typeOf(bytes: Uint8Array): AttachmentType | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(bytes, PNG_START)) return 'image/png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf'
  return null
}

/**
 * Keeps tables, frames and scans; drops every application segment and comment but Adobe's, which names the colours,
 * and what follows the end. How the camera was held is kept as the one thing a viewer needs of Exif.
 * Segments: ITU-T T.81, annex B.
 */
function stripJpeg(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes)
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  let orientation = 1
  let place = 2
  let drawn = false
  while (place < bytes.length) {
    if (view.getUint8(place) !== 0xff) return null
    const marker = view.getUint8(place + 1)
    if (marker === 0xff) {
      place += 1
      continue
    }
    if (marker === 0xd9) {
      if (!drawn) return null
      if (orientation > 1) parts.splice(1, 0, orientationSegment(orientation))
      return joined([...parts, bytes.subarray(place, place + 2)])
    }
    const length = view.getUint16(place + 2)
    const end = place + 2 + length
    if (length < 2 || end > bytes.length) return null
    const isApplication = marker >= 0xe0 && marker <= 0xef
    if (marker === 0xe1 && ascii(bytes, place + 4, place + 10) === 'Exif\0\0') {
      orientation = orientationIn(bytes.subarray(place + 10, end)) ?? orientation
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame && !fits(view.getUint16(place + 7), view.getUint16(place + 5))) return null
    if ((!isApplication || marker === 0xee) && marker !== 0xfe) parts.push(bytes.subarray(place, end))
    place = end
    if (marker === 0xda) {
      drawn = true
      const start = place
      // Within a scan ff is followed by 00 or by a restart mark; anything else is the next segment.
      while (view.getUint8(place) !== 0xff || isWithinScan(view.getUint8(place + 1))) place += 1
      parts.push(bytes.subarray(start, place))
    }
  }
  return null
}

function isWithinScan(byte: number): boolean {
  return byte === 0x00 || (byte >= 0xd0 && byte <= 0xd7)
}

/** 1 to 8, from the first directory of a TIFF structure. Null where it does not say. */
function orientationIn(tiff: Uint8Array): number | null {
  if (tiff.length < 14) return null
  const view = viewOf(tiff)
  const little = ascii(tiff, 0, 2) === 'II'
  const directory = view.getUint32(4, little)
  if (directory + 2 > tiff.length) return null
  const count = view.getUint16(directory, little)
  for (let entry = 0; entry < count; entry++) {
    const at = directory + 2 + entry * 12
    if (at + 12 > tiff.length) return null
    if (view.getUint16(at, little) !== 0x0112) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}

function orientationSegment(orientation: number): Uint8Array {
  // Exif with one directory of one entry: orientation, a short, once.
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ]
  const body = [...'Exif\0\0'].map((letter) => letter.charCodeAt(0)).concat(tiff)
  return Uint8Array.from([0xff, 0xe1, 0, body.length + 2, ...body])
}

const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** What draws; texts, times, Exif and profiles with names in them are left out. https://www.w3.org/TR/png-3/#11Chunks, read 2026-11-25 */
const PNG_KEPT = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'cICP'],
  ...['acTL', 'fcTL', 'fdAT'],
])

function stripPng(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes)
  const parts = [bytes.subarray(0, 8)]
  let place = 8
  while (place < bytes.length) {
    const end = place + 12 + view.getUint32(place)
    if (end > bytes.length) return null
    const type = ascii(bytes, place + 4, place + 8)
    if (place === 8 && (type !== 'IHDR' || !fits(view.getUint32(16), view.getUint32(20)))) return null
    if (PNG_KEPT.has(type)) parts.push(bytes.subarray(place, end))
    if (type === 'IEND') return joined(parts)
    place = end
  }
  return null
}

const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])
/** Colour profile, Exif and XMP, as the extended header announces them. */
const WEBP_TOLD = 0x20 | 0x08 | 0x04

/** https://developers.google.com/speed/webp/docs/riff_container, read 2026-11-25 */
function stripWebp(bytes: Uint8Array): Uint8Array | null {
  const whole = 8 + viewOf(bytes).getUint32(4, true)
  if (whole > bytes.length) return null
  const kept = chunksOf(bytes.subarray(12, whole))
  if (kept === null || kept.length === 0) return null
  const parts: Uint8Array[] = []
  for (const { type, chunk } of kept) {
    if (!WEBP_KEPT.has(type)) continue
    if (type === 'VP8X') {
      const header = chunk.slice()
      header[8] = (header[8] ?? 0) & ~WEBP_TOLD
      const [wide, high] = [1 + uint24(header, 12), 1 + uint24(header, 15)]
      if (!fits(wide, high)) return null
      parts.push(header)
    } else if (type === 'ANMF') {
      const inner = chunksOf(chunk.subarray(24))?.filter((one) => /^(VP8 |VP8L|ALPH)$/.test(one.type))
      if (inner === undefined) return null
      const frame = joined([chunk.subarray(0, 24), ...inner.map((one) => one.chunk)])
      viewOf(frame).setUint32(4, frame.length - 8, true)
      parts.push(frame)
    } else parts.push(chunk)
  }
  const file = joined([bytes.slice(0, 12), ...parts])
  viewOf(file).setUint32(4, file.length - 8, true)
  return file
}

/** RIFF chunks with their headers and their padding. */
function chunksOf(bytes: Uint8Array): { type: string; chunk: Uint8Array }[] | null {
  const view = viewOf(bytes)
  const chunks: { type: string; chunk: Uint8Array }[] = []
  let place = 0
  while (place < bytes.length) {
    const size = view.getUint32(place + 4, true)
    const end = place + 8 + size + (size % 2)
    if (end > bytes.length) return null
    chunks.push({ type: ascii(bytes, place, place + 4), chunk: bytes.slice(place, end) })
    place = end
  }
  return chunks
}

function fits(width: number, height: number): boolean {
  return width > 0 && height > 0 && width * height <= MOST_PIXELS
}

function uint24(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte)
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.length
  }
  return whole
}
