import { describe, expect, test } from 'vitest'
import { type ProfileForm, readProfileForm } from './profile.ts'

const known = { countries: ['PL', 'SE'], languages: ['pl', 'en', 'sv', 'de'] }
const form: ProfileForm = {
  name: 'Lina',
  bio: '',
  place: '',
  country: 'PL',
  languages: ['pl', '', 'en'],
  categories: ['food'],
  links: [],
  listed: true,
  shown: ['growth', 'audience', 'posts', 'engagement', 'links'],
  currency: 'EUR',
  rates: [],
}
const read = (more: Partial<ProfileForm>) => readProfileForm({ ...form, ...more }, known)

test('a form without mistakes is what it says, with costs left out until they are shown', () => {
  const { fields, mistakes } = read({})
  expect(mistakes).toEqual([])
  expect(fields).toMatchObject({ name: 'Lina', country: 'PL', languages: ['pl', 'en'], hidden: ['rates'] })
})

test.each([
  [{ name: '  ' }, 'name', 'missing'],
  [{ name: 'x'.repeat(81) }, 'name', 'too_long'],
  [{ bio: 'x'.repeat(501) }, 'bio', 'too_long'],
  [{ country: 'XX' }, 'country', 'unknown'],
  [{ languages: ['tlh'] }, 'languages', 'unknown'],
  [{ languages: ['pl', 'en', 'sv', 'de'] }, 'languages', 'too_many'],
  [{ categories: ['food', 'art', 'books', 'music', 'travel'] }, 'categories', 'too_many'],
  [{ links: [{ label: 'Me', url: 'javascript:alert(1)' }] }, 'links', 'no_address'],
  [{ links: [{ label: 'Me', url: 'https://a:b@c.example' }] }, 'links', 'no_address'],
  [{ links: [{ label: 'Me', url: 'nowhere' }] }, 'links', 'no_address'],
  [{ rates: [{ what: 'post', from: 'a lot', to: '' }] }, 'rates', 'no_amount'],
  [{ rates: [{ what: 'post', from: '-5', to: '10' }] }, 'rates', 'no_amount'],
  [{ rates: [{ what: 'post', from: '500', to: '100' }] }, 'rates', 'upside_down'],
] as const)('%j is refused at its field', (more, field, why) => {
  expect(read(more as Partial<ProfileForm>).mistakes).toEqual([{ field, why }])
})

test('all mistakes are told at once', () => {
  expect(read({ name: '', country: 'XX', bio: 'x'.repeat(600) }).mistakes).toHaveLength(3)
})

describe('what people write', () => {
  test.each([
    ['1,500', 1500],
    ['1.500', 1500],
    ['1 500', 1500],
    ['1500', 1500],
  ])('%s is an amount', (from, amount) => {
    const rates = [{ what: 'post', from, to: '' }] as const
    expect(read({ rates }).fields.rates).toEqual([
      { what: 'post', from: amount, to: amount, currency: 'EUR' },
    ])
  })

  test('an address without its beginning is one all the same', () => {
    const { fields, mistakes } = read({ links: [{ label: '', url: 'lina.example/soup' }] })
    expect(mistakes).toEqual([])
    expect(fields.links).toEqual([{ label: 'lina.example', url: 'https://lina.example/soup' }])
  })

  test('HTML stays text, and what turns a line around is taken out', () => {
    const { fields } = read({ bio: '<script>x</script>\u202e\nsecond line' })
    expect(fields.bio).toBe('<script>x</script>\nsecond line')
  })

  test('categories that nobody knows are not there', () => {
    expect(read({ categories: ['food', '<b>'] }).fields.categories).toEqual(['food'])
  })
})
