/** The pretend people of a sandbox installation, and which of their accounts they have connected here. */
import type { CompanyRole } from '../brand/company.ts'
import type { Network } from '../network.ts'
import type { Category } from './profile.ts'

export type PretendPerson = {
  /** The sandbox's name for them. */
  key: string
  name: string
  email: string
  what: string
  timeZone: string
  creator: {
    handle: string
    bio: string
    place: string
    country: string
    languages: string[]
    categories: Category[]
  } | null
  /** Networks whose accounts are connected when the world is planted. */
  connected: readonly Network[]
  /** Permissions they left out while connecting, by the networks' own names. */
  leftOut: readonly string[]
  /** Whose profile they help to look after. */
  worksFor: string | null
  /** What they do for the installation itself. */
  team?: 'agent' | 'operator'
  /** The company they look for creators for. The first one who names a company has opened its account. */
  company?: { name: string; website: string; country: string; role: CompanyRole }
}

export const PRETEND_PASSWORD = 'pretend-people-only'

export const PRETEND_PEOPLE: readonly PretendPerson[] = [
  {
    key: 'lina',
    name: 'Lina Kowalski',
    email: 'lina@people.example',
    what: 'Cooks slowly in Warsaw. Four channels, and one of them needs her.',
    timeZone: 'Europe/Warsaw',
    creator: {
      handle: 'lina',
      bio: 'Slow food from a small kitchen. Soups, pickles, patience.',
      place: 'Warsaw',
      country: 'PL',
      languages: ['pl', 'en'],
      categories: ['food', 'home'],
    },
    connected: ['instagram', 'tiktok', 'youtube', 'facebook'],
    leftOut: [],
    worksFor: null,
  },
  {
    key: 'maja',
    name: 'Maja Lind',
    email: 'maja@people.example',
    what: "Lina's manager. Looks after Lina's profile with her own sign-in.",
    timeZone: 'Europe/Stockholm',
    creator: null,
    connected: [],
    leftOut: [],
    worksFor: 'lina',
  },
  {
    key: 'tomas',
    name: 'Tomás Ferreira',
    email: 'tomas@people.example',
    what: 'Street photographer in Lisbon with two Instagram accounts.',
    timeZone: 'Europe/Lisbon',
    creator: {
      handle: 'tomas',
      bio: 'Light, corners, people waiting.',
      place: 'Lisbon',
      country: 'PT',
      languages: ['pt', 'en'],
      categories: ['photography', 'travel'],
    },
    connected: ['instagram'],
    leftOut: [],
    worksFor: null,
  },
  {
    key: 'aisha',
    name: 'Aisha Bello',
    email: 'aisha@people.example',
    what: 'Her Instagram is a personal account, which shares no insights.',
    timeZone: 'Africa/Lagos',
    creator: {
      handle: 'aisha',
      bio: 'Made in Lagos, worn everywhere.',
      place: 'Lagos',
      country: 'NG',
      languages: ['en', 'yo'],
      categories: ['fashion'],
    },
    connected: ['tiktok'],
    leftOut: [],
    worksFor: null,
  },
  {
    key: 'henrik',
    name: 'Henrik Dahl',
    email: 'henrik@people.example',
    what: 'Runs two Facebook Pages from one login.',
    timeZone: 'Europe/Oslo',
    creator: {
      handle: 'henrik',
      bio: 'Rain, ropes and bicycles.',
      place: 'Bergen',
      country: 'NO',
      languages: ['nb', 'en'],
      categories: ['outdoors', 'sports'],
    },
    connected: ['instagram'],
    leftOut: [],
    worksFor: null,
  },
  {
    key: 'noor',
    name: 'Noor Haddad',
    email: 'noor@people.example',
    what: 'One Google account with her own channel and a brand channel. She left one box out.',
    timeZone: 'Europe/Berlin',
    creator: {
      handle: 'noor',
      bio: 'Experiments you can repeat at home.',
      place: 'Berlin',
      country: 'DE',
      languages: ['de', 'ar', 'en'],
      categories: ['science', 'education'],
    },
    connected: ['instagram', 'youtube'],
    leftOut: ['https://www.googleapis.com/auth/yt-analytics.readonly'],
    worksFor: null,
  },
  {
    key: 'priya',
    name: 'Priya Raman',
    email: 'priya@people.example',
    what: 'Dances for millions. Everything is connected and looked after.',
    timeZone: 'Asia/Kolkata',
    creator: {
      handle: 'priya',
      bio: 'Bharatanatyam, slowly and then all at once.',
      place: 'Chennai',
      country: 'IN',
      languages: ['ta', 'en'],
      categories: ['dance', 'music'],
    },
    connected: ['instagram', 'youtube', 'tiktok', 'facebook'],
    leftOut: [],
    worksFor: null,
  },
  {
    key: 'yuki',
    name: 'Yuki Tanaka',
    email: 'yuki@people.example',
    what: 'A small studio: too few followers for some of the numbers.',
    timeZone: 'Asia/Tokyo',
    creator: {
      handle: 'yuki',
      bio: 'Cups, bowls and the cracks between.',
      place: 'Osaka',
      country: 'JP',
      languages: ['ja'],
      categories: ['art', 'home'],
    },
    connected: ['instagram'],
    leftOut: [],
    worksFor: null,
  },
  {
    key: 'diego',
    name: 'Diego Álvarez',
    email: 'diego@people.example',
    what: 'Football tricks on TikTok and YouTube. He removed us at TikTok, which gives no reason.',
    timeZone: 'America/Mexico_City',
    creator: {
      handle: 'diego',
      bio: 'The ball does the talking.',
      place: 'Mexico City',
      country: 'MX',
      languages: ['es'],
      categories: ['sports'],
    },
    connected: ['tiktok', 'youtube'],
    leftOut: [],
    worksFor: null,
  },
  {
    key: 'sofia',
    name: 'Sofia Conti',
    email: 'sofia@people.example',
    what: 'New here: four accounts, nothing connected yet.',
    timeZone: 'Europe/Rome',
    creator: {
      handle: 'sofia',
      bio: 'Trains, ferries and the long way round.',
      place: 'Milan',
      country: 'IT',
      languages: ['it', 'en'],
      categories: ['travel'],
    },
    connected: [],
    leftOut: [],
    worksFor: null,
  },
  {
    key: 'robin',
    name: 'Robin Vale',
    email: 'robin@people.example',
    what: 'Support. Answers whoever writes in the chat.',
    creator: null,
    connected: [],
    leftOut: [],
    worksFor: null,
    timeZone: 'Europe/Amsterdam',
    team: 'agent',
  },
  {
    key: 'odile',
    name: 'Odile Marsh',
    email: 'odile@people.example',
    what: 'Runs this installation. Says who answers the chat.',
    creator: null,
    connected: [],
    leftOut: [],
    worksFor: null,
    timeZone: 'Europe/Paris',
    team: 'operator',
  },
  {
    key: 'ingrid',
    name: 'Ingrid Solheim',
    email: 'ingrid@people.example',
    what: 'Looks for creators who cook, hike and travel, for Nordfjell, a maker of outdoor gear.',
    creator: null,
    connected: [],
    leftOut: [],
    worksFor: null,
    timeZone: 'Europe/Oslo',
    company: { name: 'Nordfjell', website: 'https://nordfjell.example/', country: 'NO', role: 'owner' },
  },
  {
    key: 'kofi',
    name: 'Kofi Mensah',
    email: 'kofi@people.example',
    what: 'Ingrid’s colleague at Nordfjell. Compares shortlists and writes the notes.',
    creator: null,
    connected: [],
    leftOut: [],
    worksFor: null,
    timeZone: 'Africa/Accra',
    company: { name: 'Nordfjell', website: 'https://nordfjell.example/', country: 'NO', role: 'member' },
  },
]
