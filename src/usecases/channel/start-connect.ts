/** Opens an attempt and says where the person goes. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import { readReturnName, writeReturnName } from '../../domain/channel/return-name.ts'
import { wantedScopes } from '../../domain/channel/scopes.ts'
import type { Traveller } from '../../domain/channel/traveller.ts'
import { type Network, POLICIES } from '../../domain/network.ts'
import { Secret } from '../../domain/secret.ts'
import { later, MINUTE } from '../../domain/time.ts'
import { dropAttempts, putAttempt } from '../../store/attempts.ts'
import { findChannel } from '../../store/channels.ts'
import { type Creator, findCreator } from '../../store/creators.ts'
import { hashState, newState, newVerifier } from '../../vault/random.ts'

export const ATTEMPT_MS = 10 * MINUTE

export type Going = { kind: 'go'; url: URL } | { kind: 'unknown_channel' } | { kind: 'network_off' }

export async function startConnect(
  app: App,
  input: {
    person: { userId: string; sessionId: string }
    creatorId: string
    network: Network
    /** The channel to meet again, or null for a new one. */
    channelId: string | null
    /** A name of one of our pages, such as `chat:con_…`, to come back to. */
    returnTo?: string | null
    /** Asks for the whole permission, also where only a part of it is missing. */
    everything?: boolean
  },
): Promise<Going> {
  const { person, creatorId, network, channelId } = input
  const { db } = app.store
  const creator = await findCreator(db, creatorId)
  const channel = channelId === null ? null : await findChannel(db, channelId)
  const known = channel !== null && channel.creatorId === creatorId && channel.network === network
  if (creator === null || (channelId !== null && !known)) return { kind: 'unknown_channel' }
  // Only names that we know how to follow are kept.
  const name = readReturnName(input.returnTo ?? null)
  const returnTo = name === null ? null : writeReturnName(name)
  const by: Traveller = { kind: 'member', userId: person.userId, sessionId: person.sessionId }
  return setOut(app, { by, creator, network, channel, returnTo, everything: input.everything ?? false })
}

/** Whoever may go goes: who that is was asked before. */
export async function setOut(
  app: App,
  input: {
    by: Traveller
    creator: Creator
    network: Network
    channel: Channel | null
    returnTo: string | null
    everything: boolean
  },
): Promise<Exclude<Going, { kind: 'unknown_channel' }>> {
  const { by, creator, network, channel, returnTo } = input
  const { db } = app.store
  const adapter = app.networks[network]
  if (adapter === undefined) return { kind: 'network_off' }
  const now = app.clock.now()
  const state = newState()
  const stateHash = hashState(state)
  const verifier = new Secret(newVerifier())
  const missing = input.everything ? null : missingOnly(channel)
  const scopes = missing ?? wantedScopes(network)
  const channelId = channel?.id ?? null
  await dropAttempts(db, { sessionId: by.sessionId, creatorId: creator.id, network, channelId })
  await putAttempt(db, {
    stateHash,
    by,
    creatorId: creator.id,
    channelId,
    network,
    callbackPath: callbackPath(network),
    scopes,
    verifierSealed: app.vault.seal(creator.dataKey, verifierPlace(creator.id, stateHash), verifier),
    returnTo,
    createdAt: now,
    expiresAt: later(now, ATTEMPT_MS),
  })
  const url = adapter.authorize({
    state,
    redirectUri: redirectUri(app, network),
    verifier,
    scopes,
    adds: missing !== null,
    expected: channel === null ? null : { networkId: channel.networkId, handle: channel.handle },
  })
  return { kind: 'go', url }
}

/** What a channel lacks, where asking for only that leaves the rest as it is; null where everything is asked for anew. */
function missingOnly(channel: Channel | null): string[] | null {
  if (channel?.connection.state !== 'limited') return null
  return POLICIES[channel.network].fixAsksFor === 'missing' ? [...channel.connection.missingScopes] : null
}

/** One path a network, so that one network's answer can never be taken for another's. */
export function callbackPath(network: Network): string {
  return `/connect/${network}/return`
}

/** Byte for byte what is registered with the network. */
export function redirectUri(app: App, network: Network): string {
  return `${app.config.publicUrl.origin}${callbackPath(network)}`
}

export function verifierPlace(creatorId: string, stateHash: Uint8Array) {
  return {
    creatorId,
    table: 'connect_attempt',
    row: Buffer.from(stateHash).toString('hex'),
    field: 'verifier',
  }
}
