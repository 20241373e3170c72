import { describe, expect, test } from 'vitest'
import { NETWORKS, type Network, POLICIES } from '../domain/network.ts'
import { DIAGNOSES, type Diagnosis, type Evidence } from '../domain/verdict.ts'
import { diagnosisWords } from './diagnosis-words.ts'
import { en } from './en/index.ts'

const wordsFor = (network: Network, diagnosis: Diagnosis, evidence: Partial<Evidence> = {}) =>
  diagnosisWords({
    diagnosis,
    confidence: 'confirmed',
    definite: false,
    retryAfterSeconds: null,
    evidence: {
      network,
      call: 'api',
      status: 400,
      code: null,
      subcode: null,
      message: null,
      requestId: null,
      ...evidence,
    },
  })

describe('the words about a diagnosis', () => {
  test('name the network, and are whole sentences', () => {
    for (const network of NETWORKS) {
      for (const diagnosis of DIAGNOSES) {
        const { reason, next } = wordsFor(network, diagnosis)
        expect(reason, `${network} ${diagnosis}`).toContain(POLICIES[network].name)
        expect(`${reason} ${next}`).toMatch(/^[A-Z].*\.$/)
      }
    }
  })

  test('never ask a person to connect again for what is not theirs', () => {
    for (const network of NETWORKS) {
      for (const diagnosis of ['rate_limited', 'transient', 'denied_by_user', 'not_disconnected'] as const) {
        expect(wordsFor(network, diagnosis).next).not.toMatch(/connects? (?:it |the \w+ )?again/)
      }
      expect(wordsFor(network, 'misconfigured').next).toMatch(/never ask the person to connect again/i)
    }
  })

  test('say first what has to happen first', () => {
    expect(wordsFor('instagram', 'security').next).toMatch(
      /^The person opens Instagram and passes the check first\./,
    )
    expect(wordsFor('facebook', 'account_changed', { code: '190', subcode: '492' }).next).toContain(
      'role back',
    )
  })

  test('say more where a code says more, and only under its own diagnosis', () => {
    const quota = { code: 'quotaExceeded' }
    expect(wordsFor('youtube', 'rate_limited', quota).reason).toContain('quota')
    expect(wordsFor('youtube', 'transient', quota)).toEqual(wordsFor('youtube', 'transient'))
    expect(wordsFor('tiktok', 'rate_limited', quota)).toEqual(wordsFor('tiktok', 'rate_limited'))
    expect(wordsFor('tiktok', 'rate_limited', { code: 'constructor' })).toEqual(
      wordsFor('tiktok', 'rate_limited'),
    )
  })

  test('tell a good answer from trouble beside the connection', () => {
    expect(wordsFor('tiktok', 'not_disconnected')).toEqual(en.diagnosis.meaning.tiktok.not_disconnected)
    expect(wordsFor('tiktok', 'not_disconnected', { code: 'invalid_params' })).toEqual(
      en.diagnosis.beside.tiktok.other,
    )
    const late = { call: 'token_exchange', code: 'invalid_grant' } as const
    expect(wordsFor('youtube', 'not_disconnected', late)).toEqual(en.diagnosis.beside.youtube.attempt)
  })
})
