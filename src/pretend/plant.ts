/** Plants the pretend world: people with profiles, and channels connected through the real flow. Safe to run again. */
import type { App } from '../app.ts'
import type { ConnectResult } from '../domain/channel/connect-result.ts'
import { NETWORKS, type Network } from '../domain/network.ts'
import { PRETEND_PASSWORD, PRETEND_PEOPLE, type PretendPerson } from '../domain/person/pretend-people.ts'
import { DAY, HOUR } from '../domain/time.ts'
import { addAgent, addOperator } from '../store/agents.ts'
import { companiesOfUser, findCompanyByName } from '../store/companies.ts'
import { findCreatorByHandle } from '../store/creators.ts'
import { putCannedReply } from '../store/desk.ts'
import { readFact, writeFact } from '../store/installation.ts'
import { findPreferences, putPreferences, UNSAID_PREFERENCES } from '../store/notice-preferences.ts'
import { addTeammate } from '../store/teams.ts'
import { findUserByEmail } from '../store/users.ts'
import { foundCompany } from '../usecases/brand/found-company.ts'
import { confirmConnect } from '../usecases/channel/confirm-connect.ts'
import { finishConnect } from '../usecases/channel/finish-connect.ts'
import { listChannels } from '../usecases/channel/list-channels.ts'
import { readOutcome } from '../usecases/channel/read-outcome.ts'
import { startConnect } from '../usecases/channel/start-connect.ts'
import { foundCreator } from '../usecases/person/found-creator.ts'
import { callSandbox } from './call-sandbox.ts'
import { plantOldCollaborations, plantOpenProposals } from './plant-collaborations.ts'

/** One account that a person can sign in with at a network, and what they would tick there. */
type Login = { account: string; channel?: string; pages?: string[] }

/** How long before today the pretend world begins, so that there is a past to look at. */
export const PAST_MS = 7 * DAY

type Listing = {
  key: string
  accounts: {
    instagram: { id: string; kind: string }[]
    tiktok: { id: string }[]
    youtube: { id: string; channels: { id: string }[] }[]
    facebook: { id: string; pages: { id: string; has_role: boolean }[] }[]
  }
}

const MISFORTUNE_AGO_MS = 2 * DAY
/** Proposals wait a week: this much of it is left when a visitor arrives. */
const OPEN_AFTER_MS = 20 * HOUR
const PLANTED = 'pretend_world_planted'
/** Planting is nobody's browser; attempts and outcomes still need a session to belong to. */
const SESSION = 'planting'

/** What an agent of the pretend world has at hand. */
const READY_REPLIES = [
  {
    id: 'rep_hello',
    title: 'Hello',
    body: 'Hello {name}, {agent} here. I’m looking at {network} {channel} right now.',
  },
  {
    id: 'rep_reconnect',
    title: 'Please reconnect',
    body: '{network} has ended our permission for {channel}, {name}. The card below brings you to {network} and back here; it takes about a minute.',
  },
  { id: 'rep_done', title: 'All is well', body: 'All is well again, {name}. Anything else?' },
]

/** What has happened to them before a visitor arrives, so that a new installation shows every state. */
const MISFORTUNES: readonly { person: string; network: Network; action: string }[] = [
  { person: 'lina', network: 'instagram', action: 'change-password' },
  { person: 'diego', network: 'tiktok', action: 'remove-app-unknown' },
]

export async function plantWorld(app: App): Promise<void> {
  if (app.sandbox === null || (await readFact(app.store.db, PLANTED)) === true) return
  const { people } = (await callSandbox(app, 'GET', '/people')) as { people: Listing[] }
  for (const person of PRETEND_PEOPLE) await plantPerson(app, person)
  for (const reply of READY_REPLIES) await putCannedReply(app.store.db, reply)
  for (const person of PRETEND_PEOPLE) {
    const listing = people.find((one) => one.key === person.key)
    if (person.creator !== null && listing !== undefined) await plantChannels(app, person, listing)
  }
  await plantOldCollaborations(app)
  // A little later, so that an answer is due soon after a visitor arrives.
  if (-app.clock.offsetMs() > MISFORTUNE_AGO_MS + OPEN_AFTER_MS)
    await callSandbox(app, 'POST', '/clock', { advance: OPEN_AFTER_MS })
  await plantOpenProposals(app)
  const past = -app.clock.offsetMs()
  if (past > MISFORTUNE_AGO_MS)
    await callSandbox(app, 'POST', '/clock', { advance: past - MISFORTUNE_AGO_MS })
  for (const { person, network, action } of MISFORTUNES) {
    const listing = people.find((one) => one.key === person)
    const login = listing === undefined ? undefined : loginsOf(listing, network)[0]
    if (login !== undefined) await callSandbox(app, 'POST', `/accounts/${network}/${login.account}/${action}`)
  }
  if (past > 0) await callSandbox(app, 'POST', '/clock', { set: app.clock.real().toISOString() })
  await writeFact(app.store.db, PLANTED, true)
}

