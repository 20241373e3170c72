/** Puts the sandbox on a port of this machine. */
import type { Server } from 'node:http'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { makeCallLog } from './calls.ts'
import { makeClock, readMove } from './clock.ts'
import { type Controls, controlRoutes } from './control.ts'
import { resend, shownDelivery } from './control-deliveries.ts'
import { makeDeliveries } from './deliveries.ts'
import { arrange, makeDeliveryFaults } from './delivery-faults.ts'
import { type Fault, faultReply, makeFaults } from './faults.ts'
import { hostOf } from './hosts.ts'
import { openJournal } from './journal.ts'
import { type Details, live } from './life.ts'
import { describe } from './listing.ts'
import { deliveriesPage } from './pages/deliveries.ts'
import { clockPage, homePage } from './pages/home.ts'
import { personPage } from './pages/person.ts'
import { settingsPage } from './pages/settings.ts'
import { NETWORKS, personByKey } from './people.ts'
import { SYSTEM_RANDOMNESS, seededRandomness, withRandomness } from './randomness.ts'
import { makeSandbox, type Sandbox } from './sandbox.ts'
import { owedFor, SENDERS } from './senders.ts'
import { readSettings, settingsFromTexts } from './settings.ts'
import { htmlReply, isLoopback, jsonReply, parameterNames, readCall, redirectReply } from './wire.ts'
import { apply, emptyWorld, owe } from './world.ts'

export type StartSandbox = {
  /** 0 picks a free one. */
  port: number
  /** Null keeps nothing. */
  journalFile: string | null
  /** Forget what the journal holds. */
  fresh: boolean
  /** The sandbox's time at its very first start; later the journal knows. */
  startAt?: Date
  /** What ids, codes, tokens and key ids are made from at its very first start; later the journal knows. */
  seed?: string
}
export type RunningSandbox = { url: string; port: number; close(): Promise<void> }

export async function startSandbox(of: StartSandbox): Promise<RunningSandbox> {
  const journal = openJournal(of.journalFile, of.fresh)
  const world = emptyWorld()
  let drawn = 0
  for (const line of journal.lines) {
    apply(world, line.event, line.at)
    owe(world, line.owes ?? [])
    drawn = line.drawn ?? drawn
  }
  const seed = journal.lines.length === 0 ? (of.seed ?? null) : world.seed
  const deliveryFaults = makeDeliveryFaults()
  const box: Sandbox = makeSandbox(world, journal, {
    randomness: seed === null ? SYSTEM_RANDOMNESS : seededRandomness(seed, drawn),
    owing: {
      owed: owedFor,
      arrange: (fresh, at) => arrange(world, { faults: deliveryFaults, deliveries: fresh, at }),
      wake: () => deliveries.wake(),
    },
  })
  const deliveries = makeDeliveries(box, SENDERS)
  if (journal.lines.length === 0) firstDay(box, { seed, startAt: of.startAt })
  const controls: Controls = {
    box,
    clock: makeClock(box, () => deliveries.settle(STEP_PATIENCE_MS)),
    faults: makeFaults(),
    deliveryFaults,
    deliveries,
    calls: makeCallLog(),
  }
  const server = createAdaptorServer({
    fetch: makeApp(controls).fetch,
    overrideGlobalObjects: false,
  }) as Server
  try {
    await listen(server, of.port)
  } catch (error) {
    journal.close()
    throw error
  }
  deliveries.wake()
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : of.port
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      await deliveries.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      journal.close()
    },
  }
}

/** How long a step of the clock waits for what falls due at it; an app that hangs is tried again later. */
const STEP_PATIENCE_MS = 15_000

function firstDay(box: Sandbox, of: { seed: string | null; startAt: Date | undefined }): void {
  const { seed, startAt } = of
  if (seed !== null) box.commit({ type: 'seeded', seed })
  if (startAt !== undefined) box.commit({ type: 'clock-moved', offset_ms: startAt.getTime() - Date.now() })
  for (const network of NETWORKS)
    box.commit({
      type: 'app-registered',
      app: {
        network,
        client_id: `sandbox-${network}`,
        client_secret: `sandbox-${network}-secret`,
        name: 'Rechannel',
        redirect_uris: [],
        type: 'web',
        project: `sandbox-${network}`,
        require_appsecret_proof: false,
        deauthorize_url: null,
        deletion_url: null,
        webhook_url: null,
        webhook_verify_token: null,
      },
    })
}

