import { describe, expect, it } from 'vitest'
import { hashState, newId, newState, newVerifier } from './random.ts'

describe('random values', () => {
  it('make ids with a prefix and 128 bits, never the same twice', () => {
    const ids = Array.from({ length: 10_000 }, () => newId('chn'))
    for (const id of ids) expect(id).toMatch(/^chn_[0-9a-hjkmnp-tv-z]{26}$/)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('use every letter of an id, so no bits are lost', () => {
    const letters = Array.from({ length: 2_000 }, () => newId('x').slice(2, -1)).join('')
    expect(new Set(letters).size).toBe(32)
  })

  it('make states of 256 bits that need no escaping', () => {
    expect(newState()).toMatch(/^[\w-]{43}$/)
    expect(newState()).not.toBe(newState())
  })

  it('make verifiers as RFC 7636 asks', () => {
    expect(newVerifier()).toMatch(/^[A-Za-z0-9._~-]{43,128}$/)
    expect(newVerifier()).not.toBe(newVerifier())
  })

  it('hash a state to 32 bytes, the same each time', () => {
    expect(hashState('abc')).toHaveLength(32)
    expect(hashState('abc')).toEqual(hashState('abc'))
    expect(hashState('abc')).not.toEqual(hashState('abd'))
  })
})
