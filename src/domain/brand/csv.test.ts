import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'

describe('a table for spreadsheets', () => {
  it('says its encoding, quotes every text and ends every row', () => {
    expect(
      csvOf([
        ['Łódź', 12, null],
        ['say "hi", twice', -1, 'a\nb'],
      ]),
    ).toBe('\ufeff"Łódź",12,\r\n"say ""hi"", twice",-1,"a\nb"\r\n')
  })

  it.each([
    '=1+1',
    '+1',
    '-2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '  =1',
    '\u200f=cmd|calc',
    '\ufeff@x',
    '|x',
    '＝1',
  ])('lets no cell run: %j', (text) => {
    expect(csvOf([[text]])).toBe(`\ufeff"'${text}"\r\n`)
  })

  it('leaves a number that is less than nothing a number', () => {
    expect(csvOf([[-0.5, Number.NaN]])).toBe('\ufeff-0.5,\r\n')
  })
})
