/** The pretend people and everything they own on the four networks. Nobody here exists. */
import { crowdByKey, crowdOnInstagram, crowdOnTikTok } from './crowd.ts'
import { townsperson, townspersonWith } from './town.ts'

export type Network = 'instagram' | 'facebook' | 'youtube' | 'tiktok'
export const NETWORKS: readonly Network[] = ['instagram', 'facebook', 'youtube', 'tiktok']

/** What the numbers of an account are made from; see numbers.ts. */
export type Shape = { size: number; dailyGrowth: number; everyDays: number; theme: Theme }
export type Theme =
  | 'cooking'
  | 'street'
  | 'food'
  | 'fashion'
  | 'outdoor'
  | 'bikes'
  | 'science'
  | 'dance'
  | 'ceramics'
  | 'football'
  | 'travel'
  | 'desk'
  | 'beauty'
  | 'fitness'
  | 'gaming'
  | 'music'
  | 'books'

export type InstagramAccount = {
  /** The professional account id (17841…): the immutable one. */
  id: string
  /** The id that one app sees. */
  appScopedId: string
  username: string
  name: string
  biography: string
  kind: 'BUSINESS' | 'MEDIA_CREATOR' | 'PERSONAL'
  /** False: never uploaded one. */
  picture?: false
  shape: Shape
}
export type TikTokAccount = {
  openId: string
  unionId: string
  username: string
  displayName: string
  bio: string
  verified: boolean
  shape: Shape
}
export type Channel = {
  id: string
  /** A brand channel is an identity of its own, with an artificial address. */
  sub: string
  email: string
  title: string
  handle: string
  description: string
  brand: boolean
  publishedAt: string
  shape: Shape
}
export type GoogleAccount = { sub: string; email: string; channels: readonly Channel[] }
export type PageTask = 'ANALYZE' | 'ADVERTISE' | 'MODERATE' | 'CREATE_CONTENT' | 'MANAGE'
export type Page = {
  id: string
  name: string
  username: string | null
  category: string
  categoryId: string
  about: string
  verification: 'blue_verified' | 'not_verified'
  shape: Shape
  /** Who has a role on it: person key and what the role allows. */
  roles: readonly { person: string; tasks: readonly PageTask[] }[]
}
/** A business portfolio: its people see its Pages even where they ticked none of them for an app. */
export type Business = {
  id: string
  name: string
  people: readonly string[]
  owned: readonly string[]
  client: readonly string[]
}
export type FacebookAccount = { id: string }
export type Person = {
  key: string
  name: string
  email: string
  about: string
  country: string
  instagram: readonly InstagramAccount[]
  tiktok: readonly TikTokAccount[]
  google: readonly GoogleAccount[]
  facebook: FacebookAccount | null
}

const ALL_TASKS: readonly PageTask[] = ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE']

const owner = (person: string) => ({ person, tasks: ALL_TASKS })

