/** Proposals and collaborations as pages show them: every word chosen here. */

import { isUnderWay, type Move, type Side, type State, turnOf } from '../../src/domain/collaboration/moves.ts'
import { isNear } from '../../src/domain/collaboration/standing.ts'
import {
  changedFields,
  type Field,
  type Flaws,
  LONGEST_BRIEF,
  LONGEST_DELIVERABLE,
  LONGEST_TITLE,
  lineChanges,
  MOST_CHANNELS,
  MOST_DELIVERABLES,
  type Terms,
} from '../../src/domain/collaboration/terms.ts'
import { POST_METRICS } from '../../src/domain/insight/post.ts'
import { POLICIES } from '../../src/domain/network.ts'
import type { Listed } from '../../src/usecases/collaboration/list-collaborations.ts'
import type { CollaborationView, DeliveredPost } from '../../src/usecases/collaboration/read-collaboration.ts'
import { budgetWords, dayWords } from '../../src/words/collaboration-words.ts'
import { channelName } from '../../src/words/notice-words.ts'
import type { Speaker } from '../../src/words/speaker.ts'

/** Where a collaboration stands for one side. */
export function addressOf(side: Side, id: string): string {
  return side === 'brand' ? `/brand/collaborations/${id}` : `/proposals/${id}`
}

export function listAddress(side: Side): string {
  return side === 'brand' ? '/brand/collaborations' : '/proposals'
}

export type StateView = { state: State; label: string; tone: 'ok' | 'renew' | 'limited' | 'off' | 'plain' }

const TONES = {
  draft: 'plain',
  sent: 'renew',
  countered: 'renew',
  accepted: 'ok',
  live: 'ok',
  delivered: 'renew',
  completed: 'ok',
  declined: 'off',
  withdrawn: 'off',
  expired: 'off',
  cancelled: 'off',
} as const satisfies Record<State, StateView['tone']>

export function stateView(state: State, { say }: Speaker): StateView {
  return { state, label: say(`collaborations.state.${state}`), tone: TONES[state] }
}

const GROUPS = ['your_turn', 'draft', 'under_way', 'their_turn', 'over'] as const
type Group = (typeof GROUPS)[number]

export type RowView = {
  id: string
  href: string
  title: string
  other: string
  state: StateView
  budget: string | null
  when: string | null
  near: boolean
  unread: string | null
  last: string | null
}

export function listPage(rows: readonly Listed[], side: Side, speaker: Speaker) {
  const { say } = speaker
  const title = say(`collaborations.list.${side}.title`)
  const groups = GROUPS.map((group) => ({
    group,
    title: say(`collaborations.list.group.${group}`),
    rows: rows.filter((row) => groupOf(row, side) === group).map((row) => rowView(row, side, speaker)),
  })).filter(({ rows }) => rows.length > 0)
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say(`collaborations.list.${side}.lede`),
    none: rows.length === 0 ? say(`collaborations.list.${side}.none`) : null,
    groups,
  }
}

function groupOf({ standing }: Listed, side: Side): Group {
  if (standing === 'draft') return 'draft'
  if (standing === 'delivered' && side === 'brand') return 'your_turn'
  if (isUnderWay(standing)) return 'under_way'
  const turn = turnOf(standing)
  return turn === null ? 'over' : turn === side ? 'your_turn' : 'their_turn'
}

function rowView(row: Listed, side: Side, speaker: Speaker): RowView {
  const { say } = speaker
  const { terms, standing } = row
  const draftTitle = row.draft?.title.trim().slice(0, LONGEST_TITLE) ?? ''
  return {
    id: row.id,
    href: addressOf(side, row.id),
    title: terms?.title ?? (draftTitle === '' ? say('collaborations.list.untitled') : draftTitle),
    other:
      side === 'brand'
        ? say('collaborations.list.with', { name: row.creator.name })
        : say('collaborations.list.from', { name: row.company.name }),
    state: stateView(standing, speaker),
    budget: terms === null ? null : budgetWords(terms.budget, speaker),
    when: whenOf(row, side, speaker),
    near: row.expiresAt !== null && turnOf(standing) === side && isNear(row.expiresAt, speaker.now),
    unread: row.unread === 0 ? null : say('collaborations.list.unread', { count: row.unread }),
    last: row.last === null ? null : row.last.body.slice(0, 120),
  }
}

