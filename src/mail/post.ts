/**
 * Letters that somebody waits for: sent at once, and where the mail server does not answer, again and again for as
 * long as they are of use. What waits is sealed: a link in it may let somebody in.
 */
import { Secret } from '../domain/secret.ts'
import { DAY, MINUTE, SECOND } from '../domain/time.ts'
import type { Log } from '../log.ts'
import { claimLetters, dropLetter, dropUselessLetters, putLetter, retryLetter } from '../store/letters.ts'
import type { Store } from '../store/open.ts'
import { newId } from '../vault/random.ts'
import type { Vault } from '../vault/vault.ts'
import { isRefusedForGood, type Mail, type Mailer } from './mailer.ts'

/** `late`: the mail server does not take it now, and it goes out as soon as one does. */
export type Posted = 'sent' | 'late'

export type Post = {
  /** Throws where it can never be sent. `goodForMs`: past that, a letter would only confuse. */
  send(mail: Mail, goodForMs?: number): Promise<Posted>
  /** Tries what waits and is due. How many left. */
  sendLate(signal: AbortSignal): Promise<number>
}

const USUALLY_GOOD_FOR_MS = 2 * DAY
const BATCH = 10
const FIRST_WAIT_MS = 20 * SECOND
const LONGEST_WAIT_MS = 30 * MINUTE

export function createPost(parts: {
  mailer: Mailer
  store: Pick<Store, 'db'>
  vault: Vault
  log: Log
  /** Where Message-IDs are from. */
  host: string
}): Post {
  const { mailer, vault, log } = parts
  const placeOf = (id: string) => ({ creatorId: id, table: 'letter', row: id, field: 'mail' })

  return {
    async send(mail, goodForMs = USUALLY_GOOD_FOR_MS) {
      const id = newId('let')
      const whole = { messageId: `${id}@${parts.host}`, ...mail }
      try {
        await mailer.send(whole)
        return 'sent'
      } catch (error) {
        if (isRefusedForGood(error) || isOurs(error)) throw error
        log.warn({ err: error, letter: id }, 'A letter waits for its mail server')
      }
      const dataKey = vault.makeDataKey(id)
      await putLetter(parts.store.db, {
        id,
        dataKey,
        sealed: vault.seal(dataKey, placeOf(id), new Secret(JSON.stringify(whole))),
        goodForSeconds: goodForMs / SECOND,
        afterSeconds: FIRST_WAIT_MS / SECOND,
      })
      return 'late'
    },

    async sendLate(signal) {
      const { db } = parts.store
      const late = await dropUselessLetters(db)
      if (late > 0) log.warn({ letters: late }, 'Letters were dropped: their mail server answered too late')
      let sent = 0
      for (const { id, dataKey, sealed, tries } of await claimLetters(db, BATCH)) {
        if (signal.aborted) return sent
        try {
          await mailer.send(JSON.parse(vault.open(dataKey, placeOf(id), sealed).reveal()) as Mail)
          await dropLetter(db, id)
          sent += 1
        } catch (error) {
          if (isRefusedForGood(error)) {
            log.error({ err: error, letter: id }, 'A letter was refused for good')
            await dropLetter(db, id)
          } else {
            log.warn({ err: error, letter: id, tries }, 'A letter could not be sent yet')
            await retryLetter(db, id, Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS) / SECOND)
          }
        }
      }
      return sent
    },
  }
}

/** What is wrong with the mail itself will be wrong again. */
function isOurs(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'bad_mail'
}
