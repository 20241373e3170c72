/** A shortlist as a table to compare, and as one for spreadsheets. */
import { csvOf } from '../../src/domain/brand/csv.ts'
import { BASES } from '../../src/domain/insight/engagement.ts'
import { POLICIES } from '../../src/domain/network.ts'
import type { Comparison } from '../../src/usecases/brand/shortlists.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export function shortlistPage(comparison: Comparison, said: string | null, speaker: Speaker) {
  const { say } = speaker
  const { shortlist, creators } = comparison
  const { engagementBy: base } = shortlist
  const by = say(`brand.discover.by.${base}`)
  return {
    pageTitle: say('shell.page_title', { page: shortlist.name }),
    crumbs: {
      label: say('brand.creator.crumbs'),
      list: [{ label: say('brand.shortlists.title'), href: '/brand/shortlists' }],
    },
    title: shortlist.name,
    about: speaker.dotted([
      say('brand.shortlists.creators', { count: creators.length }),
      ...(shortlist.madeBy === null ? [] : [say('brand.shortlists.made_by', { name: shortlist.madeBy })]),
      ...(shortlist.shared ? [] : [say('brand.shortlists.private')]),
    ]),
    said,
    empty:
      creators.length > 0
        ? null
        : { text: say('brand.shortlists.empty'), find: say('brand.shortlists.find') },
    mixed: comparison.mixed ? say('brand.shortlists.mixed') : null,
    by: {
      label: say('brand.shortlists.by'),
      value: base,
      options: BASES.map((one) => ({ value: one, label: say(`brand.discover.by.${one}`) })),
      apply: say('brand.shortlists.by_apply'),
      hint: say('brand.shortlists.by_hint'),
    },
    csv: { label: say('brand.shortlists.csv'), href: `/brand/shortlists/${shortlist.id}/csv` },
    caption: say('brand.shortlists.table', { list: shortlist.name }),
    columns: {
      creator: say('brand.shortlists.columns.creator'),
      channel: say('brand.shortlists.columns.channel'),
      followers: say('brand.shortlists.columns.followers'),
      growth: say('brand.shortlists.columns.growth'),
      engagement: say('brand.shortlists.columns.engagement', { by }),
      audience: say('brand.shortlists.columns.audience'),
      checked: say('brand.shortlists.columns.checked'),
      note: say('brand.shortlists.columns.note'),
    },
    noChannels: say('brand.shortlists.no_channels'),
    creators: creators.map(({ creatorId, name, handle, country, note, channels }) => ({
      creatorId,
      name,
      href: `/brand/creators/@${handle}`,
      about: speaker.dotted([`@${handle}`, ...(country === null ? [] : [speaker.country(country)])]),
      note: {
        value: note,
        label: say('brand.shortlists.note_for', { name }),
        save: say('brand.shortlists.note_save'),
        saveLabel: say('brand.shortlists.note_save_label', { name }),
      },
      remove: { text: say('brand.shortlists.remove'), label: say('brand.shortlists.remove_label', { name }) },
      channels: channels.map(({ channelId, network, name: channel, numbers, lastVerifiedAt }) => {
        const top = numbers?.breakdowns.find(({ dimension }) => dimension === 'country')?.parts[0]
        const rate = numbers?.rates[base] ?? null
        const growth = numbers?.growth ?? null
        const none = say('brand.shortlists.none_here')
        return {
          channelId,
          network,
          name: `${POLICIES[network].name} ${channel}`,
          cells:
            numbers === null
              ? null
              : {
                  followers: speaker.number(numbers.followers),
                  growth: growth === null ? none : speaker.growth(growth),
                  engagement: rate === null ? none : speaker.roundPercent(rate),
                  audience:
                    top === undefined
                      ? none
                      : speaker.dotted([speaker.country(top.key), speaker.percent(top.share)]),
                  checked: speaker.day(numbers.takenAt),
                },
          paused:
            lastVerifiedAt === null
              ? say('brand.shortlists.paused_never')
              : say('brand.shortlists.paused', { date: speaker.day(lastVerifiedAt) }),
        }
      }),
    })),
    settings: {
      title: say('brand.shortlists.settings'),
      name: say('brand.shortlists.name'),
      rename: say('brand.shortlists.rename'),
      share: shortlist.mine
        ? {
            value: shortlist.shared ? 'no' : 'yes',
            label: say(shortlist.shared ? 'brand.shortlists.share_off' : 'brand.shortlists.share_on'),
          }
        : null,
      delete: shortlist.mine ? say('brand.shortlists.delete') : null,
    },
  }
}

/** Plain numbers and dates, so that a spreadsheet can go on with them; paused channels have none. */
export function shortlistCsv(comparison: Comparison, { say }: Speaker): string {
  const { engagementBy: base } = comparison.shortlist
  const column = (
    name:
      | 'creator'
      | 'handle'
      | 'country'
      | 'network'
      | 'channel'
      | 'status'
      | 'checked'
      | 'followers'
      | 'growth'
      | 'engagement'
      | 'engagement_by'
      | 'note',
  ) => say(`brand.shortlists.csv_columns.${name}`)
  const head = [
    column('creator'),
    column('handle'),
    column('country'),
    column('network'),
    column('channel'),
    column('status'),
    column('checked'),
    column('followers'),
    column('growth'),
    column('engagement'),
    column('engagement_by'),
    column('note'),
  ]
  const by = say(`brand.discover.by.${base}`)
  const rows = comparison.creators.flatMap(({ name, handle, country, note, channels }) =>
    channels.map(({ network, name: channel, numbers, lastVerifiedAt }) => [
      name,
      handle,
      country,
      POLICIES[network].name,
      channel,
      say(numbers === null ? 'brand.shortlists.csv_paused' : 'brand.shortlists.csv_verified'),
      (numbers?.takenAt ?? lastVerifiedAt)?.toISOString().slice(0, 10) ?? null,
      numbers?.followers ?? null,
      numbers?.growth ?? null,
      numbers?.rates[base] ?? null,
      by,
      note,
    ]),
  )
  return csvOf([head, ...rows])
}
