/** Opens an attempt and says where the person goes. */
import type { App } from '../../app.ts'
import { wantedScopes } from '../../domain/channel/scopes.ts'
import type { Network } from '../../domain/network.ts'
import { Secret } from '../../domain/secret.ts'
import { later, MINUTE } from '../../domain/time.ts'
import { dropAttempts, putAttempt } from '../../store/attempts.ts'
import { findChannel } from '../../store/channels.ts'
import { findCreator } from '../../store/creators.ts'
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
  },
): Promise<Going> {
  const { person, creatorId, network, channelId } = input
  const { db } = app.store
  const adapter = app.networks[network]
  if (adapter === undefined) return { kind: 'network_off' }
  const creator = await findCreator(db, creatorId)
  const channel = channelId === null ? null : await findChannel(db, channelId)
  const known = channel !== null && channel.creatorId === creatorId && channel.network === network
  if (creator === null || (channelId !== null && !known)) return { kind: 'unknown_channel' }

  const now = app.clock.now()
  const state = newState()
  const stateHash = hashState(state)
  const verifier = new Secret(newVerifier())
  const scopes = wantedScopes(network)
  await dropAttempts(db, { sessionId: person.sessionId, creatorId, network, channelId })
  await putAttempt(db, {
    stateHash,
    sessionId: person.sessionId,
    userId: person.userId,
    creatorId,
    channelId,
    network,
    callbackPath: callbackPath(network),
    scopes,
    verifierSealed: app.vault.seal(creator.dataKey, verifierPlace(creator.id, stateHash), verifier),
    returnTo: returnName(input.returnTo ?? null),
    createdAt: now,
    expiresAt: later(now, ATTEMPT_MS),
  })
  const url = adapter.authorize({
    state,
    redirectUri: redirectUri(app, network),
    verifier,
    scopes,
    expected: channel === null ? null : { networkId: channel.networkId, handle: channel.handle },
  })
  return { kind: 'go', url }
}

/** Only names that we know how to follow are kept; an address is never one. */
export function returnName(text: string | null): string | null {
  return text !== null && /^chat:con_[0-9a-z]{26}$/.test(text) ? text : null
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
