/** What came back from a network becomes a connection, a question, or a clear no. */
import type { App } from '../../app.ts'
import { accountName, type Channel } from '../../domain/channel/channel.ts'
import type { AccountView, ConnectResult, ReturnProblem } from '../../domain/channel/connect-result.ts'
import { isAccountOf } from '../../domain/channel/forgetting.ts'
import { readReturnName } from '../../domain/channel/return-name.ts'
import { readScopes } from '../../domain/channel/scopes.ts'
import { memberIn, type Traveller } from '../../domain/channel/traveller.ts'
import { isNetwork, type Network, POLICIES, type ScopeUse } from '../../domain/network.ts'
import { later, MINUTE } from '../../domain/time.ts'
import type { Verdict } from '../../domain/verdict.ts'
import type { Adapter, Found } from '../../networks/contract.ts'
import { type Attempt, findAttempt, takeAttempt } from '../../store/attempts.ts'
import { findChannel, holdersOf } from '../../store/channels.ts'
import { type Creator, findCreator } from '../../store/creators.ts'
import { writeEvent } from '../../store/events.ts'
import { putOutcome } from '../../store/outcomes.ts'
import { findLink } from '../../store/reconnect-links.ts'
import { hashState, newId } from '../../vault/random.ts'
import { sealFound } from './found-accounts.ts'
import { keepConnection } from './keep-connection.ts'
import { howLinkStands } from './reconnect-link-standing.ts'
import { callbackPath, redirectUri, verifierPlace } from './start-connect.ts'

/** How long a result page can be read, and a new connection waits to be confirmed. */
const OUTCOME_MS = 30 * MINUTE

export type Returned =
  /** `home`: it went well, and the person asked to be brought back to this page of ours. `by`: whose page tells it. */
  | { kind: 'outcome'; id: string; by: Traveller['kind']; home?: string }
  | { kind: 'problem'; problem: ReturnProblem; network: Network | null; channelId: string | null }

export async function finishConnect(
  app: App,
  input: {
    network: string
    returned: URLSearchParams
    person: { userId: string; sessionId: string } | null
    /** The browser's own name among those that came by a reconnect link. */
    linkSession?: string | null
  },
): Promise<Returned> {
  const network = isNetwork(input.network) ? input.network : null
  const problem = (kind: ReturnProblem, channelId: string | null = null): Returned => {
    app.log.info({ network, problem: kind }, 'A return was refused')
    return { kind: 'problem', problem: kind, network, channelId }
  }
  const adapter = network === null ? undefined : app.networks[network]
  if (network === null || adapter === undefined) return problem('network_off')
  const state = onlyValue(input.returned, 'state')
  if (state === null || isDoubled(input.returned)) return problem('no_state')
  const now = app.clock.now()
  const stateHash = hashState(state)
  const seen = await findAttempt(app.store.db, stateHash)
  const known = seen !== null && seen.expiresAt > now
  // Nobody is signed in here any more, or not yet: the attempt is left for nobody, and ends by itself.
  if (input.person === null && seen?.by.kind !== 'link') {
    const cameByLink = seen === null && input.linkSession !== null && input.linkSession !== undefined
    return cameByLink ? problem('open_link_again') : problem('signed_out', known ? seen.channelId : null)
  }

  const attempt = await takeAttempt(app.store.db, stateHash)
  const closed = seen?.by.kind === 'link' ? 'open_link_again' : 'not_open'
  if (attempt === null || attempt.expiresAt <= now) return problem(closed)
  if (attempt.network !== network || attempt.callbackPath !== callbackPath(network))
    return problem('not_open')
  if (!isFrom(network, input.returned)) return problem('not_open')
  if (!isSameBrowser(attempt.by, input)) {
    return attempt.by.kind === 'link'
      ? problem('open_link_again')
      : problem('other_browser', attempt.channelId)
  }
  const creator = await findCreator(app.store.db, attempt.creatorId)
  const channel = attempt.channelId === null ? null : await findChannel(app.store.db, attempt.channelId)
  if (creator === null || (attempt.channelId !== null && channel === null)) return problem('not_open')

  const going = { adapter, attempt, creator, channel, returned: input.returned }
  const settled = (await mayStill(app, going)) ? await settle(app, going) : LINK_ENDED
  const id = newId('out')
  await putOutcome(app.store.db, {
    id,
    by: attempt.by,
    creatorId: creator.id,
    channelId: channel?.id ?? null,
    network,
    result: settled.result,
    foundSealed: settled.waiting.length === 0 ? null : sealFound(app, creator, id, settled.waiting),
    returnTo: attempt.returnTo,
    createdAt: now,
    expiresAt: later(now, OUTCOME_MS),
  })
  const home = settled.result.kind === 'connected' ? returnPath(attempt.returnTo) : null
  return { kind: 'outcome', id, by: attempt.by.kind, ...(home === null ? {} : { home }) }
}

