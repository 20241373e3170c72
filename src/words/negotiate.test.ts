import { describe, expect, test } from 'vitest'
import { negotiate } from './languages.ts'

describe('the language of a reader who has chosen none', () => {
  test.each([
    [null, null],
    ['', null],
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['EN-us', 'en'],
    ['fr,es;q=0.4,de;q=0.7', 'de'],
    ['es;q=0.5, ar;q=0.5', 'es'],
    ['de;q=0, en;q=0.1', 'en'],
    ['de;q=0', null],
    ['fr;q=0.9, *;q=0.5', 'en'],
    ['en;q=0.1, *;q=0.5', 'es'],
    ['de;q=2, es;q=0.2', 'es'],
    ['de;q=nonsense', null],
    ['constructor, toString;q=1', null],
    ['ja, ko', null],
  ])('%j asks for %s', (header, language) => {
    expect(negotiate(header)).toBe(language)
  })
})