type Env = { Bindings: HttpBindings }

function makeApp(of: Controls): Hono<Env> {
  const app = new Hono<Env>({ strict: false })
  app.use((_, next) => withRandomness(of.box.randomness, next))
  app.use(async (c, next) => {
    const url = new URL(c.req.url)
    // Another name that points here would let a foreign page read this machine's sandbox.
    if (!isLoopback(url.hostname)) return c.text('The sandbox answers on this machine only.', 421)
    const origin = c.req.header('origin')
    const first = url.pathname.split('/')[1] ?? ''
    const guarded = first === '_sandbox' || PAGE_HOSTS.includes(first)
    if (
      guarded &&
      c.req.method !== 'GET' &&
      c.req.method !== 'HEAD' &&
      origin !== undefined &&
      origin !== url.origin
    )
      return c.json({ error: { code: 'foreign_origin', message: 'Another site may not do this.' } }, 403)
    await next()
  })
  app.onError((error, c) => {
    console.error(`sandbox: ${error.stack ?? error.message}`)
    return c.json({ error: { code: 'sandbox_error', message: error.message } }, 500)
  })
  app.get('/', () => redirectReply('/_sandbox/'))
  app.get('/_sandbox', () => htmlReply(homePage(of.clock)))
  app.get('/_sandbox/clock/page', () => htmlReply(clockPage(of.clock, { moved: null, problem: null })))
  app.post('/_sandbox/clock/page', (c) => moveFromPage(c, of))
  app.get('/_sandbox/deliveries/page', (c) => showDeliveries(of, { done: c.req.query('done') ?? null }))
  app.post('/_sandbox/deliveries/page', (c) => resendFromPage(c, of))
  app.get('/_sandbox/settings/page', (c) =>
    htmlReply(
      settingsPage(of.box.world.settings, { done: c.req.query('done') !== undefined, problem: null }),
    ),
  )
  app.post('/_sandbox/settings/page', (c) => setFromPage(c, of))
  app.get('/_sandbox/people/:key', (c) => showPerson(c, of))
  app.post('/_sandbox/people/:key', (c) => actFromPage(c, of))
  app.route('/_sandbox', controlRoutes(of))
  app.all('*', (c) => answerHost(c, of))
  return app
}

const PAGE_HOSTS = ['www.instagram.com', 'www.facebook.com', 'accounts.google.com', 'www.tiktok.com']

async function moveFromPage(c: Context<Env>, of: Controls): Promise<Response> {
  const read = await readCall(c.req.raw)
  const move = readMove({ advance: read.ok ? read.call.form.get('advance') : null }, of.box.now())
  if (!move.ok) return htmlReply(clockPage(of.clock, { moved: null, problem: move.message }), 400)
  return htmlReply(clockPage(of.clock, { moved: await of.clock.move(move), problem: null }))
}

const SHOWN_DELIVERIES = 100

function showDeliveries(of: Controls, said: { done?: string | null; problem?: string }): Response {
  const newest = [...of.box.world.deliveries.values()].slice(-SHOWN_DELIVERIES).reverse()
  return htmlReply(
    deliveriesPage(
      newest.map((delivery) => shownDelivery(of.box, delivery)),
      { done: said.done === 'again' ? 'Sent again.' : null, problem: said.problem ?? null },
    ),
    said.problem === undefined ? 200 : 409,
  )
}

async function resendFromPage(c: Context<Env>, of: Controls): Promise<Response> {
  const read = await readCall(c.req.raw)
  const sent = resend(of.box, read.ok ? (read.call.form.get('resend') ?? '') : '')
  if (!sent.ok) return showDeliveries(of, { problem: sent.message })
  await of.deliveries.settle(STEP_PATIENCE_MS)
  return new Response(null, { status: 303, headers: { location: '/_sandbox/deliveries/page?done=again' } })
}

