/**
 * Every state of every component, from facts that never change and by the views that the pages themselves use.
 * Names of states are those of the code; what people read comes from the words, as everywhere.
 */
import { type ConnectResult, RETURN_PROBLEMS } from '../../src/domain/channel/connect-result.ts'
import { EVENT_KINDS } from '../../src/domain/channel/event.ts'
import type { Outlook, ShownState } from '../../src/domain/channel/health.ts'
import { NETWORKS, type Network, POLICIES, type ScopeUse } from '../../src/domain/network.ts'
import { DAY, HOUR, later, MINUTE } from '../../src/domain/time.ts'
import { type Confidence, DIAGNOSES, LOSSES } from '../../src/domain/verdict.ts'
import type { CheckReport } from '../../src/usecases/channel/check-now.ts'
import type { ConnectBrief } from '../../src/usecases/channel/describe-connect.ts'
import type { ChannelCard, ChannelsView } from '../../src/usecases/channel/list-channels.ts'
import type { OutcomeView } from '../../src/usecases/channel/read-outcome.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { cardView } from './channel-card.ts'
import { channelsPage, reportAddress } from './channels-page.ts'
import { launcherView } from './chat-launcher.ts'
import { connectPage } from './connect-page.ts'
import { historyPage } from './history-page.ts'
import { resultPage } from './result-page.ts'

/** The moment at which all of them are looked at. */
export const STATES_NOW = new Date('2026-11-22T10:00:00Z')
export const STATES_ZONE = 'Europe/Warsaw'

type Named<View> = { name: string; view: View }

export function statesPage(speaker: Speaker) {
  return {
    cards: NETWORKS.map((network) => ({ network, cards: cardsOf(network, speaker) })),
    unusual: unusualCards(speaker),
    summaries: summaries(speaker),
    adds: adds(speaker),
    connects: connects(speaker),
    results: results(speaker),
    returned: RETURN_PROBLEMS.map((kind) => ({
      name: kind,
      view: {
        title: speaker.say(`problems.returned.${kind}.title`),
        body: speaker.say(`problems.returned.${kind}.body`),
        wayOn: { label: speaker.say(`problems.returned.${kind}.way_on`), href: '/channels' },
        more: { label: speaker.say('problems.more'), href: '/help' },
      },
    })),
    history: historyPage(storyOf(), { mayTurnOff: true, asked: NOBODY }, speaker),
    launchers: [0, 3].map((unread) => ({ name: `unread-${unread}`, view: launcherView(unread, speaker) })),
    loading: speaker.say('channels.loading'),
    unloaded: {
      title: speaker.say('channels.error.title'),
      body: speaker.say('channels.error.body'),
      wayOn: { label: speaker.say('channels.error.retry'), href: '/channels' },
    },
    form: formOf(speaker),
  }
}

export type StatesView = ReturnType<typeof statesPage>

const NAMES: Record<Network, string> = {
  instagram: '@lina.k',
  youtube: '@linacooksslowly',
  tiktok: '@lina.k',
  facebook: 'Lina Cooks',
}
const LONG_NAME = '@the.very.long.name.of.somebody.who.could.not.decide.on.a.shorter.one'
const SINCE = later(STATES_NOW, -26 * HOUR)
const UNTIL = later(STATES_NOW, 9 * DAY)

const OUTLOOKS: readonly Outlook[] = [
  { kind: 'no_end' },
  { kind: 'renewed_by_us', until: UNTIL },
  { kind: 'person_needed_by', date: later(STATES_NOW, 170 * DAY) },
]
const CONFIDENCES: readonly Confidence[] = ['confirmed', 'likely', 'unknown']

function statesOf(network: Network): Named<ShownState>[] {
  const uses = [...new Set<ScopeUse>(POLICIES[network].scopes.map(({ use }) => use))]
  const shareable = uses.filter((use) => use !== 'identity')
  return [
    ...LOSSES.flatMap((reason) =>
      CONFIDENCES.map((confidence) => ({
        name: `reconnect · ${reason} · ${confidence}`,
        view: { kind: 'reconnect' as const, reason, confidence, since: SINCE, evidence: null },
      })),
    ),
    { name: 'renew', view: { kind: 'renew', by: UNTIL } },
    ...shareable.map((use) => ({
      name: `limited · ${use}`,
      view: { kind: 'limited' as const, missing: [use], missingScopes: [use] },
    })),
    ...(['network', 'us'] as const).flatMap((whose) =>
      [false, true].map((numbersPaused) => ({
        name: `delayed · ${whose}${numbersPaused ? ' · numbers paused' : ''}`,
        view: {
          kind: 'delayed' as const,
          whose,
          since: later(STATES_NOW, numbersPaused ? -9 * DAY : -2 * DAY),
          numbersPaused,
        },
      })),
    ),
    { name: 'connecting', view: { kind: 'connecting', until: later(STATES_NOW, 8 * MINUTE) } },
    ...OUTLOOKS.map((outlook) => ({
      name: `connected · ${outlook.kind}`,
      view: { kind: 'connected' as const, outlook },
    })),
    { name: 'off', view: { kind: 'off', since: SINCE } },
  ]
}

