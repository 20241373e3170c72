/** Hands a channel's tokens to those who may have them, renewed first where they are too near their end. */
import type { App } from '../../app.ts'
import { mustRenewBeforeUse } from '../../domain/channel/renewal.ts'
import type { Network } from '../../domain/network.ts'
import type { Secret } from '../../domain/secret.ts'
import type { Verdict } from '../../domain/verdict.ts'
import { isAway } from '../../store/away.ts'
import { findGrant } from '../../store/grants.ts'
import type { Lendable } from '../../store/lendable.ts'
import { noteUse } from './note-uses.ts'
import { type Renewable, type Renewal, renewGrant } from './renew-grant.ts'
import { keyOwner, openAccess, openTokens } from './tokens.ts'

/** What a call of our own is for; it goes into the log, the token does not. */
export type Purpose = 'proof' | 'insights' | 'revocation'

/** Who asks, where it is the platform itself. */
const OURSELVES = 'platform'
const BUSY_SECONDS = 5

/** For our own calls to the network, whatever state the channel is in. */
export async function useToken(app: App, channel: Renewable, purpose: Purpose): Promise<Renewal> {
  const [owner, grant] = await Promise.all([
    keyOwner(app, channel.creatorId),
    findGrant(app.store.db, channel.id),
  ])
  if (owner === null || grant === null) return { kind: 'not_offered' }
  const { facts } = grant
  app.log.debug({ channel: channel.id, purpose, generation: facts.generation }, 'A token was used')
  noteUse(app, { channelId: channel.id, askedBy: OURSELVES, purpose })
  if (mustRenewBeforeUse(channel.network, facts, app.clock.now())) {
    return await renewGrant(app, channel, facts.generation)
  }
  const tokens = openTokens(app, owner, channel.id, grant)
  const held = { networkId: channel.networkId, tokens }
  return { kind: 'ok', value: { held, generation: facts.generation, facts } }
}

export type LoanRequest = {
  channelId: string
  /** Who asks, and what for: both are counted by day. */
  askedBy: string
  purpose: string
  minLifeSeconds: number
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
export async function lendToken(app: App, request: LoanRequest): Promise<Loan> {
  try {
    const found = await app.lendables.read(request.channelId)
    if (found === null) return { kind: 'unknown_channel' }
    if (found.state !== 'connected' && found.state !== 'limited') return { kind: 'not_connected' }
    const loan = await lend(app, found, request)
    if (loan.kind === 'ok') {
      const { channelId, askedBy, purpose } = request
      noteUse(app, { channelId, askedBy, purpose })
      app.log.debug({ channel: channelId, askedBy, purpose }, 'A token was handed out')
    }
    return loan
  } catch (error) {
    if (!isAway(error)) throw error
    app.log.warn({ err: error, channel: request.channelId }, 'The database is away; no token was handed out')
    return { kind: 'busy', whose: 'us', retryAfterSeconds: BUSY_SECONDS }
  }
}

async function lend(app: App, found: Lendable, request: LoanRequest): Promise<Loan> {
  const { channelId, minLifeSeconds } = request
  const { network, networkId, creatorId } = found
  if (!mustRenewBeforeUse(network, found, app.clock.now(), minLifeSeconds)) {
    const owner = await keyOwner(app, creatorId)
    if (owner === null) return { kind: 'unknown_channel' }
    const access = openAccess(app, owner, channelId, found.accessSealed)
    return { kind: 'ok', network, networkId, access, endsAt: found.accessEndsAt, scopes: found.scopes }
  }
  const renewal = await renewGrant(app, { id: channelId, network, networkId, creatorId }, found.generation)
  switch (renewal.kind) {
    case 'ok': {
      const { access, accessEndsAt, scopes } = renewal.value.held.tokens
      return { kind: 'ok', network, networkId, access, endsAt: accessEndsAt, scopes }
    }
    case 'not_offered':
      return { kind: 'not_connected' }
    case 'refused':
    case 'busy':
      return renewal
    default:
      return renewal satisfies never
  }
}
