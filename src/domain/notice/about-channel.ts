/** What one person should be told about one channel right now. The mails are `plan.ts`'s business. */
import type { Connection } from '../channel/channel.ts'
import { type HealthFacts, healthOf, personNeededBy } from '../channel/health.ts'
import type { Network } from '../network.ts'
import { DAY, earliest, HOUR, later, MINUTE } from '../time.ts'
import { isNeed, type Need, type Notice, type NoticeKind, OVER } from './notice.ts'
import { HOLD_MS, LAST_STEP, type Step, stepsAfter, stepsBefore, stepsMissing } from './steps.ts'

export type ChannelFacts = HealthFacts & {
  channel: HealthFacts['channel'] & { id: string; network: Network }
  /** Steps that fell due before the person joined are not told to them. */
  memberSince: Date
}

export type News = { kind: NoticeKind; step: number; series: Date; dueAt: Date; mailWanted: boolean }

export type About = {
  /** A line to write. It takes the place of the open one. */
  tell: News | null
  /** A line written before that is true again: nothing is told a second time. */
  reopen: { notice: Notice; toldAt: Date } | null
  /** The open line is not true any more. */
  settle: boolean
  /** The open line still holds, so it may go into a mail. */
  standing: Notice | null
  /** Lost for so long that only a line a month is left to say, from this morning on. */
  digestFrom: { series: Date; from: Date } | null
  lookAt: Date | null
}

/** Lost again so soon after it was well: the same story goes on, and nobody is told its beginning twice. */
export const RELAPSE_MS = 3 * DAY
/** Between the last notice and the first digest. */
const REST_MS = 14 * DAY
/** An end that has moved by less than this is the same end: networks count in seconds from each reply. */
const SAME_END_MS = 2 * DAY
const HELD_LOOK_MS = 15 * MINUTE
/** While nothing can be said for sure, neither a proof nor an end of an outage would call us. */
const UNSURE_LOOK_MS = 6 * HOUR
/** A permission that was left out while connecting was told on the spot. */
const AT_CONNECTING_MS = MINUTE

type Asking = { facts: ChannelFacts; told: readonly Notice[]; zone: string; now: Date; open: Notice | null }

/** `told` holds what this person was told of this channel, as far as it may still matter. */
export function aboutChannel(
  facts: ChannelFacts,
  told: readonly Notice[],
  about: { zone: string; held: boolean; now: Date },
): About {
  const { zone, now } = about
  const open = told.find((one) => one.settledAt === null) ?? null
  const asking: Asking = { facts, told, zone, now, open }
  const { connection } = facts.channel
  if (connection.state === 'off') return { ...NOTHING, settle: open !== null }
  if (about.held) return waiting(later(now, HELD_LOOK_MS))
  // Somebody is at the network with this very channel: let them come back first.
  if (facts.attemptUntil !== null && facts.attemptUntil > now) return waiting(facts.attemptUntil)
  return connection.state === 'disconnected' ? afterLoss(asking, connection) : whileAlive(asking, connection)
}

const NOTHING: About = {
  tell: null,
  reopen: null,
  settle: false,
  standing: null,
  digestFrom: null,
  lookAt: null,
}

function waiting(lookAt: Date): About {
  return { ...NOTHING, lookAt }
}

function afterLoss(asking: Asking, lost: Extract<Connection, { state: 'disconnected' }>): About {
  const { told, zone, now } = asking
  const begun = beginningOf(lost.since, told)
  const hold = later(lost.since, HOLD_MS)
  if (hold > now) return waiting(hold)
  const steps = stepsAfter(begun, zone).map((step) => ({ ...step, at: latest(step.at, hold) }))
  const about = follow(asking, 'lost', begun, steps)
  const last = about.tell ?? told.findLast((one) => one.kind === 'lost' && isSame(one.series, begun))
  if (last?.step !== LAST_STEP) return about
  return {
    ...about,
    digestFrom: { series: begun, from: later('toldAt' in last ? last.toldAt : now, REST_MS) },
  }
}

function whileAlive(asking: Asking, connection: Connection): About {
  const { facts, now, zone, open } = asking
  const { grant, channel } = facts
  const end = grant === null ? null : personNeededBy(channel.network, grant)
  if (open !== null && isNeed(open.kind)) {
    const over = isOver(open, open.kind, { facts, connection, end, now })
    if (over === 'yes') return tellOver(asking, open, open.kind)
    if (over === 'not_sure') return waiting(later(now, UNSURE_LOOK_MS))
  }
  const since = latest(facts.memberSince, grant?.grantedAt ?? connection.since)
  const delayed = healthOf(facts, now).kind === 'delayed'
  if (end !== null && end > now) {
    const begun = seriesOfEnd(end, asking.told)
    const steps = stepsBefore(end, zone).filter((step) => step.at >= since)
    const due = steps.some((step) => step.at <= now)
    // While the network or we ourselves are the trouble, nobody could renew.
    if (due && delayed) return waiting(later(now, UNSURE_LOOK_MS))
    if (due) {
      const about = follow(asking, 'ending', begun, steps)
      // What comes of it shows once the end has passed.
      return { ...about, lookAt: about.lookAt ?? end }
    }
    const missing = missingNow(asking, connection, delayed)
    return { ...missing, lookAt: earliest(missing.lookAt, steps[0]?.at ?? null) }
  }
  return missingNow(asking, connection, delayed)
}

