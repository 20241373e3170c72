/**
 * A whole town of people without a story: who lives there is the same in every sandbox, and each is made from a
 * number. They have accounts on one to four networks; who moves in gives an app its permissions in one go. They are
 * shaped like everybody in `people.ts`, which asks here last.
 */
import { createHash } from 'node:crypto'
import { COUNTRIES, type Country } from './town-names.ts'

export const TOWN_MOST = 5_000

export type Townsperson = ReturnType<typeof makePerson>

type Topic = keyof typeof TOPICS

/** What they make, what their posts look like, how common it is, and what they say of it. */
const TOPICS = {
  food: {
    theme: 'cooking',
    weight: 12,
    bios: [
      'Recipes from {city}, one pot at a time.',
      'I cook what my grandmother wrote down.',
      'Bread, broth and patience.',
    ],
  },
  fashion: {
    theme: 'fashion',
    weight: 10,
    bios: [
      'Second-hand first. Styled in {city}.',
      'Ten pieces, a hundred ways.',
      'Tailoring for people who cycle.',
    ],
  },
  beauty: {
    theme: 'beauty',
    weight: 9,
    bios: [
      'Skin first, then everything else.',
      'Honest reviews from a tiny bathroom.',
      'Make-up for tired Mondays in {city}.',
    ],
  },
  travel: {
    theme: 'travel',
    weight: 9,
    bios: ['Slow trains and small towns.', 'From {city} to wherever the ferry goes.', 'One bag, no plan.'],
  },
  fitness: {
    theme: 'fitness',
    weight: 8,
    bios: [
      'Strength for beginners. Coach in {city}.',
      'Running, badly and gladly.',
      'Twenty minutes, no equipment.',
    ],
  },
  gaming: {
    theme: 'gaming',
    weight: 8,
    bios: [
      'Indie games, long playthroughs.',
      'Speedruns on Fridays, losing on Saturdays.',
      'Cosy games from {city}.',
    ],
  },
  music: {
    theme: 'music',
    weight: 6,
    bios: [
      'Loops, strings and rain on the window.',
      'Bass player from {city}.',
      'Covers you did not ask for.',
    ],
  },
  comedy: {
    theme: 'desk',
    weight: 5,
    bios: ['Sketches about open-plan offices.', 'My mother watches these.', 'Small jokes from {city}.'],
  },
  photography: {
    theme: 'street',
    weight: 5,
    bios: ['35 mm and the last tram in {city}.', 'Portraits of strangers.', 'Light, mostly.'],
  },
  outdoors: {
    theme: 'outdoor',
    weight: 5,
    bios: ['Huts, ridges and wet socks.', 'Weekends above {city}.', 'Maps before apps.'],
  },
  technology: {
    theme: 'desk',
    weight: 5,
    bios: [
      'I take things apart so you need not.',
      'Phones, keyboards, opinions.',
      'Open source from {city}.',
    ],
  },
  family: {
    theme: 'desk',
    weight: 4,
    bios: ['Three children, one bathroom.', 'Days out around {city}.', 'Parenting without a manual.'],
  },
  art: {
    theme: 'ceramics',
    weight: 4,
    bios: ['Clay, glaze, repeat.', 'Linocuts from a kitchen in {city}.', 'Murals, when the wall allows.'],
  },
  dance: {
    theme: 'dance',
    weight: 4,
    bios: [
      'Choreography every Wednesday.',
      'From the studio in {city} to your living room.',
      'Popping since 2009.',
    ],
  },
  sports: {
    theme: 'football',
    weight: 4,
    bios: ['Football without the shouting.', 'Keeper drills from {city}.', 'Second division, first love.'],
  },
  home: {
    theme: 'ceramics',
    weight: 3,
    bios: ['A flat in {city}, one shelf at a time.', 'Paint, plants, regrets.', 'Small rooms, big lamps.'],
  },
  animals: {
    theme: 'outdoor',
    weight: 3,
    bios: ['Two rescue dogs and their staff.', 'A vet in {city}, off duty.', 'Chickens have opinions.'],
  },
  education: {
    theme: 'science',
    weight: 3,
    bios: ['Maths for people who were told they can’t.', 'One word a day.', 'Teacher in {city} by day.'],
  },
  science: {
    theme: 'science',
    weight: 2,
    bios: ['Kitchen physics.', 'Fieldwork, mud and graphs.', 'Stars above {city}.'],
  },
  books: {
    theme: 'books',
    weight: 2,
    bios: ['Reading the shelf from left to right.', 'Translated fiction, mostly.', 'A bookshop in {city}.'],
  },
  business: {
    theme: 'desk',
    weight: 2,
    bios: ['Running a bakery, in numbers.', 'Freelancing without tears.', 'Spreadsheets from {city}.'],
  },
  vehicles: {
    theme: 'bikes',
    weight: 2,
    bios: ['Old bikes, new chains.', 'A van called Gudrun.', 'Cargo bikes of {city}.'],
  },
  sustainability: {
    theme: 'outdoor',
    weight: 2,
    bios: ['Mend it first.', 'Zero waste, some mistakes.', 'Balcony garden in {city}.'],
  },
  wellbeing: {
    theme: 'books',
    weight: 2,
    bios: ['Breathing, walking, sleeping.', 'Gentle mornings from {city}.', 'Therapist. Not yours.'],
  },
} as const

