/** The legal moves between stored states; everything else is refused by the statement that would make it. */
import type { Connection } from './channel.ts'

type State = Connection['state']

export const MOVES = {
  connected: ['connected', 'limited', 'disconnected', 'off'],
  limited: ['connected', 'limited', 'disconnected', 'off'],
  disconnected: ['connected', 'limited', 'off'],
  off: ['connected', 'limited'],
} as const satisfies Record<State, readonly State[]>

/** The states from which `to` may be reached. */
export function mayBecome(to: State): State[] {
  return (Object.keys(MOVES) as State[]).filter((from) => (MOVES[from] as readonly State[]).includes(to))
}
