/**
 * Every address × everybody who may knock, against one table of what is meant to happen. An address or a method that
 * the table does not name fails, and so does one that is not there any more.
 */
import { readFileSync } from 'node:fs'
import type { RouteConfigEntry } from '@react-router/dev/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../src/domain/person/pretend-people.ts'
import { ROUTES } from '../src/http/routes.ts'
import { addAgent, addOperator } from '../src/store/agents.ts'
import { addTeammate } from '../src/store/teams.ts'
import { foundCompany } from '../src/usecases/brand/found-company.ts'
import { makeShortlist } from '../src/usecases/brand/shortlists.ts'
import { ask } from '../src/usecases/chat/ask.ts'
import { readOwnThread } from '../src/usecases/chat/read-thread.ts'
import { beginDraft, proposeTerms } from '../src/usecases/collaboration/propose.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { LANGUAGE_IDS } from '../src/words/languages.ts'
import pages from '../web/routes.ts'
import { count } from './counted.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type World } from './world.ts'

/** `ended`: somebody who was signed in and has signed out; `stranger`: the owner of another profile. */
const WHO = [
  'visitor',
  'ended',
  'owner',
  'admin',
  'manager',
  'stranger',
  'brand',
  'colleague',
  'rival',
  'agent',
  'operator',
] as const
type Who = (typeof WHO)[number]

/**
 * A cell each, in the order of WHO. `+` answered; `s` asked to sign in; `w` sent to where they may be; `3` forbidden;
 * `4` nothing there; `5` no such method; `-` an answer without anything in it.
 */
const EVERYBODY = '++ ++++ +++ ++'
/** Whoever is in already is led home. */
const NOT_SIGNED_IN = '++ wwww www ww'
const NOBODY = '44 4444 444 44'
const NO_METHOD = '55 5555 555 55'
const SIGNED_IN = 'ss ++++ +++ ++'
const MEMBERS = 'ss ++++ www ww'
const LINAS_TEAM = 'ss +++4 www ww'
const COMPANIES = 'ss wwww +++ ww'
const NORDFJELL = 'ss wwww ++4 ww'
const AGENTS = 'ss 3333 333 +3'
const OPERATORS = 'ss 3333 333 3+'
const ONLY_THE_OWNER = 'ss +444 444 44'

type Row = {
  at: string
  get?: string
  post?: string
  /** A real address, where the pattern has places. */
  to?: string
  form?: Record<string, string>
}

