/** What the words about one channel are, from its state: the badge, the sentences, the one button. */
import { type ShownState, type Turn, turnOf } from '../domain/channel/health.ts'
import { type HelpPlace, placeOfState } from '../domain/help/places.ts'
import { type Network, POLICIES, type ScopeUse } from '../domain/network.ts'
import type { Speaker } from './speaker.ts'

export type Tone = 'ok' | 'renew' | 'limited' | 'act' | 'wait' | 'off'

export type ChannelFacts = {
  network: Network
  name: string
  state: ShownState
  doubleChecking: boolean
  lastVerifiedAt: Date | null
  repeats: number
  /** How long connecting again usually takes, 0 for less than a minute; null where it is not known. */
  usualMinutes: number | null
}

export type ChannelAction = {
  kind: 'connect' | 'fix' | 'renew'
  label: string
  /** The full name of the button for those who hear it without its card. */
  accessibleName: string
}

export type ChannelWords = {
  networkName: string
  tone: Tone
  badge: string
  title: string
  happened: string
  /** What it means for the profile right now; null where it means nothing. */
  meaning: string | null
  safe: string | null
  todo: string
  /** How long it takes; null where there is nothing to do. */
  howLong: string | null
  /** Whose turn it is, in a word or two. */
  turn: string
  whose: Turn
  repeats: string | null
  action: ChannelAction | null
  /** Where the help explains this. */
  helpPlace: HelpPlace
}

export function channelWords(facts: ChannelFacts, speaker: Speaker): ChannelWords {
  const { network, name, state } = facts
  const { say } = speaker
  const networkName = say(`channels.network.${network}`)
  const values = { name, network: networkName, ...valuesOf(state, speaker) }
  const cell = cellOf(network, state)
  const { tone, badge } = toneOf(facts, speaker)
  const whose = turnOf(state)
  return {
    networkName,
    tone,
    badge,
    title: say(`${cell}.title`, values),
    happened: say(softenedOf(network, state) ?? `${cell}.happened`, values),
    meaning: meaningOf(facts, speaker),
    safe: state.kind === 'reconnect' ? say('channels.safe') : null,
    todo: say(`${cell}.todo`, values),
    howLong: whose === 'you' ? say('channels.how_long', { minutes: facts.usualMinutes ?? 1 }) : null,
    turn: say(`channels.turn.${whose}`, { network: POLICIES[network].name }),
    whose,
    repeats:
      state.kind === 'reconnect' && facts.repeats >= 2
        ? `${say('channels.repeats.times', { times: facts.repeats })} ${say(`channels.repeats.why.${state.reason}`)}`
        : null,
    action: actionOf(facts, networkName, speaker),
    helpPlace: placeOfState(state),
  }
}

export function missingWords(missing: readonly ScopeUse[], speaker: Speaker): string {
  const uses = missing.length === 0 ? (['numbers'] as const) : missing
  return speaker.list(uses.map((use) => speaker.say(`channels.use.${use}`)))
}

function cellOf(network: Network, state: ShownState) {
  const base = `channelStates.${network}` as const
  switch (state.kind) {
    case 'connected':
      return `${base}.connected.${state.outlook.kind}` as const
    case 'reconnect':
      return `${base}.reconnect.${state.reason}` as const
    case 'delayed':
      return `${base}.delayed_${state.whose}` as const
    case 'connecting':
    case 'renew':
    case 'limited':
    case 'off':
      return `${base}.${state.kind}` as const
    default:
      return state satisfies never
  }
}

/** Where a cause is not confirmed, it is told as what it looks like. */
function softenedOf(network: Network, state: ShownState) {
  if (state.kind !== 'reconnect' || state.confidence === 'confirmed') return null
  return `channelStates.${network}.reconnect.${state.reason}.softened` as const
}

function valuesOf(state: ShownState, speaker: Speaker): Record<string, string> {
  switch (state.kind) {
    case 'connected':
      return state.outlook.kind === 'person_needed_by' ? { date: speaker.day(state.outlook.date) } : {}
    case 'renew':
      return { date: speaker.weekday(state.by) }
    case 'limited':
      return { missing: missingWords(state.missing, speaker) }
    case 'reconnect':
    case 'delayed':
    case 'off':
      return { date: speaker.day(state.since) }
    case 'connecting':
      return {}
    default:
      return state satisfies never
  }
}

function toneOf({ state, doubleChecking }: ChannelFacts, speaker: Speaker): { tone: Tone; badge: string } {
  const { say } = speaker
  switch (state.kind) {
    case 'connected':
      return doubleChecking
        ? { tone: 'ok', badge: say('channels.badge.double_checking') }
        : { tone: 'ok', badge: say('channels.badge.connected') }
    case 'connecting':
      return { tone: 'wait', badge: say('channels.badge.connecting') }
    case 'renew':
      return { tone: 'renew', badge: say('channels.badge.renew', { date: speaker.weekday(state.by) }) }
    case 'limited':
      return { tone: 'limited', badge: say('channels.badge.limited') }
    case 'reconnect':
      return { tone: 'act', badge: say('channels.badge.reconnect') }
    case 'delayed':
      return { tone: 'wait', badge: say('channels.badge.delayed') }
    case 'off':
      return { tone: 'off', badge: say('channels.badge.off') }
    default:
      return state satisfies never
  }
}

function meaningOf({ state, lastVerifiedAt }: ChannelFacts, speaker: Speaker): string | null {
  const { say } = speaker
  switch (state.kind) {
    case 'reconnect':
      return lastVerifiedAt === null
        ? say('channels.impact.paused_never')
        : say('channels.impact.paused', { date: speaker.day(lastVerifiedAt) })
    case 'renew':
      return say('channels.impact.kept')
    case 'limited':
      return say('channels.impact.limited')
    case 'delayed':
      return say(state.numbersPaused ? 'channels.impact.numbers_paused' : 'channels.impact.numbers_dated')
    case 'off':
      return say('channels.impact.off')
    case 'connected':
    case 'connecting':
      return null
    default:
      return state satisfies never
  }
}

function actionOf(
  { network, name, state }: ChannelFacts,
  networkName: string,
  speaker: Speaker,
): ChannelAction | null {
  const { say } = speaker
  const values = { network: POLICIES[network].name, name, networkName }
  switch (state.kind) {
    case 'reconnect':
    case 'off':
    // Whoever closed the network's window must not wait for the attempt to run out.
    case 'connecting':
      return {
        kind: 'connect',
        label: say('channels.action.connect'),
        accessibleName: say('channels.action.connect_again_label', values),
      }
    case 'limited':
      return {
        kind: 'fix',
        label: say('channels.action.fix'),
        accessibleName: say('channels.action.fix_label', values),
      }
    case 'renew':
      return {
        kind: 'renew',
        label: say('channels.action.renew'),
        accessibleName: say('channels.action.renew_label', values),
      }
    case 'connected':
    case 'delayed':
      return null
    default:
      return state satisfies never
  }
}
