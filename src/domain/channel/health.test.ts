import { describe, expect, it } from 'vitest'
import { DAY, HOUR, later, MINUTE } from '../time.ts'
import type { Connection, GrantFacts } from './channel.ts'
import { healthOf, isVerified, turnOf } from './health.ts'

const now = new Date('2026-11-22T12:00:00Z')
const connected: Connection = { state: 'connected', since: later(now, -30 * DAY) }
const grant: GrantFacts = {
  generation: 1,
  scopes: [],
  accessEndsAt: null,
  grantEndsAt: null,
  personEndsAt: null,
  grantedAt: later(now, -30 * DAY),
  renewedAt: null,
  renewalFailedAt: null,
}
const facts = {
  channel: {
    network: 'instagram' as const,
    connection: connected,
    trouble: null,
    proofAt: later(now, -2 * HOUR),
  },
  grant,
  attemptUntil: null,
}

describe('the state a person is shown', () => {
  it('is connecting while an attempt is open, whatever the channel was before', () => {
    const state = healthOf({ ...facts, attemptUntil: later(now, MINUTE) }, now)
    expect(state).toEqual({ kind: 'connecting', until: later(now, MINUTE) })
    expect(turnOf(state)).toBe('network')
  })

  it('is not connecting once the attempt has ended', () => {
    expect(healthOf({ ...facts, attemptUntil: now }, now).kind).toBe('connected')
  })

  it('is connected without an end where the network sets none', () => {
    expect(healthOf(facts, now)).toEqual({ kind: 'connected', outlook: { kind: 'no_end' } })
  })

  it('says that we renew what renews itself, however near its end', () => {
    const end = later(now, 2 * DAY)
    const state = healthOf({ ...facts, grant: { ...grant, grantEndsAt: end } }, now)
    expect(state).toEqual({ kind: 'connected', outlook: { kind: 'renewed_by_us', until: end } })
    expect(turnOf(state)).toBe('nobody')
  })

  it('asks the person to renew only when silent renewal failed and the end is near', () => {
    const failed = { ...grant, renewalFailedAt: later(now, -DAY) }
    const far = healthOf({ ...facts, grant: { ...failed, grantEndsAt: later(now, 15 * DAY) } }, now)
    const near = healthOf({ ...facts, grant: { ...failed, grantEndsAt: later(now, 14 * DAY) } }, now)
    expect(far.kind).toBe('connected')
    expect(near).toEqual({ kind: 'renew', by: later(now, 14 * DAY) })
    expect(turnOf(near)).toBe('you')
  })

  it('asks for a renewal where only the person can give the permission again', () => {
    const channel = { ...facts.channel, network: 'tiktok' as const }
    const end = later(now, 3 * DAY)
    expect(healthOf({ ...facts, channel, grant: { ...grant, grantEndsAt: end } }, now)).toEqual({
      kind: 'renew',
      by: end,
    })
  })

  it("goes by the person's own token where the silent exchange did not help, and forgets it at its end", () => {
    const channel = { ...facts.channel, network: 'facebook' as const }
    const tried = { ...grant, personEndsAt: later(now, 5 * DAY), renewalFailedAt: later(now, -DAY) }
    expect(healthOf({ ...facts, channel, grant: tried }, now).kind).toBe('renew')
    expect(healthOf({ ...facts, channel, grant: { ...tried, renewalFailedAt: null } }, now).kind).toBe(
      'connected',
    )
    expect(
      healthOf({ ...facts, channel, grant: { ...tried, personEndsAt: later(now, -DAY) } }, now).kind,
    ).toBe('connected')
  })

  it('names what is missing from a limited channel by its use', () => {
    const connection: Connection = {
      state: 'limited',
      since: now,
      missingScopes: ['https://www.googleapis.com/auth/yt-analytics.readonly'],
    }
    const state = healthOf({ ...facts, channel: { ...facts.channel, network: 'youtube', connection } }, now)
    expect(state).toMatchObject({ kind: 'limited', missing: ['numbers'] })
    expect(turnOf(state)).toBe('you')
  })

  it('carries the cause and how sure we are of a disconnected channel', () => {
    const connection: Connection = {
      state: 'disconnected',
      since: now,
      reason: 'revoked',
      confidence: 'confirmed',
      evidence: null,
    }
    const state = healthOf({ ...facts, channel: { ...facts.channel, connection } }, now)
    expect(state).toMatchObject({ kind: 'reconnect', reason: 'revoked', confidence: 'confirmed' })
    expect(turnOf(state)).toBe('you')
  })

  it.each([
    ['the network is busy', 'rate_limited' as const, 'network'],
    ['the network is down', 'transient' as const, 'network'],
    ['our own app is refused', 'misconfigured' as const, 'us'],
  ])('is delayed after 36 hours without proof while %s, and nobody need reconnect', (_, kind, whose) => {
    const channel = { ...facts.channel, trouble: { kind, at: now }, proofAt: later(now, -36 * HOUR) }
    const state = healthOf({ ...facts, channel }, now)
    expect(state).toMatchObject({ kind: 'delayed', whose, numbersPaused: false })
    expect(turnOf(state)).toBe(whose)
  })

  it('says that numbers are paused once the last proof is older than seven days', () => {
    const channel = { ...facts.channel, proofAt: later(now, -7 * DAY - 1) }
    expect(healthOf({ ...facts, channel }, now)).toMatchObject({ kind: 'delayed', numbersPaused: true })
  })
})

describe('whether numbers count as verified', () => {
  const limited: Connection = { state: 'limited', since: now, missingScopes: ['x'] }
  const lost: Connection = {
    state: 'disconnected',
    since: now,
    reason: 'expired',
    confidence: 'likely',
    evidence: null,
  }
  it.each([
    ['connected with a fresh proof', connected, later(now, -DAY), true],
    ['limited with a fresh proof', limited, later(now, -DAY), true],
    ['connected with a proof seven days old to the millisecond', connected, later(now, -7 * DAY), true],
    ['connected with an older proof', connected, later(now, -7 * DAY - 1), false],
    ['connected without any proof', connected, null, false],
    ['disconnected with a fresh proof', lost, now, false],
    ['turned off', { state: 'off', since: now } satisfies Connection, now, false],
  ])('%s: %#', (_, connection, proofAt, expected) => {
    expect(isVerified({ connection, proofAt }, now)).toBe(expected)
  })
})