async function plantPerson(app: App, person: PretendPerson): Promise<void> {
  const { db } = app.store
  const known = await findUserByEmail(db, person.email)
  const userId =
    known?.id ??
    (await app.signIn.createPerson({ email: person.email, name: person.name, password: PRETEND_PASSWORD }))
      .userId
  if ((await findPreferences(db, userId)).timeZone === null) {
    const { timeZone } = person
    await putPreferences(db, userId, { ...UNSAID_PREFERENCES, timeZone, zoneFrom: 'person' })
  }
  if (person.creator !== null && (await findCreatorByHandle(db, person.creator.handle)) === null) {
    const { country, languages, categories } = person.creator
    const founded = await foundCreator(app, { userId, name: person.name, ...person.creator })
    if (founded.kind === 'ok') {
      await db
        .updateTable('creator')
        .set({ country, languages, categories })
        .where('id', '=', founded.creatorId)
        .execute()
    }
  }
  if (person.team === 'agent')
    await addAgent(db, { email: person.email, invitedBy: null, at: app.clock.now() })
  if (person.team === 'operator') await addOperator(db, person.email, app.clock.now())
  if (person.company !== undefined) await plantCompany(app, userId, person.company)
  if (person.worksFor !== null) {
    const creator = await findCreatorByHandle(db, person.worksFor)
    if (creator !== null) {
      await addTeammate(db, 'creator', { of: creator.id, userId, role: 'admin', at: app.clock.now() })
    }
  }
}

async function plantCompany(
  app: App,
  userId: string,
  { role, ...company }: NonNullable<PretendPerson['company']>,
): Promise<void> {
  const { db } = app.store
  if ((await companiesOfUser(db, userId)).length > 0) return
  const known = await findCompanyByName(db, company.name)
  if (known === null) await foundCompany(app, { userId, ...company })
  else await addTeammate(db, 'company', { of: known.id, userId, role, at: app.clock.now() })
}

async function plantChannels(app: App, person: PretendPerson, listing: Listing): Promise<void> {
  const { db } = app.store
  const [user, creator] = [
    await findUserByEmail(db, person.email),
    await findCreatorByHandle(db, person.creator?.handle ?? ''),
  ]
  if (user === null || creator === null) return
  const { cards } = await listChannels(app, { creatorId: creator.id })
  for (const network of NETWORKS) {
    if (!person.connected.includes(network) || cards.some((card) => card.network === network)) continue
    const [login] = loginsOf(listing, network)
    if (login === undefined || app.networks[network] === undefined) continue
    const done = await connectThrough(app, {
      userId: user.id,
      creatorId: creator.id,
      network,
      login,
      leftOut: person.leftOut,
    })
    if (done !== 'connected') {
      throw new Error(`${person.name} could not be connected to ${network}: ${done}`)
    }
  }
}

/** The whole way: attempt, consent at the pretend network, return, confirmation. Says how it ended. */
async function connectThrough(
  app: App,
  goal: { userId: string; creatorId: string; network: Network; login: Login; leftOut: readonly string[] },
): Promise<ConnectResult['kind'] | 'not_begun' | 'not_returned'> {
  const { network, login } = goal
  const person = { userId: goal.userId, sessionId: SESSION }
  const going = await startConnect(app, { person, creatorId: goal.creatorId, network, channelId: null })
  if (going.kind !== 'go') return 'not_begun'
  const consent = await callSandbox(app, 'POST', '/consent', {
    authorize_url: going.url.href,
    ...login,
    decline: goal.leftOut,
  })
  const { redirect_to: back } = consent as { redirect_to: string }
  const returned = await finishConnect(app, { network, person, returned: new URL(back).searchParams })
  if (returned.kind !== 'outcome') return 'not_returned'
  const outcome = await readOutcome(app, { outcomeId: returned.id, person })
  if (outcome?.result.kind !== 'confirm') return outcome?.result.kind ?? 'not_returned'
  const networkIds = outcome.result.accounts.filter((one) => one.taken === null).map((one) => one.networkId)
  await confirmConnect(app, { outcomeId: outcome.id, person, networkIds })
  return (await readOutcome(app, { outcomeId: outcome.id, person }))?.result.kind ?? 'not_returned'
}

function loginsOf(listing: Listing, network: Network): Login[] {
  const { accounts } = listing
  const logins = {
    instagram: accounts.instagram
      .filter((one) => one.kind !== 'personal')
      .map((one) => ({ account: one.id })),
    tiktok: accounts.tiktok.map((one) => ({ account: one.id })),
    youtube: accounts.youtube.flatMap((one) =>
      one.channels.map((channel) => ({ account: one.id, channel: channel.id })),
    ),
    facebook: accounts.facebook.map((one) => ({
      account: one.id,
      pages: one.pages.filter((page) => page.has_role).map((page) => page.id),
    })),
  } satisfies Record<Network, Login[]>
  return logins[network]
}
