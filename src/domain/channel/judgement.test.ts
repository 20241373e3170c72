import { describe, expect, it } from 'vitest'
import { DAY, later, MINUTE } from '../time.ts'
import { DIAGNOSES, isLoss, type Verdict } from '../verdict.ts'
import type { GrantFacts } from './channel.ts'
import { judge } from './judgement.ts'

const now = new Date('2026-11-22T12:00:00Z')
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
const verdict = (change: Partial<Verdict>): Verdict => ({
  diagnosis: 'ambiguous_reconnect',
  confidence: 'unknown',
  definite: false,
  evidence: {
    network: 'tiktok',
    call: 'token_refresh',
    status: 400,
    code: 'invalid_grant',
    subcode: null,
    message: null,
    requestId: null,
  },
  retryAfterSeconds: null,
  ...change,
})
const calm = { channel: { suspicion: null }, grant }
const suspect = (minutesAgo: number, first = verdict({})) => ({
  channel: { suspicion: { since: later(now, -minutesAgo * MINUTE), verdict: first } },
  grant,
})

describe('what a verdict may do', () => {
  it.each(DIAGNOSES.filter((diagnosis) => !isLoss(diagnosis)))(
    '%s never takes a connection away',
    (diagnosis) => {
      for (const second of [false, true]) {
        const judgement = judge(suspect(60), verdict({ diagnosis, definite: true }), second, now)
        expect(['nothing', 'trouble']).toContain(judgement.kind)
      }
    },
  )

  it.each(DIAGNOSES.filter(isLoss))('a definite %s acts at once', (diagnosis) => {
    const given = verdict({ diagnosis, definite: true, confidence: 'confirmed' })
    expect(judge(calm, given, false, now)).toEqual({ kind: 'lost', verdict: given })
  })

  it.each(DIAGNOSES.filter(isLoss))('an ambiguous %s only raises a suspicion', (diagnosis) => {
    expect(judge(calm, verdict({ diagnosis }), false, now).kind).toBe('suspect')
  })

  it('the same call again, however often, does not confirm', () => {
    expect(judge(suspect(60), verdict({}), false, now).kind).toBe('suspect')
  })

  it('a different call before ten minutes have passed does not confirm', () => {
    expect(judge(suspect(9), verdict({}), true, now).kind).toBe('suspect')
  })

  it('a different call ten minutes later does', () => {
    expect(judge(suspect(10), verdict({}), true, now).kind).toBe('lost')
  })

  it('keeps the better known of the two causes', () => {
    const first = verdict({ diagnosis: 'account_changed', confidence: 'likely' })
    const judgement = judge(suspect(11, first), verdict({}), true, now)
    expect(judgement).toMatchObject({
      kind: 'lost',
      verdict: { diagnosis: 'account_changed', confidence: 'likely' },
    })
  })

  it("calls it expired, and is sure, where the grant's own end has passed", () => {
    const ended = { ...calm, grant: { ...grant, grantEndsAt: later(now, -1) } }
    expect(judge(ended, verdict({}), false, now)).toMatchObject({
      kind: 'lost',
      verdict: { diagnosis: 'expired', confidence: 'confirmed' },
    })
  })

  it('does not put the end of a grant in the place of a cause that the network named', () => {
    const ended = { ...calm, grant: { ...grant, grantEndsAt: later(now, -1) } }
    const revoked = verdict({ diagnosis: 'revoked', definite: true, confidence: 'confirmed' })
    expect(judge(ended, revoked, false, now)).toMatchObject({ verdict: { diagnosis: 'revoked' } })
  })
})
