/** The queue of what the networks owe to apps: sent at once, again when the sandbox's clock says so, until it is settled. */
import { callOut } from './outgoing.ts'
import { randomText, withRandomness } from './randomness.ts'
import { type Sandbox, SECOND_MS } from './sandbox.ts'
import type { Attempt, Delivery, DeliveryState, Way } from './world.ts'

/** How one kind of event is sent, by one network's rules. */
export type Sender = {
  /** Where it goes now; null where the app has no address for it, or its stream is disabled. */
  url(box: Sandbox, delivery: Delivery): string | null
  /** Signed anew for every attempt. */
  request(box: Sandbox, delivery: Delivery): { headers: Record<string, string>; body: string }
  judge(reply: { status: number; text: string }): Judged
  /** When it is tried again after a failure, in the sandbox's time; null is never. `delivery` holds the failed attempt. */
  again(box: Sandbox, delivery: Delivery, at: number): number | null
}
export type Judged =
  | { kind: 'taken'; answer: Delivery['answer'] }
  | { kind: 'failed'; problem: string }
  /** There is no sense in trying again. */
  | { kind: 'refused'; problem: string }

export type Settled = { attempted: number; waiting: number; next_at: string | null; in_time: boolean }
export type Deliveries = {
  /** Starts on everything that is due, without waiting for it. */
  wake(): void
  /** Waits until nothing is due and nothing is on its way, but not longer than this in real time. */
  settle(patience_ms: number): Promise<Settled>
  /** Ends what is on its way; it stays owed. */
  close(): Promise<void>
}

export function newDelivery(
  of: Pick<Delivery, 'network' | 'client_id' | 'way' | 'event' | 'content'>,
  at: number,
): Delivery {
  return {
    ...of,
    id: `dlv_${randomText(16)}`,
    owed_at: at,
    state: { kind: 'waiting', next_at: at },
    attempts: [],
    copy_of: null,
    forged: false,
    answer: null,
  }
}

/** The same event once more, whatever became of it: an app must be able to meet it twice. */
export function copyOf(delivery: Delivery, at: number): Delivery {
  return { ...newDelivery(delivery, at), copy_of: delivery.copy_of ?? delivery.id }
}

/** One after the other for each app, in the order in which they fall due; different apps do not wait for each other. */
export function makeDeliveries(box: Sandbox, senders: Record<Way, Sender>): Deliveries {
  const lanes = new Map<string, Promise<void>>()
  const ending = new AbortController()
  let attempted = 0
  let timer: NodeJS.Timeout | undefined

  function start(): void {
    clearTimeout(timer)
    if (ending.signal.aborted) return
    for (const delivery of dueNow(box))
      if (!lanes.has(laneOf(delivery))) lanes.set(laneOf(delivery), run(laneOf(delivery)))
    const next = nextAt(box)
    // Node's timers end at 24 days; the next round looks again.
    if (next !== null) timer = setTimeout(start, Math.min(Math.max(0, next - box.now()), 2 ** 31 - 1)).unref()
  }

  async function run(lane: string): Promise<void> {
    // Whoever caused this may have more to say before it is sent.
    await new Promise((resolve) => setImmediate(resolve))
    for (;;) {
      const delivery = dueNow(box).find((each) => laneOf(each) === lane)
      if (delivery === undefined || ending.signal.aborted) break
      await withRandomness(box.randomness, () => attempt(delivery))
    }
    lanes.delete(lane)
    start()
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const sender = senders[delivery.way]
    const settleAs = (attempt: Attempt | null, state: DeliveryState, answer: Delivery['answer']): void =>
      box.commit({ type: 'delivery-tried', id: delivery.id, attempt, state, answer })
    const at = box.now()
    const url = sender.url(box, delivery)
    if (url === null) return settleAs(null, { kind: 'dropped' }, null)
    const outcome = await callOut({
      method: 'POST',
      url,
      ...sender.request(box, delivery),
      timeout_ms: box.world.settings['events.timeout_seconds'] * SECOND_MS,
      signal: ending.signal,
    })
    // Ended in the middle: whether it arrived is not known, so it stays owed and is sent again.
    if (ending.signal.aborted) return
    attempted++
    const judged: Judged = outcome.ok ? sender.judge(outcome) : { kind: 'failed', problem: outcome.problem }
    const status = outcome.ok ? outcome.status : null
    if (judged.kind === 'taken')
      return settleAs({ at, url, status, problem: null }, { kind: 'delivered' }, judged.answer)
    const tried = { at, url, status, problem: judged.problem }
    if (judged.kind === 'refused') return settleAs(tried, { kind: 'refused' }, null)
    const failed = { ...delivery, attempts: [...delivery.attempts, tried] }
    const next_at = sender.again(box, failed, box.now())
    settleAs(tried, next_at === null ? { kind: 'given-up' } : { kind: 'waiting', next_at }, null)
  }

  return {
    wake: start,
    settle: async (patience_ms) => {
      const before = attempted
      const patience = new Promise<'late'>((resolve) => {
        setTimeout(() => resolve('late'), patience_ms).unref()
      })
      let in_time = true
      for (start(); in_time && lanes.size > 0; start())
        in_time = (await Promise.race([Promise.all(lanes.values()), patience])) !== 'late'
      const next = nextAt(box)
      return {
        attempted: attempted - before,
        waiting: [...box.world.deliveries.values()].filter(({ state }) => state.kind === 'waiting').length,
        next_at: next === null ? null : new Date(next).toISOString(),
        in_time,
      }
    },
    close: async () => {
      ending.abort()
      clearTimeout(timer)
      await Promise.all(lanes.values())
    },
  }
}

const laneOf = (delivery: Delivery): string => `${delivery.network}:${delivery.client_id}`

function dueNow(box: Sandbox): Delivery[] {
  const now = box.now()
  return waiting(box)
    .filter(({ next_at }) => next_at <= now)
    .map(({ delivery }) => delivery)
}

function nextAt(box: Sandbox): number | null {
  const now = box.now()
  const later = waiting(box).filter(({ next_at }) => next_at > now)
  return later[0]?.next_at ?? null
}

/** Soonest first; at the same moment in the order of the queue. */
function waiting(box: Sandbox): { delivery: Delivery; next_at: number }[] {
  return [...box.world.deliveries.values()]
    .flatMap((delivery) =>
      delivery.state.kind === 'waiting' ? [{ delivery, next_at: delivery.state.next_at }] : [],
    )
    .sort((a, b) => a.next_at - b.next_at)
}
