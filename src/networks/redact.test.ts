import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact, reference } from './redact.ts'

const long = 'aB3_-'.repeat(12)

describe('redaction', () => {
  test.each([
    `EAA${long}`,
    `IGAA${long}`,
    `ya29.${long}`,
    `1//0${long}`,
    `4/0A${long}`,
    `act.${long}`,
    `rft.${long}!4321.e1`,
    `eyJhbGciOi.${long}.${long}`,
    'GOCSPX-abcdef012345',
    `1234567890|${long}`,
    long,
    '3f786850e387550fdab836ed7e6dc881de23001b',
  ])('takes %s out of a sentence', (token) => {
    const clean = redact(`Error validating token ${token} for you.`)
    expect(clean).toMatch(/^Error validating token \[removed\]\S* for you\.$/)
    expect(clean).not.toContain(token.slice(4, 20))
  })

  test.each(['access_token', 'code', 'client_secret', 'refresh_token', 'fb_exchange_token', 'code_verifier'])(
    'takes the value of %s= out, however short',
    (name) => {
      expect(redact(`GET /x?a=1&${name}=s3cr3t&b=2`)).toBe(`GET /x?a=1&${name}=[removed]&b=2`)
      expect(redact(`{"${name}":"s3cr3t"}`)).not.toContain('s3cr3t')
    },
  )

  test('keeps the words of a network readable', () => {
    for (const words of [
      '(#200) The user has not authorized application 123456789012345.',
      'authenticatedUserAccountSuspended',
      'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      'unaudited_client_can_only_post_to_private_accounts',
      'See https://developers.facebook.com/docs/apps/review/login-permissions for details.',
      'Session has expired on Tuesday, 01-Dec-25 06:00:00 PST.',
      'Invalid OAuth access token: it has code 190.',
    ]) {
      expect(redact(words)).toBe(words)
    }
  })

  test('one line without controls, at most 300 characters', () => {
    expect(redact('a\u0000b\r\nc\u202ed')).toBe('a b c d')
    expect(redact(' \n ')).toBeNull()
    expect(redact('word '.repeat(200))?.length).toBe(300)
  })

  test('whatever was sent never comes back, wherever it stands', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_.!-]{6,60}$/)
    fc.assert(
      fc.property(fc.string(), token, fc.string({ maxLength: 400 }), (before, secret, after) => {
        const clean = redact(`${before}${secret}${after}`, [secret])
        expect((clean ?? '').replaceAll('[removed]', '\n')).not.toContain(secret)
      }),
    )
  })

  test('a reference is kept only while it looks like one', () => {
    expect(reference('202206221854370101130062072500FFA2')).toBe('202206221854370101130062072500FFA2')
    expect(reference('A12JgDU07Gj')).toBe('A12JgDU07Gj')
    expect(reference(`EAA${long}`)).toBeNull()
    expect(reference('two words')).toBeNull()
    expect(reference(7)).toBeNull()
  })
})
