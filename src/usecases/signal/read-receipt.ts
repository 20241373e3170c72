/** How a deletion stands that a person asked a network for. Whoever holds the code may know; it names nobody. */
import type { App } from '../../app.ts'
import { findReceipt, type Receipt } from '../../store/incoming-events.ts'
import { hashState } from '../../vault/random.ts'

export function readReceipt(app: App, input: { code: string }): Promise<Receipt | null> {
  return findReceipt(app.store.db, hashState(input.code))
}