function whenOf({ standing, expiresAt, terms }: Listed, side: Side, speaker: Speaker): string | null {
  const { say } = speaker
  if (expiresAt !== null && (standing === 'sent' || standing === 'countered')) {
    const key = turnOf(standing) === side ? 'answer_by' : 'waits_until'
    return say(`collaborations.list.${key}`, { moment: speaker.moment(expiresAt) })
  }
  if (terms === null) return null
  if (standing === 'accepted')
    return say('collaborations.list.starts', { day: dayWords(terms.startsOn, speaker) })
  return say('collaborations.list.dates', {
    from: dayWords(terms.startsOn, speaker),
    to: dayWords(terms.endsOn, speaker),
  })
}

export type FieldView = {
  field: Field
  label: string
  /** Whole texts, or lines each with what became of it. */
  lines: { kind: 'same' | 'added' | 'removed'; text: string }[]
  changed: boolean
  long: boolean
}

export type ChannelView = {
  id: string
  name: string
  verified: boolean
  status: string
  followers: string | null
  waiting: string | null
  /** Where its numbers are missed: the creator reconnects, the brand may ask for it. */
  wayOn: { label: string; href: string; primary: boolean } | null
  told: string[]
}

export type EventView = {
  id: number
  kind: string
  text: string
  reason: string | null
  link: string | null
  at: string
  machineAt: string
}

export type PostView = {
  id: string
  url: string
  title: string
  deliverable: string
  shown: string
  visitLabel: string
  status: string
  numbers: { label: string; value: string }[]
  removeLabel: string
}

export type MoveView = {
  move: Move
  label: string
  kind: 'plain' | 'sure' | 'reason' | 'terms'
  primary: boolean
  question: string | null
  reasonLabel: string | null
  sure: string
}