const TABLE: readonly Row[] = [
  // — for everybody —
  { at: '/', get: NOT_SIGNED_IN },
  { at: '/sign-in', get: NOT_SIGNED_IN, post: NOT_SIGNED_IN },
  { at: '/sign-in/link', get: EVERYBODY, post: EVERYBODY },
  { at: '/sign-up', get: NOT_SIGNED_IN, post: NOT_SIGNED_IN },
  { at: '/help', get: EVERYBODY },
  { at: '/help/collections/:collection', to: '/help/collections/creators', get: EVERYBODY },
  { at: '/help/:slug', to: '/help/signing-in', get: EVERYBODY, post: EVERYBODY },
  ...LANGUAGE_IDS.flatMap((id): Row[] => [
    { at: `/help/${id}`, get: EVERYBODY },
    { at: `/help/${id}/llms.txt`, get: EVERYBODY },
    { at: `/help/${id}/collections/:collection`, to: `/help/${id}/collections/creators`, get: EVERYBODY },
    { at: `/help/${id}/:slug`, to: `/help/${id}/signing-in`, get: EVERYBODY, post: EVERYBODY },
  ]),
  { at: '/connect/problem/:kind', to: '/connect/problem/network_off', get: EVERYBODY },
  { at: '/deletion/:code', to: '/deletion/no-such-code', get: NOBODY },
  { at: '/unsubscribe/:token', to: '/unsubscribe/no-such-token', get: NOBODY },
  { at: '/new-address/:token', to: '/new-address/no-such-token', get: EVERYBODY, post: SIGNED_IN },
  { at: '/former-address/:token', to: '/former-address/no-such-token', get: EVERYBODY, post: EVERYBODY },
  { at: '/join/:token', to: '/join/no-such-token', get: EVERYBODY, post: SIGNED_IN },
  { at: '/brand/join/:token', to: '/brand/join/no-such-token', get: EVERYBODY, post: SIGNED_IN },
  { at: '/brand/sign-up', get: EVERYBODY, post: EVERYBODY },
  { at: '/goodbye', get: EVERYBODY },
  { at: '/undo/:token', to: '/undo/no-such-token', get: EVERYBODY, post: EVERYBODY },
  { at: '/llms.txt', get: EVERYBODY },
  { at: '/sitemap.xml', get: EVERYBODY },
  { at: '/away', get: EVERYBODY },
  { at: '/language', get: EVERYBODY, post: EVERYBODY },
  { at: '/sign-out', get: EVERYBODY, post: EVERYBODY },
  { at: '/sandbox/people', get: EVERYBODY, post: EVERYBODY },
  { at: '/sandbox/mailbox', get: EVERYBODY },
  { at: '/sandbox/mailbox/:id', to: '/sandbox/mailbox/999999', get: NOBODY, post: EVERYBODY },
  { at: '/sandbox/mailbox/:id/frame', to: '/sandbox/mailbox/999999/frame', get: NOBODY },
  { at: '/_states', get: EVERYBODY },
  { at: '/sandbox/clock', get: EVERYBODY, post: EVERYBODY, form: { by: 'nothing' } },
  { at: '/*', to: '/no/such/page', get: NOBODY, post: NOBODY },
  // A link opens without sign-in; one that is unknown shows nothing of anybody.
  { at: '/r/:token', to: '/r/no-such-token', get: NOBODY },
  { at: '/r/back/:id', to: '/r/back/no-such-way', get: NOBODY },

  // — whoever looks after a profile —
  { at: '/welcome', get: 'ss wwww +++ ++', post: 'ss wwww +++ ++' },
  { at: '/channels', get: MEMBERS },
  { at: '/channels/fix', get: MEMBERS },
  { at: '/channels/connect/:network', to: '/channels/connect/youtube', get: MEMBERS, post: MEMBERS },
  { at: '/channels/result/:id', to: '/channels/result/out_nothing', get: 'ss 4444 www ww', post: MEMBERS },
  { at: '/channels/:id', to: '/channels/:channel', get: LINAS_TEAM },
  // Only the owner and admins turn a channel off; whose it is not is sent back to their own.
  { at: '/channels/:id/off', to: '/channels/:spare/off', get: 'ss ++34 www ww', post: 'ss ++3+ www ww' },
  {
    at: '/channels/:id/links',
    to: '/channels/:channel/links',
    get: LINAS_TEAM,
    // Whose channel it is not is told in words that nothing was made.
    post: MEMBERS,
    form: { intent: 'make' },
  },
  { at: '/channels/:id/check', to: '/channels/:channel/check', get: MEMBERS, post: MEMBERS },
  {
    at: '/networks/:network/tell-me',
    to: '/networks/instagram/tell-me',
    get: 'ss wwww www ww',
    post: MEMBERS,
  },
  { at: '/channels/:id/reconnect', to: '/channels/:channel/reconnect', get: MEMBERS },
  { at: '/profile', get: MEMBERS, post: MEMBERS },
  { at: '/profile/kits', get: MEMBERS, post: MEMBERS },
  { at: '/profile/preview', get: MEMBERS, post: MEMBERS },
  { at: '/proposals', get: MEMBERS },
  {
    at: '/proposals/:id',
    to: '/proposals/:collaboration',
    get: LINAS_TEAM,
    post: LINAS_TEAM,
    form: { intent: 'send', key: 'a-key-from-:who', text: 'Hello' },
  },
  {
    at: '/proposals/:id/terms',
    to: '/proposals/:collaboration/terms',
    get: LINAS_TEAM,
    post: LINAS_TEAM,
    form: { intent: 'send', version: '99' },
  },
  { at: '/notifications', get: MEMBERS, post: MEMBERS },
  { at: '/settings/notifications', get: MEMBERS, post: MEMBERS },
  { at: '/settings/team', get: MEMBERS, post: MEMBERS },
  { at: '/settings', get: MEMBERS, post: MEMBERS },
  { at: '/settings/sign-ins', get: MEMBERS, post: MEMBERS },
  { at: '/settings/privacy', get: MEMBERS },
  // Everybody of these owns a profile of their own, but for Lina's admin and manager.
  { at: '/settings/delete-profile', get: 'ss +33+ www ww', post: MEMBERS },
  { at: '/choose-creator', get: 'ss wwww www ww', post: MEMBERS },

  // — whoever is signed in —
  { at: '/deleted', get: SIGNED_IN, post: SIGNED_IN },
  { at: '/settings/account', get: SIGNED_IN, post: SIGNED_IN },
  { at: '/settings/export', get: SIGNED_IN, post: SIGNED_IN },
  { at: '/settings/delete-account', get: SIGNED_IN, post: SIGNED_IN },
  { at: '/chat', get: SIGNED_IN, post: SIGNED_IN },
  { at: '/chat/:id', to: '/chat/:conversation', get: ONLY_THE_OWNER, post: SIGNED_IN },
  { at: '/chat/:id/transcript', to: '/chat/:conversation/transcript', get: ONLY_THE_OWNER },
  { at: '/chat/:id/transcript.txt', to: '/chat/:conversation/transcript.txt', get: '44 +444 444 44' },
  {
    at: '/chat/:id/send',
    to: '/chat/:conversation/send',
    get: NO_METHOD,
    post: ONLY_THE_OWNER,
    form: { key: 'a-key-from-:who', text: 'Hello' },
  },
  {
    at: '/chat/:id/presence',
    to: '/chat/:conversation/presence',
    get: NO_METHOD,
    post: 'ss +444 444 +4',
    form: { doing: 'typing' },
  },

  // — those who answer, and those who run the installation —
  { at: '/team/help', get: 'ss 4444 444 4+' },
  { at: '/team/inbox/:id?', to: '/team/inbox', get: AGENTS, post: 'ss 3333 333 43' },
  { at: '/team/inbox/:id?', to: '/team/inbox/:conversation', get: AGENTS, post: AGENTS },
  { at: '/team/inbox/:id?', to: '/team/inbox/con_nothing', get: 'ss 3333 333 43' },
  {
    at: '/team/inbox/:id/send',
    to: '/team/inbox/:conversation/send',
    get: NO_METHOD,
    post: AGENTS,
    form: { key: 'an-answer-from-:who', text: 'Hello' },
  },
  { at: '/team/agents', get: OPERATORS, post: OPERATORS, form: { email: 'new@people.example' } },
  { at: '/team/outages', get: AGENTS, post: AGENTS, form: { network: 'tiktok', words: 'Slow.' } },
  { at: '/team/replies', get: AGENTS, post: AGENTS, form: { title: 'Hello', body: 'Hello {name}' } },

  // — those who look for creators —
  { at: '/brand', get: 'ww wwww www ww' },
  { at: '/brand/discover', get: COMPANIES, post: COMPANIES },
  { at: '/brand/team', get: COMPANIES, post: COMPANIES },
  { at: '/brand/creators/:handle', to: '/brand/creators/@lina', get: COMPANIES, post: COMPANIES },
  { at: '/brand/shortlists', get: COMPANIES, post: COMPANIES },
  { at: '/brand/shortlists/:id', to: '/brand/shortlists/:shortlist', get: NORDFJELL, post: NORDFJELL },
  { at: '/brand/shortlists/:id/csv', to: '/brand/shortlists/:shortlist/csv', get: NORDFJELL },
  { at: '/brand/notifications', get: COMPANIES, post: COMPANIES },
  { at: '/brand/notifications/settings', get: COMPANIES, post: COMPANIES },
  { at: '/brand/collaborations', get: COMPANIES },
  {
    at: '/brand/collaborations/:id',
    to: '/brand/collaborations/:collaboration',
    get: NORDFJELL,
    post: NORDFJELL,
    form: { intent: 'send', key: 'a-word-from-:who', text: 'Hello' },
  },
  {
    at: '/brand/collaborations/:id/terms',
    to: '/brand/collaborations/:draft/terms',
    get: NORDFJELL,
    // A colleague prepares and does not send.
    post: 'ss wwww +34 ww',
    form: { intent: 'send', version: '99' },
  },
  {
    at: '/brand/proposals/new',
    to: '/brand/proposals/new?creator=lina',
    get: COMPANIES,
    post: COMPANIES,
  },
  { at: '/choose-company', get: 'ss wwww www ww', post: COMPANIES },
  {
    at: '/collaborations/:side/:id/send',
    to: '/collaborations/creator/:collaboration/send',
    get: NO_METHOD,
    post: 'ss +++4 444 44',
    form: { key: 'one-more-from-:who', text: 'Hello' },
  },
  {
    at: '/collaborations/:side/:id/send',
    to: '/collaborations/brand/:collaboration/send',
    post: 'ss 4444 ++4 44',
    form: { key: 'and-another-from-:who', text: 'Hello' },
  },
  {
    at: '/collaborations/:side/:id/presence',
    to: '/collaborations/brand/:collaboration/presence',
    get: NO_METHOD,
    post: 'ss 4444 ++4 44',
    form: { seen: '0' },
  },
  {
    at: '/collaborations/:side/:id/presence',
    to: '/collaborations/creator/:collaboration/presence',
    post: 'ss +++4 444 44',
    form: { seen: '0' },
  },
]

