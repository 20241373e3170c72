import { type Network, POLICIES } from '../../src/domain/network.ts'
import { isLoss } from '../../src/domain/verdict.ts'
import type { History } from '../../src/usecases/channel/read-history.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { cardView, connectAddress } from './channel-card.ts'

type Fact = { label: string; value: string }
export type EventView = {
  key: string
  at: string
  machineAt: string
  kind: string
  title: string
  by: string | null
  detail: string | null
  evidence: { summary: string; facts: Fact[] } | null
}

/** `mayTurnOff`: the reader's role includes it; `asked`: the networks that they wait to hear of. */
export function historyPage(
  history: History,
  { mayTurnOff, asked }: { mayTurnOff: boolean; asked: ReadonlySet<Network> },
  speaker: Speaker,
) {
  const { card, events, newest, older } = history
  const { say } = speaker
  const view = cardView(card, speaker, asked)
  const title = say('history.title', { name: card.name })
  const early = card.state.kind === 'connected'
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    back: say('history.back'),
    nowTitle: say('history.now'),
    card: view,
    connectedBy: connectedBy(history, speaker),
    early: early
      ? {
          label: say('history.early'),
          accessibleName: say('history.early_label', {
            network: POLICIES[card.network].name,
            name: card.name,
          }),
          href: connectAddress(card.network, card.id),
        }
      : null,
    chat: { label: say('chat.about_channel'), href: `/chat?about=${card.id}` },
    off:
      card.state.kind === 'off' || !mayTurnOff
        ? null
        : {
            label: say('turnOff.link'),
            accessibleName: say('turnOff.link_label', {
              network: POLICIES[card.network].name,
              name: card.name,
            }),
            href: `/channels/${card.id}/off`,
          },
    timelineTitle: say('history.timeline'),
    none: say('history.none'),
    older:
      older === null
        ? null
        : { label: say('history.older'), href: `/channels/${card.id}?before=${older}#timeline-title` },
    newest: newest ? null : { label: say('history.newest'), href: `/channels/${card.id}` },
    events: events.map((event, place) => eventView(event, place, card, speaker)),
  }
}

function connectedBy({ card, events, connectedByLeft, newest }: History, speaker: Speaker): string | null {
  if (card.connectedBy !== null) {
    return speaker.say('history.first_connected_by', {
      who: card.connectedBy,
      is: connectedByLeft ? 'left' : 'on_team',
    })
  }
  if (!newest) return null
  const last = events.find(({ kind }) => kind === 'connected' || kind === 'reconnected')
  const by = last === undefined || card.state.kind === 'off' ? null : byLink(last.detail, speaker)
  return by === null ? null : speaker.say('history.last_connected', { by })
}

function eventView(
  { at, kind, actor, actorIs, asker, detail }: History['events'][number],
  place: number,
  card: History['card'],
  speaker: Speaker,
): EventView {
  const { say } = speaker
  const network = POLICIES[card.network].name
  return {
    key: `${at.getTime()}-${place}`,
    at: speaker.moment(at),
    machineAt: at.toISOString(),
    kind,
    title: say(`history.event.${kind}`),
    by: actorIs === null ? byLink(detail, speaker) : say('history.by', { who: actor ?? '', is: actorIs }),
    detail: linkWords(kind, detail, asker, speaker) ?? detailOf(kind, detail, card.network, speaker),
    evidence: evidenceOf(detail.evidence, network, speaker),
  }
}

/** Whoever came by a link is who they said they are, or nobody in particular. */
function byLink({ link, helper }: Record<string, unknown>, { say }: Speaker): string | null {
  if (typeof link !== 'string' || helper === undefined) return null
  const name = typeof helper === 'string' ? helper : null
  return say('history.by_link', { helper: name === null ? 'none' : 'named', name: name ?? '' })
}

const LINK_KINDS = ['teammate', 'mail', 'handover'] as const