/** The page that a name stands for; null where the result's own page leads on. */
export function returnPath(text: string | null): string | null {
  const name = readReturnName(text)
  return name?.kind === 'chat' ? `/chat/${name.conversationId}` : null
}

/** Whoever comes back is in the browser, and is the person, that went. */
function isSameBrowser(
  by: Traveller,
  here: { person: { userId: string; sessionId: string } | null; linkSession?: string | null },
): boolean {
  switch (by.kind) {
    case 'member':
      return by.sessionId === here.person?.sessionId && by.userId === here.person.userId
    case 'link':
      return by.sessionId === here.linkSession
    default:
      return by satisfies never
  }
}

/** A link may have been used, taken back or no longer be needed while somebody was away with it. */
async function mayStill(app: App, { attempt }: Going): Promise<boolean> {
  if (attempt.by.kind === 'member') return true
  const link = await findLink(app.store.db, attempt.by.linkId)
  const stands = link === null ? null : await howLinkStands(app, link)
  // Whoever set out in time comes back in time.
  return stands !== null && (stands.state === 'open' || stands.state === 'expired')
}

const LINK_ENDED: Settled = { result: { kind: 'link_ended' }, waiting: [] }

type Settled = { result: ConnectResult; waiting: Found[] }
type Going = {
  adapter: Adapter
  attempt: Attempt
  creator: Creator
  channel: Channel | null
  returned: URLSearchParams
}

async function settle(app: App, going: Going): Promise<Settled> {
  const { adapter, attempt, creator, channel } = going
  const no = (result: ConnectResult): Settled => ({ result, waiting: [] })
  const verifier = app.vault.open(
    creator.dataKey,
    verifierPlace(creator.id, attempt.stateHash),
    attempt.verifierSealed,
  )
  const exchanged = await adapter.exchange({
    returned: going.returned,
    redirectUri: redirectUri(app, attempt.network),
    verifier,
  })
  if (exchanged.kind !== 'ok') return no(await refused(app, going, exchanged))
  const scopes = readScopes(attempt.network, exchanged.value.scopes)
  // Without it the network would only say no, and not why.
  if (scopes.kind === 'unusable') return no({ kind: 'permission_missing', missing: scopes.missing })
  const identified = await adapter.identify(exchanged.value)
  if (identified.kind !== 'ok') return no(await refused(app, going, identified))
  const found = identified.value
  if (found.length === 0) return no({ kind: 'nothing_found' })
  const missing = scopes.kind === 'limited' ? scopes.missing : []
  return channel === null
    ? meetNew(app, going, found, missing)
    : meetAgain(app, going, channel, found, missing)
}

/** The same network id or nothing: another account never takes a channel's place. */
async function meetAgain(
  app: App,
  going: Going,
  channel: Channel,
  found: readonly Found[],
  missing: ScopeUse[],
): Promise<Settled> {
  const same = found.find((one) => isAccountOf(channel, one.account.networkId))
  if (same === undefined) {
    const used = await viewsOf(app, going, found)
    await writeEvent(app.store.db, {
      channelId: channel.id,
      at: app.clock.now(),
      kind: 'wrong_account_refused',
      actor: memberIn(going.attempt.by),
      detail: { used: used.map((account) => account.name), ...wayIn(going.attempt.by) },
    })
    return { result: { kind: 'wrong_account', expected: accountName(channel), used }, waiting: [] }
  }
  const result = await prove(app, going, same, channel.id)
  return {
    result: result ?? { kind: 'connected', channelIds: [channel.id], again: true, missing },
    waiting: [],
  }
}

