/** Words as they are compared: without accents, marks of direction, case or punctuation. */

/** Letters that no decomposition takes apart, and that people write without. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
}

const LONGEST_WORD = 40

/** In their order, each once. */
export function wordsIn(text: string, most: number): string[] {
  if (text === '') return []
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[łøđðħıßæœþ]/g, (letter) => PLAIN[letter] ?? letter)
  const words = new Set<string>()
  for (const [word] of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
    words.add(word.slice(0, LONGEST_WORD))
    if (words.size === most) break
  }
  return [...words]
}
