/**
 * Holds a network's evidence while too much of it comes at once: no connection is taken away on it, and no notice goes
 * out. A hold ends by itself when looks are well again, or by an operator's hand.
 */
import type { App } from '../../app.ts'
import {
  type Alarm,
  HOLD_WINDOW_MS,
  type HoldScope,
  holdFor,
  mayRelease,
  mustWait,
  RECOVERY_WINDOW_MS,
  reprobeEveryMs,
} from '../../domain/channel/hold.ts'
import { readScopes } from '../../domain/channel/scopes.ts'
import type { Network } from '../../domain/network.ts'
import { later } from '../../domain/time.ts'
import { restoreChannel } from '../../store/channels.ts'
import { writeEvent } from '../../store/events.ts'
import {
  beginHold,
  beginProbing,
  countAlarms,
  countConnected,
  endHold,
  type Hold,
  holdSuspects,
  lastHoldOf,
  looksSince,
  lossesWithin,
  noteAlarm,
  noteUndone,
  openHold,
  openHolds,
  probeOthers,
  reprobeHeld,
  widenHold,
} from '../../store/network-holds.ts'
import { writePulses } from './note-looks.ts'

/** Every quarter of an hour under a hold. */
const OTHERS_ASKED = 5

/** What these use-cases touch of an app; commands have no more than this. */
export type Keeper = Pick<App, 'store' | 'clock' | 'log' | 'pulses'>

/** Whether nothing ambiguous is believed of a network right now, and nobody is to be told to reconnect there. */
export async function isHeld(app: Keeper, network: Network): Promise<boolean> {
  return (await openHold(app.store.db, network)) !== null
}

export async function networksHeld(app: Keeper): Promise<ReadonlySet<Network>> {
  return new Set((await openHolds(app.store.db)).map((hold) => hold.network))
}

/**
 * Evidence against a channel, before anything is done about it. True where it must wait. `definite` says that it
 * settles a loss by itself.
 */
export async function raiseAlarm(
  app: Keeper,
  alarm: { channelId: string; network: Network; kind: Alarm },
): Promise<boolean> {
  const { db } = app.store
  const { network, kind } = alarm
  const now = app.clock.now()
  const open = await openHold(db, network)
  const evidence = { definite: kind === 'definite' }
  const waits = mustWait(open?.scope ?? null, evidence)
  await noteAlarm(db, { ...alarm, at: now, held: waits })
  if (waits) return true
  // Under a hold of ambiguous evidence only definite evidence gets here, and its own rise is looked for.
  const scope = await scopeCalledFor(app, network, kind)
  if (scope === null) return false
  await hold(app, open, scope)
  return mustWait(scope.scope, evidence)
}

type CalledFor = Pick<Hold, 'network' | 'scope' | 'why' | 'beganAt' | 'counted' | 'usual' | 'channels'>

async function scopeCalledFor(app: Keeper, network: Network, why: Alarm): Promise<CalledFor | null> {
  const { db } = app.store
  const now = app.clock.now()
  const { counted, usual } = await countAlarms(db, network, { kind: why, now })
  // What this process has seen and not written yet is part of the picture.
  await writePulses(app)
  const { alive } = await looksSince(db, network, later(now, -HOLD_WINDOW_MS))
  const few: HoldScope | null = holdFor(why, { counted, usual, channels: 0, alive })
  // Counting a million channels is left for when it may matter.
  if (few === null && why !== 'own_app') return null
  const channels = await countConnected(db, network)
  const scope = holdFor(why, { counted, usual, channels, alive })
  return scope === null ? null : { network, scope, why, beganAt: now, counted, usual, channels }
}

async function hold(app: Keeper, open: Hold | null, called: CalledFor): Promise<void> {
  const { db } = app.store
  const { network, scope, why, counted, channels } = called
  const words = { network, scope, why, counted, channels }
  if (open !== null) {
    if (scope === 'all' && (await widenHold(db, open.id))) {
      app.log.error(words, 'A network settles too many losses at once: none of them is believed for now')
    }
    return
  }
  const begun = await beginHold(db, called)
  if (begun === null) return
  await holdSuspects(db, network, called.beganAt)
  app.log.error(
    words,
    'A network refuses too much at once: what it says against channels is not believed for now',
  )
}

/** Ends the holds whose networks can be believed again. How many that were. */
export async function releaseRecovered(app: Keeper): Promise<number> {
  const { db } = app.store
  const now = app.clock.now()
  let released = 0
  for (const open of await openHolds(db)) {
    if (await beginProbing(db, open.id, { at: now, lastBefore: later(now, -HOLD_WINDOW_MS) })) {
      await probeOthers(db, open.network, { at: now, count: OTHERS_ASKED })
    }
    const since = new Date(Math.max(open.beganAt.getTime(), later(now, -RECOVERY_WINDOW_MS).getTime()))
    const looks = await looksSince(db, open.network, since)
    if (mayRelease(open, looks, now) && (await release(app, open, 'probes'))) released++
  }
  return released
}

/** For an operator. False where nothing is held. */
export async function releaseByHand(app: Keeper, network: Network, by: string): Promise<boolean> {
  const open = await openHold(app.store.db, network)
  return open !== null && (await release(app, open, by))
}

async function release(app: Keeper, open: Hold, by: string): Promise<boolean> {
  const { db } = app.store
  const now = app.clock.now()
  if (!(await endHold(db, open.id, { at: now, by }))) return false
  const everyMs = reprobeEveryMs(open.usual)
  const probes = await reprobeHeld(db, open.network, { from: now, everyMs })
  app.log.info({ network: open.network, by, probes, everyMs }, 'A network is believed again')
  return true
}

/**
 * Takes back what the newest hold of a network was too late for: channels that were lost by ambiguous evidence since a
 * quarter of an hour before it began, or by any where definite evidence was held as well. Each is told so once, by its
 * history. How many there were, or null where there never was a hold. Safe to run twice.
 */
export async function undoLosses(app: Keeper, network: Network): Promise<number | null> {
  const { db } = app.store
  const now = app.clock.now()
  const last = await lastHoldOf(db, network)
  if (last === null) return null
  const window = { from: later(last.beganAt, -HOLD_WINDOW_MS), to: last.endedAt ?? now }
  const losses = await lossesWithin(db, network, { ...window, any: last.scope === 'all' })
  let restored = 0
  for (const loss of losses) {
    const scopes = readScopes(network, loss.scopes)
    const missingScopes = scopes.kind === 'limited' ? scopes.missingScopes : []
    const done = await db.transaction().execute(async (trx) => {
      const restoring = { lostAt: loss.since, missingScopes, at: now }
      if (!(await restoreChannel(trx, loss.channelId, restoring))) return false
      await writeEvent(trx, {
        channelId: loss.channelId,
        at: now,
        kind: 'corrected',
        detail: { hold: last.id, lostAt: loss.since.toISOString(), reason: loss.reason },
      })
      return true
    })
    if (done) restored++
  }
  await noteUndone(db, last.id, now)
  await reprobeHeld(db, network, { from: now, everyMs: reprobeEveryMs(last.usual) })
  app.log.info({ network, restored }, 'Losses were taken back')
  return restored
}
