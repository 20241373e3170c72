/** Counts who asked for a channel's token and why. Counting costs no write; the counts are written in batches. */
import type { App } from '../../app.ts'
import { DAY, later } from '../../domain/time.ts'
import { addTokenUses, dropTokenUsesBefore, type TokenUse } from '../../store/token-uses.ts'

const KEPT_FOR_MS = 90 * DAY

export function noteUse(app: App, use: Pick<TokenUse, 'channelId' | 'askedBy' | 'purpose'>): void {
  const at = app.clock.now()
  add(app, { ...use, day: dayOf(at), uses: 1, lastAt: at })
}

/** What cannot be written now stays counted. */
export async function writeUses(app: App): Promise<void> {
  const uses = [...app.tokenUses.values()]
  app.tokenUses.clear()
  try {
    await addTokenUses(app.store.db, uses)
  } catch (error) {
    for (const use of uses) add(app, use)
    throw error
  }
}

export async function forgetOldUses(app: App): Promise<void> {
  await dropTokenUsesBefore(app.store.db, dayOf(later(app.clock.now(), -KEPT_FOR_MS)))
}

function add(app: App, use: TokenUse): void {
  const key = JSON.stringify([use.channelId, use.day, use.askedBy, use.purpose])
  const known = app.tokenUses.get(key)
  app.tokenUses.set(key, known === undefined ? use : sum(known, use))
}

function sum(a: TokenUse, b: TokenUse): TokenUse {
  return { ...a, uses: a.uses + b.uses, lastAt: a.lastAt > b.lastAt ? a.lastAt : b.lastAt }
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
