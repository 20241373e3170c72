import { expect, it } from 'vitest'
import { MISSING_AT_MOST, reactionFrom } from './reaction.ts'

it('keeps what was missing of a reader who did not find it', () => {
  expect(reactionFrom('no', ' Nothing about \r\nThreads ')).toEqual({
    face: 'no',
    missing: 'Nothing about \nThreads',
  })
  expect(reactionFrom('partly', '  ')).toEqual({ face: 'partly', missing: null })
})

it('keeps no text of a reader who did', () => {
  expect(reactionFrom('yes', 'left from before')).toEqual({ face: 'yes', missing: null })
})

it('cuts a long text between letters, never inside of one', () => {
  expect(Array.from(reactionFrom('no', '🙂'.repeat(1200)).missing ?? '')).toHaveLength(MISSING_AT_MOST)
})
