/** What the words about a collaboration are: budgets, days, and the lines that people are told. */

import type { Side } from '../domain/collaboration/moves.ts'
import type { NewsKind } from '../domain/collaboration/news.ts'
import { startOf } from '../domain/collaboration/standing.ts'
import { type Budget, CURRENCIES } from '../domain/collaboration/terms.ts'
import type { Network } from '../domain/network.ts'
import { channelName } from './notice-words.ts'
import type { Speaker } from './speaker.ts'

export type NewsFacts = {
  side: Side
  kind: NewsKind
  title: string
  company: string
  creator: string
  expiresAt: Date | null
  startsOn: string | null
  channel: { network: Network; handle: string | null; title: string; lastVerifiedAt: Date | null } | null
}

export function newsWords(facts: NewsFacts, speaker: Speaker): { title: string; text: string } {
  const { company, creator, title, channel } = facts
  const never = speaker.say('collaborations.channel.never')
  const values = {
    company,
    creator,
    other: facts.side === 'brand' ? creator : company,
    title,
    by: facts.expiresAt === null ? 'none' : speaker.moment(facts.expiresAt),
    start: facts.startsOn === null ? '' : speaker.calendarDay(startOf(facts.startsOn)),
    channel: channel === null ? '' : channelName(channel, speaker),
    date: channel?.lastVerifiedAt == null ? never : speaker.day(channel.lastVerifiedAt),
  }
  return {
    title: speaker.say(`collaborations.news.${facts.kind}.title`, values),
    text: speaker.say(`collaborations.news.${facts.kind}.text`, values),
  }
}

/** €1,200 or ¥150,000, in the reader's own way of writing numbers. */
export function budgetWords({ amount, currency }: Budget, { say, money }: Speaker): string {
  return amount === 0
    ? say('collaborations.budget_none')
    : money(amount / 10 ** CURRENCIES[currency], currency)
}

export function dayWords(day: string, { calendarDay }: Speaker): string {
  return calendarDay(startOf(day))
}

/** Who is waiting for a channel's insights, in one sentence. */
export function waitingWords(companies: readonly string[], { say, list }: Speaker): string {
  return say('collaborations.waiting_for', { companies: list(companies), count: companies.length })
}
