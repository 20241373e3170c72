/** What one person is told about a collaboration, and when a mail may say so. */
import { later, MINUTE } from '../time.ts'
import { type Move, type Side, type State, turnOf } from './moves.ts'

export const NEWS_KINDS = [
  'sent',
  'answered',
  'countered',
  'accepted',
  'declined',
  'withdrawn',
  'expired',
  'live',
  'delivered',
  'reopened',
  'completed',
  'cancelled',
  'message',
  'paused',
  'back',
] as const
export type NewsKind = (typeof NEWS_KINDS)[number]

/** Whoever reads along in the app needs no mail about what was said. */
export const TALK_WAITS_MS = 10 * MINUTE

/** What a move is told as, to the side that did not make it; null where nobody need be told. */
const TOLD_AS = {
  send: 'sent',
  counter: 'countered',
  answer: 'answered',
  accept: 'accepted',
  agree: 'accepted',
  decline: 'declined',
  refuse: 'declined',
  withdraw: 'withdrawn',
  expire: 'expired',
  start: 'live',
  deliver: 'delivered',
  reopen: 'reopened',
  complete: 'completed',
  cancel: 'cancelled',
} as const satisfies Record<Move, NewsKind>

export function newsOf(move: Move): NewsKind {
  return TOLD_AS[move]
}

/** Those who are told of a move: the other side; of what time has done, both. */
export function toldOf(by: Side | 'time'): Side[] {
  return by === 'time' ? ['brand', 'creator'] : [by === 'brand' ? 'creator' : 'brand']
}

/** One open line a subject: the newest takes the place of the one before. */
export function subjectOf(kind: NewsKind, channelId: string | null): string {
  if (kind === 'message') return 'talk'
  return channelId === null ? 'state' : `channel:${channelId}`
}

/** Null: said in the app alone. */
export function mailMoment(kind: NewsKind, now: Date): Date | null {
  if (kind === 'back' || kind === 'live') return null
  return kind === 'message' ? later(now, TALK_WAITS_MS) : now
}

/** A line that asks something of its reader stands until that is done; the others are over once they were read. */
export function asksFor(kind: NewsKind, side: Side, state: State): boolean {
  if (kind === 'paused') return true
  if (kind === 'message' || kind === 'back') return false
  return turnOf(state) === side
}
