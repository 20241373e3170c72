import { createHash } from 'node:crypto'

/** A browser's cookie, as it is stored beside one article: of no use for any other. */
export function readerHash(reader: string, article: string): Uint8Array {
  return createHash('sha256').update(`help reader\n${article}\n${reader}`, 'utf8').digest()
}
