import { describe, expect, it } from 'vitest'
import { websiteOf } from './company.ts'

describe('a website as people type it', () => {
  it.each([
    ['nordfjell.example', 'https://nordfjell.example/'],
    [' http://nordfjell.example/shop ', 'http://nordfjell.example/shop'],
    ['javascript:alert(1)', null],
    ['https://user:secret@nordfjell.example', null],
    ['nordfjell', null],
    [`https://${'a'.repeat(300)}.example`, null],
  ])('%s becomes %s', (typed, kept) => {
    expect(websiteOf(typed)).toBe(kept)
  })
})
