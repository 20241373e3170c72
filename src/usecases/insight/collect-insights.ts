/** Reads a connected channel's numbers once a day and keeps them. Failing to read them never touches the connection. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import { findChannel } from '../../store/channels.ts'
import { lastSnapshotAt, putSnapshot } from '../../store/snapshots.ts'
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
  const last = when === 'daily' ? await lastSnapshotAt(db, channelId) : null
  if (last !== null && sameDay(last, now)) return

  const token = await useToken(app, channel, 'insights')
  if (token.kind !== 'ok') return
  const outcome = await adapter.collect(token.value.held)
  if (outcome.kind === 'ok') {
    await putSnapshot(db, channelId, outcome.value, now)
    await heedRefusals(app, channel, token.value, outcome.value.refusedScopes)
  } else if (outcome.kind === 'refused') {
    app.log.warn(
      { channel: channelId, evidence: outcome.verdict.evidence },
      'Numbers could not be read; tried again tomorrow',
    )
  }
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

function sameDay(a: Date, b: Date): boolean {
  return a.toISOString().slice(0, 10) === b.toISOString().slice(0, 10)
}