function missingNow(asking: Asking, connection: Connection, delayed: boolean): About {
  const { facts, now, open } = asking
  const alone = { ...NOTHING, standing: open }
  if (connection.state !== 'limited' || delayed) return alone
  const granted = facts.grant?.grantedAt ?? connection.since
  if (connection.since <= later(granted, AT_CONNECTING_MS)) return alone
  const steps = stepsMissing(connection.since)
  const at = steps[0]?.at ?? now
  return at > now ? { ...alone, lookAt: at } : follow(asking, 'limited', connection.since, steps)
}

/** The newest step that has fallen due, if it was not told; else its line stands, or stands again. */
function follow(asking: Asking, kind: Need, series: Date, steps: readonly Step[]): About {
  const { facts, told, now, open } = asking
  const lines = told.filter((one) => one.kind === kind && isSame(one.series, series))
  const last = lines.at(-1) ?? null
  const place = (step: number | undefined) => steps.findIndex((one) => one.step === step)
  const due = steps.findLast((step) => step.at <= now && step.at >= facts.memberSince)
  const lookAt = steps.find((step) => step.at > now)?.at ?? null
  if (due !== undefined && (last === null || place(due.step) > place(last.step))) {
    const tell = { kind, step: due.step, series, dueAt: due.at, mailWanted: due.mail }
    return { ...NOTHING, tell, settle: open !== null, lookAt }
  }
  if (last === null) return { ...NOTHING, settle: open !== null, lookAt }
  if (open?.id === last.id) return { ...NOTHING, standing: last, lookAt }
  return {
    ...NOTHING,
    settle: open !== null,
    reopen: { notice: last, toldAt: last.toldAt },
    standing: last,
    lookAt,
  }
}

/** "All is well again", once for each line that it answers. */
function tellOver({ told, now }: Asking, open: Notice, need: Need): About {
  const kind = OVER[need]
  const said = told.find(
    (one) => one.kind === kind && one.step === open.step && isSame(one.series, open.series),
  )
  // Something else may be the matter now: look again at once.
  const lookAt = later(now, MINUTE)
  if (said !== undefined) return { ...NOTHING, settle: true, reopen: { notice: said, toldAt: now }, lookAt }
  const tell = { kind, step: open.step, series: open.series, dueAt: now, mailWanted: false }
  return { ...NOTHING, tell, settle: true, lookAt }
}

function isOver(
  open: Notice,
  need: Need,
  at: { facts: ChannelFacts; connection: Connection; end: Date | null; now: Date },
): 'yes' | 'no' | 'not_sure' {
  switch (need) {
    case 'lost':
      return 'yes'
    case 'limited':
      return at.connection.state === 'connected' ? 'yes' : 'no'
    case 'ending': {
      if (at.end === null || at.end > later(open.series, SAME_END_MS)) return 'yes'
      if (at.end > at.now) return 'no'
      // The end has passed. Only a read after it shows that the network goes on without a fresh yes.
      const { proofAt } = at.facts.channel
      return proofAt !== null && proofAt > at.end ? 'yes' : 'not_sure'
    }
    default:
      return need satisfies never
  }
}

/** A loss of its own, or one that goes on with the story of an earlier one. */
function beginningOf(since: Date, told: readonly Notice[]): Date {
  const last = told.findLast((one) => one.kind === 'lost')
  if (last === undefined || isSame(last.series, since)) return since
  // Nobody noticed that it was well in between.
  if (last.settledAt === null) return last.series
  const back = told.findLast((one) => one.kind === 'back' && isSame(one.series, last.series))
  return back !== undefined && later(back.toldAt, RELAPSE_MS) >= since ? last.series : since
}

function seriesOfEnd(end: Date, told: readonly Notice[]): Date {
  const last = told.findLast((one) => one.kind === 'ending')
  const same = last !== undefined && Math.abs(last.series.getTime() - end.getTime()) <= SAME_END_MS
  return same ? last.series : end
}

function isSame(a: Date, b: Date): boolean {
  return a.getTime() === b.getTime()
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b
}
