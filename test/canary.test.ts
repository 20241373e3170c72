/** Every secret of a long life is looked for where none may be: lines, replies, addresses, tables. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Line } from '../sandbox/journal.ts'
import { NETWORKS, type Network } from '../src/domain/network.ts'
import { PRETEND_PASSWORD } from '../src/domain/person/pretend-people.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { count } from './counted.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { openWorld, type World } from './world.ts'

const EMAIL = 'lina@people.example'
/** How each network breaks, one after the other; one of them repeats what looks like a token in its words. */
const TROUBLES: Record<string, unknown>[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'cut' },
  { kind: 'reset' },
  { kind: 'body', body: '{"access_token":["not","a","text"]}' },
  ...['EAAcanarycanarycanary00', 'ya29.canary-canary-canary', 'act.canarycanary!4521.va'].map((token) => ({
    kind: 'body',
    status: 400,
    body: JSON.stringify({
      error: { code: 190, message: `Malformed access token ${token}`, log_id: token },
      error_description: `refresh_token=${token}`,
    }),
  })),
]

it.each(ENGINES)(
  'no secret is to be found outside of sealed columns, on %s',
  { timeout: 300_000 },
  async (engine) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-canary-'))
    const journalFile = path.join(folder, 'sandbox.jsonl')
    const replies: string[] = []
    const handedOut: string[] = ['canary']
    let world: World | null = null
    try {
      world = await openWorld({ engine, pages: true, journalFile })
      await live(world, replies, handedOut)
      const secrets = [...new Set([...handedOut, ...secretsOf(world, journalFile)])]
      expect(secrets.length).toBeGreaterThan(40)
      count('leaks', { secrets: secrets.length })
      const places = { lines: world.log, replies, rows: await rowsOf(world) }
      for (const [name, texts] of Object.entries(places)) {
        expect(texts.length, name).toBeGreaterThan(60)
        const leaks = texts.filter((text) => secrets.some((secret) => shows(text, secret)))
        count('leaks', { placesSearched: texts.length, found: leaks.length })
        expect(leaks, name).toEqual([])
      }
    } finally {
      // What the troubles of this life are called is not what this is about.
      world?.log.splice(0)
      await world?.[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    }
  },
)

