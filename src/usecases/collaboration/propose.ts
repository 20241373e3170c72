/** Terms are written: a company prepares a proposal and sends it; either side changes what is on the table. */
import type { App } from '../../app.ts'
import { PROOF_COUNTS_FOR_MS } from '../../domain/channel/health.ts'
import { mayMove, type Side, type State } from '../../domain/collaboration/moves.ts'
import { standingOf } from '../../domain/collaboration/standing.ts'
import { changedFields, type Flaws, type GivenTerms, readTerms } from '../../domain/collaboration/terms.ts'
import { later } from '../../domain/time.ts'
import { meantChannels } from '../../store/collaboration-channels.ts'
import {
  draftsBetween,
  dropDraft,
  insertDraft,
  openCounts,
  saveDraft,
  versionsOf,
} from '../../store/collaborations.ts'
import { companiesOfUser } from '../../store/companies.ts'
import { findCreatorByHandle } from '../../store/creators.ts'
import { newId } from '../../vault/random.ts'
import { makeMove, movedOn } from './move-collaboration.ts'
import { type Knock, seatOf } from './seats.ts'

/** More proposals than this wait for nobody's answer but a flood's. */
export const OPEN_AT_ONCE = 50
export const OPEN_WITH_ONE_CREATOR = 3
const DRAFTS_WITH_ONE_CREATOR = 5

export type Begun =
  | { kind: 'begun'; collaborationId: string }
  | { kind: 'unknown_creator' }
  | { kind: 'unknown' }
  | { kind: 'too_many_drafts'; newest: string }

/** A draft is kept as it was typed; nothing of it need be whole. */
export async function beginDraft(
  app: App,
  input: { person: { userId: string }; companyId: string; handle: string; draft: GivenTerms },
): Promise<Begun> {
  const { db } = app.store
  const { userId } = input.person
  const companies = await companiesOfUser(db, userId)
  if (!companies.some(({ id }) => id === input.companyId)) return { kind: 'unknown' }
  const creator = await findCreatorByHandle(db, input.handle)
  if (creator === null) return { kind: 'unknown_creator' }
  const drafts = await draftsBetween(db, { companyId: input.companyId, creatorId: creator.id })
  if (drafts.length >= DRAFTS_WITH_ONE_CREATOR) return { kind: 'too_many_drafts', newest: drafts[0] ?? '' }
  const id = newId('col')
  await insertDraft(db, {
    id,
    companyId: input.companyId,
    creatorId: creator.id,
    draft: shortened(input.draft),
    userId,
    at: app.clock.now(),
  })
  return { kind: 'begun', collaborationId: id }
}

/** False where there is no such draft. */
export async function keepDraft(app: App, input: Knock & { draft: GivenTerms }): Promise<boolean> {
  const seat = await seatOf(app, input)
  if (seat === null || seat.collaboration.state !== 'draft') return false
  const { id } = seat.collaboration
  return saveDraft(app.store.db, { id, draft: shortened(input.draft), at: app.clock.now() })
}

export async function throwDraftAway(app: App, input: Knock): Promise<boolean> {
  const seat = await seatOf(app, input)
  return seat !== null && (await dropDraft(app.store.db, seat.collaboration.id))
}

export type Proposed =
  | { kind: 'sent' }
  | { kind: 'unknown' }
  | { kind: 'not_yours_to_decide' }
  | { kind: 'flawed'; flaws: Flaws }
  /** Nothing in them differs from what is on the table. */
  | { kind: 'unchanged' }
  | { kind: 'too_many_open' }
  | { kind: 'moved_on'; state: State }

/** Sends a draft, or other terms than those on the table. `today`: the day on the wall of whoever writes. */
export async function proposeTerms(
  app: App,
  input: Knock & { given: GivenTerms; version: number; today: string },
): Promise<Proposed> {
  const seat = await seatOf(app, input)
  if (seat === null) return { kind: 'unknown' }
  const { collaboration, side } = seat
  const { db } = app.store
  const now = app.clock.now()
  const standing = standingOf(collaboration, now)
  const move = (['send', 'counter', 'answer'] as const).find((one) => mayMove(one, side, standing))
  if (move === undefined) return { kind: 'moved_on', state: standing }
  if (!seat.signs) return { kind: 'not_yours_to_decide' }
  if (input.version !== collaboration.version) return { kind: 'moved_on', state: standing }
  const channels = await meantChannels(db, {
    creatorId: collaboration.creator.id,
    also: [],
    proofSince: later(now, -PROOF_COUNTS_FOR_MS),
  })
  const mine = channels.map(({ id }) => id)
  const read = readTerms(input.given, { mine, today: input.today })
  if (read.kind === 'flawed') {
    if (move === 'send') await keepDraft(app, { ...input, draft: input.given })
    return read
  }
  if (move === 'send') {
    const open = await openCounts(db, {
      companyId: collaboration.company.id,
      creatorId: collaboration.creator.id,
    })
    if (open.all >= OPEN_AT_ONCE || open.withCreator >= OPEN_WITH_ONE_CREATOR) {
      await keepDraft(app, { ...input, draft: input.given })
      return { kind: 'too_many_open' }
    }
  } else {
    const before = (await versionsOf(db, collaboration.id)).at(-1)
    if (before !== undefined && changedFields(before.terms, read.terms).length === 0)
      return { kind: 'unchanged' }
  }
  const done = await makeMove(app, {
    collaboration,
    move,
    by: side,
    userId: input.person.userId,
    version: collaboration.version,
    terms: read.terms,
  })
  if (done) return { kind: 'sent' }
  const meanwhile = await movedOn(app, collaboration.id)
  return meanwhile.kind === 'moved_on' ? meanwhile : { kind: 'unknown' }
}

/** Words of a draft are kept a little longer than they may be sent, so that nobody loses what they typed. */
const DRAFT_SLACK = 4

function shortened(draft: GivenTerms): GivenTerms {
  const cut = (text: string, length: number) => text.slice(0, length).replaceAll('\u0000', '')
  return {
    title: cut(draft.title, 80 * DRAFT_SLACK),
    brief: cut(draft.brief, 4_000 * DRAFT_SLACK),
    deliverables: cut(draft.deliverables, 4_000 * DRAFT_SLACK),
    budget: cut(draft.budget, 40),
    currency: cut(draft.currency, 3),
    startsOn: cut(draft.startsOn, 10),
    endsOn: cut(draft.endsOn, 10),
    channels: draft.channels.slice(0, 50).map((id) => cut(id, 60)),
  }
}

export function sideOf(text: string): Side | null {
  return text === 'brand' || text === 'creator' ? text : null
}
