import { describe, expect, it } from 'vitest'
import type { ShownState } from './health.ts'
import { helperName, type LinkFacts, type LinkState, linkState } from './reconnect-link.ts'

const now = new Date('2026-11-25T12:00:00Z')
const soon = new Date('2026-11-25T12:00:01Z')
const open: LinkFacts = { kind: 'teammate', expiresAt: soon, ended: null }
const broken: ShownState = {
  kind: 'reconnect',
  reason: 'expired',
  confidence: 'confirmed',
  since: now,
  evidence: null,
}
const well: ShownState = { kind: 'connected', outlook: { kind: 'no_end' } }
const delayed: ShownState = { kind: 'delayed', whose: 'network', since: now, numbersPaused: false }
const off: ShownState = { kind: 'off', since: now }

const CASES: [string, Partial<LinkFacts>, ShownState, 'member' | 'gone', LinkState][] = [
  ['works while its channel is lost', {}, broken, 'member', 'open'],
  ['works while its channel is about to end', {}, { kind: 'renew', by: soon }, 'member', 'open'],
  [
    'works while something is missing',
    {},
    { kind: 'limited', missing: [], missingScopes: [] },
    'member',
    'open',
  ],
  ['has nothing to do where the channel is well', {}, well, 'member', 'well'],
  ['has nothing to do where we or the network are late', {}, delayed, 'member', 'well'],
  ['turns nothing on again', {}, off, 'member', 'off'],
  ['ends at its end', { expiresAt: now }, broken, 'member', 'expired'],
  ['ends with the one who made it', {}, broken, 'gone', 'revoked'],
  ['says that it was used, whatever else', { ended: 'used', expiresAt: now }, well, 'gone', 'used'],
  [
    'says that the channel was fixed otherwise, also when it is lost again',
    { ended: 'fixed' },
    broken,
    'member',
    'fixed',
  ],
  ['says that it was taken back', { ended: 'revoked' }, broken, 'member', 'revoked'],
  [
    'between two browsers of one person goes on with a channel that is well',
    { kind: 'handover' },
    well,
    'member',
    'open',
  ],
  [
    'between two browsers of one person goes on with a channel that is off',
    { kind: 'handover' },
    off,
    'member',
    'open',
  ],
  [
    'between two browsers ends like the others',
    { kind: 'handover', expiresAt: now },
    broken,
    'member',
    'expired',
  ],
]

describe('a reconnect link', () => {
  it.each(CASES)('%s', (_, link, channel, asker, state) => {
    expect(linkState({ ...open, ...link }, { channel, asker }, now)).toBe(state)
  })
})

describe('the name that somebody gives', () => {
  it.each([
    ['Jonas', 'Jonas'],
    ['  Jonas \t von\n Berg ', 'Jonas von Berg'],
    ['ab\u202ecd\u0000', 'ab cd'],
    ['ليلى', 'ليلى'],
    ['', null],
    [' \u200f \r\n', null],
    ['👩🏽‍🍳'.repeat(40), expect.stringMatching(/^.{1,60}$/u)],
    ['x'.repeat(61), 'x'.repeat(60)],
  ])('%j becomes %j', (text, name) => {
    expect(helperName(text)).toEqual(name)
  })
})
