/** Whether this process could do its work right now: a write goes through, the tables are ours, the keys fit. */
import type { App } from '../../app.ts'
import { MINUTE, SECOND } from '../../domain/time.ts'
import { sampleDataKeys } from '../../store/creators.ts'
import { writeFact } from '../../store/installation.ts'
import { pendingMigrations } from '../../store/migrate.ts'
import { keysFit } from '../../vault/keys-fit.ts'

export type Readiness = {
  database: 'ok' | 'away'
  migrations: 'ok' | 'pending'
  keys: 'ok' | 'wrong'
}

const PATIENCE_MS = 2 * SECOND
/** Tables and keys change only by somebody's hand, so they are not looked at with every question. */
const STANDING_MS = MINUTE
/** Questions that come faster than this get the same answer. */
const FRESH_MS = SECOND

export type ReadinessCheck = () => Promise<Readiness>

export function createReadinessCheck(app: App): ReadinessCheck {
  let standing: { migrations: Readiness['migrations']; keys: Readiness['keys']; until: number } | null = null
  let last: { answer: Promise<Readiness>; until: number } | null = null

  async function look(): Promise<Readiness> {
    const { db } = app.store
    // A row that is really written: a server that follows another, or has no room left, answers reads only.
    await writeFact(db, 'last_readiness_check', new Date().toISOString())
    if (standing === null || standing.until < Date.now()) {
      const [pending, sample] = [await pendingMigrations(app.store), await sampleDataKeys(db)]
      standing = {
        migrations: pending.length === 0 ? 'ok' : 'pending',
        keys: keysFit(app.vault, sample) ? 'ok' : 'wrong',
        until: Date.now() + STANDING_MS,
      }
    }
    return { database: 'ok', migrations: standing.migrations, keys: standing.keys }
  }

  async function lookInTime(): Promise<Readiness> {
    const tooLate = new AbortController()
    const limit = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new Error('The database did not answer in time.')), PATIENCE_MS)
      tooLate.signal.addEventListener('abort', () => clearTimeout(timer))
    })
    try {
      return await Promise.race([look(), limit])
    } catch (error) {
      app.log.warn({ err: error }, 'This process is not ready')
      return {
        database: 'away',
        migrations: standing?.migrations ?? 'ok',
        keys: standing?.keys ?? 'ok',
      }
    } finally {
      tooLate.abort()
    }
  }

  return () => {
    if (last === null || last.until < Date.now()) {
      const asked = { answer: lookInTime(), until: Number.POSITIVE_INFINITY }
      last = asked
      void asked.answer.then(() => {
        asked.until = Date.now() + FRESH_MS
      })
    }
    return last.answer
  }
}