/** What the server answers besides pages. */
const BESIDES: readonly Row[] = [
  { at: '/healthz', get: EVERYBODY },
  { at: '/readyz', get: EVERYBODY },
  // By where the caller is, not by who: these callers are on this machine.
  { at: '/metrics', get: EVERYBODY },
  { at: '/connect/:network/return', to: '/connect/instagram/return?state=nothing', get: EVERYBODY },
  { at: '/live', to: '/live?as=:owner', get: '-- +--- --- --' },
  { at: '/chat/attachments/:id', to: '/chat/attachments/:file', get: '44 +444 444 +4' },
  { at: '/chat/attachments/:id', to: '/chat/attachments/att_nothing', get: NOBODY },
  { at: '/events/:network/:door', to: '/events/tiktok/no-such-door', get: NOBODY, post: NOBODY },
  { at: '/unsubscribe/:token', to: '/unsubscribe/no-such-token', post: EVERYBODY },
  { at: '/r/:token', to: '/r/no-such-token', post: EVERYBODY },
  { at: '/r/back/:id', to: '/r/back/no-such-way', post: EVERYBODY },
  { at: '/_sandbox/clock-moved', post: EVERYBODY },
]

/** Public documents are drawn apart from the pages. */
const DOCUMENTS: readonly Row[] = [
  { at: '/@:handle', to: '/@lina', get: EVERYBODY },
  { at: '/@:handle', to: '/@nobody-here', get: NOBODY },
]