function cardOf(network: Network, state: ShownState, own: Partial<ChannelCard> = {}): ChannelCard {
  return {
    id: `chn_${network}`,
    network,
    name: NAMES[network],
    title: 'Lina Kowalski',
    url: null,
    state,
    doubleChecking: false,
    checkedAt: later(STATES_NOW, -2 * HOUR),
    followers: 48_210,
    lastVerifiedAt: SINCE,
    connectedBy: 'Lina Kowalski',
    repeats: 0,
    usualMinutes: null,
    ...own,
  }
}

function cardsOf(network: Network, speaker: Speaker) {
  return statesOf(network).map(({ name, view }) => ({
    name,
    view: cardView(cardOf(network, view, { id: idOf(network, name) }), speaker),
  }))
}

function lost(own: Partial<ChannelCard>): ChannelCard {
  const state: ShownState = {
    kind: 'reconnect',
    reason: 'account_changed',
    confidence: 'likely',
    since: SINCE,
    evidence: null,
  }
  return cardOf('facebook', state, own)
}

/** What a card can be besides its state. */
function unusualCards(speaker: Speaker) {
  const connected: ShownState = { kind: 'connected', outlook: { kind: 'no_end' } }
  const delayed: ShownState = {
    kind: 'delayed',
    whose: 'network',
    since: later(STATES_NOW, -2 * DAY),
    numbersPaused: false,
  }
  const cards: { name: string; card: ChannelCard; shows?: 'tip' | 'menu'; asked?: true }[] = [
    { name: 'tip open', card: lost({}), shows: 'tip' },
    { name: 'menu open', card: lost({}), shows: 'menu' },
    { name: 'a long name', card: lost({ name: LONG_NAME }) },
    { name: 'a name in another script', card: lost({ name: 'مطبخ لينا البطيء', title: 'مطبخ لينا البطيء' }) },
    { name: 'a name without letters', card: lost({ name: '…', title: '' }) },
    { name: 'never verified', card: lost({ lastVerifiedAt: null }) },
    { name: 'takes less than a minute', card: lost({ usualMinutes: 0 }) },
    { name: 'takes four minutes', card: lost({ usualMinutes: 4 }) },
    ...LOSSES.map((reason) => {
      const card = lost({ repeats: 3 })
      const state = { ...card.state, reason } as ShownState
      return { name: `third time · ${reason}`, card: { ...card, state } }
    }),
    { name: 'we’ll tell you', card: cardOf('instagram', delayed), asked: true },
    { name: 'double-checking', card: cardOf('tiktok', connected, { doubleChecking: true }) },
    { name: 'never checked', card: cardOf('tiktok', connected, { checkedAt: null, followers: null }) },
    { name: 'no number of followers', card: cardOf('tiktok', connected, { followers: null }) },
    { name: 'one follower', card: cardOf('youtube', connected, { followers: 1 }) },
  ]
  return [
    ...cards.map(({ name, card, shows, asked }) => ({
      name,
      shows: shows ?? null,
      report: null,
      view: cardView(
        { ...card, id: idOf('unusual', name) },
        speaker,
        asked ? new Set([card.network]) : NOBODY,
      ),
    })),
    ...REPORTS.map((report) => {
      const name = `report · ${report.kind}${'whose' in report ? ` · ${report.whose}` : ''}`
      const card = cardOf('instagram', connected, { id: idOf('report', name) })
      const address = new URL(reportAddress(card.id, report, STATES_NOW), 'http://states.example')
      const page = channelsPage({ ...VIEW, cards: [card] }, { address, asked: NOBODY }, speaker)
      return { name, shows: null, report: page.report?.text ?? null, view: cardView(card, speaker) }
    }),
  ]
}

const REPORTS: readonly CheckReport[] = [
  { kind: 'fine' },
  { kind: 'limited' },
  { kind: 'lost' },
  { kind: 'back' },
  { kind: 'looking_again', at: later(STATES_NOW, 10 * MINUTE) },
  { kind: 'delayed', whose: 'us' },
  { kind: 'delayed', whose: 'network' },
  { kind: 'too_soon', at: later(STATES_NOW, MINUTE) },
]

const VIEW: ChannelsView = { cards: [], notConnected: [], needYou: 0, connecting: [], networksOff: [] }
const HERE = new URL('http://states.example/channels')
const NOBODY: ReadonlySet<Network> = new Set()

