/** Where random values come from: the system, or one seed, so that a run can be repeated value for value. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHmac, randomBytes } from 'node:crypto'

export type Randomness = {
  /** For what the world keeps: codes, tokens, ids. */
  kept(length: number): Buffer
  /** For what stands in one reply only, such as a trace id: it must not push along what is kept. */
  passing(length: number): Buffer
  /** How many blocks of the seed's first stream are used up; null where there is no seed. */
  drawn(): number | null
}

export const SYSTEM_RANDOMNESS: Randomness = {
  kept: randomBytes,
  passing: randomBytes,
  drawn: () => null,
}

/** HMAC-SHA256 of a counter: its position is one number, so it goes on after a restart where it stood. */
export function seededRandomness(seed: string, drawn: number): Randomness {
  const used = { kept: drawn, passing: 0 }
  const draw =
    (stream: 'kept' | 'passing') =>
    (length: number): Buffer => {
      const blocks: Buffer[] = []
      for (let left = length; left > 0; left -= 32)
        blocks.push(
          createHmac('sha256', seed)
            .update(`${stream}:${used[stream]++}`)
            .digest(),
        )
      return Buffer.concat(blocks).subarray(0, length)
    }
  return { kept: draw('kept'), passing: draw('passing'), drawn: () => used.kept }
}

// An error's trace id is made far from the sandbox that answers; so its randomness travels with the call.
const current = new AsyncLocalStorage<Randomness>()

/** Everything that `work` draws comes from there; the system's outside of it. */
export function withRandomness<T>(randomness: Randomness, work: () => T): T {
  return current.run(randomness, work)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Letters and digits. */
export function randomText(length: number): string {
  return inAlphabet(randomness().kept(length))
}

/** Letters and digits for one reply. */
export function passingText(length: number): string {
  return inAlphabet(randomness().passing(length))
}

/** A whole number of so many digits. */
export function randomDigits(length: number): string {
  const digits = [...randomness().kept(length)].map((byte) => byte % 10)
  if (digits[0] === 0) digits[0] = 1
  return digits.join('')
}

/** A UUID, version 4. */
export function randomId(): string {
  const bytes = randomness().kept(16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function randomness(): Randomness {
  return current.getStore() ?? SYSTEM_RANDOMNESS
}

function inAlphabet(bytes: Buffer): string {
  let text = ''
  for (const byte of bytes) text += ALPHABET[byte % ALPHABET.length]
  return text
}
