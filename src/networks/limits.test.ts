import { describe, expect, it } from 'vitest'
import { NETWORKS } from '../domain/network.ts'
import { HOUR, MINUTE, SECOND } from '../domain/time.ts'
import { readFacebook } from './facebook-replies.ts'
import { LIMITS, limitFor, limitsOf, pauseAfter } from './limits.ts'
import { readTiktok } from './tiktok-replies.ts'
import type { Told } from './verdict-of.ts'
import { readYoutube } from './youtube-replies.ts'

const told = (status: number, body: unknown, headers: Record<string, string> = {}): Told => ({
  call: 'api',
  status,
  body,
  headers,
  trouble: null,
  hidden: [],
})

describe('limits', () => {
  it('are dated, with their source, for every network', () => {
    for (const network of NETWORKS) {
      for (const limit of LIMITS[network]) {
        expect(limit.checkedOn).toMatch(/^2026-\d\d-\d\d$/)
        expect(limit.source).toMatch(/^https:\/\//)
      }
    }
  })

  it('are found by where a request goes', () => {
    const limits = limitsOf('tiktok', { callsPerMinute: null, unitsPerDay: null })
    const host = 'https://open.tiktokapis.com'
    expect(limitFor(limits, { host, path: '/v2/user/info/' })?.group).toBe('user-info')
    expect(limitFor(limits, { host, path: '/v2/video/list/' })?.group).toBe('video-list')
    expect(limitFor(limits, { host, path: '/v2/oauth/token/' })).toBeNull()
    expect(limitFor(limits, { host: 'https://elsewhere.example', path: '/v2/user/info/' })).toBeNull()
  })

  it('give way to what an installation was told by its own contract', () => {
    const own = { callsPerMinute: 6_000, unitsPerDay: 1_000_000 }
    expect(limitsOf('tiktok', own).map(({ rate }) => rate)).toEqual(
      Array(3).fill({ kind: 'per_minute', calls: 6_000 }),
    )
    expect(limitsOf('youtube', own).map(({ rate }) => rate)).toMatchObject([
      { kind: 'per_day', units: 1_000_000 },
    ])
    expect(limitsOf('facebook', own).map(({ rate }) => rate)).toEqual([{ kind: 'per_minute', calls: 6_000 }])
  })
})

describe('a pause for everybody', () => {
  it.each([
    [
      'follows what TikTok says of too many calls',
      'tiktok',
      readTiktok(told(429, { error: { code: 'rate_limit_exceeded' } })),
      30 * SECOND,
    ],
    [
      'lasts as long as the network asks',
      'tiktok',
      readTiktok(told(429, {}, { 'retry-after': '7' })),
      7 * SECOND,
    ],
    ['lasts an hour at most', 'tiktok', readTiktok(told(429, {}, { 'retry-after': '100000' })), HOUR],
    [
      'is not made of a wait that cannot be',
      'tiktok',
      readTiktok(told(429, {}, { 'retry-after': '-1' })),
      30 * SECOND,
    ],
    [
      'is not made of a date in the past',
      'tiktok',
      readTiktok(told(429, {}, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })),
      30 * SECOND,
    ],
    [
      'follows the app’s own limit at Meta',
      'facebook',
      readFacebook(told(400, { error: { code: 4, message: 'Application request limit reached' } })),
      30 * SECOND,
    ],
  ] as const)('%s', (_, network, verdict, ms) => {
    expect(verdict.diagnosis).toBe('rate_limited')
    expect(pauseAfter(network, { verdict, headers: {} })).toEqual({ kind: 'for', ms })
  })

  it('lasts until the next day where the day’s quota is used up', () => {
    const body = { error: { code: 403, errors: [{ domain: 'youtube.quota', reason: 'quotaExceeded' }] } }
    const verdict = readYoutube(told(403, body))
    expect(verdict.diagnosis).toBe('rate_limited')
    expect(pauseAfter('youtube', { verdict, headers: {} })).toEqual({ kind: 'day' })
  })

  it.each([
    ['one person’s limit', 17],
    ['one Page’s limit', 32],
    ['one account’s business limit', 80002],
  ])('does not follow from %s', (_, code) => {
    const verdict = readFacebook(told(400, { error: { code, message: 'limit reached' } }))
    expect(verdict.diagnosis).toBe('rate_limited')
    expect(pauseAfter('facebook', { verdict, headers: {} })).toBeNull()
  })

  it('comes before the refusal, where the network says how much of the hour is used', () => {
    const verdict = readFacebook(told(200, { id: '1' }))
    const used = (percent: unknown) =>
      pauseAfter('facebook', { verdict, headers: { 'x-app-usage': JSON.stringify({ call_count: percent }) } })
    expect(used(94)).toBeNull()
    expect(used(95)).toEqual({ kind: 'for', ms: MINUTE })
    expect(used('many')).toBeNull()
    expect(pauseAfter('facebook', { verdict, headers: { 'x-app-usage': '{' } })).toBeNull()
  })

  it('does not follow from anything else', () => {
    expect(pauseAfter('tiktok', { verdict: readTiktok(told(503, '<html>')), headers: {} })).toBeNull()
  })
})
