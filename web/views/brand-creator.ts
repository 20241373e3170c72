/** A creator as a brand sees them, in words. */
import { BASES, type Base } from '../../src/domain/insight/engagement.ts'
import { POLICIES } from '../../src/domain/network.ts'
import { isCategory } from '../../src/domain/person/profile.ts'
import type { CreatorForBrand } from '../../src/usecases/brand/read-creator.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { faceOf } from './channel-card.ts'
import { percent } from './discover-page.ts'
import { partName } from './profile-page.ts'

const PARTS_SHOWN = 5

export function brandCreatorPage(
  view: CreatorForBrand,
  of: { company: string; said: string | null },
  speaker: Speaker,
) {
  const { say } = speaker
  const { creator } = view
  const { name } = creator
  const { nudge } = view
  return {
    pageTitle: say('shell.page_title', { page: name }),
    crumbs: {
      label: say('brand.creator.crumbs'),
      list: [{ label: say('brand.nav.discover'), href: '/brand/discover' }],
    },
    name,
    handle: `@${creator.handle}`,
    face: faceOf(creator.id, name),
    about: [
      ...(creator.place === null ? [] : [creator.place]),
      ...(creator.country === null ? [] : [speaker.country(creator.country)]),
      ...creator.categories.filter(isCategory).map((category) => say(`profile.category.${category}`)),
    ].join(' · '),
    bio: creator.bio,
    propose: {
      label: say('collaborations.page.propose'),
      href: `/brand/proposals/new?creator=${encodeURIComponent(view.creator.handle)}`,
    },
    public: { label: say('brand.creator.public'), href: `/@${creator.handle}` },
    said: of.said,
    none: view.channels.length === 0 ? say('brand.creator.no_channels') : null,
    labels: { numbers: say('brand.creator.numbers'), audience: say('brand.creator.audience') },
    channels: view.channels.map((channel) => channelView(channel, speaker)),
    lists: {
      title: say('brand.creator.lists'),
      list: view.lists.map(({ id, name: list, holds }) => ({
        id,
        holds,
        href: `/brand/shortlists/${id}`,
        label: say(holds ? 'brand.creator.list_added' : 'brand.creator.list_add', { list }),
      })),
      fresh: {
        title: say('brand.creator.list_new'),
        name: say('brand.creator.list_name'),
        submit: say('brand.creator.list_make'),
      },
    },
    nudge:
      nudge === null
        ? null
        : nudge.againAt !== null
          ? {
              asked: say('brand.creator.asked', { name, date: speaker.day(nudge.againAt) }),
              ask: null,
              hint: null,
            }
          : {
              asked: null,
              ask: say('brand.creator.ask', { name }),
              hint: say('brand.creator.ask_hint', { name, company: of.company }),
            },
  }
}

function channelView(channel: CreatorForBrand['channels'][number], speaker: Speaker) {
  const { say } = speaker
  const network = POLICIES[channel.network].name
  const { numbers } = channel
  return {
    key: channel.channelId,
    network: channel.network,
    networkName: network,
    name: channel.name,
    face: faceOf(channel.network + channel.name, channel.name),
    visit:
      channel.url === null ? null : { href: channel.url, label: say('brand.creator.visit', { network }) },
    stamp:
      numbers !== null
        ? {
            kind: 'verified' as const,
            text: say('brand.discover.verified', { date: speaker.day(numbers.takenAt) }),
          }
        : channel.verified
          ? { kind: 'soon' as const, text: say('brand.creator.first_numbers') }
          : {
              kind: 'paused' as const,
              text:
                channel.lastVerifiedAt === null
                  ? say('brand.discover.paused_never')
                  : say('brand.discover.paused', { date: speaker.day(channel.lastVerifiedAt) }),
            },
    numbers: numbers === null ? [] : numbersView(numbers, network, speaker),
    bars:
      numbers === null
        ? []
        : numbers.breakdowns.map(({ dimension, parts }) => ({
            key: dimension,
            title: say(`brand.creator.${dimension}`),
            parts: parts.slice(0, PARTS_SHOWN).map(({ key, share }) => ({
              key,
              label: partName(dimension, key, speaker),
              value: speaker.percent(share),
              share: Math.round(share * 100),
            })),
          })),
  }
}

function numbersView(
  numbers: NonNullable<CreatorForBrand['channels'][number]['numbers']>,
  network: string,
  speaker: Speaker,
) {
  const { say } = speaker
  const from = say('brand.creator.from', { network })
  return [
    {
      key: 'followers',
      label: say('brand.creator.followers'),
      value: speaker.number(numbers.followers),
      source: from,
    },
    ...(numbers.growth === null
      ? []
      : [
          {
            key: 'growth',
            label: say('brand.creator.growth'),
            value: percent(numbers.growth, speaker, true),
            source: say('brand.creator.worked_out'),
          },
        ]),
    ...BASES.flatMap((base: Base) => {
      const rate = numbers.rates[base]
      return rate === null
        ? []
        : [
            {
              key: base,
              label: say('brand.creator.engagement', { by: say(`brand.discover.by.${base}`) }),
              value: percent(rate, speaker),
              source: `${say('brand.creator.worked_out')}. ${say('brand.creator.formula', {
                formula: say(`brand.creator.formula_${base}`),
              })}`,
            },
          ]
    }),
    ...numbers.readings
      .filter(({ metric }) => metric !== 'followers')
      .map(({ metric, value }) => ({
        key: metric,
        label: say(`profile.metric.${metric}`),
        value: speaker.number(value),
        source: from,
      })),
  ]
}
