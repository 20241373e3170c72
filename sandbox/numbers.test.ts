import { expect, test } from 'vitest'
import {
  ageAndGender,
  countries,
  dayOf,
  followersOn,
  numbersOn,
  postsUntil,
  threeFigures,
} from './numbers.ts'
import { PAGES, PEOPLE } from './people.ts'

const DAY = dayOf(Date.parse('2026-11-22'))

test('every account keeps a believable course for a year', () => {
  const accounts = [
    ...PEOPLE.flatMap((person) => [
      ...person.instagram.map((each) => ({ id: each.id, shape: each.shape })),
      ...person.tiktok.map((each) => ({ id: each.openId, shape: each.shape })),
      ...person.google.flatMap((each) =>
        each.channels.map((channel) => ({ id: channel.id, shape: channel.shape })),
      ),
    ]),
    ...PAGES.map((page) => ({ id: page.id, shape: page.shape })),
  ]
  for (const { id, shape } of accounts) {
    expect(numbersOn(id, shape, DAY)).toEqual(numbersOn(id, shape, DAY))
    expect(followersOn(id, shape, DAY + 60)).toBeGreaterThanOrEqual(followersOn(id, shape, DAY))
    for (let day = DAY; day < DAY + 365; day += 11)
      for (const value of Object.values(numbersOn(id, shape, day))) {
        expect(Number.isInteger(value)).toBe(true)
        expect(value).toBeGreaterThanOrEqual(0)
      }
    const posts = postsUntil(id, shape, { ms: DAY * 86_400_000, count: 10 })
    expect(posts).toHaveLength(10)
    expect(posts.every((post) => post.caption !== '' && post.postedAt <= DAY * 86_400_000)).toBe(true)
  }
})

test('shares of an audience add up', () => {
  const sum = (list: { share: number }[]) => list.reduce((total, each) => total + each.share, 0)
  expect(sum(countries('x', 'PL'))).toBeCloseTo(1)
  expect(sum(ageAndGender('x'))).toBeCloseTo(1)
})

test('subscriber counts have three figures', () => {
  expect([7, 999, 1234, 27_431, 2_276_543].map(threeFigures)).toEqual([7, 999, 1230, 27_400, 2_270_000])
})
