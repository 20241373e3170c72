/** Every page and state that a person can see, one after another, for tests that look at each of them. */
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { RETURN_PROBLEMS } from '../../src/domain/channel/connect-result.ts'
import type { Network } from '../../src/domain/network.ts'
import { type CheckReport, checkNow } from '../../src/usecases/channel/check-now.ts'
import { confirmConnect } from '../../src/usecases/channel/confirm-connect.ts'
import { finishConnect } from '../../src/usecases/channel/finish-connect.ts'
import { createSpeaker } from '../../src/words/speaker.ts'
import { linkWords } from '../../web/views/link-words.ts'
import { HENRIK, LINA, TOMAS } from '../pretend-accounts.ts'
import { type Consent, cardOf, connect, goAndReturn, type Visitor } from '../world.ts'
import type { Traveller } from './traveller.ts'

/** Named after what the page shows; the page is there, and still, when it is handed out. */
export type Stop = string

const PAGES_OF_HENRIK = { ...HENRIK.facebook, pages: ['104868708217178', '103022833253933'] }
const WITHOUT_A_CHANNEL = { account: '110529684957259297064' }
const ANALYTICS = 'https://www.googleapis.com/auth/yt-analytics.readonly'

/** The browser's own person and session: what is done as them shows in the browser. */
export async function visitorOf(lina: Traveller): Promise<Visitor> {
  const cookies = await lina.page.context().cookies(lina.world.url)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const person = await lina.world.app.signIn.person(new Headers({ cookie }))
  if (person === null) throw new Error('Nobody is signed in.')
  const { userId, sessionId, email } = person
  return { userId, sessionId, email, creatorId: lina.creatorId }
}

/** Lina's own accounts, connected without a click. */
export async function connected(lina: Traveller, ...networks: Network[]): Promise<void> {
  const visitor = await visitorOf(lina)
  for (const network of networks)
    await connect(lina.world, visitor, { network, consent: LINA[network].consent })
}

/** Takes a channel away at its network and has us notice. */
export async function lost(lina: Traveller, network: 'instagram' | 'facebook'): Promise<void> {
  await lina.world.happen(network, LINA[network].consent.account, 'remove-app')
  const report = await checked(lina, network)
  if (report.kind !== 'lost') throw new Error(report.kind)
}

export async function checked(lina: Traveller, network: Network): Promise<CheckReport> {
  const { creatorId } = lina
  const { id: channelId } = await cardOf(lina.world, await visitorOf(lina), network)
  return checkNow(lina.world.app, { creatorId, channelId })
}

export async function mailedLink({ world }: Traveller, recipient: string): Promise<string> {
  const mail = await world.app.store.db
    .selectFrom('mailbox')
    .select('body_text')
    .where('recipient', '=', recipient)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return /https?:\S+/.exec(mail.body_text)?.[0] ?? ''
}