/** Sign in, connect everything, meet every kind of trouble, grow old, be lost, come back, look at every page. */
async function live(world: World, replies: string[], handedOut: string[]): Promise<void> {
  const { userId } = await world.app.signIn.createPerson({
    email: EMAIL,
    name: 'Lina',
    password: PRETEND_PASSWORD,
  })
  await foundCreator(world.app, { userId, handle: 'lina', name: 'Lina', bio: '', place: null })
  const entered = await world.app.signIn.enterAs(EMAIL)
  const cookie = entered
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  handedOut.push(/session_token=([^.%;]{20,})/.exec(cookie)?.[1] ?? 'no session')

  /** `told` leaves out what only the browser itself is told: where to go at the network, and its own cookie. */
  async function ask(
    at: string,
    form?: Record<string, string>,
  ): Promise<{ status: number; location: string; body: string }> {
    const reply = await fetch(world.url + at, {
      redirect: 'manual',
      headers: { cookie },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    })
    const body = await reply.text()
    const location = reply.headers.get('location') ?? ''
    const leavesUs = location.startsWith(world.app.sandbox?.url ?? ' ')
    replies.push(
      body,
      leavesUs ? '' : location,
      ...[...reply.headers.values()].filter((value) => value !== location),
    )
    return { status: reply.status, location, body }
  }

  async function connect(network: Network, channelId?: string): Promise<string> {
    const at = `/channels/connect/${network}${channelId === undefined ? '' : `?channel=${channelId}`}`
    await ask(at)
    const { location } = await ask(at, {})
    handedOut.push(new URL(location).searchParams.get('state') ?? 'no state')
    const { redirect_to } = (await world.control('POST', '/consent', {
      authorize_url: location,
      ...LINA[network].consent,
    })) as { redirect_to: string }
    const back = new URL(redirect_to)
    const returned = await ask(back.pathname + back.search)
    await ask(back.pathname + back.search)
    const page = await ask(returned.location.replace('#result', ''))
    const account = /name="account" value="([^"]+)"|value="([^"]+)" name="account"/.exec(page.body)
    if (account !== null)
      await ask(returned.location.replace('#result', ''), { account: account[1] ?? account[2] ?? '' })
    return (await ask('/channels')).body
  }

  for (const network of NETWORKS) {
    for (const trouble of TROUBLES.slice(-3)) {
      await world.fault({ network, ...trouble })
      await connect(network)
      await world.control('DELETE', '/faults')
    }
    await connect(network)
  }
  const channels = await sql<{ id: string; network: Network }>`select id, network from channel`.execute(
    world.app.store.db,
  )
  expect(channels.rows.map(({ network }) => network).sort()).toEqual([...NETWORKS].sort())

  for (const { id, network } of channels.rows) {
    for (const trouble of TROUBLES) {
      await world.fault({ network, times: null, ...trouble })
      await ask(`/channels/${id}/check`, {})
      await world.control('DELETE', '/faults')
    }
    await ask(`/channels/${id}`)
  }
  await world.advance('70d')
  await world.happen('instagram', LINA.instagram.channelNetworkId, 'change-password')
  await world.happen('tiktok', LINA.tiktok.channelNetworkId, 'remove-app')
  await world.advance('3d')
  for (const { id, network } of channels.rows) await connect(network, id)

  for (const at of [
    '/connect/tiktok/return?error=access_denied&error_description=token%3Dcanary&state=canary',
    '/connect/tiktok/return?code=canary&state=canary',
    '/connect/tiktok/return?code=canary&code=canary&state=canary',
    '/connect/myspace/return?code=canary&state=canary',
    '/sign-in/link?token=canary&next=/',
    '/channels/chn_canary',
  ]) {
    // What somebody put into an address themselves is theirs; it must not be repeated, though.
    const { body, location } = await ask(at)
    expect(body + location).not.toContain('canary')
  }
  await ask('/sign-in', { email: EMAIL, way: 'link', next: '/channels' })
  await ask('/sign-in', {
    email: EMAIL,
    way: 'password',
    password: 'canary-canary-canary',
    next: '/channels',
  })
  await ask('/settings/team', { intent: 'invite', email: 'maja@people.example', role: 'manager' })
  await ask('/settings/account', { intent: 'address', email: 'another@people.example' })
  await ask('/settings/export', {})
  const mails = await sql<{ body_text: string }>`select body_text from mailbox`.execute(world.app.store.db)
  for (const { body_text: text } of mails.rows) {
    const link = new URL(/http\S+/.exec(text)?.[0] ?? 'http://no.link')
    handedOut.push(link.searchParams.get('token') ?? 'no token')
    handedOut.push(...(/(?<=\/(?:join|new-address|former-address|undo)\/)[\w-]{43}/.exec(text) ?? []))
  }
  for (const at of [
    '/',
    '/@lina',
    '/channels',
    '/channels.data',
    '/settings/account',
    '/settings/team',
    '/settings/privacy',
    '/help',
    '/healthz',
    '/readyz',
    '/metrics',
    '/none',
  ])
    await ask(at)

  // A fault of our own, with everything that an error brings along.
  await sql`alter table snapshot rename to mislaid`.execute(world.app.store.db)
  for (const at of ['/settings/privacy', '/channels']) expect((await ask(at)).status).toBe(500)
  const [first] = channels.rows
  await ask(`/channels/${first?.id}/check`, {})
  await sql`alter table mislaid rename to snapshot`.execute(world.app.store.db)
}

/** What the networks handed out in this life, and what we were given to keep it safe. */
function secretsOf(world: World, journalFile: string): string[] {
  const found: string[] = []
  for (const text of readFileSync(journalFile, 'utf8').trim().split('\n')) {
    const { event } = JSON.parse(text) as Line
    if (event.type === 'consented') found.push(event.code.value)
    if (event.type === 'issued') found.push(...event.tokens.map(({ value }) => value))
    if (event.type === 'app-registered') found.push(event.app.client_secret)
  }
  return [
    ...found,
    Buffer.alloc(32, 7).toString('base64url'),
    world.app.config.metricsToken?.reveal() ?? found[0] ?? '',
  ]
}

/** A secret by itself, inside an address, as bytes of a column, and as base64. */
function shows(text: string, secret: string): boolean {
  const bytes = Buffer.from(secret)
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
  ].some((form) => text.includes(form))
}

/** Every row of every table, the queue's among them; sealed columns too, because they are sealed. */
async function rowsOf({ app }: World): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname in ('public', 'pgboss')`.execute(app.store.db)
  const texts: string[] = []
  for (const { name } of tables.rows) {
    // The mailbox stands in for the mail server, and a session is the library's own, kept as it is.
    if (name === 'public.mailbox' || name === 'public.session') continue
    const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.raw(name)} t`.execute(
      app.store.db,
    )
    texts.push(...rows.map(({ line }) => `${name} ${line}`))
  }
  return texts
}
