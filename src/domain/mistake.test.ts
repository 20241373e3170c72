import { expect, it } from 'vitest'
import { hasCode, Mistake } from './mistake.ts'

it('a mistake is known by its code, also across copies of its class', () => {
  const mistake = new Mistake('folder_held', 'The folder is in use.', { cause: new Error('busy') })
  expect(hasCode(mistake, 'folder_held')).toBe(true)
  expect(hasCode({ code: 'folder_held' }, 'folder_held')).toBe(true)
  expect(hasCode(mistake, 'other')).toBe(false)
  for (const nothing of [null, undefined, 'folder_held', 7])
    expect(hasCode(nothing, 'folder_held')).toBe(false)
  expect(mistake.cause).toMatchObject({ message: 'busy' })
})
