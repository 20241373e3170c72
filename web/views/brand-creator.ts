/** A creator as a brand sees them, in words: their profile, and what the company may do. */
import type { CreatorForBrand } from '../../src/usecases/brand/read-creator.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { type ChannelSection, profilePage } from './profile-page.ts'

export function brandCreatorPage(
  view: CreatorForBrand,
  of: { company: string; said: string | null },
  speaker: Speaker,
) {
  const { say } = speaker
  const { name, handle } = view.profile.creator
  const profile = profilePage(view.profile, speaker)
  return {
    pageTitle: say('shell.page_title', { page: name }),
    crumbs: {
      label: say('brand.creator.crumbs'),
      list: [{ label: say('brand.nav.discover'), href: '/brand/discover' }],
    },
    profile: { ...profile, sections: profile.sections.map((section) => withGrowth(section, view, speaker)) },
    propose: {
      label: say('collaborations.page.propose'),
      href: `/brand/proposals/new?creator=${encodeURIComponent(handle)}`,
    },
    public: { label: say('brand.creator.public'), href: `/@${handle}` },
    said: of.said,
    none: view.profile.channels.length === 0 ? say('brand.creator.no_channels') : null,
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
    nudge: nudgeView(view, of.company, speaker),
  }
}

function nudgeView({ nudge, profile }: CreatorForBrand, company: string, { say, day }: Speaker) {
  if (nudge === null) return null
  const { name } = profile.creator
  if (nudge.againAt !== null) {
    return { asked: say('brand.creator.asked', { name, date: day(nudge.againAt) }), ask: null, hint: null }
  }
  return {
    asked: null,
    ask: say('brand.creator.ask', { name }),
    hint: say('brand.creator.ask_hint', { name, company }),
  }
}

/** The number by which the search orders, beside those of the network. */
function withGrowth(section: ChannelSection, view: CreatorForBrand, speaker: Speaker): ChannelSection {
  const { say } = speaker
  const growth = view.growth.get(section.channelId)
  const [first, ...others] = section.numbers
  if (growth === undefined || first === undefined) return section
  const grown = {
    ...first,
    key: 'growth',
    label: say('brand.creator.growth'),
    value: speaker.growth(growth),
    source: say('profile.followed', { first: say('brand.creator.worked_out') }),
  }
  return { ...section, numbers: [first, grown, ...others] }
}
