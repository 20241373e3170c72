/** Hands a channel's tokens to those who may have them, renewed first where they are too near their end. */
import type { App } from '../../app.ts'
import { mustRenewBeforeUse } from '../../domain/channel/renewal.ts'
import type { Network } from '../../domain/network.ts'
import type { Secret } from '../../domain/secret.ts'
import type { Verdict } from '../../domain/verdict.ts'
import { isAway } from '../../store/away.ts'
import { type HeldTokens, readHeldTokens } from '../../store/held-tokens.ts'
import { noteUse } from './note-uses.ts'
import { type Renewable, type Renewal, renewGrant } from './renew-grant.ts'
import { keyOwner, openTokens } from './tokens.ts'

/** What a call of our own is for; it goes into the log, the token does not. */
export type Purpose = 'proof' | 'insights' | 'revocation'

const BUSY_SECONDS = 5

/** For our own calls to the network, whatever state the channel is in. */
export async function useToken(app: App, channel: Renewable, purpose: Purpose): Promise<Renewal> {
  const found = await readHeldTokens(app.store, channel.id)
  if (found === null) return { kind: 'not_offered' }
  app.log.debug({ channel: channel.id, purpose }, 'A token was used')
  return await spend(app, channel, found, 0)
}

export type Loan =
  | {
      kind: 'ok'
      network: Network
      networkId: string
      access: Secret
      endsAt: Date | null
      scopes: readonly string[]
    }
  | { kind: 'unknown_channel' }
  /** Lost or turned off: there is nothing to hand out before the person connects it again. */
  | { kind: 'not_connected' }
  /** The network would not give a fresh one. The connection itself is judged elsewhere. */
  | { kind: 'refused'; verdict: Verdict }
  /** To be asked again after that long. */
  | { kind: 'busy'; whose: 'us' | 'network'; retryAfterSeconds: number }

/**
 * For a caller of ours that talks to the network itself. The token lives at least `minLifeSeconds` longer, or half of
 * its whole life where that is less. Reading it writes nothing; a channel that was lost a moment ago hands out nothing.
 */
export async function lendToken(
  app: App,
  request: { channelId: string; askedBy: string; purpose: string; minLifeSeconds: number },
): Promise<Loan> {
  try {
    const found = await readHeldTokens(app.store, request.channelId)
    if (found === null) return { kind: 'unknown_channel' }
    if (found.state !== 'connected' && found.state !== 'limited') return { kind: 'not_connected' }
    const { channelId, askedBy, purpose, minLifeSeconds } = request
    const renewal = await spend(app, { ...found, id: channelId }, found, minLifeSeconds)
    switch (renewal.kind) {
      case 'ok': {
        noteUse(app, { channelId, askedBy, purpose })
        app.log.info({ channel: channelId, askedBy, purpose }, 'A token was handed out')
        const { tokens, networkId } = renewal.value.held
        const { access, accessEndsAt, scopes } = tokens
        return { kind: 'ok', network: found.network, networkId, access, endsAt: accessEndsAt, scopes }
      }
      case 'not_offered':
        return { kind: 'not_connected' }
      case 'refused':
      case 'busy':
        return renewal
      default:
        return renewal satisfies never
    }
  } catch (error) {
    if (!isAway(error)) throw error
    app.log.warn({ err: error, channel: request.channelId }, 'The database is away; no token was handed out')
    return { kind: 'busy', whose: 'us', retryAfterSeconds: BUSY_SECONDS }
  }
}

async function spend(
  app: App,
  channel: Renewable,
  { grant }: HeldTokens,
  minLifeSeconds: number,
): Promise<Renewal> {
  const { facts } = grant
  if (mustRenewBeforeUse(channel.network, facts, app.clock.now(), minLifeSeconds)) {
    return await renewGrant(app, channel, facts.generation)
  }
  const owner = await keyOwner(app, channel.creatorId)
  if (owner === null) return { kind: 'not_offered' }
  const tokens = openTokens(app, owner, channel.id, grant)
  return {
    kind: 'ok',
    value: { held: { networkId: channel.networkId, tokens }, generation: facts.generation, facts },
  }
}
