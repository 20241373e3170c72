/** Says things in a person's language, time zone and moment. */
import { _createCache, _createIntlFormatters, createFormatter, createTranslator } from 'use-intl/core'
import { ar } from './ar/index.ts'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { FIRST_LANGUAGE, LANGUAGES, type Language } from './languages.ts'

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`
}[keyof T & string]

export type Key = Leaves<typeof en>
export type Values = Record<string, string | number | Date>

export type Speaker = {
  language: Language
  dir: 'ltr' | 'rtl'
  timeZone: string
  /** The zone in a word or two, for times shown to somebody whose own zone is not known. */
  zoneName: string
  now: Date
  platform: string
  say(key: Key, values?: Values): string
  /** 21 Nov, with the year where it is another one. */
  day(date: Date): string
  /** Sat 21 Nov */
  weekday(date: Date): string
  /** Sunday 22 Nov 2026 */
  fullDay(date: Date): string
  /** 21 Nov, 14:02 */
  moment(date: Date): string
  /** Sat 21 Nov, 14:02 */
  weekdayMoment(date: Date): string
  /** Sunday 22 Nov 2026, 14:02 */
  fullMoment(date: Date): string
  /** 21 Nov for a day of the calendar that has no hours, whatever the zone. */
  calendarDay(date: Date): string
  /** 21 November 2026, a day of the calendar that is read years later, too. */
  datedDay(date: Date): string
  /** The name of a country from its two letters. */
  country(code: string): string
  /** The name of a language from its two letters. */
  languageName(code: string): string
  /** 14:02 */
  time(date: Date): string
  /** two hours ago, just now */
  ago(date: Date): string
  number(value: number): string
  percent(share: number): string
  /** 4.2 %, of many that stand beside each other. */
  roundPercent(share: number): string
  /** +4.2 %, or −0.3 %. */
  growth(share: number): string
  /** 4.37 %, where the difference between two of them matters. */
  finePercent(share: number): string
  /** €1,200 or €1,200.50: an amount in whole units of its currency. */
  money(amount: number, currency: string): string
  list(items: readonly string[]): string
  /** lina · Warsaw · Poland: what stands side by side and is no sentence. */
  dotted(items: readonly string[]): string
  /** The same moment for somebody else's language or time zone. */
  for(other: { language?: Language; timeZone?: string | null }): Speaker
}

/** For those whose own zone is not known. */
export const WITHOUT_ZONE = 'UTC'

export function createSpeaker(about: {
  language?: Language
  timeZone: string | null
  now: Date
  platform: string
}): Speaker {
  const language = about.language ?? FIRST_LANGUAGE
  const { formats, dir } = LANGUAGES[language]
  const timeZone = about.timeZone ?? WITHOUT_ZONE
  const { now, platform } = about
  const translate = translatorFor(language)
  const format = createFormatter({ locale: formats, timeZone, now, _formatters: intl })
  const apart = (text: string) => (dir === 'rtl' ? isolate(text) : text)
  const year = (date: Date) => format.dateTime(date, { year: 'numeric' })
  const say: Speaker['say'] = (key, values) => {
    const given = { platform, ...values }
    return ended(translate(key, dir === 'rtl' ? isolated(language, key, given) : given), given)
  }
  const withYear = (date: Date) => (year(date) === year(now) ? {} : ({ year: 'numeric' } as const))
  return {
    language,
    dir,
    timeZone,
    zoneName: timeZone === WITHOUT_ZONE ? WITHOUT_ZONE : timeZone.replaceAll('_', ' '),
    now,
    platform,
    say,
    day: (date) => unbroken(format.dateTime(date, { day: 'numeric', month: 'short', ...withYear(date) })),
    weekday: (date) =>
      format.dateTime(date, { weekday: 'short', day: 'numeric', month: 'short', ...withYear(date) }),
    fullDay: (date) =>
      format.dateTime(date, { weekday: 'long', day: 'numeric', month: 'short', year: 'numeric' }),
    moment: (date) =>
      format.dateTime(date, {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        ...withYear(date),
      }),
    weekdayMoment: (date) =>
      format.dateTime(date, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        ...withYear(date),
      }),
    fullMoment: (date) =>
      format.dateTime(date, {
        weekday: 'long',
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }),
    calendarDay: (date) =>
      format.dateTime(date, { day: 'numeric', month: 'short', timeZone: 'UTC', ...withYear(date) }),
    datedDay: (date) =>
      unbroken(format.dateTime(date, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })),
    country: (code) =>
      /^[A-Za-z]{2}$/.test(code) ? (namesIn(language, 'region').of(code.toUpperCase()) ?? code) : code,
    languageName: (code) =>
      /^[a-z]{2,3}$/.test(code) ? (namesIn(language, 'language').of(code) ?? code) : code,
    time: (date) => format.dateTime(date, { hour: '2-digit', minute: '2-digit' }),
    ago: (date) =>
      now.getTime() - date.getTime() < 60_000 ? say('time.just_now') : format.relativeTime(date, now),
    number: (value) => format.number(value),
    percent: (share) => format.number(share, { style: 'percent', maximumFractionDigits: 0 }),
    roundPercent: (share) => format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
    growth: (share) =>
      format.number(share, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    finePercent: (share) =>
      format.number(share, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 2 }),
    money: (amount, currency) =>
      format.number(amount, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        trailingZeroDisplay: 'stripIfInteger',
      }),
    list: (items) => format.list(items.map(apart)),
    dotted: (items) => items.map(apart).join(' · '),
    for: (other) => createSpeaker({ language, timeZone: about.timeZone, now, platform, ...other }),
  }
}

/** A day in a language that shortens its month ends with a dot, which is the sentence's as well: 23. Nov. */
function ended(text: string, values: Values): string {
  return Object.values(values).reduce<string>(
    (told, value) =>
      typeof value === 'string' && value.endsWith('.') ? told.replaceAll(`${value}.`, value) : told,
    text,
  )
}

/**
 * What is put into a sentence that runs from right to left keeps its own order and leaves the sentence's alone: else
 * `@lina.k` becomes `lina.k@`, and a name takes the number of the day after it to its other side.
 */
function isolated(language: Language, key: Key, values: Values): Values {
  const chosen = choicesOf(language, key)
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && !chosen.has(`${name} ${value}`) ? isolate(value) : value,
    ]),
  )
}

function isolate(text: string): string {
  return text === '' ? text : `\u2068${text}\u2069`
}

/** The values by which a sentence chooses its words. They are signs for that, and are not read. */
function choicesOf(language: Language, key: Key): ReadonlySet<string> {
  const place = `${language} ${key}`
  const known = choices.get(place)
  if (known !== undefined) return known
  const text = textOf(messagesIn(language), key)
  const chosen = [...text.matchAll(/\{(\w+),\s*select,/g)].map(([, name]) => name)
  const signs = [...text.matchAll(/(\w+)\s*\{/g)].map(([, sign]) => sign)
  const found = new Set(chosen.flatMap((name) => signs.map((sign) => `${name} ${sign}`)))
  choices.set(place, found)
  return found
}

function textOf(words: Words, key: Key): string {
  const text = key
    .split('.')
    .reduce<string | Words | undefined>(
      (found, name) => (typeof found === 'object' ? found[name] : undefined),
      words,
    )
  return typeof text === 'string' ? text : ''
}

/** Whether a text that came with a request names a time zone. */
export function isZone(text: string): boolean {
  if (zones.has(text)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    // Asked for at every request, and slow to find out. A name may be written in many ways, so there is a bound.
    if (zones.size >= MOST_ZONES) zones.clear()
    zones.add(text)
    return true
  } catch {
    return false
  }
}

const MOST_ZONES = 1_000
const zones = new Set<string>()

/** A date stays on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0')
}

type Translate = (key: string, values: Values) => string

const intl = _createIntlFormatters(_createCache())
const translators = new Map<Language, Translate>()
const names = new Map<string, Intl.DisplayNames>()
const choices = new Map<string, ReadonlySet<string>>()
const messages = new Map<Language, Words>()

function namesIn(language: Language, type: 'region' | 'language'): Intl.DisplayNames {
  const known = names.get(`${language} ${type}`)
  if (known !== undefined) return known
  const made = new Intl.DisplayNames(language, { type, fallback: 'code' })
  names.set(`${language} ${type}`, made)
  return made
}

function translatorFor(language: Language): Translate {
  const known = translators.get(language)
  if (known !== undefined) return known
  const translator = createTranslator({
    locale: LANGUAGES[language].formats,
    timeZone: 'UTC',
    messages: messagesIn(language) as Record<string, Record<string, string>>,
    onError(error) {
      throw error
    },
    _formatters: intl,
  })
  const translate = translator as unknown as Translate
  translators.set(language, translate)
  return translate
}

function messagesIn(language: Language): Words {
  const known = messages.get(language)
  if (known !== undefined) return known
  const whole = completed(en, MESSAGES[language])
  messages.set(language, whole)
  return whole
}

/** What a language has not said yet is said in English. */
const MESSAGES: Record<Language, Words> = { en, es, de, ar }

type Words = { readonly [name: string]: string | Words }

function completed(english: Words, words: Words): Words {
  return Object.fromEntries(
    Object.entries(english).map(([name, text]) => {
      const own = words[name]
      if (typeof text === 'string') return [name, typeof own === 'string' ? own : text]
      return [name, typeof own === 'object' ? completed(text, own) : text]
    }),
  )
}
