/** Who of a side signs. Everybody of a side reads and writes. */
import type { Side } from './moves.ts'

/**
 * A company's members prepare; its owners and admins sign. Answering brands is what every member of a creator's team
 * is there for.
 */
export function maySign(side: Side, role: string): boolean {
  return side === 'creator' || role === 'owner' || role === 'admin'
}
