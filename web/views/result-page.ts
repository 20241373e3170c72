/** What came back from a network, told: one shape for every kind of result. */

import type { AccountView } from '../../src/domain/channel/connect-result.ts'
import { readReturnName, writeReturnName } from '../../src/domain/channel/return-name.ts'
import { HELP_PLACES, type HelpPlace, helpAddress, type Refusal } from '../../src/domain/help/places.ts'
import { type Network, POLICIES } from '../../src/domain/network.ts'
import type { Diagnosis } from '../../src/domain/verdict.ts'
import type { OutcomeView } from '../../src/usecases/channel/read-outcome.ts'
import { missingWords } from '../../src/words/channel-words.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { connectAddress, type FaceView, faceOf } from './channel-card.ts'

export type Way = { label: string; href: string; primary: boolean }
export type AccountLine = {
  networkId: string
  name: string
  title: string
  face: FaceView
  note: string | null
  taken: boolean
}

export type ResultView = {
  network: Network
  pageTitle: string
  tone: 'good' | 'calm' | 'care'
  title: string
  lines: string[]
  /** The form that says yes to what was found. */
  confirm: {
    accounts: AccountLine[]
    choose: string
    button: string
    notNow: string
    nothingChosen: string | null
  } | null
  /** Two accounts side by side: the one it is for, and those that came back. */
  compare: {
    expected: { label: string; name: string; face: FaceView }
    used: { label: string; accounts: AccountLine[] }
  } | null
  channels: { id: string; name: string; face: FaceView; outlook: string | null }[]
  ways: Way[]
  next: { title: string; ways: Way[] } | null
}