const SECRET = 'a-word-that-only-two-sides-know'

let world: World
let cookies: Record<Who, string>
let places: Record<string, string>

beforeAll(async () => {
  world = await openWorld({ engine: 'postgres', pages: true })
  const { app } = world
  const at = app.clock.now()
  const signUp = async (who: Who) => {
    const email = `${who}@people.example`
    const { userId } = await app.signIn.createPerson({ email, name: who, password: PRETEND_PASSWORD })
    return { userId, email, name: who }
  }
  const [ended, owner, admin, manager, stranger] = [
    await signUp('ended'),
    await signUp('owner'),
    await signUp('admin'),
    await signUp('manager'),
    await signUp('stranger'),
  ]
  const [brand, colleague, rival, agent, operator] = [
    await signUp('brand'),
    await signUp('colleague'),
    await signUp('rival'),
    await signUp('agent'),
    await signUp('operator'),
  ]
  const founded = await foundCreator(app, {
    userId: owner.userId,
    handle: 'lina',
    name: 'Lina',
    bio: '',
    place: null,
  })
  if (founded.kind !== 'ok') throw new Error(founded.kind)
  const { creatorId } = founded
  await foundCreator(app, { userId: ended.userId, handle: 'ended', name: 'Ended', bio: '', place: null })
  await foundCreator(app, {
    userId: stranger.userId,
    handle: 'stranger',
    name: 'Stranger',
    bio: '',
    place: null,
  })
  await addTeammate(app.store.db, 'creator', { of: creatorId, userId: admin.userId, role: 'admin', at })
  await addTeammate(app.store.db, 'creator', { of: creatorId, userId: manager.userId, role: 'manager', at })
  await addAgent(app.store.db, { email: agent.email, invitedBy: null, at })
  await addOperator(app.store.db, operator.email, at)
  const companyOf = async (userId: string, name: string) => {
    const company = await foundCompany(app, { userId, name, website: '', country: '' })
    if (company.kind !== 'ok') throw new Error(company.kind)
    return company.companyId
  }
  const companyId = await companyOf(brand.userId, 'Nordfjell')
  await companyOf(rival.userId, 'Rival')
  await addTeammate(app.store.db, 'company', { of: companyId, userId: colleague.userId, role: 'member', at })

  const visitor = { ...owner, sessionId: 'session-of-owner', creatorId }
  await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
  await connect(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })
  const [channel, spare] = [
    (await cardOf(world, visitor, 'instagram')).id,
    (await cardOf(world, visitor, 'tiktok')).id,
  ]
  const asked = await ask(app, {
    person: owner,
    conversationId: null,
    creatorId: null,
    key: 'the-first-message',
    text: SECRET,
    file: { name: 'paper.pdf', bytes: new TextEncoder().encode('%PDF-1.7 and so on') },
    facts: null,
  })
  if (asked.kind !== 'sent') throw new Error(asked.kind)
  const thread = await readOwnThread(app, { person: owner, conversationId: asked.conversationId })
  const given = {
    title: SECRET,
    brief: SECRET,
    deliverables: 'One post',
    budget: '1',
    currency: 'EUR',
    startsOn: at.toISOString().slice(0, 10),
    endsOn: at.toISOString().slice(0, 10),
    channels: [channel],
  }
  const draftOf = async (): Promise<string> => {
    const begun = await beginDraft(app, { person: brand, companyId, handle: 'lina', draft: given })
    if (begun.kind !== 'begun') throw new Error(begun.kind)
    return begun.collaborationId
  }
  const [collaboration, draft] = [await draftOf(), await draftOf()]
  await proposeTerms(app, {
    person: brand,
    side: 'brand',
    collaborationId: collaboration,
    version: 0,
    given,
    today: given.startsOn,
  })
  const shortlist = await makeShortlist(app, { companyId, userId: brand.userId, name: SECRET })
  if (shortlist.kind !== 'made') throw new Error(shortlist.kind)
  places = {
    shortlist: shortlist.id,
    channel,
    spare,
    collaboration,
    draft,
    conversation: asked.conversationId,
    file: thread?.messages[0]?.attachments[0]?.id ?? '',
    owner: owner.userId,
  }
  cookies = Object.fromEntries(
    await Promise.all(WHO.map(async (who) => [who, who === 'visitor' ? '' : await enter(who)])),
  ) as Record<Who, string>
  await fetch(`${world.url}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.ended, origin: world.url },
  })
})
afterAll(() => world[Symbol.asyncDispose]())

describe('the table', () => {
  it('names every page by its methods, and nothing that is not there', () => {
    const declared = new Set(TABLE.flatMap(methodsOf))
    expect([...declared].sort()).toEqual([...new Set(pageMethods(pages))].sort())
  })

  it('names everything that is answered besides pages', () => {
    const there = ROUTES.flatMap(({ path, method }) =>
      method === 'ALL' ? [`GET ${path}`, `POST ${path}`] : [`${method} ${path}`],
    )
    expect([...new Set(BESIDES.flatMap(methodsOf))].sort()).toEqual([...new Set(there)].sort())
  })

  it('has a cell for everybody', () => {
    for (const { get, post } of [...TABLE, ...BESIDES, ...DOCUMENTS]) {
      for (const cells of [get, post]) {
        if (cells !== undefined) expect(cells.replaceAll(' ', '')).toHaveLength(WHO.length)
      }
    }
  })
})

describe.each([...TABLE, ...BESIDES, ...DOCUMENTS].map((row) => [row.to ?? row.at, row] as const))(
  '%s',
  (_name, row) => {
    if (row.get !== undefined) it('is shown to whom it is meant for', () => holds(row, 'GET', row.get ?? ''))
    if (row.post !== undefined)
      it('takes forms of whom it is meant for', () => holds(row, 'POST', row.post ?? ''))
  },
)

it('forms that another site sends in somebody’s name change nothing, wherever they go', async () => {
  const posts = TABLE.filter(({ post }) => post !== undefined)
  const answers = await Promise.all(
    posts.map(async (row) => {
      const reply = await fetch(world.url + addressOf(row), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: cookies.owner, origin: 'https://elsewhere.example' },
        body: new URLSearchParams(row.form ?? {}),
      })
      return [row.to ?? row.at, reply.status]
    }),
  )
  expect(answers.filter(([, status]) => status !== 403)).toEqual([])
})

async function holds(row: Row, method: 'GET' | 'POST', cells: string): Promise<void> {
  const found = await Promise.all(WHO.map((who) => knock(row, method, who)))
  const wider = found.filter((sign, at) => sign === '+' && signFor(cells, WHO[at] ?? 'visitor') !== '+')
  count('accessTable', { cells: found.length, wider: wider.length })
  expect(inGroups(found)).toBe(cells)
}

/** What one person meets there, as a sign of the table. */
async function knock(row: Row, method: 'GET' | 'POST', who: Who): Promise<string> {
  const address = addressOf(row)
  // Signing out must not end a session that others of these tests need.
  const cookie =
    row.at === '/sign-out' && who !== 'visitor' && who !== 'ended' ? await enter(who) : cookies[who]
  const headers = { cookie, origin: world.url, accept: 'text/html, application/json' }
  const form = Object.entries(row.form ?? {}).map(([name, value]) => [name, value.replace(':who', who)])
  const reply = await fetch(world.url + address, {
    method,
    redirect: 'manual',
    headers,
    ...(method === 'POST' ? { body: new URLSearchParams(form) } : {}),
  })
  const stream = reply.headers.get('content-type')?.startsWith('text/event-stream') === true
  const body = stream ? '' : await reply.text()
  if (stream) await reply.body?.cancel()
  // Some addresses say by 503 that the server is not ready, or away.
  expect(reply.status, `${who} ${method} ${address}`).not.toBe(500)
  const sign = signOf(reply, address)
  const reads = row.get !== undefined && signFor(row.get, who) === '+'
  if (sign !== '+' && !(method === 'POST' && reads)) {
    expect(body, `${who} ${method} ${address}`).not.toContain(SECRET)
    // The same page, as its scripts ask for it.
    if (method === 'GET' && row.at.includes('/:')) {
      const data = await fetch(`${world.url}${address}.data`, { redirect: 'manual', headers })
      expect(await data.text(), `${who} ${address}.data`).not.toContain(SECRET)
    }
  }
  return sign
}

function signFor(cells: string, who: Who): string {
  return cells.replaceAll(' ', '')[WHO.indexOf(who)] ?? ''
}

function signOf(reply: Response, address: string): string {
  const to = new URL(reply.headers.get('location') ?? '/', world.url).pathname
  const redirected = reply.status >= 300 && reply.status < 400
  if (reply.status === 401 || (redirected && to === '/sign-in' && !address.startsWith('/sign-'))) return 's'
  if (reply.status === 302 && ['/welcome', '/brand/sign-up', '/brand/discover', '/channels'].includes(to))
    return 'w'
  if (reply.status === 403) return '3'
  if (reply.status === 404) return '4'
  if (reply.status === 405) return '5'
  return reply.status === 204 && address.startsWith('/live') ? '-' : '+'
}

function inGroups(signs: readonly string[]): string {
  const text = signs.join('')
  return [text.slice(0, 2), text.slice(2, 6), text.slice(6, 9), text.slice(9)].join(' ')
}

function addressOf({ at, to }: Row): string {
  return (to ?? at).replaceAll(/:(\w+)/g, (place, name: string) => places[name] ?? place)
}

async function enter(who: Who): Promise<string> {
  const set = (await world.app.signIn.enterAs(`${who}@people.example`)).getSetCookie()
  return set.map((one) => one.split(';')[0]).join('; ')
}

function methodsOf({ at, get, post }: Row): string[] {
  return [...(get === undefined ? [] : [`GET ${at}`]), ...(post === undefined ? [] : [`POST ${at}`])]
}

/** A page takes forms where it has an action. */
function pageMethods(entries: readonly RouteConfigEntry[], parent = ''): string[] {
  return entries.flatMap((entry): string[] => {
    const path = entry.path === undefined ? parent : `${parent}/${entry.path}`
    const inside = pageMethods(entry.children ?? [], path)
    if (entry.children !== undefined && entry.path === undefined) return inside
    const source = readFileSync(new URL(`../web/${entry.file}`, import.meta.url), 'utf8')
    const own = entry.index === true ? '/' : path
    const acts = /export (async )?function action|export const action/.test(source)
    return [`GET ${own}`, ...(acts ? [`POST ${own}`] : []), ...inside]
  })
}
