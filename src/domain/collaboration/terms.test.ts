import { describe, expect, it } from 'vitest'
import { postKey, readPostAddress } from './post.ts'
import { standingOf } from './standing.ts'
import {
  amountText,
  changedFields,
  type GivenTerms,
  lineChanges,
  readAmount,
  readReason,
  readTerms,
} from './terms.ts'

const GOOD: GivenTerms = {
  title: 'Autumn soups',
  brief: 'Three soups from one pot.',
  deliverables: '- 2 Reels\n\n1 story',
  budget: '1 200,50',
  currency: 'EUR',
  startsOn: '2026-12-01',
  endsOn: '2026-12-20',
  channels: ['chn_1'],
}
const about = { mine: ['chn_1', 'chn_2'], today: '2026-11-25' }
const read = (over: Partial<GivenTerms>) => readTerms({ ...GOOD, ...over }, about)

describe('terms from a form', () => {
  it('are read whole', () => {
    expect(read({})).toEqual({
      kind: 'ok',
      terms: {
        title: 'Autumn soups',
        brief: 'Three soups from one pot.',
        deliverables: ['2 Reels', '1 story'],
        budget: { amount: 120_050, currency: 'EUR' },
        startsOn: '2026-12-01',
        endsOn: '2026-12-20',
        channelIds: ['chn_1'],
      },
    })
  })

  it.each([
    [{ title: '  ' }, { title: 'missing' }],
    [{ title: 'x'.repeat(81) }, { title: 'too_long' }],
    [{ brief: 'x'.repeat(10_000) }, { brief: 'too_long' }],
    [{ brief: '\u202e\u2066\u0000' }, { brief: 'missing' }],
    [{ deliverables: '\n \n' }, { deliverables: 'missing' }],
    [{ deliverables: 'post\n'.repeat(11) }, { deliverables: 'too_many' }],
    [{ budget: '-5' }, { budget: 'negative' }],
    [{ budget: '1,200' }, { budget: 'not_a_number' }],
    [{ budget: '1e9' }, { budget: 'not_a_number' }],
    [{ budget: 'NaN' }, { budget: 'not_a_number' }],
    [{ budget: '10000001' }, { budget: 'too_much' }],
    [{ budget: '9'.repeat(15) }, { budget: 'too_much' }],
    [{ budget: '12.5', currency: 'JPY' }, { budget: 'not_a_number' }],
    [{ currency: 'toString' }, { currency: 'unknown' }],
    [{ startsOn: '2026-11-24' }, { startsOn: 'past' }],
    [{ startsOn: '2026-02-31', endsOn: '2026-12-01' }, { startsOn: 'not_a_day' }],
    [{ endsOn: '2026-11-30' }, { endsOn: 'before_start' }],
    [{ endsOn: '2999-01-01' }, { endsOn: 'too_far' }],
    [{ channels: [] }, { channels: 'missing' }],
    [{ channels: ['chn_of_somebody_else'] }, { channels: 'unknown' }],
  ])('%j is refused with %j', (over, flaws) => {
    expect(read(over)).toEqual({ kind: 'flawed', flaws })
  })

  it('keep words that look like code as words, without what could turn them around', () => {
    const found = read({ title: '<b>Hi</b>\u202e', brief: '<script>alert(1)</script>' })
    expect(found.kind === 'ok' && found.terms).toMatchObject({
      title: '<b>Hi</b>',
      brief: '<script>alert(1)</script>',
    })
  })

  it('may cost nothing', () => {
    expect(readAmount('0', 'EUR')).toBe(0)
  })

  it('give back an amount as it can be typed again', () => {
    for (const text of ['0', '1200', '1200.50', '10000000']) {
      const amount = readAmount(text, 'EUR')
      expect(typeof amount === 'number' && amountText({ amount, currency: 'EUR' })).toBe(text)
    }
  })
})

describe('two versions of terms', () => {
  const before = read({})
  const after = read({ budget: '1500', deliverables: '2 Reels\n2 stories', channels: ['chn_1', 'chn_1'] })
  if (before.kind !== 'ok' || after.kind !== 'ok') throw new Error('These terms are whole.')

  it('differ in what was changed, and in nothing else', () => {
    expect(changedFields(before.terms, after.terms)).toEqual(['deliverables', 'budget'])
    expect(changedFields(before.terms, before.terms)).toEqual([])
  })

  it('show lines that went and lines that came', () => {
    expect(lineChanges(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'same', text: 'c' },
      { kind: 'added', text: 'd' },
    ])
    expect(
      lineChanges(['a', 'b'], ['b', 'a'])
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text),
    ).toEqual(['b', 'a'])
  })
})

describe('time', () => {
  const now = new Date('2026-12-01T00:00:00Z')
  it.each([
    ['sent', '2026-12-01T00:00:00Z', null, 'expired'],
    ['sent', '2026-12-01T00:00:01Z', null, 'sent'],
    ['countered', '2026-11-01T00:00:00Z', null, 'expired'],
    ['accepted', null, '2026-12-01', 'live'],
    ['accepted', null, '2026-12-02', 'accepted'],
    ['delivered', null, '2026-11-01', 'delivered'],
  ] as const)('%s, until %s, from %s, stands as %s', (state, expires, startsOn, expected) => {
    const expiresAt = expires === null ? null : new Date(expires)
    expect(standingOf({ state, expiresAt, startsOn }, now)).toBe(expected)
  })
})

describe('a reason', () => {
  it('is given or not, and not a novel', () => {
    expect(readReason('  Not this month. ')).toBe('Not this month.')
    expect(readReason(' \u202e ')).toBeNull()
    expect(readReason('x'.repeat(1_001))).toBeNull()
  })
})

describe('the address of a post', () => {
  it.each([
    [
      'https://www.instagram.example/p/abc/?utm_source=x#top',
      'https://www.instagram.example/p/abc/?utm_source=x',
    ],
    ['instagram.example/p/abc', 'https://instagram.example/p/abc'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://user:pass@instagram.example/', null],
    ['not an address', null],
    [`https://a.example/${'x'.repeat(600)}`, null],
  ])('%s is kept as %s', (typed, kept) => {
    expect(readPostAddress(typed)).toBe(kept)
  })

  it('is known in all its ways of being written', () => {
    expect(postKey('https://www.instagram.example/p/abc/?utm_source=x')).toBe(
      postKey('https://instagram.example/p/abc'),
    )
    expect(postKey('https://m.youtube.example/watch?v=1&t=3')).toBe(
      postKey('https://youtube.example/watch?v=1'),
    )
    expect(postKey('https://youtube.example/watch?v=1')).not.toBe(
      postKey('https://youtube.example/watch?v=2'),
    )
  })
})
