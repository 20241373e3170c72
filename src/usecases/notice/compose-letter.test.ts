import { describe, expect, it } from 'vitest'
import type { Channel, Connection, GrantFacts } from '../../domain/channel/channel.ts'
import { HELP_PLACES, helpAddress } from '../../domain/help/places.ts'
import { NETWORKS, type Network } from '../../domain/network.ts'
import type { Notice } from '../../domain/notice/notice.ts'
import { DAY, later } from '../../domain/time.ts'
import { LOSSES } from '../../domain/verdict.ts'
import { letterText } from '../../mail/letter.ts'
import type { PersonToTell } from '../../store/notices.ts'
import { createSpeaker } from '../../words/speaker.ts'
import { composeLetter, type Part } from './compose-letter.ts'

const now = new Date('2026-11-22T10:00:00Z')
const since = new Date('2026-11-20T23:30:00Z')
const speaker = createSpeaker({ timeZone: 'Europe/Warsaw', now, platform: 'Rechannel' })
const unsubscribe = new URL('https://channels.example/unsubscribe/token')

function channel(network: Network, connection: Connection, over: Partial<Channel> = {}): Channel {
  return {
    id: `chn_${network}`,
    creatorId: 'cre_1',
    network,
    networkId: '1',
    handle: 'lina.k',
    title: 'Lina',
    url: null,
    connection,
    suspicion: null,
    trouble: null,
    proofAt: since,
    ...over,
  }
}

const lostBy = (
  reason: (typeof LOSSES)[number],
  confidence: 'confirmed' | 'likely' | 'unknown',
): Connection => ({
  state: 'disconnected',
  since,
  reason,
  confidence,
  evidence: null,
})

const grant: GrantFacts = {
  generation: 1,
  scopes: [],
  accessEndsAt: null,
  grantEndsAt: later(now, 7 * DAY),
  personEndsAt: later(now, 7 * DAY),
  grantedAt: since,
  renewedAt: null,
  renewalFailedAt: since,
}

function part(of: Channel, kind: 'lost' | 'ending' | 'digest', step = 0, creator = 'Lina Kowalski'): Part {
  const notice: Notice = {
    id: `ntc_${of.id}`,
    channelId: of.id,
    kind,
    step,
    series: since,
    toldAt: now,
    settledAt: kind === 'digest' ? now : null,
    mailWanted: true,
    mailId: 'mal_1',
  }
  const about = {
    channel: of,
    creator: { id: 'cre_1', name: creator },
    waiting: [],
    grant,
    attemptUntil: null,
    memberSince: since,
  }
  return { notice, about }
}

function letterOf(...parts: Part[]) {
  return letterWith(parts, [])
}

/** `back`: networks that its reader asked to hear of. */
function letterWith(parts: readonly Part[], back: readonly Network[]) {
  const person: PersonToTell = {
    userId: 'u',
    name: 'Lina Kowalski',
    email: 'lina@people.example',
    channels: parts.map(({ about }) => about),
    told: [],
    timeZone: 'Europe/Warsaw',
    mails: { ending: true, lost: true, digest: true, collaboration: true, network: true },
    companies: [],
    news: [],
    wishes: [],
    language: null,
    lastMailAt: null,
    waitingMailId: null,
  }
  const reconnect = (channelId: string) => new URL(`https://channels.example/r/to-${channelId}`)
  return composeLetter(
    person,
    { parts, back },
    { speaker, origin: 'https://channels.example', reconnect, unsubscribe },
  )
}

const connected: Connection = { state: 'connected', since }

