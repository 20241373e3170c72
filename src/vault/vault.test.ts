import { createCipheriv } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { count } from '../../test/counted.ts'
import { Secret } from '../domain/secret.ts'
import { createKeyRing } from './key-ring.ts'
import { createVault, type Place } from './vault.ts'

const keyOf = (byte: number): Secret => new Secret(Buffer.alloc(32, byte).toString('base64url'))
const ring = createKeyRing([{ id: 'one', key: keyOf(1) }])
const vault = createVault(ring)
const place: Place = { creatorId: 'crt_a', table: 'channel_grant', row: 'chn_a', field: 'access' }
const refused = expect.objectContaining({ code: 'sealed_value_refused' })

function flips(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const changed = Uint8Array.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return changed
  })
}

/** Every one of them must be refused, and in the same way. */
function expectRefused(tries: readonly Uint8Array[], open: (changed: Uint8Array) => unknown) {
  let accepted = 0
  for (const changed of tries) {
    try {
      open(changed)
      accepted++
    } catch (error) {
      expect(error).toEqual(refused)
    }
  }
  count('tamperedSeals', { tried: tries.length, accepted })
  expect(accepted).toBe(0)
}

describe('a sealed value', () => {
  const dataKey = vault.makeDataKey('crt_a')

  it('opens where it belongs, whatever it says', () => {
    for (const text of ['', 'token', 'ü👋'.repeat(50), 'x'.repeat(10_000)]) {
      expect(vault.open(dataKey, place, vault.seal(dataKey, place, new Secret(text))).reveal()).toBe(text)
    }
  })

  it('never shows what it holds, and is never the same twice', () => {
    const secret = new Secret('canary-4711')
    const [one, two] = [vault.seal(dataKey, place, secret), vault.seal(dataKey, place, secret)]
    expect(Buffer.from(one).toString('latin1')).not.toContain('canary')
    expect(one).not.toEqual(two)
    const shown = `${inspect(vault, { depth: 9, showHidden: true })}${JSON.stringify(vault)}`
    expect(shown).not.toContain('canary')
  })

  it('is refused after the change of any single bit', () => {
    const sealed = vault.seal(dataKey, place, new Secret('a token of usual length, or nearly'))
    const tries = flips(sealed)
    expect(tries.length).toBeGreaterThan(500)
    expectRefused(tries, (changed) => vault.open(dataKey, place, changed))
    expect(vault.open(dataKey, place, sealed).reveal()).toContain('usual length')
  })

  it('is refused when cut anywhere, when empty and when something hangs on', () => {
    const sealed = vault.seal(dataKey, place, new Secret('token'))
    const cut = Array.from({ length: sealed.length }, (_, length) => sealed.subarray(0, length))
    const longer = Buffer.concat([sealed, Buffer.from([0])])
    expectRefused([...cut, longer], (changed) => vault.open(dataKey, place, changed))
  })

  it.each(['creatorId', 'table', 'row', 'field'] as const)('does not open under another %s', (part) => {
    const sealed = vault.seal(dataKey, place, new Secret('token'))
    expect(() => vault.open(dataKey, { ...place, [part]: 'other' }, sealed)).toThrow(refused)
  })

  it('does not open when two parts of its place only join to the same text', () => {
    const sealed = vault.seal(dataKey, { ...place, table: 'ab', row: 'c' }, new Secret('token'))
    expect(() => vault.open(dataKey, { ...place, table: 'a', row: 'bc' }, sealed)).toThrow(refused)
  })

  it('stays with its row when the values of two rows are swapped', () => {
    const other = { ...place, row: 'chn_b' }
    const [a, b] = [vault.seal(dataKey, place, new Secret('a')), vault.seal(dataKey, other, new Secret('b'))]
    expect(() => vault.open(dataKey, place, b)).toThrow(refused)
    expect(() => vault.open(dataKey, other, a)).toThrow(refused)
  })

  it('does not open with the key of another creator, nor with a new key of the same one', () => {
    const sealed = vault.seal(dataKey, place, new Secret('token'))
    expect(() => vault.open(vault.makeDataKey('crt_b'), place, sealed)).toThrow(refused)
    expect(() => vault.open(vault.makeDataKey('crt_a'), place, sealed)).toThrow(refused)
  })

  it('does not open with a short tag', () => {
    const sealed = vault.seal(dataKey, place, new Secret(''))
    for (const length of [4, 8, 12, 15]) {
      expect(() => vault.open(dataKey, place, sealed.subarray(0, sealed.length - 16 + length))).toThrow(
        refused,
      )
    }
  })

  it('does not reveal in its refusal what it was', () => {
    const sealed = vault.seal(dataKey, place, new Secret('canary-4711'))
    try {
      vault.open(dataKey, { ...place, row: 'other' }, sealed)
      expect.unreachable()
    } catch (error) {
      expect(inspect(error, { depth: 9 })).not.toMatch(/canary|AQEBAQ/)
    }
  })
})

