/** What stands in a collaboration's timeline. */
import type { Move } from './moves.ts'

/** Besides every move: posts that are shown or taken back, and what became of a channel that was agreed on. */
export type EventKind = Move | 'post_shown' | 'post_taken_back' | 'paused' | 'creator_told' | 'back' | 'asked'

export type EventDetail = {
  /** The terms that it brought or was about. */
  version?: number
  reason?: string
  url?: string
  channelId?: string
  /** ISO: when its numbers were last verified. */
  lastVerifiedAt?: string | null
}