const ALL_TASKS = ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'] as const

const TOPIC_NAMES = Object.keys(TOPICS) as Topic[]

/** All of them, the same in every sandbox. Made when somebody first asks. */
export function town(): readonly Townsperson[] {
  made ??= build()
  return made.people
}

export function townsperson(key: string): Townsperson | undefined {
  const number = /^town-(\d{1,4})$/.exec(key)?.[1]
  return number === undefined ? undefined : town()[Number(number) - 1]
}

/** Whose account this is, on whichever network, by any of its ids. */
export function townspersonWith(id: string): Townsperson | undefined {
  if (!LOOKS_LIKE_TOWN.test(id)) return undefined
  made ??= build()
  return made.byId.get(id)
}

/** Other ids need no town to be built. */
const LOOKS_LIKE_TOWN = /^(?:17841700|24700000|00000000-0000-4100-|11700000000|UCtown|12299000|10799000)/

let made: { people: readonly Townsperson[]; byId: Map<string, Townsperson> } | undefined

function build(): NonNullable<typeof made> {
  const taken = new Set<string>()
  const people = Array.from({ length: TOWN_MOST }, (_, index) => makePerson(index + 1, taken))
  const byId = new Map<string, Townsperson>()
  for (const person of people) {
    for (const { id, appScopedId } of person.instagram) byId.set(id, person).set(appScopedId, person)
    for (const { openId } of person.tiktok) byId.set(openId, person)
    for (const { sub, channels } of person.google) {
      byId.set(sub, person)
      for (const channel of channels) byId.set(channel.id, person)
    }
    if (person.facebook !== null) byId.set(person.facebook.id, person)
    for (const page of person.pages) byId.set(page.id, person)
  }
  return { people, byId }
}

function makePerson(number: number, taken: Set<string>) {
  const draw = drawing(number)
  const country = weighted(COUNTRIES, draw())
  const [given, latinGiven] = spelled(pick(country.given, draw()))
  const [family, latinFamily] = spelled(pick(country.family, draw()))
  const eastern = country.language === 'ja' || country.language === 'ko'
  const name = eastern && given !== latinGiven ? `${family} ${given}` : `${given} ${family}`
  const topic =
    TOPIC_NAMES[
      weightedPlace(
        TOPIC_NAMES.map((one) => TOPICS[one].weight),
        draw(),
      )
    ] ?? 'food'
  const city = pick(country.cities, draw())
  const handle = handleFor({ given: latinGiven, family: latinFamily, topic, number, way: draw() }, taken)
  const bio = pick(TOPICS[topic].bios, draw()).replace('{city}', city)
  // Most are small, some are large: the median is about eleven thousand.
  const size = Math.min(9_000_000, Math.max(120, Math.round(Math.exp(9.3 + 1.75 * normal(draw(), draw())))))
  const growth = 0.0002 + 0.003 * draw() ** 3 - (draw() < 0.15 ? 0.001 : 0)
  const rhythm = 1 + Math.floor(6 * draw())
  const shape = (share: number) => ({
    size: Math.max(60, Math.round(size * share)),
    dailyGrowth: growth,
    everyDays: rhythm,
    theme: TOPICS[topic].theme,
  })
  const has = networksOf(draw(), draw())
  const padded = (length: number) => String(number).padStart(length, '0')
  const key = `town-${number}`
  const email = `${key}@people.example`
  const pages = has.facebook
    ? [
        {
          id: `10799000${padded(7)}`,
          name,
          username: handle.replaceAll(/[._-]/g, ''),
          category: 'Digital creator',
          categoryId: '2347428775505624',
          about: bio,
          verification: 'not_verified' as const,
          shape: shape(0.2 + 0.5 * draw()),
          roles: [{ person: key, tasks: ALL_TASKS }],
        },
      ]
    : []
  const instagram = has.instagram
    ? [
        {
          id: `17841700${padded(9)}`,
          appScopedId: `24700000${padded(9)}`,
          username: handle,
          name,
          biography: bio,
          kind: draw() < 0.3 ? ('BUSINESS' as const) : ('MEDIA_CREATOR' as const),
          shape: shape(0.7 + 0.6 * draw()),
        },
      ]
    : []
  const tiktok = has.tiktok
    ? [
        {
          openId: `00000000-0000-4100-8000-${padded(12)}`,
          unionId: `00000000-0000-5100-8000-${padded(12)}`,
          username: handle,
          displayName: name,
          bio,
          verified: size > 1_000_000,
          shape: shape(0.4 + 1.6 * draw()),
        },
      ]
    : []
  const google = has.youtube
    ? [
        {
          sub: `11700000000${padded(10)}`,
          email,
          channels: [
            {
              id: `UCtown${padded(18)}`,
              sub: `11700000000${padded(10)}`,
              email,
              title: name,
              handle: `@${handle}`,
              description: bio,
              brand: false,
              publishedAt: '2019-05-04T09:00:00Z',
              shape: shape(0.3 + 0.9 * draw()),
            },
          ],
        },
      ]
    : []
  const facebook = has.facebook ? { id: `12299000${padded(10)}` } : null
  return {
    number,
    key,
    name,
    email,
    about: bio,
    country: country.code,
    handle,
    bio,
    city,
    languages: country.language === 'en' || draw() < 0.5 ? [country.language] : [country.language, 'en'],
    topic,
    instagram,
    tiktok,
    google,
    facebook,
    pages,
  }
}