async function setFromPage(c: Context<Env>, of: Controls): Promise<Response> {
  const read = await readCall(c.req.raw)
  const settings = readSettings(settingsFromTexts(read.ok ? read.call.form : []))
  if (!settings.ok)
    return htmlReply(settingsPage(of.box.world.settings, { done: false, problem: settings.message }), 400)
  of.box.commit({ type: 'settings-changed', settings: settings.settings })
  return new Response(null, { status: 303, headers: { location: '/_sandbox/settings/page?done' } })
}

function showPerson(c: Context<Env>, of: Controls): Response {
  const person = personByKey(c.req.param('key') ?? '')
  if (person === undefined)
    return jsonReply({ error: { code: 'unknown_person', message: 'There is no such person.' } }, 404)
  const done = c.req.query('done')
  return htmlReply(
    personPage(describe(of.box, person), {
      done: done === undefined ? null : `Done: ${done.slice(0, 80)}.`,
      problem: null,
    }),
  )
}

async function actFromPage(c: Context<Env>, of: Controls): Promise<Response> {
  const person = personByKey(c.req.param('key') ?? '')
  const read = await readCall(c.req.raw)
  if (person === undefined || !read.ok)
    return jsonReply({ error: { code: 'unknown_person', message: 'There is no such person.' } }, 404)
  const { form } = read.call
  const network = NETWORKS.find((each) => each === form.get('network'))
  const details: Details = {}
  for (const name of ['username', 'page', 'scope', 'reason', 'trouble', 'minutes', 'times'] as const) {
    const field = form.get(name)
    if (field !== null && field !== '') details[name] = field
  }
  const done =
    network === undefined
      ? ({ ok: false, status: 400, code: 'bad_network', message: 'No such network.' } as const)
      : live(of.box, {
          network,
          id: form.get('id') ?? '',
          action: form.get('action') ?? '',
          details,
        })
  if (!done.ok)
    return htmlReply(personPage(describe(of.box, person), { done: null, problem: done.message }), done.status)
  return new Response(null, {
    status: 303,
    headers: {
      location: `/_sandbox/people/${person.key}?done=${encodeURIComponent(form.get('label') ?? form.get('action') ?? '')}`,
    },
  })
}

async function answerHost(c: Context<Env>, of: Controls): Promise<Response> {
  const read = await readCall(c.req.raw)
  if (!read.ok) return jsonReply({ error: { message: read.message } }, read.status)
  const { call } = read
  const host = hostOf(call.host)
  if (host === undefined)
    return jsonReply(
      {
        error: {
          code: 'unknown_host',
          message: `No pretend network answers for "${call.host.slice(0, 80)}".`,
        },
      },
      404,
    )
  const fault = of.faults.strike({ network: host.network, host: call.host, path: call.path })
  const record = (status: number | null): void =>
    of.calls.add({
      time: new Date(of.box.now()).toISOString(),
      method: call.method,
      host: call.host,
      path: call.path,
      parameters: parameterNames(call),
      status,
      fault: fault?.kind ?? null,
    })
  if (fault === undefined) {
    const reply = host.answer(of.box, call)
    record(reply.status)
    return call.method === 'HEAD' ? new Response(null, reply) : reply
  }
  const real = fault.handled ? host.answer(of.box, call) : null
  if (fault.delay_ms > 0) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms).unref())
  const instead = faultReply(fault)
  record(instead?.status ?? (fault.kind === 'slow' ? (real?.status ?? null) : null))
  if (instead !== null) return instead
  if (fault.kind === 'slow') return real ?? host.answer(of.box, call)
  return await breakOff(c, { fault, real })
}

/** Ends the connection: at once, or in the middle of the reply. */
async function breakOff(c: Context<Env>, of: { fault: Fault; real: Response | null }): Promise<Response> {
  const { outgoing } = c.env
  if (of.fault.kind === 'cut') {
    const text = of.fault.body ?? (of.real === null ? '{"data":[' : await of.real.text())
    outgoing.writeHead(of.fault.status ?? of.real?.status ?? 200, {
      'content-type': of.real?.headers.get('content-type') ?? 'application/json',
      'content-length': String(Buffer.byteLength(text) + (of.real === null ? 100 : 0)),
    })
    await new Promise<void>((resolve) =>
      outgoing.write(text.slice(0, Math.ceil(text.length / 2)), () => resolve()),
    )
  }
  outgoing.destroy()
  c.env.incoming.destroy()
  return RESPONSE_ALREADY_SENT
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}
