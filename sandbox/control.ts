/** The control API: for scripts and tests that drive the sandbox. Described in docs/sandbox.md. */
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { CallLog } from './calls.ts'
import { type Clock, readMove } from './clock.ts'
import { type Faults, readFault } from './faults.ts'
import { decideFor } from './hosts.ts'
import { type Details, live } from './life.ts'
import { describe, listPeople } from './listing.ts'
import { NETWORKS, type Network, personByKey } from './people.ts'
import type { Sandbox } from './sandbox.ts'
import { readSettings } from './settings.ts'
import { isAllowedRedirect } from './wire.ts'
import { type App, findApp } from './world.ts'

export type Controls = { box: Sandbox; clock: Clock; faults: Faults; calls: CallLog }

export function controlRoutes(of: Controls): Hono {
  const { box, clock, faults, calls } = of
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

  routes.get('/apps', (c) => c.json({ apps: [...box.world.apps.values()].map(withoutSecret) }))
  routes.put('/apps/:network', async (c) => {
    const network = readNetwork(c.req.param('network'))
    if (network === undefined)
      return problem(c, 404, 'unknown_network', `network is one of ${NETWORKS.join(', ')}.`)
    const app = readApp(box, network, fieldsOf(await readJson(c)))
    if (!app.ok) return problem(c, 400, 'bad_app', app.message)
    const same = JSON.stringify(findApp(box.world, network, app.app.client_id)) === JSON.stringify(app.app)
    if (!same) box.commit({ type: 'app-registered', app: app.app })
    return c.json(withoutSecret(app.app))
  })

  routes.get('/settings', (c) => c.json(box.world.settings))
  routes.patch('/settings', async (c) => {
    const read = readSettings(await readJson(c))
    if (!read.ok) return problem(c, 400, 'bad_setting', read.message)
    if (Object.keys(read.settings).length > 0)
      box.commit({ type: 'settings-changed', settings: read.settings })
    return c.json(box.world.settings)
  })

  routes.get('/faults', (c) => c.json({ faults: faults.list() }))
  routes.post('/faults', async (c) => {
    const read = readFault(await readJson(c), randomUUID())
    if (!read.ok) return problem(c, 400, 'bad_fault', read.message)
    faults.add(read.fault)
    return c.json(read.fault, 201)
  })
  routes.delete('/faults', (c) => c.json({ removed: faults.remove(null) }))
  routes.delete('/faults/:id', (c) => c.json({ removed: faults.remove(c.req.param('id')) }))

  routes.get('/calls', (c) => {
    const since = c.req.query('since')
    const ms = since === undefined ? 0 : /^\d+$/.test(since) ? Number(since) : Date.parse(since)
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
    })
    if (!decided.ok) return problem(c, 409, decided.code, decided.message)
    return c.json({ redirect_to: decided.redirect_to, outcome: decided.outcome })
  })

  routes.all('*', (c) => problem(c, 404, 'not_found', 'The sandbox has no such page.'))
  return routes
}

function problem(c: Context, status: 400 | 403 | 404 | 409, code: string, message: string): Response {
  return c.json({ error: { code, message } }, status)
}

const MAX_BODY_BYTES = 1_000_000

async function readJson(c: Context): Promise<unknown> {
  if (Number(c.req.header('content-length') ?? 0) > MAX_BODY_BYTES) return undefined
  try {
    return JSON.parse(await c.req.text())
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

function readDetails(value: unknown): Details {
  const details: Details = {}
  const fields = fieldsOf(value)
  for (const name of ['username', 'client_id', 'page', 'scope'] as const) {
    const field = fields[name]
    if (typeof field === 'string') details[name] = field
  }
  return details
}

function readNetwork(text: string): Network | undefined {
  return NETWORKS.find((network) => network === text)
}

function strings(value: unknown): string[] | null {
  return Array.isArray(value) ? value.map(String) : null
}

function withoutSecret(app: App): Omit<App, 'client_secret'> {
  const { client_secret: _secret, ...rest } = app
  return rest
}

type ReadApp = { ok: true; app: App } | { ok: false; message: string }

function readApp(box: Sandbox, network: Network, fields: Record<string, unknown>): ReadApp {
  const { client_id } = fields
  if (typeof client_id !== 'string' || !/^[\w.|-]{1,200}$/.test(client_id) || client_id.includes('|'))
    return { ok: false, message: 'client_id is a text of letters, digits, dots, dashes.' }
  const before = findApp(box.world, network, client_id)
  const text = (name: keyof App, standard: string): string => {
    const value = fields[name]
    return typeof value === 'string' && value !== '' ? value : standard
  }
  const uris = strings(fields.redirect_uris) ?? before?.redirect_uris ?? []
  const type = fields.type === 'desktop' || fields.type === 'web' ? fields.type : (before?.type ?? 'web')
  for (const uri of uris) {
    // TikTok's desktop apps may leave the port open.
    const plain = network === 'tiktok' && type === 'desktop' ? uri.replace(/:\*(?=\/|$)/, ':1') : uri
    if (!isAllowedRedirect(plain))
      return {
        ok: false,
        message: `"${uri}" cannot be a redirect URI: https, or http on this machine, without a fragment.`,
      }
  }
  return {
    ok: true,
    app: {
      network,
      client_id,
      client_secret: text('client_secret', before?.client_secret ?? `sandbox-${network}-secret`),
      name: text('name', before?.name ?? 'Rechannel'),
      redirect_uris: uris,
      type,
      project: text('project', before?.project ?? client_id),
      require_appsecret_proof:
        typeof fields.require_appsecret_proof === 'boolean'
          ? fields.require_appsecret_proof
          : (before?.require_appsecret_proof ?? false),
    },
  }
}
