/** One look at a channel through its network: a real read, and a different call where the last one left doubt. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import type { Account } from '../../domain/grant.ts'
import { POLICIES } from '../../domain/network.ts'
import { isLoss, type Verdict } from '../../domain/verdict.ts'
import type { Adapter } from '../../networks/contract.ts'
import { type Renewal, type Renewed, renewGrant } from './renew-grant.ts'
import { useToken } from './use-token.ts'

export type Look =
  | { kind: 'alive'; account: Account; scopes: readonly string[] | null; renewed: Renewed }
  | { kind: 'refused'; verdict: Verdict; generation: number | null }
  /** No grant is held or the network is switched off here: nothing was asked. */
  | { kind: 'nothing_to_ask' }
  /** Its token is with somebody else, or could not be saved now: to be looked at again soon. */
  | { kind: 'busy'; whose: 'us' | 'network' }

/** `second` asks for a different call than the one that raised the suspicion, before the usual read. */
export async function lookAtChannel(app: App, channel: Channel, second: boolean): Promise<Look> {
  const adapter = app.networks[channel.network]
  if (adapter === undefined) return { kind: 'nothing_to_ask' }
  const token = await useToken(app, channel, 'proof')
  if (token.kind !== 'ok') return refusal(token, null)

  const fresh = second ? await confirmed(app, adapter, channel, token.value) : token
  if (fresh.kind !== 'ok') return refusal(fresh, token.value.generation)

  const first = await read(adapter, channel, fresh.value)
  if (first.kind === 'alive' || !worthAnotherToken(channel, first)) return first

  // A refused access token is no verdict where a fresh one can be had: the renewal's answer decides.
  const again = await renewGrant(app, channel, fresh.value.generation)
  if (again.kind !== 'ok') return refusal(again, fresh.value.generation)
  return read(adapter, channel, again.value)
}

async function read(adapter: Adapter, channel: Channel, token: Renewed): Promise<Look> {
  const proof = await adapter.prove(token.held)
  if (proof.kind !== 'ok') return refusal(proof, token.generation)
  if (proof.value.account.networkId === channel.networkId) {
    return { kind: 'alive', ...proof.value, renewed: token }
  }
  // The grant reads another account than this channel's: nothing of it may be taken for this one.
  return {
    kind: 'refused',
    generation: token.generation,
    verdict: {
      diagnosis: 'account_changed',
      confidence: 'likely',
      definite: false,
      evidence: {
        network: channel.network,
        call: 'api',
        status: 200,
        code: 'other_account',
        subcode: null,
        message: 'The permission now reads another account.',
        requestId: null,
      },
      retryAfterSeconds: null,
    },
  }
}

/** Where a renewal raised the doubt, another call settles it; where a read did, a renewal can. */
async function confirmed(app: App, adapter: Adapter, channel: Channel, token: Renewed): Promise<Renewal> {
  const lazily = POLICIES[channel.network].renewal.kind === 'lazy'
  if (lazily && channel.suspicion?.verdict.evidence.call !== 'token_refresh') {
    return renewGrant(app, channel, token.generation)
  }
  const outcome = await adapter.confirm(token.held)
  return outcome.kind === 'ok' ? { kind: 'ok', value: token } : outcome
}

function worthAnotherToken(channel: Channel, look: Look): boolean {
  return (
    look.kind === 'refused' &&
    isLoss(look.verdict.diagnosis) &&
    !look.verdict.definite &&
    POLICIES[channel.network].renewal.kind === 'lazy'
  )
}

function refusal(outcome: Exclude<Renewal, { kind: 'ok' }>, generation: number | null): Look {
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'refused', verdict: outcome.verdict, generation }
    case 'busy':
      return outcome
    case 'not_offered':
      return { kind: 'nothing_to_ask' }
    default:
      return outcome satisfies never
  }
}
