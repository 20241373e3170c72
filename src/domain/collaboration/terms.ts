/** What two sides agree on: read once from a form, whole and believable, or refused field by field. */
import { tidyText } from '../chat/conversation.ts'
import { DAY } from '../time.ts'

export type Budget = {
  /** In the smallest unit of the currency. */
  amount: number
  currency: Currency
}

export type Terms = {
  title: string
  brief: string
  /** One line each, in the order in which they were written. */
  deliverables: string[]
  budget: Budget
  /** Days of the calendar, `YYYY-MM-DD`. */
  startsOn: string
  endsOn: string
  channelIds: string[]
}

/** The currencies that are offered, with the digits after their point. */
export const CURRENCIES = {
  EUR: 2,
  USD: 2,
  GBP: 2,
  AUD: 2,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CZK: 2,
  DKK: 2,
  INR: 2,
  JPY: 0,
  KRW: 0,
  MXN: 2,
  NGN: 2,
  NOK: 2,
  NZD: 2,
  PLN: 2,
  SEK: 2,
  ZAR: 2,
} as const
export type Currency = keyof typeof CURRENCIES

export const LONGEST_TITLE = 80
export const LONGEST_BRIEF = 4_000
export const MOST_DELIVERABLES = 10
export const LONGEST_DELIVERABLE = 160
export const LARGEST_BUDGET = 10_000_000
/** Nobody plans further ahead. */
const FURTHEST_MS = 2 * 366 * DAY
export const MOST_CHANNELS = 10

export type Field =
  | 'title'
  | 'brief'
  | 'deliverables'
  | 'budget'
  | 'currency'
  | 'startsOn'
  | 'endsOn'
  | 'channels'
export type Flaw =
  | 'missing'
  | 'too_long'
  | 'too_many'
  | 'not_a_number'
  | 'negative'
  | 'too_much'
  | 'unknown'
  | 'not_a_day'
  | 'past'
  | 'too_far'
  | 'before_start'
export type Flaws = Partial<Record<Field, Flaw>>

/** As a form sends them. */
export type GivenTerms = {
  title: string
  brief: string
  deliverables: string
  budget: string
  currency: string
  startsOn: string
  endsOn: string
  channels: string[]
}

export type ReadTerms = { kind: 'ok'; terms: Terms } | { kind: 'flawed'; flaws: Flaws }

/** `mine`: the channels that may be meant. `today`: the day on the wall of whoever writes, `YYYY-MM-DD`. */
export function readTerms(given: GivenTerms, about: { mine: readonly string[]; today: string }): ReadTerms {
  const flaws: Flaws = {}
  const title = oneLine(given.title)
  if (title === '') flaws.title = 'missing'
  else if (lengthOf(title) > LONGEST_TITLE) flaws.title = 'too_long'

  const brief = tidyText(given.brief)
  if (brief === '') flaws.brief = 'missing'
  else if (lengthOf(brief) > LONGEST_BRIEF) flaws.brief = 'too_long'

  const deliverables = linesOf(given.deliverables)
  if (deliverables.length === 0) flaws.deliverables = 'missing'
  else if (deliverables.length > MOST_DELIVERABLES) flaws.deliverables = 'too_many'
  else if (deliverables.some((line) => lengthOf(line) > LONGEST_DELIVERABLE)) flaws.deliverables = 'too_long'

  const currency = currencyOf(given.currency)
  if (currency === null) flaws.currency = 'unknown'
  const amount = readAmount(given.budget, currency ?? 'EUR')
  if (typeof amount === 'string') flaws.budget = amount

  const startsOn = dayOf(given.startsOn)
  const endsOn = dayOf(given.endsOn)
  if (startsOn === null) flaws.startsOn = given.startsOn.trim() === '' ? 'missing' : 'not_a_day'
  else flaw(flaws, 'startsOn', dayFlaw(startsOn, about.today))
  if (endsOn === null) flaws.endsOn = given.endsOn.trim() === '' ? 'missing' : 'not_a_day'
  else if (startsOn !== null && endsOn < startsOn) flaws.endsOn = 'before_start'
  else flaw(flaws, 'endsOn', dayFlaw(endsOn, about.today))

  const channelIds = [...new Set(given.channels)]
  if (channelIds.length === 0) flaws.channels = 'missing'
  else if (channelIds.length > MOST_CHANNELS) flaws.channels = 'too_many'
  else if (channelIds.some((id) => !about.mine.includes(id))) flaws.channels = 'unknown'

  if (
    Object.keys(flaws).length > 0 ||
    typeof amount === 'string' ||
    currency === null ||
    startsOn === null ||
    endsOn === null
  ) {
    return { kind: 'flawed', flaws }
  }
  const budget = { amount, currency }
  return { kind: 'ok', terms: { title, brief, deliverables, budget, startsOn, endsOn, channelIds } }
}