/** Two out of three have more than one. */
function networksOf(first: number, second: number) {
  const instagram = first < 0.78
  const tiktok = second < 0.52 || !instagram
  return { instagram, tiktok, youtube: (first * 7) % 1 < 0.28, facebook: (second * 5) % 1 < 0.16 }
}

function handleFor(
  of: { given: string; family: string; topic: string; number: number; way: number },
  taken: Set<string>,
): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[łøı]/g, (letter) => ({ ł: 'l', ø: 'o', ı: 'i' })[letter] ?? '')
      .replace(/ß/g, 'ss')
      .replace(/[^a-z0-9]/g, '')
  const [given, family] = [plain(of.given), plain(of.family)]
  const ways = [
    `${given}.${family}`,
    `${given}${family}`,
    `${given}.${of.topic}`,
    `${given}_${family[0] ?? 'x'}`,
    `the.${given}.${family}`,
    `${family}.${given}`,
  ]
  const wanted = (ways[Math.floor(of.way * ways.length)] ?? `${given}.${family}`).slice(0, 24)
  const handle = taken.has(wanted) ? `${wanted}${of.number}` : wanted
  taken.add(handle)
  return handle
}

function spelled(text: string): [own: string, latin: string] {
  const [own = '', latin] = text.split('|')
  return [own, latin ?? own]
}

function pick<T>(list: readonly T[], at: number): T {
  const found = list[Math.floor(at * list.length)]
  if (found === undefined) throw new Error('an empty list')
  return found
}

function weighted(list: readonly Country[], at: number): Country {
  return pick(
    [
      list[
        weightedPlace(
          list.map(({ weight }) => weight),
          at,
        )
      ] ?? pick(list, 0),
    ],
    0,
  )
}

function weightedPlace(weights: readonly number[], at: number): number {
  let left = at * weights.reduce((sum, weight) => sum + weight, 0)
  return Math.max(
    0,
    weights.findIndex((weight) => {
      left -= weight
      return left < 0
    }),
  )
}

/** Two even draws make one from the bell curve (Box and Muller). */
function normal(a: number, b: number): number {
  return Math.sqrt(-2 * Math.log(Math.max(a, 1e-9))) * Math.cos(2 * Math.PI * b)
}

/** Even draws that follow from the number alone. */
function drawing(number: number): () => number {
  let bytes = Buffer.alloc(0)
  let round = 0
  let at = 0
  return () => {
    if (at + 4 > bytes.length) {
      bytes = createHash('sha256').update(`town ${number} ${round++}`).digest()
      at = 0
    }
    const value = bytes.readUInt32BE(at) / 2 ** 32
    at += 4
    return value
  }
}
