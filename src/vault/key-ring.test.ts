import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../domain/secret.ts'
import { createKeyRing, loadOrMakeKeyFile } from './key-ring.ts'

const key = (bytes: number): Secret => new Secret(Buffer.alloc(bytes, 3).toString('base64url'))

describe('a key ring', () => {
  it('seals with its first key and finds every one', () => {
    const ring = createKeyRing([
      { id: 'new', key: key(32) },
      { id: 'old', key: key(32) },
    ])
    expect(ring.first.id).toBe('new')
    expect(ring.find('old')).toHaveLength(32)
    expect(ring.find('lost')).toBeNull()
  })

  it.each([
    ['no key at all', [], 'no_key'],
    ['a short key', [{ id: 'a', key: key(31) }], 'bad_key'],
    ['a long key', [{ id: 'a', key: key(33) }], 'bad_key'],
    ['a key without an id', [{ id: '', key: key(32) }], 'bad_key'],
    [
      'one id twice',
      [
        { id: 'a', key: key(32) },
        { id: 'a', key: key(32) },
      ],
      'bad_key',
    ],
  ])('refuses %s', (_what, keys, code) => {
    expect(() => createKeyRing(keys)).toThrow(expect.objectContaining({ code }))
  })
})

describe('a key file', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'rechannel-key-'))
    file = path.join(folder, 'inner', 'key')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is made once, for its owner alone, and read from then on', () => {
    const made = loadOrMakeKeyFile(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(loadOrMakeKeyFile(file).key.reveal()).toBe(made.key.reveal())
    expect(Buffer.from(made.key.reveal(), 'base64url')).toHaveLength(32)
    expect(() => createKeyRing([made])).not.toThrow()
  })

  it.each([0o640, 0o604, 0o660, 0o644])('is refused when its mode is %o, and left alone', (mode) => {
    loadOrMakeKeyFile(file)
    const before = readFileSync(file, 'utf8')
    chmodSync(file, mode)
    expect(() => loadOrMakeKeyFile(file)).toThrow(
      expect.objectContaining({ code: 'key_file_open_to_others' }),
    )
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('is refused when it holds something else, without repeating it', () => {
    loadOrMakeKeyFile(file)
    writeFileSync(file, 'local:c2hvcnQ')
    expect(() => loadOrMakeKeyFile(file)).toThrow(expect.objectContaining({ code: 'bad_key' }))
    expect(() => loadOrMakeKeyFile(file)).not.toThrow(/c2hvcnQ/)
  })
})