function summaries(speaker: Speaker) {
  const counts: [total: number, needYou: number][] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [2, 0],
    [2, 1],
    [2, 2],
    [4, 0],
    [4, 1],
    [4, 3],
    [4, 4],
    [12, 11],
  ]
  return counts.map(([total, needYou]) => {
    const connected: ShownState = { kind: 'connected', outlook: { kind: 'no_end' } }
    const cards = Array.from({ length: total }, () => cardOf('instagram', connected))
    const { title, summary } = channelsPage(
      { ...VIEW, cards, needYou },
      { address: HERE, asked: NOBODY },
      speaker,
    )
    return { name: `${needYou} of ${total}`, view: { title, summary } }
  })
}

function adds(speaker: Speaker) {
  const offered = { ...VIEW, notConnected: [...NETWORKS] }
  const kinds: Named<ChannelsView>[] = [
    { name: 'offered', view: offered },
    { name: 'waiting', view: { ...offered, connecting: [...NETWORKS] } },
    { name: 'off', view: { ...offered, networksOff: [...NETWORKS] } },
  ]
  return kinds.map(({ name, view }) => ({
    name,
    view: channelsPage(view, { address: HERE, asked: NOBODY }, speaker).add,
  }))
}

const IN_INSTAGRAM =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76 Instagram 393.1.0.36.70'
const IN_TIKTOK =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22F76 musical_ly_39.0.0'

function connects(speaker: Speaker) {
  const brief = (
    network: Network,
    state: ShownState | null,
    own: Partial<ConnectBrief> = {},
  ): ConnectBrief => ({
    network,
    channel:
      state === null ? null : { id: `chn_${network}`, name: NAMES[network], title: 'Lina Kowalski', state },
    purposes: POLICIES[network].scopes.map(({ name, use }) => ({ scope: name, use })),
    networkOff: false,
    networkDown: false,
    asked: false,
    handover: null,
    others: [],
    ...own,
  })
  const again = lost({}).state
  const briefs: { name: string; view: ConnectBrief; userAgent?: string; query?: string }[] = [
    ...NETWORKS.map((network) => ({ name: `${network} · new`, view: brief(network, null) })),
    { name: 'instagram · again', view: brief('instagram', again) },
    { name: 'tiktok · renew', view: brief('tiktok', { kind: 'renew', by: UNTIL }) },
    {
      name: 'youtube · fix',
      view: brief('youtube', { kind: 'limited', missing: ['numbers'], missingScopes: ['a'] }),
    },
    { name: 'facebook · early', view: brief('facebook', { kind: 'connected', outlook: { kind: 'no_end' } }) },
    { name: 'instagram · not offered here', view: brief('instagram', null, { networkOff: true }) },
    { name: 'tiktok · slow to answer', view: brief('tiktok', again, { networkDown: true }) },
    {
      name: 'tiktok · slow to answer, asked',
      view: brief('tiktok', again, { networkDown: true, asked: true }),
    },
    {
      name: 'instagram · one of several to fix',
      view: brief('instagram', again, { others: ['chn_tiktok', 'chn_youtube'] }),
      query: '?return=fix',
    },
    { name: 'youtube · new · inside Instagram', view: brief('youtube', null), userAgent: IN_INSTAGRAM },
    { name: 'youtube · again · inside Instagram', view: brief('youtube', again), userAgent: IN_INSTAGRAM },
    {
      name: 'youtube · again · inside, waiting',
      view: brief('youtube', again, { handover: 'waiting' }),
      userAgent: IN_INSTAGRAM,
    },
    {
      name: 'youtube · again · inside, done',
      view: brief('youtube', again, { handover: 'done' }),
      userAgent: IN_INSTAGRAM,
    },
    { name: 'instagram · again · inside TikTok', view: brief('instagram', again), userAgent: IN_TIKTOK },
  ]
  return briefs.map(({ name, view, userAgent = '', query = '' }) => {
    const url = new URL(`/channels/connect/${view.network}${query}`, HERE)
    return { name, view: connectPage(view, speaker, { url, userAgent }) }
  })
}