export function resultPage(
  outcome: OutcomeView,
  about: { contactEmail: string; nothingChosen: boolean },
  speaker: Speaker,
): ResultView {
  const { say } = speaker
  const { network, result } = outcome
  const networkName = POLICIES[network].name
  const { home } = outcome
  const again = connectAddress(network, outcome.channelId, outcome.returnTo)
  const back: Way =
    home === null
      ? { label: say('result.back'), href: '/channels', primary: false }
      : { label: say('chat.card.back'), href: home, primary: false }
  const walking = readReturnName(outcome.returnTo)
  // Whoever goes through all of them may leave one that will not be fixed now.
  const goOn: Way[] =
    walking?.kind === 'fix' && outcome.channelId !== null
      ? [
          {
            label: say('connect.fix.next_skip'),
            href: `/channels/fix?return=${writeReturnName({ kind: 'fix', skipped: [...walking.skipped, outcome.channelId] })}`,
            primary: false,
          },
        ]
      : []
  const why = (place: HelpPlace = HELP_PLACES.result[result.kind]): Way => ({
    label: say('result.why'),
    href: helpAddress(place),
    primary: false,
  })
  const page = (view: Partial<ResultView> & Pick<ResultView, 'tone' | 'title' | 'lines'>): ResultView => ({
    network,
    pageTitle: say('shell.page_title', { page: view.title }),
    confirm: null,
    compare: null,
    channels: [],
    ways: [],
    next: null,
    ...view,
  })

  switch (result.kind) {
    case 'confirm': {
      const free = result.accounts.filter(({ taken }) => taken === null)
      const creator = outcome.creator.name
      const only = result.accounts.length === 1 ? free[0] : undefined
      return page({
        tone: 'calm',
        title: say('result.confirm.title', { count: result.accounts.length }),
        lines: [
          say('result.confirm.lede', { network: networkName }),
          ...(result.missing.length > 0
            ? [say('result.confirm.missing', { missing: missingWords(result.missing, speaker) })]
            : []),
          ...(free.length === 0 ? [say('result.confirm.all_taken')] : []),
        ],
        confirm:
          free.length === 0
            ? null
            : {
                accounts: result.accounts.map((account) => accountLine(account, network, speaker)),
                choose: say('result.confirm.choose'),
                button:
                  only === undefined
                    ? say('result.confirm.add_chosen', { creator })
                    : say('result.confirm.add_one', { name: only.name, creator }),
                notNow: say('result.confirm.not_now'),
                nothingChosen: about.nothingChosen ? say('result.confirm.nothing_chosen') : null,
              },
        ways: free.length === 0 ? [{ ...back, primary: true }] : [],
      })
    }
    case 'connected': {
      const [first] = outcome.channels
      const count = outcome.channels.length
      const name = readReturnName(outcome.returnTo)
      const skipped = name?.kind === 'fix' ? name.skipped : null
      const moreNeedYou = outcome.moreNeedYou.filter(({ channelId }) => !skipped?.includes(channelId))
      const limited = result.missing.length > 0
      return page({
        tone: 'good',
        title:
          count > 1
            ? say('result.connected.title_many', { count })
            : say(result.again ? 'result.connected.title_again' : 'result.connected.title_new', {
                name: first?.name ?? networkName,
              }),
        lines: [
          say(result.again ? 'result.connected.changed_again' : 'result.connected.changed_new'),
          ...(limited
            ? [say('result.connected.limited', { missing: missingWords(result.missing, speaker) })]
            : []),
        ],
        channels: outcome.channels.map((card) => ({
          id: card.id,
          name: card.name,
          face: faceOf(card.network + card.name, card.title || card.name),
          outlook:
            card.state.kind !== 'connected'
              ? null
              : say(
                  `result.connected.${card.state.outlook.kind}`,
                  card.state.outlook.kind === 'person_needed_by'
                    ? { date: speaker.day(card.state.outlook.date) }
                    : {},
                ),
        })),
        ways: [
          ...(limited && first !== undefined
            ? [
                {
                  label: say('result.connected.fix'),
                  href: connectAddress(network, first.id),
                  primary: false,
                },
              ]
            : []),
          {
            label: say('result.connected.view'),
            href: `/@${outcome.creator.handle}`,
            primary: moreNeedYou.length === 0,
          },
          { ...back, label: say('result.connected.to_channels') },
        ],
        next:
          moreNeedYou.length === 0
            ? skipped === null
              ? null
              : { title: say('connect.fix.done_title'), ways: [] }
            : skipped !== null
              ? {
                  title: nextTitle(moreNeedYou.length, speaker),
                  ways: nextWays(moreNeedYou, skipped, speaker),
                }
              : {
                  title: say('result.connected.next_title', { count: moreNeedYou.length }),
                  ways: moreNeedYou.slice(0, 3).map((one, place) => ({
                    label: say('result.connected.next', {
                      network: POLICIES[one.network].name,
                      name: one.name,
                    }),
                    href: connectAddress(one.network, one.channelId),
                    primary: place === 0,
                  })),
                },
      })
    }
    case 'wrong_account': {
      const name = result.expected
      const addable = result.used.filter(({ taken }) => taken === null)
      return page({
        tone: 'care',
        title: say('result.wrong.title'),
        lines: [say('result.wrong.lede'), say(`result.wrong.switch_first.${network}`, { name })],
        compare: {
          expected: {
            label: say('result.wrong.expected'),
            name,
            face: faceOf(network + name, name),
          },
          used: {
            label: say('result.wrong.used'),
            accounts: result.used.map((account) => accountLine(account, network, speaker)),
          },
        },
        ways: [
          { label: say('result.wrong.again', { name }), href: again, primary: true },
          ...addable.map((account) => ({
            label: say('result.wrong.add', { name: account.name }),
            href: connectAddress(network, null),
            primary: false,
          })),
          ...goOn,
          why(),
        ],
      })
    }
    case 'belongs_to_another':
      return page({
        tone: 'care',
        title: say('result.belongs.title'),
        lines: [say('result.belongs.body', { names: speaker.list(result.used), count: result.used.length })],
        ways: [
          { label: say('result.belongs.again'), href: again, primary: true },
          { label: say('result.belongs.write'), href: `mailto:${about.contactEmail}`, primary: false },
          back,
          why(),
        ],
      })
    case 'cancelled':
      return page({
        tone: 'calm',
        title: say('result.cancelled.title'),
        lines: [
          say('result.cancelled.body', { network: networkName }),
          say(`result.cancelled.hint.${network}`),
        ],
        ways: [
          { ...back, primary: true },
          { label: say('result.cancelled.again'), href: again, primary: false },
          ...goOn,
          why(),
        ],
      })
    case 'nothing_found':
      return page({
        tone: 'care',
        title: say(`result.nothing.title.${network}`),
        lines: [say(`result.nothing.body.${network}`)],
        ways: [{ label: say('result.nothing.again'), href: again, primary: true }, ...goOn, back, why()],
      })
    case 'permission_missing':
      return page({
        tone: 'care',
        title: say('result.permission.title'),
        lines: [say(`result.permission.body.${network}`)],
        // Asking for a part once more would end the same way.
        ways: [
          {
            label: say('result.permission.again'),
            href: `${again}${again.includes('?') ? '&' : '?'}ask=everything`,
            primary: true,
          },
          ...goOn,
          back,
          why(),
        ],
      })
    case 'refused': {
      const kind = refusalOf(result.diagnosis)
      const retry: Way = { label: say('result.refused.again'), href: again, primary: kind !== 'ours' }
      return page({
        tone: 'care',
        title: say(`result.refused.title.${kind}`, { network: networkName }),
        lines: [say(`result.refused.body.${kind}`, { network: networkName })],
        ways: [
          ...(kind === 'ours' ? [{ ...back, primary: true }, ...goOn] : [retry, ...goOn, back]),
          why(HELP_PLACES.refusal[kind]),
        ],
      })
    }
    // Only those who come by a link meet this, and a page of their own tells them.
    case 'link_ended':
      return page({
        tone: 'calm',
        title: say('result.refused.title.said_no', { network: networkName }),
        lines: [say('result.refused.body.said_no', { network: networkName })],
        ways: [{ label: say('result.refused.again'), href: again, primary: true }, back, why()],
      })
    default:
      return result satisfies never
  }
}

type MoreNeedYou = OutcomeView['moreNeedYou']

function nextTitle(count: number, { say }: Speaker): string {
  return say('result.connected.next_title', { count })
}

/** While somebody goes through all of them: the next one, and how many are left after it. */
function nextWays(more: MoreNeedYou, skipped: readonly string[], { say }: Speaker): Way[] {
  const [next] = more
  if (next === undefined) return []
  const names = { network: POLICIES[next.network].name, name: next.name }
  const left = say('connect.fix.next_left', { count: more.length - 1 })
  return [
    {
      label: `${say('connect.fix.next', names)} · ${left}`,
      href: `/channels/fix?return=${writeReturnName({ kind: 'fix', skipped })}`,
      primary: true,
    },
  ]
}

/** How a network's refusal is told. */
export function refusalOf(diagnosis: Diagnosis): Refusal {
  switch (diagnosis) {
    case 'rate_limited':
    case 'transient':
      return 'busy'
    case 'misconfigured':
      return 'ours'
    default:
      return 'said_no'
  }
}

function accountLine(
  { networkId, name, title, taken }: AccountView,
  network: Network,
  { say }: Speaker,
): AccountLine {
  return {
    networkId,
    name,
    title,
    face: faceOf(network + name, title || name),
    note: taken === null ? null : say(`result.confirm.${taken}`),
    taken: taken !== null,
  }
}
