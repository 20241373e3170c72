import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { hasCode, Mistake } from '../domain/mistake.ts'
import { Secret } from '../domain/secret.ts'

/** The outer keys, by id. The first one seals; every one of them opens. */
export type KeyRing = {
  first: { id: string; key: Uint8Array }
  find(id: string): Uint8Array | null
}

/** `key` is 32 bytes as base64url. Throws `bad_key` where one is not, `no_key` where there is none. */
export function createKeyRing(keys: readonly { id: string; key: Secret }[]): KeyRing {
  const found = new Map<string, Uint8Array>()
  for (const { id, key } of keys) {
    const bytes = Buffer.from(key.reveal(), 'base64url')
    if (bytes.length !== 32) throw new Mistake('bad_key', `The key "${id}" is not 32 bytes as base64url.`)
    if (id === '' || Buffer.byteLength(id) > 32)
      throw new Mistake('bad_key', 'A key needs an id of 1 to 32 bytes.')
    if (found.has(id)) throw new Mistake('bad_key', `Two keys are called "${id}".`)
    found.set(id, bytes)
  }
  const [first] = found
  if (!first) throw new Mistake('no_key', 'Sealing needs at least one key.')
  return { first: { id: first[0], key: first[1] }, find: (id) => found.get(id) ?? null }
}

/**
 * The key of an installation that was given none: read from the file, or made there with mode 0600.
 * Throws `key_file_open_to_others` where group or others may read it. Two processes that make it at the
 * same moment end with the same key.
 */
export function loadOrMakeKeyFile(file: string): { id: string; key: Secret } {
  return readKeyFile(file) ?? makeKeyFile(file)
}

function readKeyFile(file: string): { id: string; key: Secret } | null {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
  try {
    if (process.platform !== 'win32' && (fstatSync(descriptor).mode & 0o077) !== 0) {
      throw new Mistake(
        'key_file_open_to_others',
        `The key file ${file} can be read by other people on this machine. Close it with: chmod 600 ${file}`,
      )
    }
    const [id = '', key = ''] = readFileSync(descriptor, 'utf8').trim().split(':')
    if (id === '' || Buffer.from(key, 'base64url').length !== 32) {
      throw new Mistake('bad_key', `The key file ${file} does not hold one line "id:key".`)
    }
    return { id, key: new Secret(key) }
  } finally {
    closeSync(descriptor)
  }
}

function makeKeyFile(file: string): { id: string; key: Secret } {
  mkdirSync(path.dirname(file), { recursive: true })
  // Written whole under another name, then linked: nobody ever meets a half-written key file, and a link
  // refuses to replace a key that another process has just made.
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `local:${randomBytes(32).toString('base64url')}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  const made = readKeyFile(file)
  if (!made) throw new Mistake('bad_key', `The key file ${file} vanished while it was being made.`)
  return made
}
