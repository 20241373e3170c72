/** Trouble on demand for what is sent to apps: lost, late, doubled, out of order, or signed by somebody else. */
import { MOST_MS, readDuration } from './clock.ts'
import { NETWORKS, type Network } from './people.ts'
import { randomText } from './randomness.ts'
import { HOUR_MS } from './sandbox.ts'
import type { Delivery, World } from './world.ts'

export const DELIVERY_FAULT_KINDS = [
  'deliver:lose',
  'deliver:delay',
  'deliver:duplicate',
  'deliver:reorder',
  'deliver:bad-signature',
] as const
export type DeliveryFault = {
  id: string
  kind: (typeof DELIVERY_FAULT_KINDS)[number]
  network: Network | null
  /** The event's name, as the list of deliveries shows it. */
  event: string | null
  /** How many events it still strikes; null until it is deleted. */
  times: number | null
  /** How late, in the sandbox's time. */
  delay_ms: number
}
export type ReadDeliveryFault = { ok: true; fault: DeliveryFault } | { ok: false; message: string }
export type DeliveryFaults = {
  add(fault: DeliveryFault): void
  list(): DeliveryFault[]
  remove(id: string | null): number
  strike(delivery: Delivery): DeliveryFault | undefined
}

export function makeDeliveryFaults(): DeliveryFaults {
  let faults: DeliveryFault[] = []
  return {
    add: (fault) => {
      faults.push(fault)
    },
    list: () => faults.map((fault) => ({ ...fault })),
    remove: (id) => {
      const before = faults.length
      faults = id === null ? [] : faults.filter((fault) => fault.id !== id)
      return before - faults.length
    },
    strike: (delivery) => {
      const fault = faults.find(
        (each) =>
          (each.network === null || each.network === delivery.network) &&
          (each.event === null || each.event === delivery.event),
      )
      if (fault !== undefined && fault.times !== null) {
        fault.times--
        if (fault.times <= 0) faults = faults.filter((each) => each !== fault)
      }
      return fault
    },
  }
}

/** Lets the faults strike what is owed now, and lets go what waits for a later event of the same app: newest first. */
export function arrange(
  world: World,
  of: { faults: DeliveryFaults; deliveries: readonly Delivery[]; at: number },
): Delivery[] {
  const struck = of.deliveries.flatMap((delivery) => strike(delivery, of.faults.strike(delivery), of.at))
  const free = struck.filter(({ state }) => state.kind === 'waiting')
  const held = [...world.deliveries.values(), ...struck]
    .filter(({ state }) => state.kind === 'held')
    .filter((each) => free.some((other) => isSameApp(other, each)))
    .reverse()
  return [
    ...struck.filter((each) => !held.includes(each)),
    ...held.map((each): Delivery => ({ ...each, state: { kind: 'waiting', next_at: of.at } })),
  ]
}

export function readDeliveryFault(input: Record<string, unknown>, id: string): ReadDeliveryFault {
  const no = (message: string): ReadDeliveryFault => ({ ok: false, message })
  const kind = DELIVERY_FAULT_KINDS.find((each) => each === input.kind)
  if (kind === undefined) return no(`kind is one of ${DELIVERY_FAULT_KINDS.join(', ')}.`)
  const network =
    input.network === undefined || input.network === null
      ? null
      : NETWORKS.find((each) => each === input.network)
  if (network === undefined) return no(`network is one of ${NETWORKS.join(', ')}.`)
  const times = input.times === undefined ? 1 : input.times
  if (times !== null && !(typeof times === 'number' && Number.isInteger(times) && times > 0))
    return no('times is a whole number above 0, or null for always.')
  const delay_ms = readDuration(input.delay ?? input.delay_ms ?? HOUR_MS)
  if (delay_ms === null || delay_ms < 0 || delay_ms > MOST_MS)
    return no('delay is like "2h", or a number of milliseconds; five years at most.')
  const event = typeof input.event === 'string' && input.event !== '' ? input.event : null
  return { ok: true, fault: { id, kind, network, event, times, delay_ms } }
}

function strike(delivery: Delivery, fault: DeliveryFault | undefined, at: number): Delivery[] {
  if (fault === undefined) return [delivery]
  switch (fault.kind) {
    case 'deliver:lose':
      return [{ ...delivery, state: { kind: 'lost' } }]
    case 'deliver:delay':
      return [{ ...delivery, state: { kind: 'waiting', next_at: at + fault.delay_ms } }]
    case 'deliver:duplicate':
      return [delivery, { ...delivery, id: `dlv_${randomText(16)}`, copy_of: delivery.id }]
    case 'deliver:reorder':
      return [{ ...delivery, state: { kind: 'held' } }]
    case 'deliver:bad-signature':
      return [{ ...delivery, forged: true }]
    default: {
      const unknown: never = fault.kind
      throw new Error(`unknown fault ${String(unknown)}`)
    }
  }
}

function isSameApp(a: Delivery, b: Delivery): boolean {
  return a.network === b.network && a.client_id === b.client_id
}
