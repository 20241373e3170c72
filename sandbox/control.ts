/** The control API: for scripts and tests that drive the sandbox. Described in docs/sandbox.md. */
import { Hono } from 'hono'
import { registerApp, registerServiceAccount, shownApp } from './app-registration.ts'
import type { CallLog } from './calls.ts'
import { type Clock, readMove } from './clock.ts'
import { deliveryRoutes } from './control-deliveries.ts'
import { fieldsOf, problem, readJson, readNetwork, readSince, strings } from './control-input.ts'
import type { Deliveries } from './deliveries.ts'
import { type DeliveryFaults, readDeliveryFault } from './delivery-faults.ts'
import { type Faults, readFault } from './faults.ts'
import { decideFor } from './hosts.ts'
import { type Details, live } from './life.ts'
import { describe, listPeople } from './listing.ts'
import { moveIn, readMoveIn } from './moving-in.ts'
import { NETWORKS, personByKey } from './people.ts'
import { passingText } from './randomness.ts'
import type { Sandbox } from './sandbox.ts'
import { readSettings } from './settings.ts'
import { TOWN_MOST } from './town.ts'

export type Controls = {
  box: Sandbox
  clock: Clock
  faults: Faults
  deliveryFaults: DeliveryFaults
  deliveries: Deliveries
  calls: CallLog
}

