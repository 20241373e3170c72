import { describe, expect, test } from 'vitest'
import type { Outlook, ShownState } from '../domain/channel/health.ts'
import { NETWORKS } from '../domain/network.ts'
import { LOSSES } from '../domain/verdict.ts'
import { channelWords } from './channel-words.ts'
import { en } from './en/index.ts'
import { createSpeaker, isZone, type Key } from './speaker.ts'

const now = new Date('2026-11-22T10:00:00Z')
const since = new Date('2026-11-21T23:30:00Z')
const speaker = createSpeaker({ timeZone: 'Europe/Warsaw', now, platform: 'Rechannel' })

const OUTLOOKS: Outlook[] = [
  { kind: 'no_end' },
  { kind: 'renewed_by_us', until: now },
  { kind: 'person_needed_by', date: now },
]
const STATES: ShownState[] = [
  { kind: 'connecting', until: now },
  ...OUTLOOKS.map((outlook): ShownState => ({ kind: 'connected', outlook })),
  { kind: 'renew', by: now },
  { kind: 'limited', missing: ['numbers', 'posts'], missingScopes: ['a', 'b'] },
  ...LOSSES.flatMap((reason) =>
    (['confirmed', 'likely', 'unknown'] as const).map(
      (confidence): ShownState => ({ kind: 'reconnect', reason, confidence, since, evidence: null }),
    ),
  ),
  { kind: 'delayed', whose: 'us', since, numbersPaused: false },
  { kind: 'delayed', whose: 'network', since, numbersPaused: true },
  { kind: 'off', since },
]

describe('the words about a channel', () => {
  const all = NETWORKS.flatMap((network) =>
    STATES.map((state) => ({
      state,
      words: channelWords(
        {
          network,
          name: '@lina.k',
          state,
          doubleChecking: false,
          lastVerifiedAt: since,
          repeats: 3,
          usualMinutes: 2,
        },
        speaker,
      ),
    })),
  )

  test('are whole sentences without open places in every state, for every cause and network', () => {
    for (const { words } of all) {
      for (const text of [
        words.title,
        words.happened,
        words.todo,
        words.badge,
        words.meaning ?? 'x.',
        words.repeats ?? 'x.',
      ]) {
        expect(text).not.toMatch(/[{}]|undefined|null|\bNaN\b/)
        expect(text.length).toBeGreaterThan(0)
      }
      expect(words.happened).toMatch(/\.$/)
      expect(words.todo).toMatch(/[.!?]$/)
    }
  })

  test('soften a cause that the network has not confirmed', () => {
    for (const { state, words } of all) {
      if (state.kind !== 'reconnect') continue
      expect(words.happened.startsWith('It looks like')).toBe(state.confidence !== 'confirmed')
      expect(words.action?.label).toBe('Connect')
    }
  })

  test('give a day in the reader’s own zone', () => {
    const lost = all.find(({ state }) => state.kind === 'reconnect' && state.confidence === 'confirmed')
    expect(lost?.words.happened).toContain('22\u00a0Nov')
  })

  test('ask nothing of the person where there is nothing to do', () => {
    for (const { state, words } of all) {
      if (state.kind === 'delayed' || state.kind === 'connected') expect(words.action).toBeNull()
    }
  })
})

describe('all words', () => {
  test('can be said with the values they name', () => {
    for (const [key, text] of leavesOf(en)) {
      const names = [...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)
      const numeric = new Set(
        [...text.matchAll(/\{(\w+), (?:plural|selectordinal)/g)].map(([, name]) => name),
      )
      const values = Object.fromEntries(names.map((name) => [name, numeric.has(name) ? 2 : 'something']))
      expect(speaker.say(key as Key, values), key).not.toMatch(/[{}]/)
    }
  })

  test('blame nobody', () => {
    for (const [key, text] of leavesOf(en)) {
      expect(text, key).not.toMatch(/\b(you failed|your fault|you forgot|invalid|illegal|oops)\b/i)
    }
  })
})

describe('numbers of channels', () => {
  test('are told in a sentence', () => {
    const needs = (needs: number, total: number, word: string, cap: string) =>
      speaker.say('channels.summary.needs', {
        needs,
        total,
        all: needs === total ? 'yes' : 'no',
        total_word: word,
        needs_word_cap: cap,
      })
    expect(needs(1, 1, 'one', 'One')).toBe('Your channel needs you.')
    expect(needs(1, 4, 'four', 'One')).toBe('One of your four channels needs you. The rest is looked after.')
    expect(needs(2, 4, 'four', 'Two')).toBe('Two of your four channels need you. The rest is looked after.')
    expect(needs(4, 4, 'four', 'Four')).toBe('All of your four channels need you.')
  })
})

test('only real time zones are taken from a cookie', () => {
  expect(isZone('Europe/Berlin')).toBe(true)
  expect(isZone('Nowhere/Land')).toBe(false)
})

function leavesOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}.${name}`
    return typeof value === 'string' ? [[key, value] as [string, string]] : leavesOf(value as object, key)
  })
}