export const PEOPLE: readonly Person[] = [
  {
    key: 'lina',
    name: 'Lina Kowalski',
    email: 'lina@people.example',
    about: 'Cooks slowly in Warsaw.',
    country: 'PL',
    instagram: [
      {
        id: '17841480573224741',
        appScopedId: '24698581048060747',
        username: 'lina.k',
        name: 'Lina Kowalski',
        biography: 'Slow food from a small kitchen in Warsaw.',
        kind: 'MEDIA_CREATOR',
        shape: { size: 48200, dailyGrowth: 0.0011, everyDays: 2, theme: 'cooking' },
      },
    ],
    tiktok: [
      {
        openId: '7505b0a9-e799-4959-a020-183ea35694a1',
        unionId: '5972f505-ef3c-5a91-ba49-c3fa57250d02',
        username: 'lina.k',
        displayName: 'Lina K',
        bio: 'Soup takes the time it takes.',
        verified: false,
        shape: { size: 91300, dailyGrowth: 0.0018, everyDays: 2, theme: 'cooking' },
      },
    ],
    google: [
      {
        sub: '117621178806191170395',
        email: 'lina@people.example',
        channels: [
          {
            id: 'UCOJREWdSiFaAfVGkblOd_bP',
            sub: '117621178806191170395',
            email: 'lina@people.example',
            title: 'Lina Cooks Slowly',
            handle: '@linacooksslowly',
            description: 'One dish, one hour, no hurry.',
            brand: false,
            publishedAt: '2017-03-12T08:14:00Z',
            shape: { size: 27400, dailyGrowth: 0.0009, everyDays: 6, theme: 'cooking' },
          },
        ],
      },
    ],
    facebook: { id: '122101559723358886' },
  },
  {
    key: 'maja',
    name: 'Maja Lind',
    email: 'maja@people.example',
    about: 'Manages Lina; has a role on Lina’s Page. Her Google account has no channel.',
    country: 'SE',
    instagram: [
      {
        id: '17841445975504087',
        appScopedId: '24850612957269475',
        username: 'maja.lind',
        name: 'Maja Lind',
        biography: 'I look after people who make things.',
        kind: 'BUSINESS',
        shape: { size: 2140, dailyGrowth: 0.0006, everyDays: 5, theme: 'desk' },
      },
    ],
    tiktok: [],
    google: [{ sub: '110529684957259297064', email: 'maja@people.example', channels: [] }],
    facebook: { id: '122147827087881968' },
  },
  {
    key: 'tomas',
    name: 'Tomás Ferreira',
    email: 'tomas@people.example',
    about: 'Street photographer in Lisbon with two Instagram accounts.',
    country: 'PT',
    instagram: [
      {
        id: '17841486516056124',
        appScopedId: '24513549722020728',
        username: 'tomas.frames',
        name: 'Tomás Ferreira',
        biography: 'Lisbon, on foot, 35 mm.',
        kind: 'MEDIA_CREATOR',
        shape: { size: 18650, dailyGrowth: 0.0013, everyDays: 1, theme: 'street' },
      },
      {
        id: '17841463474914918',
        appScopedId: '26361507331208768',
        username: 'tomas.tapas',
        name: 'Tomás eats',
        biography: 'Small plates, small counters.',
        kind: 'MEDIA_CREATOR',
        picture: false,
        shape: { size: 3120, dailyGrowth: 0.0021, everyDays: 3, theme: 'food' },
      },
    ],
    tiktok: [
      {
        openId: '877e0140-a068-47ba-af04-800963d8875b',
        unionId: 'bbcfd2f1-9064-566c-bd6c-5313e03ed1cc',
        username: 'tomas.frames',
        displayName: 'Tomás Ferreira',
        bio: 'Light, corners, patience.',
        verified: false,
        shape: { size: 7420, dailyGrowth: 0.0024, everyDays: 4, theme: 'street' },
      },
    ],
    google: [],
    facebook: null,
  },
  {
    key: 'aisha',
    name: 'Aisha Bello',
    email: 'aisha@people.example',
    about: 'Fashion in Lagos. Her Instagram is a personal account; her Facebook profile has no Page.',
    country: 'NG',
    instagram: [
      {
        id: '17841412349196779',
        appScopedId: '27775886177157636',
        username: 'aisha.bello',
        name: 'Aisha Bello',
        biography: 'Cloth has memory.',
        kind: 'PERSONAL',
        shape: { size: 12900, dailyGrowth: 0.0016, everyDays: 2, theme: 'fashion' },
      },
    ],
    tiktok: [
      {
        openId: 'ae0e1a78-b930-4113-a82c-818a9d619334',
        unionId: 'c491d382-6f8a-52b8-bda0-6cba76e17392',
        username: 'aishabello',
        displayName: 'Aisha Bello',
        bio: 'Ankara, linen, denim.',
        verified: false,
        shape: { size: 64100, dailyGrowth: 0.0029, everyDays: 1, theme: 'fashion' },
      },
    ],
    google: [],
    facebook: { id: '122167808133953024' },
  },
  {
    key: 'henrik',
    name: 'Henrik Dahl',
    email: 'henrik@people.example',
    about: 'Outdoor life around Bergen; owns two Facebook Pages.',
    country: 'NO',
    instagram: [
      {
        id: '17841463869133844',
        appScopedId: '24733536289429449',
        username: 'henrik.dahl',
        name: 'Henrik Dahl',
        biography: 'Rain is weather too.',
        kind: 'BUSINESS',
        shape: { size: 36800, dailyGrowth: 0.0007, everyDays: 3, theme: 'outdoor' },
      },
    ],
    tiktok: [],
    google: [],
    facebook: { id: '122110602705555184' },
  },
  {
    key: 'noor',
    name: 'Noor Haddad',
    email: 'noor@people.example',
    about: 'Science between Amman and Berlin; one Google account with her own channel and a brand channel.',
    country: 'DE',
    instagram: [
      {
        id: '17841409251236715',
        appScopedId: '26104230079280529',
        username: 'noor.haddad',
        name: 'Noor Haddad',
        biography: 'Ask, measure, draw it.',
        kind: 'MEDIA_CREATOR',
        shape: { size: 22700, dailyGrowth: 0.0015, everyDays: 4, theme: 'science' },
      },
    ],
    tiktok: [],
    google: [
      {
        sub: '111141093792199945795',
        email: 'noor@people.example',
        channels: [
          {
            id: 'UCX-3TjXGtLXKpTvecXH6bcW',
            sub: '111141093792199945795',
            email: 'noor@people.example',
            title: 'Noor Haddad',
            handle: '@noorhaddad',
            description: 'Physics at the kitchen table.',
            brand: false,
            publishedAt: '2019-09-01T10:00:00Z',
            shape: { size: 58300, dailyGrowth: 0.0012, everyDays: 7, theme: 'science' },
          },
          {
            id: 'UCbrUoSiHYAsBnrch0xqXX68',
            sub: '112875022149234115128',
            email: 'lab-notes-4417@pages.people.example',
            title: 'Lab Notes',
            handle: '@labnotes',
            description: 'What went wrong in the lab this week, and why.',
            brand: true,
            publishedAt: '2021-02-18T16:30:00Z',
            shape: { size: 9150, dailyGrowth: 0.0031, everyDays: 10, theme: 'science' },
          },
        ],
      },
    ],
    facebook: null,
  },
  {
    key: 'priya',
    name: 'Priya Raman',
    email: 'priya@people.example',
    about: 'Dances in Chennai for millions, on all four networks.',
    country: 'IN',
    instagram: [
      {
        id: '17841493519596328',
        appScopedId: '26410939017406048',
        username: 'priya.raman',
        name: 'Priya Raman',
        biography: 'Bharatanatyam, and whatever the drums say.',
        kind: 'BUSINESS',
        shape: { size: 3840000, dailyGrowth: 0.0008, everyDays: 1, theme: 'dance' },
      },
    ],
    tiktok: [
      {
        openId: '43304436-42a6-4f8d-a5c2-5567029abc8e',
        unionId: '9606ebc2-3f24-5672-b821-b5d32bb68706',
        username: 'priyaraman',
        displayName: 'Priya Raman',
        bio: 'New steps every morning.',
        verified: true,
        shape: { size: 6120000, dailyGrowth: 0.0011, everyDays: 1, theme: 'dance' },
      },
    ],
    google: [
      {
        sub: '100676623888492753609',
        email: 'priya@people.example',
        channels: [
          {
            id: 'UCGuj-bEu_sCQwU2eiYwYdk4',
            sub: '100676623888492753609',
            email: 'priya@people.example',
            title: 'Priya Raman',
            handle: '@priyaraman',
            description: 'Performances, lessons and rehearsals.',
            brand: false,
            publishedAt: '2014-06-21T05:45:00Z',
            shape: { size: 2270000, dailyGrowth: 0.0006, everyDays: 4, theme: 'dance' },
          },
        ],
      },
    ],
    facebook: { id: '122172883449964910' },
  },
  {
    key: 'yuki',
    name: 'Yuki Tanaka',
    email: 'yuki@people.example',
    about: 'Throws pots in Osaka; so small that the networks hold back audience data.',
    country: 'JP',
    instagram: [
      {
        id: '17841414275090483',
        appScopedId: '26096471584851466',
        username: 'yuki.clay',
        name: 'Yuki Tanaka',
        biography: 'Bowls for one.',
        kind: 'MEDIA_CREATOR',
        shape: { size: 64, dailyGrowth: 0.0004, everyDays: 9, theme: 'ceramics' },
      },
    ],
    tiktok: [],
    google: [],
    facebook: { id: '122129430993910358' },
  },
  {
    key: 'diego',
    name: 'Diego Álvarez',
    email: 'diego@people.example',
    about: 'Football tricks from Mexico City.',
    country: 'MX',
    instagram: [],
    tiktok: [
      {
        openId: '19526823-12ee-4d7e-afe6-28b6f37c3021',
        unionId: 'c1e3bee3-5a40-5b65-b0db-976d1726f725',
        username: 'diego.toca',
        displayName: 'Diego Álvarez',
        bio: 'The ball decides.',
        verified: false,
        shape: { size: 412000, dailyGrowth: 0.0022, everyDays: 1, theme: 'football' },
      },
    ],
    google: [
      {
        sub: '108950237918503959882',
        email: 'diego@people.example',
        channels: [
          {
            id: 'UCcSLCqygIjfWJbrKCA_Yp5s',
            sub: '108950237918503959882',
            email: 'diego@people.example',
            title: 'Diego Toca',
            handle: '@diegotoca',
            description: 'One trick, five minutes, any street.',
            brand: false,
            publishedAt: '2020-11-05T22:10:00Z',
            shape: { size: 133000, dailyGrowth: 0.0017, everyDays: 3, theme: 'football' },
          },
        ],
      },
    ],
    facebook: null,
  },
  {
    key: 'sofia',
    name: 'Sofia Conti',
    email: 'sofia@people.example',
    about: 'Travels slowly from Milan, on all four networks.',
    country: 'IT',
    instagram: [
      {
        id: '17841479733820194',
        appScopedId: '24729492933434363',
        username: 'sofia.conti',
        name: 'Sofia Conti',
        biography: 'Trains first.',
        kind: 'BUSINESS',
        shape: { size: 154000, dailyGrowth: 0.0009, everyDays: 2, theme: 'travel' },
      },
    ],
    tiktok: [
      {
        openId: '14443ddb-cbed-4b92-a370-432385a83610',
        unionId: '7631b24c-fdb1-5b57-bd99-fbe6cf732c7b',
        username: 'sofiaconti',
        displayName: 'Sofia Conti',
        bio: 'The window seat.',
        verified: false,
        shape: { size: 203000, dailyGrowth: 0.0014, everyDays: 2, theme: 'travel' },
      },
    ],
    google: [
      {
        sub: '115145250117099028106',
        email: 'sofia@people.example',
        channels: [
          {
            id: 'UCw1Y3nR8rDqUrRAKjy4CQq1',
            sub: '115145250117099028106',
            email: 'sofia@people.example',
            title: 'Sofia Takes the Train',
            handle: '@sofiatakesthetrain',
            description: 'Europe by rail, one line at a time.',
            brand: false,
            publishedAt: '2018-01-30T12:00:00Z',
            shape: { size: 76500, dailyGrowth: 0.001, everyDays: 8, theme: 'travel' },
          },
        ],
      },
    ],
    facebook: { id: '122108326050847891' },
  },
]

