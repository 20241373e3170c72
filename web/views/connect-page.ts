/** What a person reads before they leave for a network. */
import { readReturnName, writeReturnName } from '../../src/domain/channel/return-name.ts'
import { POLICIES, type ScopeUse } from '../../src/domain/network.ts'
import type { ConnectBrief } from '../../src/usecases/channel/describe-connect.ts'
import type { MadeLink } from '../../src/usecases/channel/make-reconnect-link.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import type { CopyView } from '../parts/copy-field.tsx'
import { faceOf } from './channel-card.ts'
import { copyView } from './channel-links.ts'
import { type Given, insideView, softly } from './link-page.ts'
import { tellMeView } from './tell-me.ts'

export type ConnectView = ReturnType<typeof connectPage>

/** `here`: the page's own address, and what the browser says of itself. */
export function connectPage(brief: ConnectBrief, speaker: Speaker, here: Omit<Given, 'speaker'> = PLAIN) {
  const { say } = speaker
  const given = { ...here, speaker }
  const { network, channel } = brief
  const policy = POLICIES[network]
  const values = { network: policy.name, host: policy.signInHost, name: channel?.name ?? '' }
  const uses = [...new Set<ScopeUse>(brief.purposes.map(({ use }) => use))]
  const kind = kindOf(channel)
  const title = say(`connect.title.${kind}`, values)
  const soft = softly(network, given)
  return {
    network,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say(`connect.lede.${kind}`, values),
    off: brief.networkOff ? say('connect.off', values) : null,
    slow: brief.networkDown
      ? { text: say('connect.slow', values), tellMe: tellMeView(network, brief.asked, speaker) }
      : null,
    soft,
    goTitle: say('connect.go_title'),
    go: say(channel === null ? 'connect.go' : 'connect.go_as', values),
    same: channel === null ? null : say('connect.same_account', values),
    face: channel === null ? null : faceOf(network + channel.name, channel.title || channel.name),
    beforeTitle: say('connect.before_title'),
    before: (['one', 'two', 'three'] as const).map((place) =>
      say(`connect.networks.${network}.before.${place}`),
    ),
    readsTitle: say('connect.reads_title'),
    reads: uses.map((use) => say(`connect.networks.${network}.reads.${use}`)),
    neverTitle: say('connect.never_title'),
    never: say('connect.never', values),
    button: say('connect.button', values),
    back: say('connect.back'),
    fix: fixView(brief, given),
    inside: insideAppView(brief, given),
  }
}

/** An ordinary browser, at no address in particular. */
const PLAIN: Omit<Given, 'speaker'> = { url: new URL('http://localhost/'), userAgent: '' }

/** Where in the row of channels to fix a person is, while they go through them. */
function fixView({ channel, others }: ConnectBrief, { speaker, url }: Given) {
  const name = readReturnName(url.searchParams.get('return'))
  if (name?.kind !== 'fix' || channel === null) return null
  const left = others.filter((id) => !name.skipped.includes(id)).length
  const skipped = writeReturnName({ kind: 'fix', skipped: [...name.skipped, channel.id] })
  return {
    left: speaker.say('connect.fix.left', { count: left }),
    skip: { label: speaker.say('connect.fix.skip'), href: `/channels/fix?return=${skipped}` },
  }
}

/** In a browser inside an app, where the network refuses to sign anybody in: how to go on in another browser. */
function insideAppView({ network, channel, handover }: ConnectBrief, given: Given) {
  const view = insideView(network, given)
  if (view === null) return null
  const { say } = given.speaker
  const common = { title: view.title, body: view.body, here: `${given.url.pathname}${given.url.search}` }
  if (channel === null) {
    const address = copyView(given.url, given.speaker)
    return {
      kind: 'new' as const,
      ...common,
      more: say('connect.inside.new_body'),
      open: view.open,
      how: view.how,
      address,
    }
  }
  if (handover === 'done') {
    return {
      kind: 'done' as const,
      ...common,
      title: say('connect.inside.done_title'),
      body: say('connect.inside.done', { name: channel.name }),
      back: say('connect.fix.to_channels'),
    }
  }
  return {
    kind: 'link' as const,
    ...common,
    more: say('connect.inside.get_body'),
    get: say('connect.inside.get'),
    waiting: handover === 'waiting' ? say('connect.inside.waiting') : null,
    check: say('connect.inside.check'),
  }
}

export type HandoverView =
  | {
      kind: 'made'
      body: string
      open: { label: string; href: string } | null
      how: string
      address: CopyView
    }
  | { kind: 'wrong'; text: string }

/** The link, once. Null where the network would have let the person in right here. */
export function handoverView(
  made: MadeLink | { kind: 'too_many' },
  network: ConnectBrief['network'],
  given: Given,
): HandoverView | null {
  const { speaker } = given
  const { say } = speaker
  if (made.kind === 'too_many') return { kind: 'wrong', text: say('connect.inside.too_many') }
  const view = insideView(network, { ...given, url: made.url })
  if (view === null) return null
  return {
    kind: 'made',
    body: say('connect.inside.made_body', { time: speaker.time(made.expiresAt) }),
    open: view.open,
    how: view.how,
    address: copyView(made.url, speaker),
  }
}

function kindOf(channel: ConnectBrief['channel']): 'new' | 'again' | 'renew' | 'fix' | 'early' | 'late' {
  if (channel === null) return 'new'
  const { state } = channel
  switch (state.kind) {
    case 'renew':
      return 'renew'
    case 'limited':
      return 'fix'
    case 'connected':
      return 'early'
    case 'delayed':
      return 'late'
    case 'reconnect':
    case 'off':
    case 'connecting':
      return 'again'
    default:
      return state satisfies never
  }
}
