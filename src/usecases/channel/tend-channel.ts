/** Looks after one channel that this process holds: renew what is due, prove it, act on the verdict, plan the next look. */
import type { App } from '../../app.ts'
import type { Channel, GrantFacts } from '../../domain/channel/channel.ts'
import { NEAR_MS } from '../../domain/channel/heed.ts'
import { judge, withTold } from '../../domain/channel/judgement.ts'
import { CONFIRM_AFTER_MS, nextLook, renewalDue } from '../../domain/channel/schedule.ts'
import { readScopes } from '../../domain/channel/scopes.ts'
import type { Account } from '../../domain/grant.ts'
import { earliest, later, SECOND } from '../../domain/time.ts'
import { isLoss, type Verdict } from '../../domain/verdict.ts'
import {
  findChannel,
  noteTrouble,
  recordProof,
  reviveChannel,
  setMissingScopes,
  suspectChannel,
} from '../../store/channels.ts'
import { findCreator } from '../../store/creators.ts'
import { lastEvent, writeEvent } from '../../store/events.ts'
import { findGrant, setScopes } from '../../store/grants.ts'
import { release, renewalPlannedAt } from '../../store/schedule.ts'
import { collectInsights } from '../insight/collect-insights.ts'
import { raiseAlarm } from '../network/hold-network.ts'
import { noteLook } from '../network/note-looks.ts'
import { lookAtChannel } from './look-at-channel.ts'
import { loseChannel } from './lose-channel.ts'
import { type Renewed, renewGrant } from './renew-grant.ts'

/** A look that found the token in other hands is worth repeating soon. */
const BUSY_AGAIN_MS = 60 * SECOND

export type Tended =
  | { kind: 'alive'; back: boolean }
  | { kind: 'lost' }
  | { kind: 'suspected'; lookAgainAt: Date }
  | { kind: 'trouble'; whose: 'us' | 'network' }
  | { kind: 'nothing_to_ask' }

/** The caller has claimed the channel for `app.holder`; this lets it go again, whatever happens. */
export async function tendChannel(app: App, channelId: string): Promise<Tended> {
  let retryAfterSeconds: number | null = null
  let again: Date | null = null
  try {
    const channel = await findChannel(app.store.db, channelId)
    if (channel === null || (await isLeaving(app, channel))) return { kind: 'nothing_to_ask' }
    await renewWhatIsDue(app, channel)
    const ripe = isRipe(channel, app.clock.now())
    const look = await lookAtChannel(app, channel, ripe)
    const found = look.kind === 'refused' ? look.verdict.diagnosis : look.kind
    app.metrics.count('verdicts_total', { network: channel.network, diagnosis: found })
    switch (look.kind) {
      case 'nothing_to_ask':
        return look
      case 'busy':
        again = later(app.clock.now(), BUSY_AGAIN_MS)
        return { kind: 'trouble', whose: look.whose }
      case 'alive':
        noteLook(app, channel.network, channel.trouble?.kind === 'held' ? 'recovered' : 'alive')
        return await keep(app, channel, look.account, await grantedNow(app, channel, look))
      case 'refused': {
        retryAfterSeconds = look.verdict.retryAfterSeconds
        const grant = await findGrant(app.store.db, channelId)
        // A person connected again while we asked: the old token's refusal says nothing about the new one.
        if (grant === null || (look.generation !== null && grant.facts.generation !== look.generation)) {
          return { kind: 'nothing_to_ask' }
        }
        return await act(app, channel, grant.facts, look.verdict, ripe)
      }
      default:
        return look satisfies never
    }
  } finally {
    await planNext(app, channelId, { retryAfterSeconds, again })
  }
}

/** Permissions that are renewed ahead of need. A refusal here decides nothing: the read that follows does. */
async function renewWhatIsDue(app: App, channel: Channel): Promise<void> {
  if (channel.connection.state !== 'connected' && channel.connection.state !== 'limited') return
  const planned = await renewalPlannedAt(app.store.db, channel.id)
  if (planned === null || planned > app.clock.now()) return
  const grant = await findGrant(app.store.db, channel.id)
  if (grant === null) return
  const outcome = await renewGrant(app, channel, grant.facts.generation)
  if (outcome.kind !== 'refused' || grant.facts.renewalFailedAt !== null) return
  await writeEvent(app.store.db, {
    channelId: channel.id,
    at: app.clock.now(),
    kind: 'renewal_failed',
    detail: { diagnosis: outcome.verdict.diagnosis, evidence: outcome.verdict.evidence },
  })
}

/** The grant as the network describes it now: a read may show that a permission was taken back or given again. */
async function grantedNow(
  app: App,
  channel: Channel,
  { scopes, renewed }: { scopes: readonly string[] | null; renewed: Renewed },
): Promise<GrantFacts> {
  const { facts } = renewed
  if (scopes === null || sameScopes(scopes, facts.scopes)) return facts
  await setScopes(app.store.db, channel.id, { generation: facts.generation, scopes })
  return { ...facts, scopes }
}

