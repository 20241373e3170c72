/** What the words of a notice are: in the app as a line, in a mail as its own paragraph. */
import { accountName, type Channel, type GrantFacts } from '../domain/channel/channel.ts'
import { personNeededBy, type ShownState } from '../domain/channel/health.ts'
import type { HelpPlace } from '../domain/help/places.ts'
import { POLICIES } from '../domain/network.ts'
import type { Notice } from '../domain/notice/notice.ts'
import { channelWords, type Tone } from './channel-words.ts'
import type { Speaker } from './speaker.ts'

export type NoticeFacts = {
  notice: Pick<Notice, 'kind' | 'step' | 'series' | 'settledAt'>
  channel: Channel
  grant: GrantFacts | null
}

export type NoticeWords = {
  tone: Tone
  title: string
  text: string
  /** What it means for the profile right now; null where it means nothing any more. */
  meaning: string | null
  todo: string | null
  action: { kind: 'connect' | 'fix' | 'renew'; label: string; accessibleName: string } | null
  /** Where the help explains it; null where nothing is left to explain. */
  helpPlace: HelpPlace | null
}

/** `Instagram @lina.k`, in one line whatever a network allows in a title. */
export function channelName(
  channel: Pick<Channel, 'network' | 'handle' | 'title'>,
  { say }: Speaker,
): string {
  const name = accountName(channel)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
  return say('notices.channel', {
    network: say(`channels.network.${channel.network}`),
    name: shortened(name),
  })
}

export function noticeWords(facts: NoticeFacts, speaker: Speaker): NoticeWords {
  const { notice, channel } = facts
  const state = notice.settledAt === null ? stillNeeded(facts, speaker.now) : null
  if (state !== null) {
    const words = channelWords(
      {
        network: channel.network,
        name: accountName(channel),
        state,
        doubleChecking: false,
        lastVerifiedAt: channel.proofAt,
        repeats: 0,
        usualMinutes: null,
      },
      speaker,
    )
    return {
      tone: words.tone,
      title: words.title,
      text: words.happened,
      meaning: words.meaning,
      todo: words.todo,
      action: words.action,
      helpPlace: words.helpPlace,
    }
  }
  const values = {
    channel: channelName(channel, speaker),
    name: accountName(channel),
    date: speaker.day(notice.series),
    step: notice.step,
  }
  return {
    tone: TONES[notice.kind],
    title: speaker.say(`notices.line.${notice.kind}.title`, values),
    text: speaker.say(`notices.line.${notice.kind}.text`, values),
    meaning: null,
    todo: null,
    action: null,
    helpPlace: null,
  }
}

/** The state that a notice tells of, as it stands now; null where the channel is not in it any more. */
export function stillNeeded(
  { notice, channel, grant }: NoticeFacts,
  now: Date,
): Extract<ShownState, { kind: 'reconnect' | 'renew' | 'limited' }> | null {
  const { connection } = channel
  switch (notice.kind) {
    case 'lost':
    case 'digest': {
      if (connection.state !== 'disconnected') return null
      const { reason, confidence, since, evidence } = connection
      return { kind: 'reconnect', reason, confidence, since, evidence }
    }
    case 'ending': {
      const alive = connection.state === 'connected' || connection.state === 'limited'
      const by = grant === null || !alive ? null : personNeededBy(channel.network, grant)
      return by === null || by <= now ? null : { kind: 'renew', by }
    }
    case 'limited': {
      if (connection.state !== 'limited') return null
      const { missingScopes } = connection
      const uses = POLICIES[channel.network].scopes.filter(({ name }) => missingScopes.includes(name))
      return { kind: 'limited', missingScopes, missing: [...new Set(uses.map(({ use }) => use))] }
    }
    case 'renewed':
    case 'back':
    case 'complete':
      return null
    default:
      return notice.kind satisfies never
  }
}

const TONES = {
  lost: 'off',
  ending: 'off',
  limited: 'off',
  digest: 'off',
  back: 'ok',
  renewed: 'ok',
  complete: 'ok',
} as const satisfies Record<Notice['kind'], Tone>

const LONGEST_NAME = 60

function shortened(name: string): string {
  const letters = Array.from(name)
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : name
}
