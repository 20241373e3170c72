/** Every language says everything, in forms that its grammar asks for. */
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { ar } from './ar/index.ts'
import { de } from './de/index.ts'
import { ENGLISH_ONLY, en } from './en/index.ts'
import { es } from './es/index.ts'
import { LANGUAGES } from './languages.ts'

const TRANSLATED = { ar, de, es }
const english = leavesOf(en).filter(([key]) => !ENGLISH_ONLY.some((area) => key.startsWith(`${area}.`)))

/** Areas that are said in English so far. One that is whole has no place here any more. */
const STILL_ENGLISH: Record<keyof typeof TRANSLATED, readonly string[]> = {
  ar: [],
  de: [],
  es: [],
}

/** The same in more than one language: names, signs, and what holds nothing but places. */
const SAME = /^[^\p{L}]*(?:\{\w+\}[^\p{L}]*)*$/u

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

describe.each(Object.entries(TRANSLATED))('%s', (language, words) => {
  const said = leavesOf(words)
  const own = new Map(said)

  test('has a text for every English one', () => {
    const missing = english.map(([key]) => key).filter((key) => !own.has(key))
    const areas = [...new Set(missing.map((key) => key.split('.')[0]))].sort()
    const lagging = STILL_ENGLISH[language as keyof typeof TRANSLATED]
    expect(missing.filter((key) => !lagging.includes(key.split('.')[0] ?? ''))).toEqual([])
    expect(areas).toEqual(lagging)
  })

  test('has no text that English has not', () => {
    const known = new Set(english.map(([key]) => key))
    expect(said.map(([key]) => key).filter((key) => !known.has(key))).toEqual([])
  })

  test('names no place that English does not fill', () => {
    const odd = english.flatMap(([key, text]) => {
      const [filled, named] = [placesIn(elementsOf(text)), placesIn(elementsOf(own.get(key) ?? ''))]
      return [...named].filter((place) => !filled.has(place)).map((place) => `${key}: {${place}}`)
    })
    expect(odd).toEqual([])
  })

  test('has every form that its numbers ask for', () => {
    const { formats } = LANGUAGES[language as keyof typeof TRANSLATED]
    const holes = said.flatMap(([key, text]) =>
      pluralsIn(elementsOf(text)).flatMap(({ type, forms }) => {
        const asked = new Intl.PluralRules(formats, { type }).resolvedOptions().pluralCategories
        // A number that is named outright, such as =1, may stand for the form that is for it alone.
        const given = new Set([
          ...forms,
          ...(forms.has('=1') ? ['one'] : []),
          ...(forms.has('=0') ? ['zero'] : []),
        ])
        return asked
          .filter((form) => form !== 'many' || language === 'ar')
          .filter((form) => !given.has(form))
          .map((form) => `${key}: ${form}`)
      }),
    )
    expect(holes).toEqual([])
  })

  test('leaves nothing in English', () => {
    const left = english.filter(
      ([key, text]) => own.get(key) === text && /\s\p{L}{2,}\s/u.test(text) && !SAME.test(text),
    )
    expect(left.map(([key]) => key)).toEqual([])
  })
})

function leavesOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}.${name}`
    return typeof value === 'string' ? [[key, value] as [string, string]] : leavesOf(value as object, key)
  })
}

function elementsOf(text: string): Element[] {
  return new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()
}

function choicesOf(
  element: Element,
): { name: string; forms: Map<string, Element[]>; type: 'cardinal' | 'ordinal' | null } | null {
  if (!('options' in element)) return null
  const forms = new Map(Object.entries(element.options).map(([form, { value }]) => [form, value]))
  return {
    name: element.value,
    forms,
    type: 'pluralType' in element ? (element.pluralType ?? 'cardinal') : null,
  }
}

function placesIn(elements: readonly Element[]): Set<string> {
  const places = new Set<string>()
  for (const element of elements) {
    const choices = choicesOf(element)
    if (choices !== null) {
      places.add(choices.name)
      for (const form of choices.forms.values()) for (const place of placesIn(form)) places.add(place)
    } else if (element.type === 1 || element.type === 2) {
      places.add(element.value)
    }
  }
  return places
}

function pluralsIn(elements: readonly Element[]): { type: 'cardinal' | 'ordinal'; forms: Set<string> }[] {
  return elements.flatMap((element) => {
    const choices = choicesOf(element)
    if (choices === null) return []
    const below = [...choices.forms.values()].flatMap(pluralsIn)
    return choices.type === null
      ? below
      : [{ type: choices.type, forms: new Set(choices.forms.keys()) }, ...below]
  })
}