export function collaborationPage(view: CollaborationView, speaker: Speaker) {
  const { say } = speaker
  const { seat, standing, versions } = view
  const { collaboration, side } = seat
  const latest = versions.at(-1)
  const title = latest?.terms.title ?? say('collaborations.list.untitled')
  const parties = {
    company: collaboration.company.name,
    creator: collaboration.creator.name,
    other: side === 'brand' ? collaboration.creator.name : collaboration.company.name,
  }
  return {
    id: collaboration.id,
    side,
    version: collaboration.version,
    address: addressOf(side, collaboration.id),
    topic: `collaboration:${collaboration.id}`,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    back: { label: say(`collaborations.page.back.${side}`), href: listAddress(side) },
    other:
      side === 'brand'
        ? {
            text: say('collaborations.page.with', parties),
            href: `/brand/creators/@${collaboration.creator.handle}`,
          }
        : { text: say('collaborations.page.from', parties), href: null },
    state: stateView(standing, speaker),
    status: statusLine(view, parties, speaker),
    near:
      collaboration.expiresAt !== null &&
      turnOf(standing) === side &&
      isNear(collaboration.expiresAt, speaker.now),
    termsTitle: say('collaborations.page.terms'),
    terms: latest === undefined ? [] : termsView(view, versions.length - 1, speaker),
    termsBy:
      latest === undefined
        ? null
        : say('collaborations.page.version', {
            who: whoOf(latest.side, latest.author, parties, side, speaker),
            at: speaker.moment(latest.madeAt),
          }),
    changedTitle:
      versions.length < 2 || latest === undefined
        ? null
        : say('collaborations.page.what_changed', {
            who:
              latest.side === side
                ? say('collaborations.page.your_side', {
                    name: latest.author ?? partyOf(latest.side, parties),
                  })
                : partyOf(latest.side, parties),
          }),
    labels: {
      was: say('collaborations.page.was'),
      now: say('collaborations.page.now'),
      added: say('collaborations.page.added'),
      removed: say('collaborations.page.removed'),
      timeline: say('collaborations.page.timeline'),
      moves: say('collaborations.page.moves'),
      thread: say('collaborations.page.thread'),
      log: say('collaborations.page.thread_label', { who: parties.other }),
      none: say('collaborations.page.thread_none'),
      channels: say('collaborations.page.channels'),
      reason: say('collaborations.page.reason'),
      typing: say('collaborations.page.typing', { name: '{name}' }),
    },
    earlier:
      versions.length < 2
        ? null
        : {
            title: say('collaborations.page.earlier'),
            versions: versions
              .slice(0, -1)
              .map((one, place) => ({
                version: one.version,
                by: say('collaborations.page.version', {
                  who: whoOf(one.side, one.author, parties, side, speaker),
                  at: speaker.moment(one.madeAt),
                }),
                terms: termsView(view, place, speaker).map((field) => ({
                  ...field,
                  changed: false,
                  lines: field.lines
                    .filter(({ kind }) => kind !== 'removed')
                    .map((line) => ({ ...line, kind: 'same' as const })),
                })),
              }))
              .reverse(),
          },
    channels: latest === undefined ? [] : channelsView(view, latest.terms, parties, speaker),
    moves: view.moves
      .filter((move) => move !== 'send')
      .map((move) => moveView(move, parties, speaker))
      .sort((a, b) => Number(b.primary) - Number(a.primary)),
    othersDecide: view.othersDecide ? say('collaborations.page.others_decide') : null,
    events: view.events.map((event): EventView => {
      const channel = view.channels.find(({ id }) => id === event.detail.channelId)
      const verified = event.detail.lastVerifiedAt
      return {
        id: event.id,
        kind: event.kind,
        text: say(`collaborations.event.${event.kind}`, {
          who: event.side === null ? '' : whoOf(event.side, event.actor, parties, side, speaker),
          company: parties.company,
          creator: parties.creator,
          channel: channel === undefined ? '' : channelName(channel, speaker),
          date: typeof verified === 'string' ? speaker.day(new Date(verified)) : '',
        }),
        reason: event.detail.reason ?? null,
        link: event.detail.url ?? null,
        at: speaker.moment(event.at),
        machineAt: event.at.toISOString(),
      }
    }),
    thread: threadView(view, parties, speaker),
    posts: postsView(view, parties, speaker),
  }
}

export type CollaborationPage = ReturnType<typeof collaborationPage>
type Parties = { company: string; creator: string; other: string }

function partyOf(side: Side, parties: Parties): string {
  return side === 'brand' ? parties.company : parties.creator
}

/** A person by name, and whom they work for where that is not their own name. */
function whoOf(of: Side, name: string | null, parties: Parties, _reader: Side, { say }: Speaker): string {
  const party = partyOf(of, parties)
  return name === null || name === party ? party : say('collaborations.event_who', { person: name, party })
}

function statusLine(view: CollaborationView, parties: Parties, speaker: Speaker): string | null {
  const { say } = speaker
  const { standing, seat } = view
  const { expiresAt, startsOn } = seat.collaboration
  if ((standing === 'sent' || standing === 'countered') && expiresAt !== null) {
    const moment = speaker.moment(expiresAt)
    if (turnOf(standing) !== seat.side)
      return say('collaborations.page.waits', { who: parties.other, moment })
    return say(
      isNear(expiresAt, speaker.now) ? 'collaborations.page.answer_near' : 'collaborations.page.answer_by',
      {
        moment,
      },
    )
  }
  if (standing === 'accepted' && startsOn !== null) {
    return say('collaborations.page.starts', { day: dayWords(startsOn, speaker) })
  }
  return turnOf(standing) === null ? say(`collaborations.moved_on.state.${standing}`) : null
}

