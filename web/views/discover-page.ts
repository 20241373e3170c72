/** The search for creators in words. */
import { AUDIENCE_AGES, AUDIENCE_GENDERS, type Rates } from '../../src/domain/brand/listing.ts'
import {
  type Filter,
  filtersOf,
  placeText,
  type Search,
  type Share,
  SORTS,
  searchParams,
  without,
} from '../../src/domain/brand/search.ts'
import { SHARE_STEPS } from '../../src/domain/brand/terms.ts'
import { BASES, type Base } from '../../src/domain/insight/engagement.ts'
import { LANGUAGES } from '../../src/domain/language.ts'
import { NETWORKS, POLICIES } from '../../src/domain/network.ts'
import { CATEGORIES, isCategory } from '../../src/domain/person/profile.ts'
import type { Discovered, Found } from '../../src/usecases/brand/discover.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { faceOf } from './channel-card.ts'
import { countryChoices } from './countries.ts'

export type FoundView = ReturnType<typeof foundView>

const HERE = '/brand/discover'

export function discoverPage(
  of: {
    search: Search
    first: boolean
    discovered: Discovered
    saved: readonly { id: string; name: string; query: string }[]
    said: string | null
  },
  speaker: Speaker,
) {
  const { say } = speaker
  const { search, discovered } = of
  const title = say('brand.discover.title')
  const { value: count, more } = discovered.count
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('brand.discover.lede'),
    said: of.said,
    form: formView(search, speaker),
    count: more ? say('brand.discover.count_more', { count }) : say('brand.discover.count', { count }),
    results: say('brand.discover.results'),
    found: discovered.found.map((one) => foundView(one, search.engagementBy, speaker)),
    none: discovered.found.length > 0 ? null : noneView(of, speaker),
    more:
      discovered.next === null
        ? null
        : {
            label: say('brand.discover.more'),
            href: addressOf(search, { after: placeText(discovered.next) }),
          },
    start: of.first ? null : { label: say('brand.discover.first'), href: addressOf(search) },
    saved: {
      title: say('brand.discover.saved'),
      forget: say('brand.discover.forget'),
      list: of.saved.map(({ id, name, query }) => ({
        id,
        name,
        href: query === '' ? HERE : `${HERE}?${query}`,
        forgetLabel: say('brand.discover.forget_label', { name }),
      })),
      save:
        filtersOf(search).length === 0
          ? null
          : {
              title: say('brand.discover.save'),
              name: say('brand.discover.save_name'),
              submit: say('brand.discover.save_submit'),
              query: searchParams(search).toString(),
            },
    },
  }
}

export function addressOf(search: Search, more: Record<string, string> = {}): string {
  const params = searchParams(search)
  for (const [name, value] of Object.entries(more)) params.set(name, value)
  return params.size === 0 ? HERE : `${HERE}?${params}`
}

export function foundView(one: Found, base: Base, speaker: Speaker) {
  const { say } = speaker
  const { numbers } = one
  const rate = shownRate(numbers?.rates ?? null, base)
  const others = one.networks.filter(({ network }) => network !== one.network)
  return {
    key: one.channelId,
    creatorId: one.creatorId,
    href: `/brand/creators/@${one.handle}`,
    face: faceOf(one.creatorId, one.name),
    network: one.network,
    networkName: POLICIES[one.network].name,
    channelName: one.channelName,
    name: one.name,
    about: speaker.dotted([
      `@${one.handle}`,
      ...(one.country === null ? [] : [speaker.country(one.country)]),
      ...one.categories.filter(isCategory).map((category) => say(`profile.category.${category}`)),
    ]),
    bio: one.bio,
    stamp:
      numbers !== null
        ? { verified: true, text: say('brand.discover.verified', { date: speaker.day(numbers.takenAt) }) }
        : {
            verified: false,
            text:
              one.lastVerifiedAt === null
                ? say('brand.discover.paused_never')
                : say('brand.discover.paused', { date: speaker.day(one.lastVerifiedAt) }),
          },
    numbers:
      numbers === null
        ? []
        : [
            say('brand.discover.followers_value', { count: numbers.followers }),
            ...(rate === null
              ? []
              : [
                  say('brand.discover.engagement_value', {
                    rate: speaker.roundPercent(rate.value),
                    by: say(`brand.discover.by.${rate.base}`),
                  }),
                ]),
            ...(numbers.growth === null
              ? []
              : [say('brand.discover.growth_value', { growth: speaker.growth(numbers.growth) })]),
          ],
    also:
      others.length === 0
        ? null
        : say('brand.discover.also_on', {
            networks: speaker.list(
              others.map(({ network, verified }) =>
                verified
                  ? POLICIES[network].name
                  : say('brand.discover.network_paused', { network: POLICIES[network].name }),
              ),
            ),
          }),
  }
}

/** By the formula that was chosen; where the network has no such rate, by its own, which says so. */
export function shownRate(rates: Rates | null, base: Base): { base: Base; value: number } | null {
  if (rates === null) return null
  for (const one of [base, ...BASES]) {
    const value = rates[one]
    if (value !== null) return { base: one, value }
  }
  return null
}

