import { describe, expect, it } from 'vitest'
import { type NewsFacts, newsWords } from './collaboration-words.ts'
import { LANGUAGES, type Language } from './languages.ts'
import { createSpeaker } from './speaker.ts'

const now = new Date('2026-11-22T10:00:00Z')
const proposal: NewsFacts = {
  side: 'creator',
  kind: 'sent',
  title: 'Soup',
  company: 'Nordfjell',
  creator: 'Lina',
  expiresAt: new Date('2026-11-29T10:00:00Z'),
  startsOn: null,
  channel: null,
}

describe.each(Object.keys(LANGUAGES) as Language[])('a notice of new terms in %s', (language) => {
  const speaker = createSpeaker({ timeZone: 'Europe/Warsaw', now, platform: 'Rechannel', language })

  it.each(['sent', 'answered', 'countered'] as const)('%s: says until when while they wait', (kind) => {
    const { text } = newsWords({ ...proposal, kind }, speaker)
    expect(text).toContain(speaker.moment(new Date('2026-11-29T10:00:00Z')))
  })

  it.each(['sent', 'answered', 'countered'] as const)('%s: names no end once they were answered', (kind) => {
    const { text } = newsWords({ ...proposal, kind, expiresAt: null }, speaker)
    expect(text.replaceAll(/[\u2068\u2069]/g, '')).toMatch(/^[“«„]Soup[”»“]\.$/)
  })
})
