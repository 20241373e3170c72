/**
 * The source text of one member of a JSON object, as it stands there: `1.0` stays `1.0`, and no digit of a long
 * number is lost. The last one of that name, as `JSON.parse` has it; null where there is none. `text` must be a
 * valid JSON object.
 */
export function memberSource(text: string, name: string): string | null {
  let found: string | null = null
  let here = text.indexOf('{') + 1
  while (true) {
    here = afterBlanks(text, here)
    if (text[here] === '}') return found
    if (text[here] === ',') here = afterBlanks(text, here + 1)
    const afterName = afterString(text, here)
    const isWanted = JSON.parse(text.slice(here, afterName)) === name
    const start = afterBlanks(text, afterBlanks(text, afterName) + 1)
    here = afterValue(text, start)
    if (isWanted) found = text.slice(start, here).trimEnd()
  }
}

/** Up to the comma or bracket that ends the value, whatever it is. */
function afterValue(text: string, start: number): number {
  let depth = 0
  let here = start
  while (here < text.length) {
    const one = text[here]
    if (one === '"') {
      here = afterString(text, here)
      continue
    }
    if (depth === 0 && (one === ',' || one === '}')) return here
    if (one === '{' || one === '[') depth++
    if (one === '}' || one === ']') depth--
    here++
  }
  return here
}

function afterString(text: string, start: number): number {
  let here = start + 1
  while (text[here] !== '"') here += text[here] === '\\' ? 2 : 1
  return here + 1
}

function afterBlanks(text: string, start: number): number {
  let here = start
  while (BLANKS.includes(text[here] ?? '-')) here++
  return here
}

const BLANKS = ' \t\r\n'