function noneView(
  { search, first, discovered }: { search: Search; first: boolean; discovered: Discovered },
  speaker: Speaker,
) {
  const { say } = speaker
  if (!first) return { body: say('brand.discover.none.end'), looser: [] }
  return {
    body: discovered.looser.length > 0 ? say('brand.discover.none.body') : say('brand.discover.none.nobody'),
    looser: discovered.looser.slice(0, 3).map(({ filter, count, more }) => ({
      filter,
      href: addressOf(without(search, filter)),
      text: looserWords(
        filter,
        say(more ? 'brand.discover.none.looser_found_more' : 'brand.discover.none.looser_found', { count }),
        speaker,
      ),
    })),
  }
}

function looserWords(filter: Filter | 'sort', found: string, { say }: Speaker): string {
  return filter === 'sort'
    ? say('brand.discover.none.reorder', { found })
    : say('brand.discover.none.looser', { what: say(`brand.discover.filter.${filter}`), found })
}

/** Filters that stand beside the search; the others are folded away. */
const IN_SIGHT: readonly Filter[] = ['text', 'network', 'category', 'country']

type Option = { value: string; label: string }

function formView(search: Search, speaker: Speaker) {
  const { say } = speaker
  const any = (label: string): Option => ({ value: '', label })
  const countries = countryChoices(speaker)
  const set = filtersOf(search).filter((filter) => !IN_SIGHT.includes(filter)).length
  const share = (
    name: 'audience' | 'age' | 'gender',
    what: string,
    chosen: Share | null,
    options: Option[],
  ) => ({
    name,
    label: what,
    value: chosen?.key ?? '',
    options,
    share: {
      label: say('brand.discover.share_of', { what }),
      value: String(chosen?.step ?? 30),
      options: SHARE_STEPS.map((step) => ({
        value: String(step),
        label: say('brand.discover.share', { share: speaker.percent(step / 100) }),
      })),
    },
  })
  return {
    text: search.text,
    search: say('brand.discover.search'),
    placeholder: say('brand.discover.placeholder'),
    submit: say('brand.discover.submit'),
    filters: say('brand.discover.filters', { count: set }),
    open: set > 0,
    clear: filtersOf(search).length === 0 ? null : say('brand.discover.clear'),
    network: {
      label: say('brand.discover.network'),
      value: search.network ?? '',
      options: [
        any(say('brand.discover.any_network')),
        ...NETWORKS.map((network) => ({ value: network, label: POLICIES[network].name })),
      ],
    },
    country: {
      label: say('brand.discover.country'),
      value: search.country ?? '',
      options: [any(say('brand.discover.any_country')), ...countries],
    },
    category: {
      label: say('brand.discover.category'),
      value: search.category ?? '',
      options: [
        any(say('brand.discover.any_category')),
        ...CATEGORIES.map((category) => ({ value: category, label: say(`profile.category.${category}`) })),
      ],
    },
    language: {
      label: say('brand.discover.language'),
      value: search.language ?? '',
      options: [
        any(say('brand.discover.any_language')),
        ...LANGUAGES.map((code) => ({ value: code, label: speaker.languageName(code) })).sort((a, b) =>
          a.label.localeCompare(b.label, speaker.language),
        ),
      ],
    },
    followers: {
      legend: say('brand.discover.followers'),
      from: { label: say('brand.discover.followers_from'), value: numberText(search.followersFrom) },
      to: { label: say('brand.discover.followers_to'), value: numberText(search.followersTo) },
      hint: say('brand.discover.followers_hint'),
    },
    engagement: {
      legend: say('brand.discover.engagement'),
      by: {
        label: say('brand.discover.engagement_by'),
        value: search.engagementBy,
        options: BASES.map((base) => ({ value: base, label: say(`brand.discover.by.${base}`) })),
      },
      from: {
        label: say('brand.discover.engagement_from'),
        value: search.engagementFrom === null ? '' : String(Number((search.engagementFrom * 100).toFixed(2))),
      },
      hint: say(`brand.discover.by_hint.${search.engagementBy}`),
    },
    audience: {
      legend: say('brand.discover.audience'),
      parts: [
        share('audience', say('brand.discover.audience_country'), search.audienceCountry, [
          any(say('brand.discover.anywhere')),
          ...countries,
        ]),
        share('age', say('brand.discover.audience_age'), search.audienceAge, [
          any(say('brand.discover.anybody')),
          ...AUDIENCE_AGES.map((age) => ({ value: age, label: age })),
        ]),
        share('gender', say('brand.discover.audience_gender'), search.audienceGender, [
          any(say('brand.discover.anybody')),
          ...AUDIENCE_GENDERS.map((gender) => ({
            value: gender,
            label: say(`brand.discover.gender.${gender}`),
          })),
        ]),
      ],
    },
    showAll: {
      label: say('brand.discover.show_all'),
      hint: say('brand.discover.show_all_hint'),
      checked: !search.verifiedOnly,
    },
    sort: {
      label: say('brand.discover.sort'),
      value: search.sort,
      options: SORTS.map((sort) => ({ value: sort, label: say(`brand.discover.sorts.${sort}`) })),
    },
  }
}

function numberText(count: number | null): string {
  return count === null ? '' : String(count)
}
