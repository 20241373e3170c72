/** The part of the control API about what the networks send to apps. */
import { type Context, Hono } from 'hono'
import { fieldsOf, problem, readJson, readNetwork, readSince } from './control-input.ts'
import { copyOf, type Deliveries, newDelivery } from './deliveries.ts'
import { EVENT_TYPES, securityEvent } from './networks/google-events.ts'
import { signedRequestPayload } from './networks/meta-events.ts'
import { tiktokEvent } from './networks/tiktok-events.ts'
import { NETWORKS, type Network } from './people.ts'
import type { Sandbox } from './sandbox.ts'
import { SENDERS } from './senders.ts'
import { type Delivery, findApp } from './world.ts'

const FLUSH_PATIENCE_MS = 60_000

export function deliveryRoutes(of: { box: Sandbox; deliveries: Deliveries }): Hono {
  const { box, deliveries } = of
  const routes = new Hono()

  routes.get('/deliveries', (c) => {
    const since = readSince(c.req.query('since'))
    if (Number.isNaN(since)) return problem(c, 400, 'bad_since', 'since is an ISO time or milliseconds.')
    const all = [...box.world.deliveries.values()].filter((delivery) => delivery.owed_at >= since)
    return c.json({ deliveries: all.map((delivery) => shownDelivery(box, delivery)) })
  })
  routes.post('/deliveries/flush', async (c) => c.json(await deliveries.settle(FLUSH_PATIENCE_MS)))
  routes.post('/deliveries/:id/resend', (c) => {
    const sent = resend(box, c.req.param('id'))
    return sent.ok ? shown(c, box, sent.delivery) : problem(c, sent.status, sent.code, sent.message)
  })
  routes.post('/events/:network', async (c) => {
    const network = readNetwork(c.req.param('network'))
    if (network === undefined)
      return problem(c, 404, 'unknown_network', `network is one of ${NETWORKS.join(', ')}.`)
    const sent = sendByHand(box, network, fieldsOf(await readJson(c)))
    return sent.ok ? shown(c, box, sent.delivery) : problem(c, sent.status, sent.code, sent.message)
  })
  return routes
}

export type Sent =
  | { ok: true; delivery: Delivery }
  | { ok: false; status: 400 | 404 | 409; code: string; message: string }

/** Sends the same event once more, rightly signed. */
export function resend(box: Sandbox, id: string): Sent {
  const delivery = box.world.deliveries.get(id)
  return delivery === undefined
    ? { ok: false, status: 404, code: 'unknown_delivery', message: 'There is no such delivery.' }
    : send(box, copyOf(delivery, box.now()))
}

export type ShownDelivery = ReturnType<typeof shownDelivery>

/** Content without its signature: nothing in it is a secret. */
export function shownDelivery(box: Sandbox, delivery: Delivery) {
  const { state, attempts } = delivery
  const iso = (ms: number): string => new Date(ms).toISOString()
  return {
    id: delivery.id,
    network: delivery.network,
    client_id: delivery.client_id,
    event: delivery.event,
    way: delivery.way,
    url: attempts.at(-1)?.url ?? SENDERS[delivery.way].url(box, delivery),
    state: state.kind,
    owed_at: iso(delivery.owed_at),
    next_at: state.kind === 'waiting' ? iso(state.next_at) : null,
    attempts: attempts.map((attempt) => ({ ...attempt, at: iso(attempt.at) })),
    body: JSON.parse(delivery.content) as unknown,
    copy_of: delivery.copy_of,
    bad_signature: delivery.forged,
    answer: delivery.answer,
  }
}

function shown(c: Context, box: Sandbox, { id }: Delivery): Response {
  // A fault may have changed it on its way into the queue.
  const delivery = box.world.deliveries.get(id)
  if (delivery === undefined) throw new Error('a delivery that is not in the queue')
  return c.json(shownDelivery(box, delivery), 201)
}

function sendByHand(box: Sandbox, network: Network, fields: Record<string, unknown>): Sent {
  const no = (code: string, message: string): Sent => ({ ok: false, status: 400, code, message })
  const client_id = typeof fields.client_id === 'string' ? fields.client_id : `sandbox-${network}`
  if (findApp(box.world, network, client_id) === undefined)
    return no('unknown_app', `There is no app ${client_id.slice(0, 80)} at ${network}.`)
  const { event } = fields
  if (typeof event !== 'string' || event === '') return no('event_needed', 'Send the name of an event.')
  const payload = fieldsOf(fields.payload)
  const at = box.now()
  switch (network) {
    case 'instagram':
    case 'facebook': {
      const isCallback = event === 'deauthorize' || event === 'data-deletion'
      const content = isCallback ? { ...signedRequestPayload('0', at), ...payload } : payload
      return send(
        box,
        newDelivery(
          {
            network,
            client_id,
            way: isCallback ? event : 'meta-webhook',
            event,
            content: JSON.stringify(content),
          },
          at,
        ),
      )
    }
    case 'tiktok':
      return send(box, tiktokEvent(client_id, { ...payload, event }, at))
    case 'youtube': {
      const type = Object.entries(EVENT_TYPES).find(([name]) => name === event)?.[1] ?? event
      return send(box, securityEvent(box, client_id, { type, payload, claims: fieldsOf(fields.claims) }, at))
    }
    default: {
      const unknown: never = network
      throw new Error(`unknown network ${String(unknown)}`)
    }
  }
}

function send(box: Sandbox, delivery: Delivery): Sent {
  if (SENDERS[delivery.way].url(box, delivery) === null)
    return {
      ok: false,
      status: 409,
      code: 'no_address',
      message: 'The app has no address for this, or its stream is disabled.',
    }
  box.commit({ type: 'sending-asked' }, [delivery])
  return { ok: true, delivery }
}