/** The terms of a version, each field with what changed in it since the version before. */
function termsView(view: CollaborationView, place: number, speaker: Speaker): FieldView[] {
  const { say } = speaker
  const now = view.versions[place]?.terms
  if (now === undefined) return []
  const before = view.versions[place - 1]?.terms ?? now
  const changed = new Set(changedFields(before, now))
  const texts = (terms: Terms): [Field, string, string[]][] => [
    ['title', say('collaborations.page.title'), [terms.title]],
    ['brief', say('collaborations.page.brief'), [terms.brief]],
    ['deliverables', say('collaborations.page.deliverables'), terms.deliverables],
    ['budget', say('collaborations.page.budget'), [budgetWords(terms.budget, speaker)]],
    [
      'startsOn',
      say('collaborations.page.dates'),
      [
        say('collaborations.list.dates', {
          from: dayWords(terms.startsOn, speaker),
          to: dayWords(terms.endsOn, speaker),
        }),
      ],
    ],
    [
      'channels',
      say('collaborations.page.channels'),
      terms.channelIds.map((id) => {
        const channel = view.channels.find((one) => one.id === id)
        return channel === undefined
          ? say('collaborations.channel.not_any_more')
          : channelName(channel, speaker)
      }),
    ],
  ]
  const old = texts(before)
  return texts(now).map(([field, label, lines], index) => ({
    field,
    label,
    changed: changed.has(field) || (field === 'startsOn' && changed.has('endsOn')),
    lines: lineChanges(old[index]?.[2] ?? [], lines),
    long: field === 'brief',
  }))
}

function channelsView(
  view: CollaborationView,
  terms: Terms,
  parties: Parties,
  speaker: Speaker,
): ChannelView[] {
  const { say } = speaker
  const { standing } = view
  return terms.channelIds.flatMap((id) => {
    const channel = view.channels.find((one) => one.id === id)
    if (channel === undefined) return []
    const name = channelName(channel, speaker)
    const waits = !channel.verified && isUnderWay(standing)
    const told = view.events.filter(
      ({ kind, detail }) =>
        detail.channelId === id && (kind === 'paused' || kind === 'creator_told' || kind === 'back'),
    )
    const since = told.findLastIndex(({ kind }) => kind === 'back')
    const current = told.slice(since + 1)
    const toldAt = (kind: 'paused' | 'creator_told') => current.findLast((event) => event.kind === kind)?.at
    const toldLine = (who: string, at: Date | undefined) =>
      at === undefined ? [] : [say('collaborations.channel.told', { who, at: speaker.moment(at) })]
    return [
      {
        id,
        name,
        verified: channel.verified,
        status: channelStatus(channel, speaker),
        followers:
          channel.followers === null
            ? null
            : say(`collaborations.channel.followers.${channel.network}`, {
                count: speaker.number(channel.followers.value),
              }),
        waiting: waits ? waitingLine(view, name, speaker) : null,
        wayOn: waits && channel.offered ? wayBack(view, { id, name }, speaker) : null,
        told: waits
          ? [
              ...toldLine(parties.company, toldAt('paused')),
              ...toldLine(parties.creator, toldAt('creator_told')),
            ]
          : [],
      },
    ]
  })
}

/** The creator reconnects; the company may ask for it, once a week. */
function wayBack(
  { seat, asksAgainAt }: CollaborationView,
  { id, name }: { id: string; name: string },
  { say }: Speaker,
): ChannelView['wayOn'] {
  if (seat.side === 'creator') {
    return {
      label: say('collaborations.channel.reconnect', { channel: name }),
      href: `/channels/${encodeURIComponent(id)}/reconnect`,
      primary: true,
    }
  }
  if (asksAgainAt !== null) return null
  const { creator } = seat.collaboration
  return {
    label: say('brand.creator.ask', { name: creator.name }),
    href: `/brand/creators/@${creator.handle}#ask`,
    primary: false,
  }
}

function waitingLine(
  { seat, asksAgainAt }: CollaborationView,
  channel: string,
  { say, day }: Speaker,
): string {
  const { company, creator } = seat.collaboration
  if (seat.side === 'creator')
    return say('collaborations.channel.waiting', { company: company.name, channel })
  return asksAgainAt === null
    ? say('collaborations.channel.ask')
    : say('brand.creator.asked', { name: creator.name, date: day(asksAgainAt) })
}