/** Pages for everybody, signed in or not. */
export async function* publicPages(lina: Traveller): AsyncGenerator<Stop> {
  const { page } = lina
  const { app } = lina.world
  yield* seen(lina, { 'sandbox people': '/sandbox/people', 'sandbox mailbox, empty': '/sandbox/mailbox' })
  const link = {
    email: 'lina@people.example',
    next: '/channels',
    words: await linkWords(
      app,
      'lina@people.example',
      createSpeaker({ timeZone: null, now: app.clock.now(), platform: 'Rechannel' }),
    ),
  }
  await app.signIn.mailLink(link, new Headers({ origin: lina.world.url }))
  yield* seen(lina, { 'sandbox mailbox': '/sandbox/mailbox' })
  await page.getByRole('link', { name: /sign/i }).last().click()
  await page.locator('.mail-text').waitFor()
  yield 'sandbox mail'
  yield* seen(lina, {
    'sandbox clock': '/sandbox/clock',
    'help index': '/help',
    'help collection': '/help/collections/creators',
    'help results': '/help?q=instagram%20logged%20out',
    'help, nothing found': '/help?q=pinterest',
    'help article': '/help/reconnecting-your-channels',
    'help article with tables': '/help/what-we-read',
    'not found': '/nowhere/at/all',
    'unsubscribe, an old link': '/unsubscribe/of-long-ago',
  })
  for (const kind of RETURN_PROBLEMS)
    yield* seen(lina, { [`problem ${kind}`]: `/connect/problem/${kind}?network=instagram` })
  await page.context().clearCookies()
  yield* seen(lina, { landing: '/', 'sign in': '/sign-in', 'sign up': '/sign-up' })
  yield* seen(lina, { 'sign in by a link': '/sign-in/link?token=of-long-ago' })
  yield* seen(lina, { 'sign in with a used link': '/sign-in?error=invalid_link' })
  await page.getByLabel('E-mail').last().fill('lina@people.example')
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  yield 'sign in, link sent'
  await page.goto(`${lina.world.url}/sign-up`)
  await page.getByLabel('Your name').fill('Nadia Novak')
  await page.getByLabel('E-mail').fill('nadia@people.example')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  yield 'sign up, link sent'
  await page.goto(await mailedLink(lina, 'nadia@people.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: /^Welcome/ }).waitFor()
  yield 'welcome'
}

/** Channels in each state, and the pages that speak of one channel. */
export async function* channelPages(lina: Traveller): AsyncGenerator<Stop> {
  const { page, world } = lina
  const visitor = await visitorOf(lina)
  yield* seen(lina, { 'channels, empty': '/channels', 'connect, new': '/channels/connect/tiktok' })
  await connected(lina, 'facebook')
  await world.advance('47d', 'none')
  await world.advance('1m')
  await connected(lina, 'instagram', 'tiktok')
  yield* seen(lina, { 'channels, connected and renew': '/channels', 'profile, verified': '/@lina' })
  await connect(world, visitor, {
    network: 'youtube',
    consent: { ...LINA.youtube.consent, decline: [ANALYTICS] },
  })
  await lost(lina, 'instagram')
  await world.fault({ network: 'tiktok', kind: 'status', status: 503, times: null })
  await world.advance('3d')
  yield* seen(lina, { 'channels, lost, limited, delayed, renew': '/channels' })
  await page
    .getByRole('button', { name: /Reconnect needed/ })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  yield 'channels, a tip open'
  const { id } = await cardOf(world, visitor, 'instagram')
  yield* seen(lina, {
    'connect, again': `/channels/connect/instagram?channel=${id}`,
    history: `/channels/${id}`,
    'profile, paused': '/@lina',
    'no such channel': '/channels/chn_nothing',
    'chat, about a channel': `/chat?about=${id}`,
    'no such conversation': '/chat/con_nothing',
    'an inbox of others': '/team/inbox',
    notifications: '/notifications',
    'notification settings': '/settings/notifications',
  })
}

/** Each way a return from a network can end. */
export async function* resultPages(lina: Traveller): AsyncGenerator<Stop> {
  const { page, world } = lina
  const visitor = await visitorOf(lina)
  const owner = await world.visitor('tomas')
  await connect(world, owner, { network: 'instagram', consent: TOMAS.frames })

  async function back(goal: { network: Network; channelId?: string; consent: Consent }, spoil?: string) {
    const returned = await goAndReturn(world, visitor, goal)
    if (spoil !== undefined) returned.searchParams.set('error', spoil)
    const done = await finishConnect(world.app, {
      network: goal.network,
      person: visitor,
      returned: returned.searchParams,
    })
    if (done.kind !== 'outcome') throw new Error(done.problem)
    await page.goto(`${world.url}/channels/result/${done.id}`)
    await page.locator('h1').waitFor()
    return done.id
  }
  async function yes(outcomeId: string, networkIds: string[]) {
    await confirmConnect(world.app, { outcomeId, person: visitor, networkIds })
    await page.reload()
    await page.getByRole('heading', { level: 1, name: /connected$/ }).waitFor()
  }

  const instagram = LINA.instagram.consent
  const one = await back({ network: 'instagram', consent: instagram })
  yield 'result: confirm one'
  await yes(one, [LINA.instagram.channelNetworkId])
  yield 'result: connected'
  const several = await back({ network: 'facebook', consent: PAGES_OF_HENRIK })
  yield 'result: confirm several'
  await yes(several, PAGES_OF_HENRIK.pages)
  yield 'result: connected several'
  const { id: channelId } = await cardOf(world, visitor, 'instagram')
  await back({ network: 'instagram', channelId, consent: { account: LINA_ELSEWHERE } })
  yield 'result: wrong account'
  await back({ network: 'instagram', consent: { ...instagram, cancel: true } })
  yield 'result: cancelled'
  await back({ network: 'instagram', consent: TOMAS.frames })
  yield 'result: belongs to another'
  await back({ network: 'youtube', consent: WITHOUT_A_CHANNEL })
  yield 'result: nothing found'
  await back({ network: 'facebook', consent: { ...LINA.facebook.consent, decline: ['pages_show_list'] } })
  yield 'result: permission missing'
  await back({ network: 'tiktok', consent: LINA.tiktok.consent }, 'server_error')
  yield 'result: refused'
  await world.fault({ network: 'youtube', kind: 'status', status: 503, times: 1 })
  await back({ network: 'youtube', consent: LINA.youtube.consent })
  await world.control('DELETE', '/faults')
  yield 'result: busy'
  await lost(lina, 'instagram')
  await back({ network: 'instagram', channelId, consent: instagram })
  yield 'result: back again'
  yield* seen(lina, { 'result: gone': '/channels/result/out_nothing' })
}

/** The pages of an account, a team and what is kept, and the links that are mailed about them. */
export async function* settingsPages(lina: Traveller): AsyncGenerator<Stop> {
  const { page, world } = lina
  yield* seen(lina, { 'permissions, none': '/settings/privacy' })
  await connected(lina, 'instagram')
  await page.goto(`${world.url}/settings/team`)
  await page.getByLabel('E-mail').fill('maja@studio.example')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByText('The invitation is on its way.').waitFor()
  yield 'team, one invited'
  await page.goto(`${world.url}/settings/account`)
  await page.getByLabel('New e-mail address').fill('lina@studio.example')
  await page.getByRole('button', { name: 'Write to the new address' }).click()
  await page.getByText('We wrote to lina@studio.example.').waitFor()
  yield 'account, an address awaited'
  await page.getByLabel('New e-mail address').fill('lina@people.example')
  await page.getByRole('button', { name: 'Write to the new address' }).click()
  await page.getByText('That’s the address you have.').waitFor()
  yield 'account, something refused'
  yield* seen(lina, {
    permissions: '/settings/privacy',
    'delete profile': '/settings/delete-profile',
    'delete account': '/settings/delete-account',
    'invitation for another': new URL(await mailedLink(lina, 'maja@studio.example')).pathname,
    'new address': new URL(await mailedLink(lina, 'lina@studio.example')).pathname,
    'former address': new URL(await mailedLink(lina, 'lina@people.example')).pathname,
    'a link of long ago': '/new-address/of-long-ago',
    'an invitation of long ago': '/join/of-long-ago',
    goodbye: '/goodbye',
  })
  await growOld(lina)
  yield* seen(lina, {
    'account, proof needed': '/settings/account',
    'delete account, proof needed': '/settings/delete-account',
  })
  await page.context().clearCookies()
  yield* seen(lina, {
    'invitation for nobody yet': new URL(await mailedLink(lina, 'maja@studio.example')).pathname,
  })
}

/** As if everybody had signed in long ago. */
export async function growOld({ world }: Traveller): Promise<void> {
  await sql`update "session" set "createdAt" = now() - interval '1 hour'`.execute(world.app.store.db)
}

const LINA_ELSEWHERE = TOMAS.tapas.account

async function* seen(lina: Traveller, addresses: Record<Stop, string>): AsyncGenerator<Stop> {
  for (const [stop, address] of Object.entries(addresses)) {
    await lina.page.goto(`${lina.world.url}${address}`)
    await lina.page.locator('h1').first().waitFor()
    yield stop
  }
}

/** Lets a page go on only once it has been brought to life, so that what is pressed is heard. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll('main *')).some((one) =>
      Object.keys(one).some((key) => key.startsWith('__reactProps')),
    ),
  )
}
