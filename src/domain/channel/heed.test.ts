import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Signal } from '../signal.ts'
import { DAY, HOUR, later, MINUTE, SECOND } from '../time.ts'
import { DIAGNOSES, type Diagnosis, type Loss, type Verdict } from '../verdict.ts'
import type { Connection } from './channel.ts'
import { heed } from './heed.ts'
import { withTold } from './judgement.ts'

const now = new Date('2026-11-22T12:00:00Z')
const grant = { grantedAt: later(now, -30 * DAY), scopes: ['read', 'count'] }
const connected: Connection = { state: 'connected', since: grant.grantedAt }
const lost = (reason: Loss, since = later(now, -HOUR)): Connection => ({
  state: 'disconnected',
  since,
  reason,
  confidence: 'unknown',
  evidence: null,
})
const verdict = (diagnosis: Diagnosis, definite = true): Verdict => ({
  diagnosis,
  confidence: 'confirmed',
  definite,
  evidence: {
    network: 'tiktok',
    call: 'webhook',
    status: null,
    code: null,
    subcode: null,
    message: null,
    requestId: null,
  },
  retryAfterSeconds: null,
})
const signal = (given: Partial<Signal>): Signal => ({
  key: 'k',
  at: later(now, -MINUTE),
  about: { kind: 'account', id: 'a' },
  verdict: verdict('revoked'),
  lostScopes: [],
  erasure: false,
  ...given,
})
const facts = (connection: Connection) => ({ channel: { connection }, grant })

describe('an event that settles a loss', () => {
  it('takes a connection away that is older', () => {
    expect(heed(facts(connected), signal({}), now).kind).toBe('lose')
  })

  it.each([
    ['from before the permission', later(grant.grantedAt, -SECOND)],
    ['from the very second of the permission', grant.grantedAt],
    ['so near to the permission that clocks may differ', later(grant.grantedAt, 59 * SECOND)],
    ['without a time', null],
    ['from the future', later(now, HOUR)],
  ])('makes us look, and nothing more, when it is %s', (_, at) => {
    expect(heed(facts(connected), signal({ at }), now)).toEqual({ kind: 'look' })
  })

  it('never takes anything away that is newer, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DIAGNOSES.filter((one) => one !== 'not_disconnected')),
        fc.boolean(),
        fc.integer({ min: -400 * DAY, max: MINUTE }),
        fc.array(fc.constantFrom('read', 'count')),
        (diagnosis, definite, distance, lostScopes) => {
          const at = later(grant.grantedAt, distance)
          const given = signal({ at, verdict: verdict(diagnosis, definite), lostScopes })
          expect(heed(facts(connected), given, now)).toEqual({ kind: 'look' })
        },
      ),
    )
  })
})

describe('an event that settles nothing', () => {
  it('makes us look', () => {
    expect(heed(facts(connected), signal({ verdict: verdict('security', false) }), now)).toEqual({
      kind: 'look',
    })
    expect(heed(facts(connected), signal({ verdict: verdict('not_disconnected') }), now)).toEqual({
      kind: 'look',
    })
  })

  it('is nothing where it may tell of the connection itself', () => {
    const at = later(grant.grantedAt, SECOND)
    expect(heed(facts(connected), signal({ at, verdict: verdict('not_disconnected') }), now)).toEqual({
      kind: 'nothing',
    })
  })

  it('is nothing to a channel that is off, or that holds no permission', () => {
    expect(heed(facts({ state: 'off', since: now }), signal({}), now)).toEqual({ kind: 'nothing' })
    expect(heed({ channel: { connection: connected }, grant: null }, signal({}), now)).toEqual({
      kind: 'nothing',
    })
  })
})

describe('an event about permissions', () => {
  it('leaves what was not taken back', () => {
    const given = signal({ verdict: verdict('permissions_reduced', false), lostScopes: ['count', 'other'] })
    expect(heed(facts(connected), given, now)).toEqual({ kind: 'limit', scopes: ['read'] })
  })

  it('makes us look where it takes back what we never had', () => {
    const given = signal({ verdict: verdict('permissions_reduced', false), lostScopes: ['other'] })
    expect(heed(facts(connected), given, now)).toEqual({ kind: 'look' })
  })
})

describe('an event about a channel that was lost', () => {
  it('explains a loss whose cause was not known', () => {
    expect(heed(facts(lost('ambiguous_reconnect')), signal({}), now).kind).toBe('explain')
  })

  it('explains nothing that is days away, and nothing that is known as well already', () => {
    const longAgo = lost('ambiguous_reconnect', later(now, -3 * DAY))
    expect(heed(facts(longAgo), signal({}), now)).toEqual({ kind: 'nothing' })
    const known: Connection = { ...lost('security'), confidence: 'confirmed' } as Connection
    expect(heed(facts(known), signal({}), now)).toEqual({ kind: 'nothing' })
    const none = signal({ verdict: verdict('ambiguous_reconnect') })
    expect(heed(facts(lost('ambiguous_reconnect')), none, now)).toEqual({ kind: 'nothing' })
  })

  it('makes us look where it says that all is well again', () => {
    expect(heed(facts(lost('security')), signal({ verdict: verdict('not_disconnected') }), now)).toEqual({
      kind: 'look',
    })
  })
})

describe('what was told and what was asked', () => {
  const asked = { ...verdict('ambiguous_reconnect', false), confidence: 'unknown' as const }

  it('settle a loss together where the one names the cause', () => {
    expect(withTold(asked, verdict('revoked'))).toMatchObject({
      diagnosis: 'revoked',
      confidence: 'confirmed',
      definite: true,
      evidence: asked.evidence,
    })
  })

  it('keep the doubt where what was told is a hint', () => {
    expect(withTold(asked, verdict('security', false))).toMatchObject({
      diagnosis: 'security',
      definite: false,
    })
  })

  it('leave a refusal alone that names its own cause', () => {
    const own = verdict('account_unavailable')
    expect(withTold(own, verdict('revoked'))).toBe(own)
    expect(withTold(asked, null)).toBe(asked)
    expect(withTold(asked, verdict('not_disconnected'))).toBe(asked)
  })
})