/** In neutral words: when it was last verified, never why it is not. */
export function channelStatus(
  channel: Pick<CollaborationView['channels'][number], 'verified' | 'followers' | 'lastVerifiedAt'>,
  { say, moment, day }: Speaker,
): string {
  if (channel.verified) {
    return channel.followers === null
      ? say('collaborations.channel.first')
      : say('collaborations.channel.verified', { at: moment(channel.followers.takenAt) })
  }
  return channel.lastVerifiedAt === null
    ? say('collaborations.channel.never')
    : say('collaborations.channel.paused', { date: day(channel.lastVerifiedAt) })
}

function moveView(move: Move, parties: Parties, { say }: Speaker): MoveView {
  const label = say(`collaborations.move.${move}`)
  const common = {
    move,
    label,
    primary: move === 'accept' || move === 'agree' || move === 'deliver' || move === 'complete',
    sure: say('collaborations.confirm.sure', { move: label }),
  }
  switch (move) {
    case 'counter':
    case 'answer':
      return { ...common, kind: 'terms', question: null, reasonLabel: null }
    case 'decline':
    case 'refuse':
    case 'cancel':
      return {
        ...common,
        kind: 'reason',
        question: say(`collaborations.confirm.${move}.title`),
        reasonLabel: say(`collaborations.confirm.${move}.label`, parties),
      }
    case 'withdraw':
      return {
        ...common,
        kind: 'sure',
        question: say('collaborations.confirm.withdraw', parties),
        reasonLabel: null,
      }
    case 'accept':
    case 'agree':
      return {
        ...common,
        kind: 'plain',
        question: say(`collaborations.confirm.${move}`, parties),
        reasonLabel: null,
      }
    case 'send':
    case 'expire':
    case 'start':
    case 'deliver':
    case 'reopen':
    case 'complete':
      return { ...common, kind: 'plain', question: null, reasonLabel: null }
    default:
      return move satisfies never
  }
}

function threadView(view: CollaborationView, parties: Parties, speaker: Speaker) {
  const { say } = speaker
  const { side, collaboration } = view.seat
  let before = ''
  const messages = view.messages.map((message) => {
    const day = speaker.fullDay(message.at)
    const begins = day !== before
    before = day
    const mine = message.side === side
    return {
      id: message.id,
      key: message.key,
      mine,
      note: null,
      by: whoOf(message.side, message.authorName, parties, side, speaker),
      at: speaker.time(message.at),
      machineAt: message.at.toISOString(),
      day: begins ? day : null,
      body: message.body,
      card: null,
      files: [],
    }
  })
  const last = view.messages.at(-1)
  const otherRead = collaboration.read[side === 'brand' ? 'creator' : 'brand']
  return {
    id: collaboration.id,
    messages,
    newest: last?.id ?? 0,
    receipt:
      last === undefined || last.side !== side
        ? null
        : say(last.id <= otherRead ? 'collaborations.page.seen' : 'collaborations.page.sent'),
    closed: false,
    outage: null,
  }
}