export const PAGES: readonly Page[] = [
  {
    id: '103787816280981',
    name: 'Lina Cooks',
    username: 'linacooks',
    category: 'Chef',
    categoryId: '1108',
    about: 'Recipes that wait for you.',
    verification: 'not_verified',
    shape: { size: 31600, dailyGrowth: 0.0004, everyDays: 3, theme: 'cooking' },
    roles: [owner('lina'), { person: 'maja', tasks: ['ANALYZE', 'MODERATE', 'CREATE_CONTENT'] }],
  },
  {
    id: '104868708217178',
    name: 'Dahl Outdoors',
    username: 'dahloutdoors',
    category: 'Outdoor & Sporting Goods Company',
    categoryId: '2253',
    about: 'Routes, huts and dry socks.',
    verification: 'not_verified',
    shape: { size: 18900, dailyGrowth: 0.0005, everyDays: 3, theme: 'outdoor' },
    roles: [owner('henrik')],
  },
  {
    id: '103022833253933',
    name: 'Bergen Bike Kitchen',
    username: null,
    category: 'Community Organization',
    categoryId: '2260',
    about: 'Bring your bike, borrow our tools.',
    verification: 'not_verified',
    shape: { size: 2730, dailyGrowth: 0.0009, everyDays: 6, theme: 'bikes' },
    roles: [owner('henrik')],
  },
  {
    id: '105019796089423',
    name: 'Priya Raman',
    username: 'priyaramandance',
    category: 'Dancer',
    categoryId: '1610',
    about: 'The official Page of Priya Raman.',
    verification: 'blue_verified',
    shape: { size: 1180000, dailyGrowth: 0.0003, everyDays: 1, theme: 'dance' },
    roles: [owner('priya')],
  },
  {
    id: '108955164809540',
    name: 'Yuki Tanaka Ceramics',
    username: null,
    category: 'Artist',
    categoryId: '1601',
    about: 'A kiln in Osaka.',
    verification: 'not_verified',
    shape: { size: 41, dailyGrowth: 0.0003, everyDays: 12, theme: 'ceramics' },
    roles: [owner('yuki')],
  },
  {
    id: '101796825435433',
    name: 'Sofia Conti Travels',
    username: 'sofiacontitravels',
    category: 'Travel Blogger',
    categoryId: '2701',
    about: 'Slow travel with Sofia.',
    verification: 'not_verified',
    shape: { size: 52400, dailyGrowth: 0.0004, everyDays: 3, theme: 'travel' },
    roles: [owner('sofia')],
  },
]