describe('a letter', () => {
  it('has whole sentences for every cause on every network, as sure as we are and no surer', () => {
    for (const network of NETWORKS) {
      for (const reason of LOSSES) {
        for (const confidence of ['confirmed', 'likely', 'unknown'] as const) {
          const letter = letterOf(part(channel(network, lostBy(reason, confidence)), 'lost'))
          const [item] = letter.items
          expect(item?.cause.startsWith('It looks like'), `${network} ${reason} ${confidence}`).toBe(
            confidence !== 'confirmed',
          )
          expect(item?.consequence).toContain('last verified 21\u00a0Nov')
          expect(letter.subject).toMatch(/lina\.k.*insights are paused/)
          const text = letterText(letter)
          expect(text).not.toMatch(/[{}]|undefined|null|\bNaN\b/)
          expect(text).toContain(`https://channels.example/r/to-chn_${network}`)
          expect(text).toContain(`https://channels.example${helpAddress(HELP_PLACES.loss[reason])}\n`)
          expect(text).toContain(unsubscribe.href)
        }
      }
      const ending = letterOf(part(channel(network, connected), 'ending', 7))
      expect(ending.subject).toMatch(/^Renew .*@lina\.k by Sun 29 Nov and nothing pauses$/)
      expect(ending.items[0]?.cause).toContain('29 Nov')
    }
  })

  it.each([
    [
      [part(channel('instagram', lostBy('expired', 'confirmed')), 'lost', 0)],
      'Instagram @lina.k needs a quick reconnect: its insights are paused',
    ],
    [
      [part(channel('instagram', lostBy('revoked', 'confirmed')), 'lost', 0)],
      'Access to Instagram @lina.k was switched off, so its insights are paused',
    ],
    [
      [part(channel('instagram', lostBy('revoked', 'likely')), 'lost', 0)],
      'Instagram @lina.k needs a quick reconnect: its insights are paused',
    ],
    [
      [part(channel('instagram', lostBy('revoked', 'confirmed')), 'lost', 7)],
      'Instagram @lina.k is still waiting: its insights are paused',
    ],
    [
      [part(channel('instagram', lostBy('expired', 'confirmed')), 'lost', 30)],
      'Last reminder: the insights of Instagram @lina.k are paused',
    ],
    [
      [
        part(channel('tiktok', connected), 'ending', 3),
        part(channel('instagram', lostBy('expired', 'confirmed')), 'lost'),
      ],
      '2 channels need you: the insights of Instagram @lina.k are paused',
    ],
    [
      NETWORKS.map((network) => part(channel(network, lostBy('expired', 'confirmed')), 'lost')),
      '4 channels need a reconnect: the insights of Instagram @lina.k, YouTube @lina.k and 2 more are paused',
    ],
    [
      [part(channel('tiktok', connected), 'ending', 7), part(channel('facebook', connected), 'ending', 7)],
      'Renew TikTok @lina.k and Facebook Page @lina.k by Sun 29 Nov and nothing pauses',
    ],
    [
      [part(channel('youtube', lostBy('expired', 'confirmed')), 'digest', 202611)],
      'Still paused: YouTube @lina.k',
    ],
  ])('%# names the channel and what it means in its subject', (parts, subject) => {
    expect(letterOf(...parts).subject).toBe(subject)
  })

  it('says what is lost first, and puts what has waited for long into one line each', () => {
    const letter = letterOf(
      part(channel('tiktok', connected), 'ending', 3),
      part(channel('youtube', lostBy('security', 'likely')), 'digest', 202611),
      part(channel('instagram', lostBy('expired', 'confirmed')), 'lost', 30),
    )
    expect(letter.items.map(({ network }) => network)).toEqual(['instagram', 'tiktok'])
    expect(letter.still?.lines.map(({ text }) => text)).toEqual([
      'YouTube @lina.k has been paused since 21\u00a0Nov.',
    ])
    expect(letter.closing).toContain('last reminder about Instagram @lina.k')
  })

  it('tells whoever asked about a network that it is back, alone or with what else there is to say', () => {
    const one = letterWith([], ['instagram'])
    expect(one.subject).toBe('Instagram is back')
    expect(one.intro).toBe('You asked us to tell you: Instagram answers again.')
    expect(one.why).toContain('because you asked on')
    expect(letterText(one)).toContain('See your channels: https://channels.example/channels')
    const two = letterWith([], ['instagram', 'youtube'])
    expect(two.subject).toBe('Instagram and YouTube are back')
    expect(two.back?.lines).toHaveLength(2)
    const lost = part(channel('tiktok', lostBy('expired', 'confirmed')), 'lost')
    const both = letterWith([lost], ['instagram'])
    expect(both.subject).toBe(letterOf(lost).subject)
    expect(both.why).toBe(letterOf(lost).why)
    expect(letterText(both)).toContain('Instagram: your updates go on by themselves')
    for (const letter of [one, two, both]) expect(letterText(letter)).not.toMatch(/[{}]|undefined|null/)
  })

  it('says whose profile a channel stands on to somebody who looks after another’s', () => {
    const own = letterOf(part(channel('instagram', lostBy('expired', 'confirmed')), 'lost'))
    const maja = letterOf(
      part(channel('instagram', lostBy('expired', 'confirmed')), 'lost', 0, 'Somebody Else'),
    )
    expect(own.items[0]?.profile).toBeNull()
    expect(maja.items[0]?.profile).toBe('on Somebody Else’s profile')
  })

  it('keeps a subject one line of a fair length, whatever a network lets people call themselves', () => {
    const hostile = channel('youtube', lostBy('expired', 'confirmed'), {
      handle: null,
      title: `Lina\r\nBcc: eve@evil.example\u2028\u202e${'x'.repeat(400)}`,
    })
    const { subject } = letterOf(part(hostile, 'lost'))
    expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
    expect(subject.length).toBeLessThan(160)
  })
})
