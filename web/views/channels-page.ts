import { isNetwork, type Network, POLICIES } from '../../src/domain/network.ts'
import type { CheckReport } from '../../src/usecases/channel/check-now.ts'
import type { ChannelsView } from '../../src/usecases/channel/list-channels.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { cardView, connectAddress } from './channel-card.ts'

/** `asked`: the networks that the reader waits to hear of. */
export function channelsPage(
  view: ChannelsView,
  { address, asked }: { address: URL; asked: ReadonlySet<Network> },
  speaker: Speaker,
) {
  const { say } = speaker
  return {
    title: say('channels.title'),
    summary: summaryOf(view, speaker),
    fixAll:
      view.needYou < 2
        ? null
        : { label: say('connect.fix.all', { count: view.needYou }), href: '/channels/fix' },
    cards: view.cards.map((card) => cardView(card, speaker, asked)),
    report: reportFrom(address, view, speaker),
    addTitle: say('channels.add.title'),
    add: view.notConnected.map((network) => addView(network, view, speaker)),
    empty: view.cards.length === 0,
  }
}

export type AddView = ReturnType<typeof addView>

function addView(network: Network, view: ChannelsView, { say }: Speaker) {
  const off = view.networksOff.includes(network)
  return {
    network,
    title: say(`channelStates.${network}.not_connected.title`),
    line: say(`channelStates.${network}.not_connected.happened`),
    hint: off
      ? say('channels.add.network_off')
      : view.connecting.includes(network)
        ? say('channels.add.waiting')
        : say(`channelStates.${network}.not_connected.todo`),
    action: off
      ? null
      : {
          label: say('channels.action.connect'),
          accessibleName: say('channels.action.connect_new_label', { network: POLICIES[network].name }),
          href: connectAddress(network, null),
        },
  }
}

function summaryOf({ cards, needYou }: ChannelsView, { say }: Speaker): string {
  const total = cards.length
  if (total === 0) return say('channels.summary.none')
  if (needYou === 0) return say('channels.summary.all_good', { total, total_word: numberWord(total, say) })
  const needsWord = numberWord(needYou, say)
  return say('channels.summary.needs', {
    needs: needYou,
    total,
    all: needYou === total ? 'yes' : 'no',
    total_word: numberWord(total, say),
    needs_word_cap: needsWord.charAt(0).toUpperCase() + needsWord.slice(1),
  })
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const

function numberWord(value: number, say: Speaker['say']): string {
  const word = NUMBERS[value - 1]
  return word === undefined ? String(value) : say(`channels.number.${word}`)
}

/** What a check found travels in the address, so that it works without scripts; only known words come back. */
export function reportAddress(channelId: string, report: CheckReport, now: Date): string {
  const query = new URLSearchParams({ checked: channelId, report: report.kind, when: String(now.getTime()) })
  if (report.kind === 'delayed') query.set('report', `delayed_${report.whose}`)
  if ('at' in report) query.set('at', String(report.at.getTime()))
  return `/channels?${query}`
}

const REPORTS = [
  'fine',
  'lost',
  'back',
  'looking_again',
  'delayed_us',
  'delayed_network',
  'limited',
  'too_soon',
  'unknown_channel',
] as const
const REPORT_COUNTS_FOR_MS = 5 * 60_000

function reportFrom(
  { searchParams }: URL,
  view: ChannelsView,
  speaker: Speaker,
): { channelId: string; text: string } | null {
  const kind = REPORTS.find((one) => one === searchParams.get('report'))
  const when = Number(searchParams.get('when'))
  const age = speaker.now.getTime() - when
  if (kind === undefined || !(age >= -1000 && age < REPORT_COUNTS_FOR_MS)) return null
  const channelId = searchParams.get('checked') ?? ''
  const network = view.cards.find(({ id }) => id === channelId)?.network
  const at = new Date(Number(searchParams.get('at')))
  const text = speaker.say(`channels.report.${kind}`, {
    network: isNetwork(network) ? POLICIES[network].name : '',
    at: Number.isNaN(at.getTime()) ? '' : speaker.time(at),
  })
  return { channelId, text }
}