export const BUSINESSES: readonly Business[] = [
  {
    id: '1287406395018823',
    name: 'Dahl Outdoors AS',
    people: ['henrik'],
    owned: ['104868708217178'],
    client: ['103022833253933'],
  },
  {
    id: '1094218837761402',
    name: 'Lind Management',
    people: ['maja'],
    owned: [],
    client: ['103787816280981'],
  },
]

export function personByKey(key: string): Person | undefined {
  return PEOPLE.find((person) => person.key === key) ?? townsperson(key) ?? crowdByKey(key)
}

/** Accepts the immutable id or the id that an app sees. */
export function instagramById(id: string): { person: Person; account: InstagramAccount } | undefined {
  for (const person of PEOPLE)
    for (const account of person.instagram)
      if (account.id === id || account.appScopedId === id) return { person, account }
  return first(townspersonWith(id), (person) => person.instagram) ?? crowdOnInstagram(id)
}

export function tiktokById(openId: string): { person: Person; account: TikTokAccount } | undefined {
  for (const person of PEOPLE)
    for (const account of person.tiktok) if (account.openId === openId) return { person, account }
  return first(townspersonWith(openId), (person) => person.tiktok) ?? crowdOnTikTok(openId)
}

/** Accepts the Google account's `sub` or the `sub` of a brand channel that it manages. */
export function googleBySub(sub: string): { person: Person; account: GoogleAccount } | undefined {
  for (const person of PEOPLE)
    for (const account of person.google)
      if (account.sub === sub || account.channels.some((channel) => channel.sub === sub))
        return { person, account }
  return first(townspersonWith(sub), (person) => person.google)
}

