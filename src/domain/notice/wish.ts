/** "Tell me when it's back": when somebody who asked to hear of a network is told. One rule from facts and now. */
import type { Circuit } from '../channel/circuit.ts'
import type { Network } from '../network.ts'
import { DAY, earliest, HOUR, later, MINUTE } from '../time.ts'

/** A network that has just come back often goes again; nobody is told before it has answered for this long. */
export const CALM_MS = 15 * MINUTE
/** Whoever has waited for this long has found out, or does not care any more. */
export const WISH_LIVES_MS = 30 * DAY
/** What ends a wait calls us by itself; this is for where nothing did. */
const LATE_LOOK_MS = 6 * HOUR
/** News of the day before yesterday is in the app, and no mail any more. */
const MAIL_WITHIN_MS = 2 * DAY

export type Wish = {
  id: string
  network: Network
  askedAt: Date
  /** Null while its person waits to be told. */
  toldAt: Date | null
  readAt: Date | null
  /** The mail that tells it, too. */
  mailId: string | null
  /** That mail has left. */
  mailed: boolean
}

export type NetworkFacts = {
  circuit: Circuit
  /** What it says is not believed right now. */
  held: boolean
  /** A channel of the person there has not been read for too long. */
  late: boolean
}

export type AboutWish =
  | { kind: 'wait'; lookAt: Date }
  | { kind: 'tell' }
  /** It was told, and is true. `mail`: a mail may still say so. */
  | { kind: 'stands'; mail: boolean }
  /** It went down again before its person had heard that it was back: they go on waiting. */
  | { kind: 'take_back' }
  /** They had heard, and it is not true any more. */
  | { kind: 'settle' }
  | { kind: 'forget' }

export function aboutWish(wish: Wish, network: NetworkFacts, now: Date): AboutWish {
  const { circuit } = network
  if (wish.toldAt !== null) {
    const heard = wish.readAt !== null || wish.mailed
    if (circuit.openedAt !== null) return { kind: heard ? 'settle' : 'take_back' }
    return { kind: 'stands', mail: !heard && later(wish.toldAt, MAIL_WITHIN_MS) > now }
  }
  const end = later(wish.askedAt, WISH_LIVES_MS)
  if (end <= now) return { kind: 'forget' }
  const calmAt = calmFrom(network, now)
  if (calmAt !== null && calmAt <= now) return { kind: 'tell' }
  return { kind: 'wait', lookAt: earliest(end, calmAt ?? later(now, LATE_LOOK_MS)) ?? end }
}

/** From when on a network may be said to be back, as far as anybody knows now; null while it is not. */
function calmFrom({ circuit, held, late }: NetworkFacts, now: Date): Date | null {
  if (circuit.openedAt !== null || held || late) return null
  // Its last call went wrong: it may be about to go again.
  if (circuit.failures > 0) return later(now, CALM_MS)
  return circuit.closedAt === null ? now : later(circuit.closedAt, CALM_MS)
}