/** `1200`, `1 200`, `1200.5`, `1200,50`: never `1,200`, which is read as two numbers in two places of the world. */
export function readAmount(text: string, currency: Currency): number | 'missing' | Flaw {
  const compact = text.replaceAll(/[\s\u00a0\u202f']/g, '')
  if (compact === '') return 'missing'
  if (/^[-−]/.test(compact)) return 'negative'
  const digits = CURRENCIES[currency]
  const [, whole, part = ''] = /^(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(compact) ?? []
  if (whole === undefined || part.length > digits) return 'not_a_number'
  const amount = Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || 0)
  return amount > LARGEST_BUDGET * 10 ** digits ? 'too_much' : amount
}

/** As it is typed into a form again. */
export function amountText({ amount, currency }: Budget): string {
  const digits = CURRENCIES[currency]
  return (amount / 10 ** digits).toFixed(digits).replace(/\.00$/, '')
}

export function currencyOf(text: string): Currency | null {
  return Object.hasOwn(CURRENCIES, text) ? (text as Currency) : null
}

/** What differs between two versions, by field. */
export function changedFields(before: Terms, after: Terms): Field[] {
  const same = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((item, place) => item === b[place])
  const changed: [Field, boolean][] = [
    ['title', before.title !== after.title],
    ['brief', before.brief !== after.brief],
    ['deliverables', !same(before.deliverables, after.deliverables)],
    [
      'budget',
      before.budget.amount !== after.budget.amount || before.budget.currency !== after.budget.currency,
    ],
    ['startsOn', before.startsOn !== after.startsOn],
    ['endsOn', before.endsOn !== after.endsOn],
    ['channels', !same([...before.channelIds].sort(), [...after.channelIds].sort())],
  ]
  return changed.filter(([, is]) => is).map(([field]) => field)
}

export type LineChange = { kind: 'same' | 'added' | 'removed'; text: string }

/** Lines that went and lines that came, in reading order. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  const changes: LineChange[] = []
  let [a, b] = [0, 0]
  while (a < before.length || b < after.length) {
    const [old, fresh] = [before[a], after[b]]
    if (old !== undefined && old === fresh) {
      changes.push({ kind: 'same', text: old })
      a += 1
      b += 1
    } else if (old !== undefined && !after.slice(b).includes(old)) {
      changes.push({ kind: 'removed', text: old })
      a += 1
    } else if (fresh !== undefined) {
      changes.push({ kind: 'added', text: fresh })
      b += 1
    } else {
      a += 1
    }
  }
  return changes
}

export const LONGEST_REASON = 1_000

/** Null where nothing is left of it, or too much. */
export function readReason(text: string): string | null {
  const reason = tidyText(text)
  return reason === '' || lengthOf(reason) > LONGEST_REASON ? null : reason
}

function linesOf(text: string): string[] {
  return tidyText(text)
    .split('\n')
    .map((line) => line.replace(/^[-*•]\s+/, '').trim())
    .filter((line) => line !== '')
}

function oneLine(text: string): string {
  return tidyText(text).replaceAll(/\s+/g, ' ')
}

/** Letters as people count them, more or less: no character is cut in two. */
function lengthOf(text: string): number {
  return [...text].length
}

function dayOf(text: string): string | null {
  const day = text.trim()
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const date = new Date(`${day}T00:00:00Z`)
  // The 31st of a month of thirty days would slide into the next.
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day
}

function dayFlaw(day: string, today: string): Flaw | null {
  if (day < today) return 'past'
  const ahead = Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)
  return ahead > FURTHEST_MS ? 'too_far' : null
}

function flaw(flaws: Flaws, field: Field, found: Flaw | null): void {
  if (found !== null) flaws[field] = found
}
