import { describe, expect, it } from 'vitest'
import { NETWORKS } from '../network.ts'
import { DAY, HOUR, later, MINUTE, SECOND } from '../time.ts'
import { DIAGNOSES, isLoss, type Verdict } from '../verdict.ts'
import { afterRefusal, brokeOff, mustRenewBeforeUse, renewalHelped } from './renewal.ts'

const now = new Date('2026-11-22T12:00:00Z')
const ends = { accessEndsAt: null, grantEndsAt: null, personEndsAt: null }
const grant = {
  ...ends,
  generation: 1,
  scopes: [],
  grantedAt: later(now, -HOUR),
  renewedAt: null,
  renewalFailedAt: null,
}

describe('renewing before use', () => {
  it.each([
    ['a short access token with six minutes left is used', 'tiktok' as const, 6, false],
    ['a short access token with five minutes left is renewed', 'tiktok' as const, 5, true],
    ['an ended access token is renewed', 'youtube' as const, -60, true],
    ['a long-lived token is used to its end', 'instagram' as const, 1, false],
  ])('%s', (_, network, minutesLeft, expected) => {
    const accessEndsAt = later(now, minutesLeft * MINUTE)
    expect(mustRenewBeforeUse(network, { ...grant, accessEndsAt }, now)).toBe(expected)
  })

  it('keeps the minimum of life that a caller asks for', () => {
    const halfAnHourLeft = { ...grant, accessEndsAt: later(now, 30 * MINUTE) }
    expect(mustRenewBeforeUse('tiktok', halfAnHourLeft, now, 29 * 60)).toBe(false)
    expect(mustRenewBeforeUse('tiktok', halfAnHourLeft, now, 31 * 60)).toBe(true)
  })

  it.each([61 * SECOND, 10 * MINUTE, 2 * HOUR, 365 * DAY])(
    'never renews a token of %i ms again in the first half of its life, whatever is asked for',
    (life) => {
      const renewed = { ...grant, renewedAt: now, accessEndsAt: later(now, life) }
      for (const asked of [0, 600, 1e9, Number.MAX_SAFE_INTEGER]) {
        expect(mustRenewBeforeUse('youtube', renewed, later(now, life / 2 - 1), asked)).toBe(false)
        expect(mustRenewBeforeUse('youtube', renewed, later(now, life), asked)).toBe(true)
      }
    },
  )

  it('uses a token that seems to begin after now until its end', () => {
    const clockWentBack = { ...grant, renewedAt: later(now, DAY), accessEndsAt: later(now, HOUR) }
    expect(mustRenewBeforeUse('youtube', clockWentBack, now, 600)).toBe(false)
    expect(mustRenewBeforeUse('youtube', clockWentBack, later(now, HOUR), 600)).toBe(true)
  })
})

function verdict(diagnosis: Verdict['diagnosis'], code: string | null, definite = false): Verdict {
  const evidence = { network: 'tiktok', call: 'token_refresh', status: null, subcode: null } as const
  return {
    diagnosis,
    definite,
    confidence: 'likely',
    retryAfterSeconds: null,
    evidence: { ...evidence, code, message: null, requestId: null },
  }
}

describe('a renewal that brought no token', () => {
  it.each(['timeout', 'cut', 'too_large', 'server_error', null])(
    'leaves the spent token in doubt after %s',
    (code) => {
      expect(afterRefusal('tiktok', verdict('transient', code), false).kind).toBe('in_doubt')
    },
  )

  it('leaves no doubt where the network could not be reached, or answered', () => {
    expect(afterRefusal('tiktok', verdict('transient', 'unreachable'), false).kind).toBe('known')
    for (const diagnosis of DIAGNOSES) {
      if (!isLoss(diagnosis) && diagnosis !== 'rate_limited' && diagnosis !== 'misconfigured') continue
      const given = verdict(diagnosis, 'invalid_grant')
      expect(afterRefusal('tiktok', given, false)).toEqual({ kind: 'known', verdict: given })
    }
  })

  it('tells a lost answer by its own name where a token is for single use, and only after a doubt', () => {
    const refusal = verdict('ambiguous_reconnect', 'invalid_grant')
    expect(afterRefusal('tiktok', refusal, true).verdict).toMatchObject({
      diagnosis: 'ambiguous_reconnect',
      confidence: 'unknown',
      definite: false,
      evidence: { code: 'reply_lost', subcode: 'invalid_grant' },
    })
    expect(afterRefusal('tiktok', refusal, false).verdict).toEqual(refusal)
    for (const network of NETWORKS.filter((one) => one !== 'tiktok')) {
      expect(afterRefusal(network, refusal, true).verdict).toEqual(refusal)
    }
  })

  it("keeps the network's own words where they settle the cause", () => {
    const settled = verdict('revoked', 'auth_removed', true)
    expect(afterRefusal('tiktok', settled, true).verdict).toEqual(settled)
  })

  it('is tried again at once only where the line broke', () => {
    expect(brokeOff(verdict('transient', 'cut'))).toBe(true)
    expect(brokeOff(verdict('transient', 'timeout'))).toBe(false)
    expect(brokeOff(verdict('ambiguous_reconnect', 'invalid_grant'))).toBe(false)
  })
})

describe('whether a renewal helped', () => {
  it('is seen by a later end', () => {
    const before = { ...ends, grantEndsAt: later(now, 30 * DAY) }
    expect(renewalHelped('instagram', before, { ...ends, grantEndsAt: later(now, 60 * DAY) })).toBe(true)
    expect(renewalHelped('instagram', before, before)).toBe(false)
  })

  it("goes by the person's end where the channel's own token has none", () => {
    const before = { ...ends, personEndsAt: later(now, 14 * DAY) }
    expect(renewalHelped('facebook', before, before)).toBe(false)
    expect(renewalHelped('facebook', before, { ...ends, personEndsAt: later(now, 60 * DAY) })).toBe(true)
  })
})
