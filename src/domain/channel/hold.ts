/**
 * When the evidence of one network is not believed for a while: too much of it at once says more about the network,
 * or about our own app there, than about the people. Nothing is taken away then, and nobody is told to reconnect.
 */
import { later, MINUTE } from '../time.ts'

/** Evidence is counted over this long, by channel. */
export const HOLD_WINDOW_MS = 15 * MINUTE
/** What is usual is the mean of such windows over this many of them: a week. */
export const USUAL_WINDOWS = 7 * 24 * 4
/** How a network answers is judged by the last hour before a hold is ended. */
export const RECOVERY_WINDOW_MS = 60 * MINUTE

/**
 * `suspect`: ambiguous. `definite`: one reply that settles a loss. `own_app`: the network refuses our app or our
 * keys, whatever it says of the person.
 */
export const ALARMS = ['suspect', 'definite', 'own_app'] as const
export type Alarm = (typeof ALARMS)[number]

/** What is not believed: evidence that needs a second opinion, or definite evidence as well. */
export type HoldScope = 'ambiguous' | 'all'

export type Alarms = {
  /** Channels with this kind of evidence within the window, outside of any hold. */
  counted: number
  /** How many such a window usually has. */
  usual: number
  /** Connected channels of the network. */
  channels: number
  /** Looks of the window that found the connection alive. */
  alive: number
}

/** A single app is refused for everybody: a few channels agreeing, and nobody being well, is enough. */
const OWN_APP_REFUSALS = 3

/**
 * Up to this many channels of one network may come under suspicion, or be lost, within a window. A channel is looked
 * at once a day, so of a million hardly one in a hundred is asked within a window: there, one in a hundred is
 * everybody who was asked. More refusals than proofs are therefore a jump whatever the size.
 */
export function threshold({ counted, usual, channels, alive }: Alarms): number {
  const least = leastThreshold(usual)
  return counted > alive ? least : Math.max(least, Math.ceil(channels / 100))
}

function leastThreshold(usual: number): number {
  return Math.max(20, Math.ceil(5 * usual))
}

/**
 * The hold that this much evidence calls for, or null. Definite evidence acts at once, so a rise of it holds
 * everything: a network that wrongly refuses its whole world says so in definite words, too.
 */
export function holdFor(alarm: Alarm, alarms: Alarms): HoldScope | null {
  const { counted, channels, alive } = alarms
  switch (alarm) {
    case 'own_app':
      return counted >= Math.min(OWN_APP_REFUSALS, Math.max(1, channels)) && counted > alive
        ? 'ambiguous'
        : null
    case 'suspect':
    case 'definite':
      if (counted <= threshold(alarms)) return null
      return alarm === 'definite' ? 'all' : 'ambiguous'
    default:
      return alarm satisfies never
  }
}

/** Whether evidence has to wait under a hold. */
export function mustWait(hold: HoldScope | null, evidence: { definite: boolean }): boolean {
  return hold === 'all' || (hold === 'ambiguous' && !evidence.definite)
}

/** How looks at a network ended lately. */
export type Looks = {
  alive: number
  /** Evidence against a channel that was not held before. */
  refused: number
  /** Channels that were held and are well. */
  recovered: number
  /** Channels that were held and are refused again. */
  refusedAgain: number
}

/**
 * Whether the network can be believed again: most of what was held is well, or the others are, almost all of them.
 * What is truly gone then goes one by one. A network that answers nobody well stays held until somebody decides.
 */
export function mayRelease(hold: { beganAt: Date; channels: number }, looks: Looks, now: Date): boolean {
  if (later(hold.beganAt, HOLD_WINDOW_MS) > now) return false
  const { alive, refused, recovered, refusedAgain } = looks
  if (recovered > refusedAgain) return true
  return alive >= Math.min(3, Math.max(1, hold.channels)) && refused * 10 <= alive
}

/** Time between two re-probes after a release: half of what would call for the next hold, were nobody well. */
export function reprobeEveryMs(usual: number): number {
  return Math.ceil(HOLD_WINDOW_MS / Math.floor(leastThreshold(usual) / 2))
}
