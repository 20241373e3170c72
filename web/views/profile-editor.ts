import { COUNTRIES } from '../../src/domain/country.ts'
import { LANGUAGES } from '../../src/domain/language.ts'
import {
  BLOCKS,
  CATEGORIES,
  CURRENCIES,
  MOST_LANGUAGES,
  MOST_LINKS,
  type ProfileField,
  type ProfileFields,
  type ProfileForm,
  type ProfileMistake,
  RATED,
} from '../../src/domain/person/profile.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { textOf } from '../bounded-form.ts'

export function editorPage(
  { fields, version, handle }: { fields: ProfileFields; version: number; handle: string },
  speaker: Speaker,
) {
  const { say } = speaker
  const named = <T extends { label: string }>(list: T[]) =>
    list.toSorted((a, b) => a.label.localeCompare(b.label, speaker.language))
  return {
    pageTitle: say('profileEditor.page_title'),
    title: say('profileEditor.title'),
    lede: say('profileEditor.lede'),
    version,
    kits: { label: say('profileEditor.kits'), href: '/profile/kits' },
    view: { label: say('profileEditor.view'), href: `/@${handle}` },
    about: say('profileEditor.about'),
    name: { label: say('profileEditor.name'), value: fields.name },
    bio: { label: say('profileEditor.bio'), hint: say('profileEditor.bio_hint'), value: fields.bio },
    place: { label: say('profileEditor.place'), value: fields.place ?? '' },
    country: {
      label: say('profileEditor.country'),
      none: say('profileEditor.country_none'),
      value: fields.country ?? '',
      options: named(COUNTRIES.map((value) => ({ value, label: speaker.country(value) }))),
    },
    languages: {
      title: say('profileEditor.languages'),
      none: say('profileEditor.language_none'),
      options: named(LANGUAGES.map((value) => ({ value, label: speaker.languageName(value) }))),
      chosen: Array.from({ length: MOST_LANGUAGES }, (_, place) => ({
        label: say('profileEditor.language_nth', { nth: place + 1 }),
        value: fields.languages[place] ?? '',
      })),
    },
    categories: {
      title: say('profileEditor.categories'),
      hint: say('profileEditor.categories_hint'),
      options: named(
        CATEGORIES.map((value) => ({
          value,
          label: say(`profile.category.${value}`),
          on: fields.categories.includes(value),
        })),
      ),
    },
    links: {
      title: say('profileEditor.links'),
      rows: Array.from({ length: MOST_LINKS }, (_, place) => ({
        key: place,
        label: {
          label: say('profileEditor.link_label', { nth: place + 1 }),
          value: fields.links[place]?.label ?? '',
        },
        url: {
          label: say('profileEditor.link_url', { nth: place + 1 }),
          value: fields.links[place]?.url ?? '',
        },
      })),
    },
    visibility: {
      title: say('profileEditor.visibility'),
      listed: {
        label: say('profileEditor.listed'),
        hint: say('profileEditor.listed_hint'),
        on: fields.listed,
      },
      blocks: BLOCKS.map((value) => ({
        value,
        label: say(`profileEditor.block.${value}`),
        on: !fields.hidden.includes(value),
      })),
    },
    rates: {
      title: say('profileEditor.rates'),
      hint: say('profileEditor.rates_hint'),
      currency: {
        label: say('profileEditor.currency'),
        value: fields.rates[0]?.currency ?? 'EUR',
        options: CURRENCIES,
      },
      rows: RATED.map((what) => {
        const rate = fields.rates.find((one) => one.what === what)
        const name = say(`profile.rated.${what}`)
        return {
          what,
          from: {
            label: say('profileEditor.rate_from', { what: name }),
            value: rate ? String(rate.from) : '',
          },
          to: { label: say('profileEditor.rate_to', { what: name }), value: rate ? String(rate.to) : '' },
        }
      }),
    },
    save: say('profileEditor.save'),
    saving: say('profileEditor.saving'),
    unreached: say('shell.unreached'),
    preview: {
      button: say('profileEditor.preview'),
      title: say('profileEditor.preview_title'),
      hint: say('profileEditor.preview_hint'),
    },
  }
}

export function mistakeWords(mistakes: readonly ProfileMistake[], { say }: Speaker) {
  return {
    summary: say('profileEditor.changed', { count: mistakes.length }),
    list: mistakes.map(({ field, why }) => ({
      field,
      text: `${say(`profileEditor.field.${field}`)}: ${say(`profileEditor.mistake.${why}`)}`,
    })),
    at: Object.fromEntries(
      mistakes.map(({ field, why }) => [field, say(`profileEditor.mistake.${why}`)]),
    ) as Partial<Record<ProfileField, string>>,
  }
}

export function formOf(form: FormData): ProfileForm {
  const all = (name: string) => form.getAll(name).filter((value) => typeof value === 'string')
  return {
    name: textOf(form, 'name'),
    bio: textOf(form, 'bio'),
    place: textOf(form, 'place'),
    country: textOf(form, 'country'),
    languages: all('language'),
    categories: all('category'),
    links: Array.from({ length: MOST_LINKS }, (_, place) => ({
      label: textOf(form, `link-label-${place}`),
      url: textOf(form, `link-url-${place}`),
    })),
    listed: form.get('listed') === 'on',
    shown: all('shown'),
    currency: textOf(form, 'currency'),
    rates: RATED.map((what) => ({
      what,
      from: textOf(form, `rate-from-${what}`),
      to: textOf(form, `rate-to-${what}`),
    })),
  }
}
