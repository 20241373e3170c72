/** Keeps a second process out of the embedded database's folder, and says who is in there. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Mistake } from '../domain/mistake.ts'

export type FolderLock = {
  /** Changes the words that another process is told, for instance once the address is known. */
  describe(holder: string): void
  release(): void
  [Symbol.dispose](): void
}

/** What SQLite answers when another connection holds the lock (`SQLITE_BUSY`). */
const BUSY = 5
/**
 * DANGER: nothing else may open this file, not even to read it. Closing any descriptor of it drops the lock
 * of this whole process, silently (POSIX). So it lies beside the database, outside of what is copied or backed up.
 */
const LOCK_FILE = 'rechannel.lock'
const HOLDER_FILE = 'rechannel.holder.json'

/**
 * Takes `folder` for this process until it ends, however it ends. `holder` says what runs here and where:
 * "npm start, http://127.0.0.1:3000". Throws `folder_held` with a sentence that names the other process.
 */
export function holdFolder(folder: string, holder: string): FolderLock {
  mkdirSync(folder, { recursive: true })
  const since = new Date()
  const lock = new DatabaseSync(path.join(folder, LOCK_FILE), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw new Mistake('folder_held', heldSentence(folder), { cause: error })
    throw error
  }
  const describe = (words: string): void =>
    writeFileSync(
      path.join(folder, HOLDER_FILE),
      `${JSON.stringify({ pid: process.pid, since: since.toISOString(), holder: words })}\n`,
    )
  const release = (): void => {
    if (!lock.isOpen) return
    rmSync(path.join(folder, HOLDER_FILE), { force: true })
    lock.close()
  }
  describe(holder)
  return { describe, release, [Symbol.dispose]: release }
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === BUSY
}

function heldSentence(folder: string): string {
  const way = 'Stop it first, or set RECHANNEL_DATA to another folder.'
  const other = readHolder(folder)
  if (!other) return `The folder ${folder} is in use by another Rechannel process. ${way}`
  return `The folder ${folder} is in use by process ${other.pid} (${other.holder}) since ${other.since}. ${way}`
}

/** Informative only: the lock itself decides, so a file that is missing or half-written is no trouble. */
function readHolder(folder: string): { pid: number; since: string; holder: string } | null {
  try {
    const found: unknown = JSON.parse(readFileSync(path.join(folder, HOLDER_FILE), 'utf8'))
    if (typeof found !== 'object' || found === null) return null
    const { pid, since, holder } = found as Record<string, unknown>
    if (typeof pid !== 'number' || typeof since !== 'string' || typeof holder !== 'string') return null
    return { pid, since, holder }
  } catch {
    return null
  }
}