function results(speaker: Speaker) {
  const account = (name: string, taken: 'by_you' | 'by_another' | null = null) => ({
    networkId: name,
    name,
    title: 'Lina Kowalski',
    url: null,
    taken,
  })
  const came = (network: Network, result: ConnectResult, own: Partial<OutcomeView> = {}): OutcomeView => ({
    id: 'out_states',
    network,
    channelId: `chn_${network}`,
    creator: { id: 'cre_states', handle: 'lina', name: 'Lina Kowalski' },
    result,
    channels: [],
    home: null,
    returnTo: null,
    moreNeedYou: [],
    ...own,
  })
  const back = (network: Network, outlook: Outlook) => cardOf(network, { kind: 'connected', outlook })
  const more = [{ channelId: 'chn_tiktok', network: 'tiktok' as const, name: '@lina.k' }]
  const connected: ConnectResult = { kind: 'connected', channelIds: ['chn'], again: true, missing: [] }
  const outcomes: { name: string; view: OutcomeView; nothingChosen?: true }[] = [
    {
      name: 'confirm · one',
      view: came('instagram', { kind: 'confirm', accounts: [account('@lina.k')], missing: [] }),
    },
    {
      name: 'confirm · several, nothing chosen',
      view: came('facebook', {
        kind: 'confirm',
        accounts: [
          account('Lina Cooks'),
          account('Lina Travels', 'by_you'),
          account('Nordfjell', 'by_another'),
        ],
        missing: ['audience'],
      }),
      nothingChosen: true,
    },
    {
      name: 'confirm · all taken',
      view: came('facebook', {
        kind: 'confirm',
        accounts: [account('Nordfjell', 'by_another')],
        missing: [],
      }),
    },
    {
      name: 'connected · new',
      view: came(
        'youtube',
        { ...connected, again: false },
        { channels: [back('youtube', OUTLOOKS[0] ?? { kind: 'no_end' })] },
      ),
    },
    ...OUTLOOKS.map((outlook) => ({
      name: `connected · again · ${outlook.kind}`,
      view: came('instagram', connected, { channels: [back('instagram', outlook)] }),
    })),
    {
      name: 'connected · another needs you',
      view: came('instagram', connected, {
        channels: [back('instagram', { kind: 'no_end' })],
        moreNeedYou: more,
      }),
    },
    {
      name: 'connected · some insights missing',
      view: came(
        'youtube',
        { ...connected, missing: ['numbers'] },
        { channels: [cardOf('youtube', { kind: 'limited', missing: ['numbers'], missingScopes: ['a'] })] },
      ),
    },
    ...NETWORKS.map((network) => ({
      name: `${network} · wrong account`,
      view: came(network, {
        kind: 'wrong_account',
        expected: NAMES[network],
        used: [account('@maja.lind')],
      }),
    })),
    {
      name: 'belongs to another',
      view: came('instagram', { kind: 'belongs_to_another', used: ['@nordfjell'] }),
    },
    ...NETWORKS.flatMap((network) =>
      (['cancelled', 'nothing_found'] as const).map((kind) => ({
        name: `${network} · ${kind}`,
        view: came(network, { kind }),
      })),
    ),
    ...NETWORKS.map((network) => ({
      name: `${network} · permission_missing`,
      view: came(network, { kind: 'permission_missing', missing: ['identity'] }),
    })),
    ...DIAGNOSES.map((diagnosis) => ({
      name: `refused · ${diagnosis}`,
      view: came('tiktok', { kind: 'refused', diagnosis }),
    })),
  ]
  return outcomes.map(({ name, view, nothingChosen = false }) => ({
    name,
    view: resultPage(view, { contactEmail: 'help@rechannel.example', nothingChosen }, speaker),
  }))
}

/** One event of each kind. */
function storyOf() {
  const evidence = {
    network: 'facebook',
    call: 'api',
    status: 400,
    code: '190',
    subcode: '460',
    message: 'Error validating access token: The session has been invalidated.',
    requestId: 'A1b2C3',
  }
  const details: Partial<Record<(typeof EVENT_KINDS)[number], Record<string, unknown>>> = {
    lost: { reason: 'account_changed', confidence: 'likely', evidence },
    explained: { reason: 'revoked', confidence: 'confirmed' },
    renamed: { from: 'Lina Kocht', to: 'Lina Cooks' },
    wrong_account_refused: { used: ['Nordfjell'] },
    permission_ended: { how: 'revoked' },
  }
  return {
    card: lost({ id: 'chn_story' }),
    connectedByLeft: false,
    newest: true,
    older: null,
    events: EVENT_KINDS.map((kind, place) => ({
      at: later(STATES_NOW, -place * 31 * HOUR),
      kind,
      actor: place % 3 === 0 ? 'Maja Lind' : null,
      actorIs: null,
      asker: null,
      detail: details[kind] ?? {},
    })),
  }
}

function formOf({ say }: Speaker) {
  return {
    plain: { label: say('signIn.email') },
    hinted: { label: say('signIn.welcome.bio'), hint: say('signIn.welcome.bio_hint') },
    prefixed: {
      label: say('signIn.welcome.handle'),
      hint: say('signIn.welcome.handle_hint'),
      wrong: say('signIn.welcome.handle_taken'),
    },
    refused: say('signIn.refused.invalid'),
    limited: say('signIn.refused.limited'),
    button: say('signIn.submit'),
    quiet: say('signIn.magic_submit'),
  }
}

function idOf(group: string, name: string): string {
  return `${group}-${name}`.replaceAll(/[^\w]+/g, '-').replace(/-$/, '')
}