/** A real read succeeded. A channel that was given up is back; otherwise its proof is renewed. */
async function keep(app: App, channel: Channel, account: Account, grant: GrantFacts): Promise<Tended> {
  const { db } = app.store
  const now = app.clock.now()
  const scopes = readScopes(channel.network, grant.scopes)
  const missing = scopes.kind === 'limited' ? scopes.missingScopes : []
  const back = channel.connection.state === 'disconnected'
  if (back) {
    if (
      !(await reviveChannel(db, channel.id, {
        network: channel.network,
        account,
        missingScopes: missing,
        at: now,
      }))
    ) {
      return { kind: 'nothing_to_ask' }
    }
    await writeEvent(db, { channelId: channel.id, at: now, kind: 'back' })
  } else {
    if (!(await recordProof(db, channel.id, { account, generation: grant.generation, at: now }))) {
      return { kind: 'nothing_to_ask' }
    }
    if (channel.suspicion !== null) await writeEvent(db, { channelId: channel.id, at: now, kind: 'cleared' })
    if (await setMissingScopes(db, channel.id, missing, now)) {
      await writeEvent(db, {
        channelId: channel.id,
        at: now,
        kind: missing.length === 0 ? 'complete' : 'limited',
        detail: { missing },
      })
    }
  }
  if (account.handle !== channel.handle || account.title !== channel.title) {
    await writeEvent(db, {
      channelId: channel.id,
      at: now,
      kind: 'renamed',
      detail: {
        from: { handle: channel.handle, title: channel.title },
        to: { handle: account.handle, title: account.title },
      },
    })
  }
  await collectInsights(app, channel.id, back ? 'now' : 'daily')
  return { kind: 'alive', back }
}

async function act(
  app: App,
  channel: Channel,
  grant: GrantFacts,
  given: Verdict,
  second: boolean,
): Promise<Tended> {
  const { db } = app.store
  const now = app.clock.now()
  if (channel.connection.state === 'disconnected') {
    return isLoss(given.diagnosis) ? { kind: 'lost' } : troubled(given)
  }
  const verdict = withTold(given, await toldLately(app, channel, grant))
  const judgement = judge({ channel, grant }, verdict, second, now)
  if (isEvidence(given)) {
    noteLook(app, channel.network, channel.trouble?.kind === 'held' ? 'refusedAgain' : 'refused')
  }
  switch (judgement.kind) {
    case 'nothing':
      return { kind: 'nothing_to_ask' }
    case 'trouble':
      await noteTrouble(db, channel.id, { kind: judgement.trouble, at: now })
      if (judgement.trouble === 'misconfigured') {
        app.log.error(
          { channel: channel.id, evidence: given.evidence },
          'A network refused our own app or request',
        )
        if (isEvidence(given)) {
          await raiseAlarm(app, { channelId: channel.id, network: channel.network, kind: 'own_app' })
        }
      }
      return troubled(given)
    case 'suspect': {
      if (await raiseAlarm(app, { channelId: channel.id, network: channel.network, kind: 'suspect' })) {
        await noteTrouble(db, channel.id, { kind: 'held', at: now })
        return troubled(given)
      }
      const suspected = { verdict: judgement.verdict, generation: grant.generation, at: now }
      if (await suspectChannel(db, channel.id, suspected)) {
        await writeEvent(db, {
          channelId: channel.id,
          at: now,
          kind: 'suspected',
          detail: { evidence: judgement.verdict.evidence },
        })
      }
      return { kind: 'suspected', lookAgainAt: later(channel.suspicion?.since ?? now, CONFIRM_AFTER_MS) }
    }
    case 'lost':
      return (await loseChannel(app, channel.id, grant.generation, judgement.verdict))
        ? { kind: 'lost' }
        : troubled(given)
    default:
      return judgement satisfies never
  }
}

/** What the network told us of this grant by itself, near enough in time to belong to what it answers now. */
async function toldLately(app: App, channel: Channel, grant: GrantFacts): Promise<Verdict | null> {
  const near = later(app.clock.now(), -NEAR_MS)
  const since = grant.grantedAt > near ? grant.grantedAt : near
  const event = await lastEvent(app.store.db, channel.id, { kind: 'told', since })
  return event === null ? null : (event.detail.verdict as Verdict)
}

function sameScopes(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((scope) => other.includes(scope))
}

/** What counts against a network as a whole: refusals of channels, and a clear refusal of our own app. */
function isEvidence({ diagnosis, confidence }: Verdict): boolean {
  return isLoss(diagnosis) || (diagnosis === 'misconfigured' && confidence === 'confirmed')
}

function troubled(verdict: Verdict): Tended {
  return { kind: 'trouble', whose: verdict.diagnosis === 'misconfigured' ? 'us' : 'network' }
}

/** Nothing is read for a profile that is on its way out. A deletion that is undone plans a look. */
async function isLeaving(app: App, channel: Channel): Promise<boolean> {
  return (await findCreator(app.store.db, channel.creatorId)) === null
}

function isRipe(channel: Channel, now: Date): boolean {
  return channel.suspicion !== null && later(channel.suspicion.since, CONFIRM_AFTER_MS) <= now
}

async function planNext(
  app: App,
  channelId: string,
  { retryAfterSeconds, again }: { retryAfterSeconds: number | null; again: Date | null },
): Promise<void> {
  const { db } = app.store
  const now = app.clock.now()
  const [channel, grant] = await Promise.all([findChannel(db, channelId), findGrant(db, channelId)])
  if (channel === null) return
  if (await isLeaving(app, channel)) {
    await release(db, app.holder, channelId, { dueAt: null, renewAt: null })
    return
  }
  const renewAt = grant === null ? null : renewalDue(channelId, channel.network, grant.facts, now)
  const dueAt = earliest(nextLook(channel, renewAt, retryAfterSeconds, now), again)
  await release(db, app.holder, channelId, { dueAt, renewAt })
}
