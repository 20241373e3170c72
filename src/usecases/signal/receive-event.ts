/** A network knocks: what it brings is verified, and stored before it is answered. */
import type { App } from '../../app.ts'
import { type Door, isNetwork, type Network } from '../../domain/network.ts'
import type { Delivery, Received } from '../../networks/contract.ts'
import { putReceipt } from '../../store/incoming-events.ts'
import { hashState, newId } from '../../vault/random.ts'

export type Answer =
  | { kind: 'stored'; status: 200 | 202 }
  /** A person asked for deletion: the code opens a page that tells how it stands. */
  | { kind: 'receipt'; code: string; url: URL }
  | Exclude<Received, { kind: 'signals' }>

/** The address that an operator registers at the network. */
export function eventAddress(publicUrl: URL, network: Network, door: Door): URL {
  return new URL(`/events/${network}/${door}`, publicUrl)
}

export async function receiveEvent(
  app: App,
  input: { network: string; delivery: Delivery },
): Promise<Answer> {
  const network = isNetwork(input.network) ? input.network : null
  const adapter = network === null ? undefined : app.networks[network]
  if (network === null || adapter === undefined) return { kind: 'not_offered' }
  const received = await adapter.receive(input.delivery)
  const counted = (outcome: string, events: number): void =>
    app.metrics.count('incoming_events_total', { network, kind: input.delivery.door, outcome }, events)
  if (received.kind !== 'signals') {
    counted(received.kind, 1)
    if (received.kind !== 'challenge') {
      const { door } = input.delivery
      app.log.warn({ network, door, answer: received.kind }, 'An event was not taken')
    }
    return received
  }
  const { signals, status } = received
  const at = app.clock.now()
  await app.inbox.put(signals.map((signal) => ({ network, signal, at })))
  counted('stored', signals.length)
  const erasure = signals.find((signal) => signal.erasure)
  if (erasure === undefined) return { kind: 'stored', status }

  const code = newId('del')
  await putReceipt(app.store.db, { codeHash: hashState(code), network, eventKey: erasure.key, at })
  return { kind: 'receipt', code, url: new URL(`/deletion/${code}`, app.config.publicUrl) }
}
