/** What a form with terms says. */
import type { GivenTerms, Terms } from '../src/domain/collaboration/terms.ts'
import { amountText } from '../src/domain/collaboration/terms.ts'
import { localTime } from '../src/domain/notice/local-time.ts'
import type { Speaker } from '../src/words/speaker.ts'
import { textOf } from './bounded-form.ts'

/** Ten thousand characters of everything still fit, to be refused in words. */
export const TERMS_LIMIT_BYTES = 400_000

export function givenTerms(form: FormData): GivenTerms {
  return {
    title: textOf(form, 'title'),
    brief: textOf(form, 'brief'),
    deliverables: textOf(form, 'deliverables'),
    budget: textOf(form, 'budget'),
    currency: textOf(form, 'currency'),
    startsOn: textOf(form, 'startsOn'),
    endsOn: textOf(form, 'endsOn'),
    channels: form.getAll('channels').filter((value): value is string => typeof value === 'string'),
  }
}

/** Terms as a form shows them for changing. */
export function asGiven(terms: Terms): GivenTerms {
  return {
    title: terms.title,
    brief: terms.brief,
    deliverables: terms.deliverables.join('\n'),
    budget: amountText(terms.budget),
    currency: terms.budget.currency,
    startsOn: terms.startsOn,
    endsOn: terms.endsOn,
    channels: terms.channelIds,
  }
}

export const NOTHING_GIVEN: GivenTerms = {
  title: '',
  brief: '',
  deliverables: '',
  budget: '',
  currency: 'EUR',
  startsOn: '',
  endsOn: '',
  channels: [],
}

/** The day on the reader's wall, `YYYY-MM-DD`. */
export function todayOf({ now, timeZone }: Speaker): string {
  const { year, month, day } = localTime(now, timeZone)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** A number of a form; one that never is true where there is none. */
export function countOf(form: FormData, name: string): number {
  const text = textOf(form, name)
  return /^\d{1,9}$/.test(text) ? Number(text) : -1
}