describe('a wrapped data key', () => {
  it('is refused after the change of any single bit, also when the right one is cached', () => {
    const dataKey = vault.makeDataKey('crt_a')
    const sealed = vault.seal(dataKey, place, new Secret('token'))
    expectRefused(flips(dataKey), (changed) => vault.open(changed, place, sealed))
  })

  it('belongs to one creator, also when it is cached', () => {
    const dataKey = vault.makeDataKey('crt_a')
    vault.seal(dataKey, place, new Secret('token'))
    expect(() => vault.seal(dataKey, { ...place, creatorId: 'crt_b' }, new Secret('x'))).toThrow(refused)
  })

  it('is not itself a value that can be opened, nor the other way round', () => {
    const dataKey = vault.makeDataKey('crt_a')
    const sealed = vault.seal(dataKey, place, new Secret('x'.repeat(32)))
    expect(() => vault.open(dataKey, place, dataKey)).toThrow(refused)
    expect(() => vault.open(sealed, place, sealed)).toThrow(refused)
  })

  it('opens under every key of the ring, and new ones are wrapped by the first', () => {
    const old = vault.makeDataKey('crt_a')
    const sealed = vault.seal(old, place, new Secret('from before'))
    const both = createVault(
      createKeyRing([
        { id: 'two', key: keyOf(2) },
        { id: 'one', key: keyOf(1) },
      ]),
    )
    expect(both.open(old, place, sealed).reveal()).toBe('from before')
    const onlyTwo = createVault(createKeyRing([{ id: 'two', key: keyOf(2) }]))
    expect(() => onlyTwo.open(old, place, sealed)).toThrow(refused)
    expect(() => onlyTwo.seal(both.makeDataKey('crt_a'), place, new Secret('x'))).not.toThrow()
  })

  it('does not open under a wrong key with the right name', () => {
    const dataKey = vault.makeDataKey('crt_a')
    const wrong = createVault(createKeyRing([{ id: 'one', key: keyOf(9) }]))
    expect(() => wrong.seal(dataKey, place, new Secret('x'))).toThrow(refused)
  })

  it('is forgotten when a thousand others came after it, and still opens', () => {
    const first = vault.makeDataKey('crt_a')
    const sealed = vault.seal(first, place, new Secret('still here'))
    for (let n = 0; n < 1_100; n++) {
      vault.seal(vault.makeDataKey(`crt_${n}`), { ...place, creatorId: `crt_${n}` }, new Secret('x'))
    }
    expect(vault.open(first, place, sealed).reveal()).toBe('still here')
  })
})

describe('nonces', () => {
  it('do not repeat in twenty thousand seals', () => {
    const dataKey = vault.makeDataKey('crt_a')
    const secret = new Secret('x')
    const nonces = new Set<string>()
    for (let n = 0; n < 20_000; n++) {
      const sealed = vault.seal(dataKey, place, secret)
      nonces.add(Buffer.from(sealed.subarray(6, 18)).toString('latin1'))
    }
    expect(nonces.size).toBe(20_000)
  })

  it('come whole from the given source of randomness', () => {
    const sizes: number[] = []
    const counted = createVault(ring, {
      randomBytes: (size) => {
        sizes.push(size)
        return new Uint8Array(size).fill(sizes.length)
      },
    })
    const dataKey = counted.makeDataKey('crt_a')
    const sealed = counted.seal(dataKey, place, new Secret('x'))
    expect(sizes).toEqual([32, 12, 12])
    expect(Buffer.from(sealed.subarray(6, 18))).toEqual(Buffer.alloc(12, 3))
  })
})

it('a sealed value is AES-256-GCM over its place, so that another program can check it', () => {
  const fixed = createVault(ring, { randomBytes: (size) => new Uint8Array(size).fill(7) })
  const sealed = fixed.seal(fixed.makeDataKey('crt_a'), place, new Secret('token'))
  const header = Buffer.from([1, 4, ...Buffer.from('data')])
  const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 7), Buffer.alloc(12, 7), {
    authTagLength: 16,
  })
  cipher.setAAD(Buffer.concat([header, Buffer.from('["value","crt_a","channel_grant","chn_a","access"]')]))
  const body = Buffer.concat([cipher.update('token'), cipher.final()])
  expect(Buffer.from(sealed)).toEqual(Buffer.concat([header, Buffer.alloc(12, 7), body, cipher.getAuthTag()]))
})

describe('data keys that were unwrapped', () => {
  it('are unwrapped once for many values, and again after they were dropped', () => {
    let unwrapped = 0
    const counting = createVault({
      ...ring,
      find(id) {
        unwrapped += 1
        return ring.find(id)
      },
    })
    const dataKey = vault.makeDataKey('crt_a')
    const sealed = vault.seal(dataKey, place, new Secret('token'))
    for (let time = 0; time < 3; time++) counting.open(dataKey, place, sealed)
    expect(unwrapped).toBe(1)
    counting.dropDataKeys()
    expect(counting.open(dataKey, place, sealed).reveal()).toBe('token')
    expect(unwrapped).toBe(2)
  })

  it('are never taken for a key of the same creator that is another', () => {
    const [one, two] = [vault.makeDataKey('crt_a'), vault.makeDataKey('crt_a')]
    const sealed = vault.seal(one, place, new Secret('token'))
    expect(() => vault.open(two, place, sealed)).toThrow(refused)
    expect(vault.open(one, place, sealed).reveal()).toBe('token')
  })
})