function linkWords(
  kind: string,
  detail: Record<string, unknown>,
  asker: string | null,
  { say }: Speaker,
): string | null {
  if (kind === 'reminded') return asker === null ? null : say('history.detail.reminded', { who: asker })
  if (kind === 'link_made') return say('history.link.teammate')
  const linkKind = LINK_KINDS.find((one) => one === detail.for)
  if (linkKind === undefined) return null
  return asker === null ? null : say(`history.link.used_${linkKind}`, { asker })
}

function detailOf(
  kind: string,
  detail: Record<string, unknown>,
  of: Network,
  speaker: Speaker,
): string | null {
  const { say } = speaker
  const network = POLICIES[of].name
  const { reason, confidence, from, to, used, how } = detail
  if ((kind === 'lost' || kind === 'explained') && typeof reason === 'string' && isLoss(reason)) {
    const sure =
      confidence === 'confirmed' || confidence === 'likely' || confidence === 'unknown'
        ? confidence
        : 'unknown'
    const cause = say(`history.detail.lost.${reason}`)
    return reason === 'ambiguous_reconnect'
      ? cause
      : `${cause} ${say(`history.confidence.${sure}`, { network })}`
  }
  const ending = kind === 'permission_ended' ? ENDINGS.find((one) => one === how) : undefined
  if (ending !== undefined) return say(`history.detail.permission_ended.${ending}`, { network })
  const until = dateIn(detail.until)
  if (until !== null && kind === 'renewed') {
    return say('history.detail.renewed', { date: speaker.day(until) })
  }
  if (until !== null && kind === 'renewal_failed') {
    return say('history.detail.still_ends', { date: speaker.day(until) })
  }
  const lostAt = dateIn(detail.lostAt)
  if (lostAt !== null && kind === 'corrected') {
    return say('history.detail.corrected', { date: speaker.moment(lostAt) })
  }
  if (kind === 'limited' && Array.isArray(detail.missing)) {
    const { missing } = detail
    const uses = POLICIES[of].scopes.filter(({ name }) => missing.includes(name)).map(({ use }) => use)
    const what = [...new Set(uses)].map((use) => say(`privacy.reads.${use}`))
    return what.length === 0 ? null : say('history.detail.missing', { what: speaker.list(what) })
  }
  if (kind === 'renamed' && typeof from === 'string' && typeof to === 'string') {
    return say('history.detail.renamed', { from, to })
  }
  if (kind === 'wrong_account_refused') {
    const names = Array.isArray(used) ? speaker.list(used.filter((one) => typeof one === 'string')) : used
    return typeof names === 'string' && names !== ''
      ? say('history.detail.wrong_account', { used: names })
      : null
  }
  return null
}

function dateIn(text: unknown): Date | null {
  const date = new Date(typeof text === 'string' ? text : Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date
}

const ENDINGS = ['revoked', 'not_offered', 'dead_already', 'shared', 'gave_up'] as const

const CALLS = [
  'authorize_redirect',
  'token_exchange',
  'token_refresh',
  'api',
  'debug_token',
  'webhook',
] as const

function evidenceOf(evidence: unknown, network: string, { say }: Speaker): EventView['evidence'] {
  if (typeof evidence !== 'object' || evidence === null) return null
  const seen = evidence as Record<string, unknown>
  const call = CALLS.find((one) => one === seen.call)
  const facts = (['status', 'code', 'subcode', 'message'] as const)
    .filter((name) => seen[name] !== null && seen[name] !== undefined)
    .map((name) => ({ label: say(`history.evidence.${name}`), value: String(seen[name]) }))
  if (typeof seen.requestId === 'string')
    facts.push({ label: say('history.evidence.request'), value: seen.requestId })
  if (call !== undefined) {
    facts.unshift({ label: say('history.evidence.call'), value: say(`history.evidence.calls.${call}`) })
  }
  return facts.length === 0 ? null : { summary: say('history.evidence.summary', { network }), facts }
}