/** Accounts that are this creator's already live again at once; new ones wait for a yes. */
async function meetNew(
  app: App,
  going: Going,
  found: readonly Found[],
  missing: ScopeUse[],
): Promise<Settled> {
  const holders = await holdersOf(
    app.store.db,
    going.attempt.network,
    found.map((one) => one.account.networkId),
  )
  const again: string[] = []
  const waiting: Found[] = []
  for (const one of found) {
    const holder = holders.get(one.account.networkId)
    const theirs = holder?.creatorId === going.creator.id
    // A channel that was turned off comes back only by a yes of its own.
    if (holder === undefined || (theirs && holder.state === 'off')) waiting.push(one)
    else if (theirs) {
      const trouble = await prove(app, going, one, holder.channelId)
      if (trouble === null) again.push(holder.channelId)
    }
  }
  if (waiting.length > 0) {
    return { result: { kind: 'confirm', accounts: await viewsOf(app, going, found), missing }, waiting }
  }
  if (again.length > 0)
    return { result: { kind: 'connected', channelIds: again, again: true, missing }, waiting: [] }
  const used = found.map((one) => accountName(one.account))
  return { result: { kind: 'belongs_to_another', used }, waiting: [] }
}

/** One real read, then the connection is kept. Null where all went well. */
async function prove(app: App, going: Going, found: Found, channelId: string): Promise<ConnectResult | null> {
  const proof = await going.adapter.prove({ networkId: found.account.networkId, tokens: found.tokens })
  if (proof.kind !== 'ok') return refused(app, going, proof)
  const kept = await keepConnection(app, {
    creator: going.creator,
    network: going.attempt.network,
    channelId,
    found: {
      ...found,
      account: { ...found.account, ...proof.value.account, subject: found.account.subject },
    },
    by: going.attempt.by,
    setOutAt: going.attempt.createdAt,
  })
  switch (kept.kind) {
    case 'kept':
      return null
    case 'taken':
      return { kind: 'belongs_to_another', used: [accountName(found.account)] }
    case 'link_ended':
      return { kind: 'link_ended' }
    default:
      return kept satisfies never
  }
}

async function refused(
  app: App,
  going: Going,
  outcome: { kind: 'refused'; verdict: Verdict } | { kind: 'not_offered' },
): Promise<ConnectResult> {
  if (outcome.kind === 'not_offered') return { kind: 'refused', diagnosis: 'misconfigured' }
  const { verdict } = outcome
  const level = verdict.diagnosis === 'misconfigured' ? 'error' : 'info'
  app.log[level]({ network: going.attempt.network, verdict }, 'A connection was not made')
  if (verdict.diagnosis !== 'denied_by_user') return { kind: 'refused', diagnosis: verdict.diagnosis }
  if (going.channel !== null) {
    await writeEvent(app.store.db, {
      channelId: going.channel.id,
      at: app.clock.now(),
      kind: 'cancelled',
      actor: memberIn(going.attempt.by),
      detail: wayIn(going.attempt.by),
    })
  }
  return { kind: 'cancelled' }
}

function wayIn(by: Traveller): Record<string, unknown> {
  return by.kind === 'link' ? { link: by.linkId, helper: by.helper } : {}
}

async function viewsOf(app: App, going: Going, found: readonly Found[]): Promise<AccountView[]> {
  const holders = await holdersOf(
    app.store.db,
    going.attempt.network,
    found.map((one) => one.account.networkId),
  )
  return found.map(({ account }) => {
    const holder = holders.get(account.networkId)
    return {
      networkId: account.networkId,
      name: accountName(account),
      title: account.title,
      url: account.url,
      taken: takenBy(holder, going.creator.id),
    }
  })
}

function takenBy(
  holder: { creatorId: string; state: Channel['connection']['state'] } | undefined,
  creatorId: string,
): AccountView['taken'] {
  if (holder === undefined) return null
  if (holder.creatorId !== creatorId) return 'by_another'
  return holder.state === 'off' ? null : 'by_you'
}

function onlyValue(params: URLSearchParams, name: string): string | null {
  const values = params.getAll(name)
  const [value] = values
  return values.length === 1 && value !== undefined && value !== '' ? value : null
}

/** A parameter given twice is nobody's honest answer. */
function isDoubled(params: URLSearchParams): boolean {
  return ['code', 'error', 'iss'].some((name) => params.getAll(name).length > 1)
}

/** RFC 9207: an issuer that is named must be the network's own. */
function isFrom(network: Network, params: URLSearchParams): boolean {
  const issuer = params.get('iss')
  if (issuer === null) return true
  const host = URL.canParse(issuer) ? new URL(issuer).hostname : ''
  const { signInHost } = POLICIES[network]
  return host === signInHost || host.endsWith(`.${signInHost}`)
}