export function channelById(
  id: string,
): { person: Person; account: GoogleAccount; channel: Channel } | undefined {
  for (const person of PEOPLE)
    for (const account of person.google)
      for (const channel of account.channels) if (channel.id === id) return { person, account, channel }
  const found = first(townspersonWith(id), (person) => person.google)
  const channel = found?.account.channels.find((one) => one.id === id)
  return found === undefined || channel === undefined ? undefined : { ...found, channel }
}

export function facebookById(id: string): { person: Person; account: FacebookAccount } | undefined {
  for (const person of PEOPLE)
    if (person.facebook !== null && person.facebook.id === id) return { person, account: person.facebook }
  return first(townspersonWith(id), (person) => (person.facebook === null ? [] : [person.facebook]))
}

export function pageById(id: string): Page | undefined {
  return PAGES.find((page) => page.id === id) ?? townspersonWith(id)?.pages.find((page) => page.id === id)
}

export function pagesOf(personKey: string): Page[] {
  const pages = PAGES.filter((page) => page.roles.some((role) => role.person === personKey))
  return pages.length > 0 ? pages : [...(townsperson(personKey)?.pages ?? [])]
}

function first<T>(
  person: Person | undefined,
  accounts: (person: Person) => readonly T[],
): { person: Person; account: T } | undefined {
  const account = person === undefined ? undefined : accounts(person)[0]
  return person === undefined || account === undefined ? undefined : { person, account }
}