export function controlRoutes(of: Controls): Hono {
  const { box, clock, faults, deliveryFaults, calls } = of
  const routes = new Hono()

  routes.get('/health', (c) => c.json({ ok: true, ...clock.read() }))

  routes.get('/clock', (c) => c.json(clock.read()))
  routes.post('/clock', async (c) => {
    const move = readMove(await readJson(c), box.now())
    if (!move.ok) return problem(c, 400, 'bad_clock', move.message)
    return c.json(await clock.move(move))
  })
  routes.get('/clock/followers', (c) => c.json({ followers: clock.followers() }))
  routes.post('/clock/followers', async (c) => {
    const url = fieldsOf(await readJson(c)).url
    if (typeof url !== 'string' || !clock.follow(url))
      return problem(
        c,
        400,
        'bad_follower',
        'url is an http address on this machine (127.0.0.1, localhost or [::1]).',
      )
    return c.json({ followers: clock.followers() }, 201)
  })
  routes.delete('/clock/followers', async (c) => {
    const url = c.req.query('url') ?? fieldsOf(await readJson(c)).url
    clock.unfollow(typeof url === 'string' ? url : null)
    return c.json({ followers: clock.followers() })
  })

  routes.get('/people', (c) => {
    // The person's page lives at the same address for browsers below /people/:key.
    return c.json({ people: listPeople(box) })
  })
  routes.get('/people/:key/state', (c) => {
    const person = personByKey(c.req.param('key'))
    return person === undefined
      ? problem(c, 404, 'unknown_person', 'There is no such person.')
      : c.json(describe(box, person))
  })
  routes.post('/town', async (c) => {
    const wanted = readMoveIn(fieldsOf(await readJson(c)))
    if (wanted === null)
      return problem(c, 400, 'bad_town', `Send from, count (at most 500 of ${TOWN_MOST} people) and apps.`)
    const done = moveIn(box, wanted)
    return done === null ? problem(c, 404, 'unknown_app', 'There is no such app.') : c.json(done)
  })
  routes.post('/accounts/:network/:id/:action', async (c) => {
    const network = readNetwork(c.req.param('network'))
    if (network === undefined)
      return problem(c, 404, 'unknown_network', `network is one of ${NETWORKS.join(', ')}.`)
    const done = live(box, {
      network,
      id: c.req.param('id'),
      action: c.req.param('action'),
      details: readDetails(await readJson(c)),
    })
    return done.ok ? c.json({ ok: true }) : problem(c, done.status, done.code, done.message)
  })

  routes.get('/apps', (c) => c.json({ apps: [...box.world.apps.values()].map((app) => shownApp(box, app)) }))
  routes.put('/apps/youtube/service-account', async (c) => {
    const done = registerServiceAccount(box, fieldsOf(await readJson(c)))
    if (!done.ok) return problem(c, done.status, done.code, done.message)
    return c.json({ ...done.account, key_file: done.key_file })
  })
  routes.put('/apps/:network', async (c) => {
    const network = readNetwork(c.req.param('network'))
    if (network === undefined)
      return problem(c, 404, 'unknown_network', `network is one of ${NETWORKS.join(', ')}.`)
    const done = await registerApp(box, network, fieldsOf(await readJson(c)))
    return done.ok ? c.json(shownApp(box, done.app)) : problem(c, done.status, done.code, done.message)
  })

  routes.get('/settings', (c) => c.json(box.world.settings))
  routes.patch('/settings', async (c) => {
    const read = readSettings(await readJson(c))
    if (!read.ok) return problem(c, 400, 'bad_setting', read.message)
    if (Object.keys(read.settings).length > 0)
      box.commit({ type: 'settings-changed', settings: read.settings })
    return c.json(box.world.settings)
  })

  routes.get('/faults', (c) => c.json({ faults: [...faults.list(), ...deliveryFaults.list()] }))
  routes.post('/faults', async (c) => {
    const fields = fieldsOf(await readJson(c))
    const id = `flt_${passingText(16)}`
    if (String(fields.kind).startsWith('deliver:')) {
      const read = readDeliveryFault(fields, id)
      if (!read.ok) return problem(c, 400, 'bad_fault', read.message)
      deliveryFaults.add(read.fault)
      return c.json(read.fault, 201)
    }
    const read = readFault(fields, id)
    if (!read.ok) return problem(c, 400, 'bad_fault', read.message)
    faults.add(read.fault)
    return c.json(read.fault, 201)
  })
  routes.delete('/faults', (c) => c.json({ removed: faults.remove(null) + deliveryFaults.remove(null) }))
  routes.delete('/faults/:id', (c) => {
    const id = c.req.param('id')
    return c.json({ removed: faults.remove(id) + deliveryFaults.remove(id) })
  })

  routes.get('/calls', (c) => {
    const ms = readSince(c.req.query('since'))
    if (Number.isNaN(ms)) return problem(c, 400, 'bad_since', 'since is an ISO time or milliseconds.')
    return c.json({ calls: calls.since(ms) })
  })
  routes.delete('/calls', (c) => {
    calls.clear()
    return c.json({ ok: true })
  })

  routes.post('/consent', async (c) => {
    const body = fieldsOf(await readJson(c))
    if (typeof body.authorize_url !== 'string')
      return problem(c, 400, 'bad_consent', 'Send authorize_url and account.')
    const decided = decideFor(box, body.authorize_url, {
      account: typeof body.account === 'string' ? body.account : '',
      cancel: body.cancel === true,
      decline: strings(body.decline) ?? [],
      pages: strings(body.pages),
      channel: typeof body.channel === 'string' ? body.channel : null,
      ...(typeof body.access_days === 'number' ? { access_days: body.access_days } : {}),
    })
    if (!decided.ok) return problem(c, 409, decided.code, decided.message)
    return c.json({ redirect_to: decided.redirect_to, outcome: decided.outcome })
  })

  routes.route('/', deliveryRoutes(of))
  routes.all('*', (c) => problem(c, 404, 'not_found', 'The sandbox has no such page.'))
  return routes
}

function readDetails(value: unknown): Details {
  const details: Details = {}
  const fields = fieldsOf(value)
  for (const name of [
    'username',
    'client_id',
    'page',
    'scope',
    'reason',
    'trouble',
    'minutes',
    'times',
  ] as const) {
    const field = fields[name]
    if (typeof field === 'string') details[name] = field
    else if (typeof field === 'number') details[name] = String(field)
  }
  return details
}
