import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes as nodeRandomBytes,
} from 'node:crypto'
import { Mistake } from '../domain/mistake.ts'
import { Secret } from '../domain/secret.ts'
import type { KeyRing } from './key-ring.ts'

/** Where a sealed value belongs. It is bound to the value: the same bytes do not open anywhere else. */
export type Place = { creatorId: string; table: string; row: string; field: string }

/** Seals with AES-256-GCM. Whatever does not open as it was sealed throws `sealed_value_refused`. */
export type Vault = {
  /** A new data key for a creator, wrapped by the first outer key. Store it; it is useless without the ring. */
  makeDataKey(creatorId: string): Uint8Array
  seal(dataKeyWrapped: Uint8Array, place: Place, secret: Secret): Uint8Array
  open(dataKeyWrapped: Uint8Array, place: Place, sealed: Uint8Array): Secret
  /** Drops every data key that was unwrapped: one that is still needed is unwrapped again. */
  dropDataKeys(): void
}

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
const CACHED_KEYS = 10_000
/** The name of a creator's only data key, as it stands in the header of what it sealed. */
const DATA_KEY_ID = 'data'

export function createVault(
  ring: KeyRing,
  { randomBytes = nodeRandomBytes }: { randomBytes?: (size: number) => Uint8Array } = {},
): Vault {
  // By creator: a key in here must not open for somebody else what the outer key would not.
  const cache = new Map<string, { wrapped: Uint8Array; key: KeyObject }>()

  function unwrap(wrapped: Uint8Array, creatorId: string): KeyObject {
    const known = cache.get(creatorId)
    const entry =
      known !== undefined && Buffer.compare(known.wrapped, wrapped) === 0
        ? known
        : { wrapped: Uint8Array.from(wrapped), key: unwrapAnew(wrapped, creatorId) }
    // What was used last stands last, and is dropped last.
    cache.delete(creatorId)
    cache.set(creatorId, entry)
    const oldest = cache.keys().next().value
    if (cache.size > CACHED_KEYS && oldest !== undefined) cache.delete(oldest)
    return entry.key
  }

  function unwrapAnew(wrapped: Uint8Array, creatorId: string): KeyObject {
    const outer = ring.find(keyIdOf(wrapped))
    if (!outer) throw refused('the key that wrapped it is not in this installation')
    const key = decrypt(createSecretKey(outer), wrapped, wrapBinding(creatorId))
    if (key.length !== KEY_BYTES) throw refused('it is not a data key')
    return createSecretKey(key)
  }

  return {
    makeDataKey(creatorId) {
      const { id, key } = ring.first
      return encrypt({
        key: createSecretKey(key),
        keyId: id,
        binding: wrapBinding(creatorId),
        plain: randomBytes(KEY_BYTES),
        randomBytes,
      })
    },
    seal(dataKeyWrapped, place, secret) {
      const key = unwrap(dataKeyWrapped, place.creatorId)
      const plain = Buffer.from(secret.reveal(), 'utf8')
      return encrypt({ key, keyId: DATA_KEY_ID, binding: placeBinding(place), plain, randomBytes })
    },
    open(dataKeyWrapped, place, sealed) {
      const key = unwrap(dataKeyWrapped, place.creatorId)
      if (keyIdOf(sealed) !== DATA_KEY_ID) throw refused('it was not sealed by a data key')
      return new Secret(decrypt(key, sealed, placeBinding(place)).toString('utf8'))
    },
    dropDataKeys: () => cache.clear(),
  }
}

/**
 * Keys are handed to Node as key objects: it needs four times as long to open with the bytes (Node 24, 2026-11).
 * version (1) · length of the key's id (1) · the key's id · nonce (12) · ciphertext · tag (16)
 */
function encrypt(input: {
  key: KeyObject
  keyId: string
  binding: readonly string[]
  plain: Uint8Array
  randomBytes: (size: number) => Uint8Array
}): Uint8Array {
  const id = Buffer.from(input.keyId, 'utf8')
  const header = Buffer.concat([Buffer.from([VERSION, id.length]), id])
  const nonce = input.randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', input.key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(associatedData(header, input.binding))
  return Buffer.concat([header, nonce, cipher.update(input.plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: KeyObject, sealed: Uint8Array, binding: readonly string[]): Buffer {
  const { header, nonce, body, tag } = split(sealed)
  // Without `authTagLength`, Node takes a tag of four bytes for enough.
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(associatedData(header, binding))
  decipher.setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch (cause) {
    throw refused('it was changed, or it belongs somewhere else', cause)
  }
}

function split(sealed: Uint8Array): { header: Buffer; nonce: Buffer; body: Buffer; tag: Buffer } {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const headerEnd = 2 + (bytes[1] ?? 0)
  if (bytes[0] !== VERSION) throw refused('its version is unknown')
  if (bytes.length < headerEnd + NONCE_BYTES + TAG_BYTES) throw refused('it is too short')
  const nonceEnd = headerEnd + NONCE_BYTES
  const bodyEnd = bytes.length - TAG_BYTES
  return {
    header: bytes.subarray(0, headerEnd),
    nonce: bytes.subarray(headerEnd, nonceEnd),
    body: bytes.subarray(nonceEnd, bodyEnd),
    tag: bytes.subarray(bodyEnd),
  }
}

function keyIdOf(sealed: Uint8Array): string {
  return split(sealed).header.subarray(2).toString('utf8')
}

/** The parts are written as JSON, so that moving a character from one part to the next changes the result. */
function associatedData(header: Uint8Array, binding: readonly string[]): Buffer {
  return Buffer.concat([header, Buffer.from(JSON.stringify(binding), 'utf8')])
}

function wrapBinding(creatorId: string): string[] {
  return ['data key', creatorId]
}

function placeBinding({ creatorId, table, row, field }: Place): string[] {
  return ['value', creatorId, table, row, field]
}

function refused(why: string, cause?: unknown): Mistake {
  return new Mistake('sealed_value_refused', `A sealed value was refused: ${why}.`, { cause })
}
