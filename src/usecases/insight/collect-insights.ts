/** Reads a connected channel's numbers and posts once a day and keeps them. Failing to never touches the connection. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import { dayOf, daysToFill } from '../../domain/insight/filling.ts'
import type { Adapter, Held, Outcome } from '../../networks/contract.ts'
import { keepReading, noteUnread, type Reading, readingProgress } from '../../store/channel-readings.ts'
import { findChannel } from '../../store/channels.ts'
import { lastSnapshotAt } from '../../store/snapshots.ts'
import { limitChannel } from '../channel/limit-channel.ts'
import type { Renewed } from '../channel/renew-grant.ts'
import { useToken } from '../channel/use-token.ts'

/** `daily` does nothing where today's numbers are there; `now` reads them again. */
export async function collectInsights(app: App, channelId: string, when: 'daily' | 'now'): Promise<void> {
  const { db } = app.store
  const channel = await findChannel(db, channelId)
  const adapter = channel === null ? undefined : app.networks[channel.network]
  if (channel === null || adapter === undefined) return
  if (channel.connection.state !== 'connected' && channel.connection.state !== 'limited') return
  const now = app.clock.now()
  const last = await lastSnapshotAt(db, channelId)
  if (when === 'daily' && last !== null && dayOf(last) === dayOf(now)) return

  const token = await useToken(app, channel, 'insights')
  if (token.kind !== 'ok') return
  const { held } = token.value
  const outcome = await adapter.collect(held)
  if (outcome.kind !== 'ok') {
    noteRefusal(app, channelId, 'numbers', outcome)
    await noteUnread(db, channelId, now, whyOf(outcome))
    return
  }
  const posts = await adapter.posts(held)
  noteRefusal(app, channelId, 'posts', posts)
  const past = await askForPast(app, { channelId, adapter, held, newest: last })
  const kept = await keepReading(db, channelId, {
    at: now,
    collected: outcome.value,
    posts: posts.kind === 'ok' ? posts.value.posts : null,
    trouble: posts.kind === 'refused' ? whyOf(posts) : null,
    ...past,
    derivedNumbers: app.config.derivedNumbers,
  })
  if (!kept) return
  const refused = [...outcome.value.refusedScopes, ...(posts.kind === 'ok' ? posts.value.refusedScopes : [])]
  await heedRefusals(app, channel, token.value, refused)
}

/** A try that fails is made again tomorrow, for the same days. */
async function askForPast(
  app: App,
  about: { channelId: string; adapter: Adapter; held: Held; newest: Date | null },
): Promise<Pick<Reading, 'past' | 'filled'>> {
  const { channelId, adapter, held, newest } = about
  const progress = await readingProgress(app.store.db, channelId)
  const days = daysToFill(
    {
      newest: newest === null ? null : dayOf(newest),
      from: progress?.filledFrom ?? null,
      // Before there was a progress to keep, days gone by were never asked for.
      filled: progress?.filled ?? false,
    },
    app.clock.now(),
  )
  if (days === null) return { past: [], filled: { done: true, from: null } }
  const outcome = await adapter.pastDays(held, days)
  noteRefusal(app, channelId, 'days gone by', outcome)
  switch (outcome.kind) {
    case 'ok':
      return { past: outcome.value, filled: { done: true, from: null } }
    case 'not_offered':
      return { past: [], filled: { done: true, from: null } }
    case 'refused':
      return { past: [], filled: { done: false, from: days.from } }
    default:
      return outcome satisfies never
  }
}

function noteRefusal(app: App, channelId: string, what: string, outcome: Outcome<unknown>): void {
  if (outcome.kind !== 'refused') return
  app.log.warn(
    { channel: channelId, what, evidence: outcome.verdict.evidence },
    'Numbers could not be read; tried again tomorrow',
  )
}

function whyOf(outcome: Outcome<unknown>): string {
  return outcome.kind === 'refused' ? outcome.verdict.diagnosis : outcome.kind
}

/** Where the network refuses a permission that we thought we had, the channel is limited from now on. */
async function heedRefusals(
  app: App,
  channel: Channel,
  { facts }: Renewed,
  refused: readonly string[],
): Promise<void> {
  const scopes = facts.scopes.filter((scope) => !refused.includes(scope))
  if (scopes.length === facts.scopes.length) return
  await limitChannel(app, channel, { generation: facts.generation, scopes })
}
