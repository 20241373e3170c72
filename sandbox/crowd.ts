/**
 * People without a story, for tests that need many: each is made from a number and listed nowhere. `crowd-17` has
 * one Instagram and one TikTok account. They are shaped like everybody in `people.ts`, which asks here last.
 */

const INSTAGRAM = /^17841900(\d{9})$/
const APP_SCOPED = /^24900000(\d{9})$/
const TIKTOK = /^00000000-0000-4000-8000-(\d{12})$/
const KEY = /^crowd-(\d{1,9})$/

/** Accepts the immutable id or the id that an app sees. */
export function crowdOnInstagram(id: string) {
  const person = member(INSTAGRAM.exec(id)?.[1] ?? APP_SCOPED.exec(id)?.[1])
  const account = person?.instagram[0]
  return person === undefined || account === undefined ? undefined : { person, account }
}

export function crowdOnTikTok(openId: string) {
  const person = member(TIKTOK.exec(openId)?.[1])
  const account = person?.tiktok[0]
  return person === undefined || account === undefined ? undefined : { person, account }
}

export function crowdByKey(key: string) {
  return member(KEY.exec(key)?.[1])
}

function member(digits: string | undefined) {
  const number = Number(digits)
  if (digits === undefined || number === 0) return undefined
  const name = `Somebody ${number}`
  const shape = {
    size: 500 + (number % 977) * 41,
    dailyGrowth: 0.001,
    everyDays: 3,
    theme: 'street',
  } as const
  const padded = (length: number): string => String(number).padStart(length, '0')
  return {
    key: `crowd-${number}`,
    name,
    email: `crowd-${number}@people.example`,
    about: 'One of many.',
    country: 'PT',
    instagram: [
      {
        id: `17841900${padded(9)}`,
        appScopedId: `24900000${padded(9)}`,
        username: `somebody.${number}`,
        name,
        biography: '',
        kind: 'MEDIA_CREATOR' as const,
        shape,
      },
    ],
    tiktok: [
      {
        openId: `00000000-0000-4000-8000-${padded(12)}`,
        unionId: `00000000-0000-5000-8000-${padded(12)}`,
        username: `somebody.${number}`,
        displayName: name,
        bio: '',
        verified: false,
        shape,
      },
    ],
    google: [],
    facebook: null,
  }
}