function postsView(view: CollaborationView, parties: Parties, speaker: Speaker) {
  const { say } = speaker
  const { seat, standing, versions } = view
  const terms = versions.at(-1)?.terms
  const shows = isUnderWay(standing)
  if (terms === undefined || (!shows && view.posts.length === 0)) return null
  const { side } = seat
  const named = (id: string) => {
    const channel = view.channels.find((one) => one.id === id)
    return channel === undefined ? '' : channelName(channel, speaker)
  }
  return {
    title: say('collaborations.posts.title'),
    lede: say(`collaborations.posts.lede.${side}`, parties),
    none: view.posts.length === 0 ? say(`collaborations.posts.none.${side}`) : null,
    numbersLabel: say('collaborations.posts.numbers'),
    visit: say('collaborations.posts.visit'),
    posts: view.posts.map((post) => postView(post, view, terms, speaker)),
    remove: side === 'creator' && shows ? say('collaborations.posts.remove') : null,
    form:
      side === 'creator' && shows
        ? {
            choose: say('collaborations.posts.choose'),
            recent: [
              { value: '', label: say('collaborations.posts.choose_none') },
              ...view.recent.slice(0, 30).map((post) => ({
                value: `${post.channelId} ${post.url}`,
                label: speaker.dotted([
                  named(post.channelId),
                  speaker.day(post.postedAt),
                  post.title.slice(0, 60) || say('collaborations.posts.untitled'),
                ]),
              })),
            ],
            link: say('collaborations.posts.link'),
            linkHint: say('collaborations.posts.link_hint'),
            for: say('collaborations.posts.for'),
            deliverables: terms.deliverables.map((label, place) => ({ value: String(place), label })),
            channel: say('collaborations.posts.channel'),
            channels: terms.channelIds.map((id) => ({ value: id, label: named(id) })),
            add: say('collaborations.posts.add'),
          }
        : null,
  }
}

function postView(post: DeliveredPost, view: CollaborationView, terms: Terms, speaker: Speaker): PostView {
  const { say } = speaker
  const channel = view.channels.find(({ id }) => id === post.channelId)
  const network = channel === undefined ? '' : POLICIES[channel.network].name
  const { found } = post
  const numbers =
    found === null
      ? []
      : POST_METRICS.flatMap((metric) => {
          const value = found.numbers[metric]
          return value === undefined
            ? []
            : [{ label: say(`collaborations.posts.metric.${metric}`), value: speaker.number(value) }]
        })
  const title = found?.title || post.url.replace(/^https?:\/\/(www\.)?/, '')
  return {
    id: post.id,
    url: post.url,
    title,
    deliverable: terms.deliverables[post.deliverable] ?? '',
    shown: say('collaborations.posts.shown', { at: speaker.moment(post.markedAt) }),
    visitLabel: say('collaborations.posts.visit_label', { title }),
    status:
      channel === undefined || !channel.verified
        ? channelStatus(channel ?? { verified: false, followers: null, lastVerifiedAt: null }, speaker)
        : found === null
          ? say('collaborations.posts.not_found', { network })
          : numbers.length === 0
            ? say('collaborations.posts.no_numbers', { network })
            : say('collaborations.posts.checked', { network, at: speaker.moment(found.takenAt) }),
    numbers,
    removeLabel: say('collaborations.posts.remove_label', { url: title }),
  }
}

const MOST: Partial<Record<Field, { too_long?: number; too_many?: number }>> = {
  title: { too_long: LONGEST_TITLE },
  brief: { too_long: LONGEST_BRIEF },
  deliverables: { too_long: LONGEST_DELIVERABLE, too_many: MOST_DELIVERABLES },
  channels: { too_many: MOST_CHANNELS },
}

/** What is wrong with a form, in a sentence a field. */
export function flawWords(flaws: Flaws, { say, number }: Speaker): Partial<Record<Field, string>> {
  return Object.fromEntries(
    Object.entries(flaws).map(([field, flaw]) => {
      const limits = MOST[field as Field]
      const most = flaw === 'too_many' ? limits?.too_many : limits?.too_long
      return [field, say(`collaborations.flaw.${flaw}`, { most: number(most ?? 0) })]
    }),
  )
}

/** A page for one side of what is not there. */
export function missingPage(side: Side, { say }: Speaker) {
  const title = say('collaborations.missing.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say('collaborations.missing.body'),
    wayOn: { label: say(`collaborations.missing.way_on.${side}`), href: listAddress(side) },
  }
}

/** What happened while somebody was deciding, and that nothing of theirs was done. */
export function movedOnView(state: State, termsMoved: boolean, { say }: Speaker) {
  return {
    title: say('collaborations.moved_on.title'),
    lede: say('collaborations.moved_on.lede'),
    state: say(termsMoved ? 'collaborations.moved_on.terms' : `collaborations.moved_on.state.${state}`),
  }
}
