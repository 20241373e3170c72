/** A search that found nothing, as it may be kept: words about the product, and nothing about a person. */
const WORDS_AT_MOST = 12
const LETTERS_AT_MOST = 80

/** Null where nothing is left that a writer of articles could use. */
export function missedSearch(query: string): string | null {
  const words = query
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !isPersonal(word))
    .map((word) => word.replaceAll(/[^\p{L}\p{N}_+'’-]+/gu, ' ').trim())
    .filter((word) => word !== '')
    .slice(0, WORDS_AT_MOST)
  const kept = words.join(' ').slice(0, LETTERS_AT_MOST).trim()
  return /\p{L}{2}/u.test(kept) ? kept : null
}

/** Addresses, handles, links, numbers that could be a phone's or a card's, and what looks like a key. */
function isPersonal(word: string): boolean {
  return (
    /[@=]|\/\/|^www\./.test(word) ||
    word.replaceAll(/\D/g, '').length >= 5 ||
    (word.length >= 24 && !word.includes('-'))
  )
}
