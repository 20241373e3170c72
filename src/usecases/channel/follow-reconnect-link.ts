/** What somebody with a reconnect link may do: look at it, set out by it, and read how it ended. Nothing else. */
import type { App } from '../../app.ts'
import { accountName } from '../../domain/channel/channel.ts'
import type { ConnectResult } from '../../domain/channel/connect-result.ts'
import type { LinkKind, LinkState } from '../../domain/channel/reconnect-link.ts'
import { helperName } from '../../domain/channel/reconnect-link.ts'
import { type Network, POLICIES, type ScopeUse } from '../../domain/network.ts'
import { circuitOf } from '../../store/network-circuits.ts'
import { findOutcome, type StoredOutcome } from '../../store/outcomes.ts'
import { findLink, findLinkByToken, type StoredLink } from '../../store/reconnect-links.ts'
import { hashLinkToken, newLinkToken } from '../../vault/random.ts'
import { howLinkStands, type LinkStanding } from './reconnect-link-standing.ts'
import { setOut } from './start-connect.ts'

export type LinkView = {
  kind: 'link'
  state: LinkState
  linkKind: LinkKind
  asker: string
  creator: string
  network: Network
  channel: { id: string; name: string; title: string }
  expiresAt: Date
  uses: ScopeUse[]
  networkOff: boolean
  networkDown: boolean
}

/** `too_many`: somebody at that address has been trying links that lead nowhere. */
export type LinkLook = LinkView | { kind: 'unknown' } | { kind: 'too_many' }

/** Looking changes nothing: programs that scan mails and draw previews open every link. */
export async function lookAtReconnectLink(
  app: App,
  input: { token: string; from: string },
): Promise<LinkLook> {
  const found = await standingByToken(app, input)
  return found.kind === 'standing' ? viewOf(app, found.standing) : found
}

export type SetOut =
  /** `session` goes into a cookie of the browser, which alone can come back. */
  { kind: 'go'; url: URL; session: string } | { kind: 'not_open' }

export async function setOutByLink(
  app: App,
  input: { token: string; from: string; session: string | null; helper: string },
): Promise<SetOut> {
  const found = await standingByToken(app, input)
  if (found.kind !== 'standing') return { kind: 'not_open' }
  return goBy(app, found.standing, {
    session: input.session,
    helper: helperName(input.helper),
    everything: false,
  })
}

/** The same link once more, from the page that told how the last try ended. */
export async function setOutAgain(
  app: App,
  input: { outcomeId: string; session: string | null },
): Promise<SetOut> {
  const outcome = await outcomeFor(app, input)
  if (outcome === null || outcome.by.kind !== 'link') return { kind: 'not_open' }
  const link = await findLink(app.store.db, outcome.by.linkId)
  const standing = link === null ? null : await howLinkStands(app, link)
  if (standing === null) return { kind: 'not_open' }
  // Asking for a part once more would end the same way.
  const everything = (outcome.result as ConnectResult).kind === 'permission_missing'
  return goBy(app, standing, { session: input.session, helper: outcome.by.helper, everything })
}

export type LinkOutcome = {
  id: string
  network: Network
  channel: { name: string; title: string }
  creator: string
  asker: string
  result: ConnectResult
  /** Whether the link still works, so that another try makes sense. */
  mayTryAgain: boolean
}

/** Only for the browser that went, and never more than this one channel. */
export async function readLinkOutcome(
  app: App,
  input: { outcomeId: string; session: string | null },
): Promise<LinkOutcome | null> {
  const outcome = await outcomeFor(app, input)
  if (outcome === null || outcome.by.kind !== 'link') return null
  const link = await findLink(app.store.db, outcome.by.linkId)
  const standing = link === null ? null : await howLinkStands(app, link)
  if (standing === null) return null
  return {
    id: outcome.id,
    network: outcome.network,
    channel: { name: accountName(standing.channel), title: standing.channel.title },
    creator: standing.creator.name,
    asker: standing.asker,
    // Only the use-cases of connecting write this column.
    result: outcome.result as ConnectResult,
    mayTryAgain: standing.state === 'open',
  }
}

/** What is stored of a browser's name: the cookie that holds it cannot be worked out from a copy of the database. */
export function linkSessionOf(session: string): string {
  return `lnk_${Buffer.from(hashLinkToken(session)).toString('hex')}`
}

/** 256 bits, URL-safe: anything else was never one of ours, and no question to the database. */
const TOKEN = /^[\w-]{43}$/

async function standingByToken(
  app: App,
  { token, from }: { token: string; from: string },
): Promise<{ kind: 'standing'; standing: LinkStanding } | { kind: 'unknown' } | { kind: 'too_many' }> {
  if (await app.limits.linkMisses.isUsedUp(from)) return { kind: 'too_many' }
  const link: StoredLink | null = TOKEN.test(token)
    ? await findLinkByToken(app.store.db, hashLinkToken(token))
    : null
  const standing = link === null ? null : await howLinkStands(app, link)
  if (standing !== null) return { kind: 'standing', standing }
  await app.limits.linkMisses.allow(from)
  return { kind: 'unknown' }
}

async function viewOf(app: App, standing: LinkStanding): Promise<LinkView> {
  const { link, channel, creator, asker, state } = standing
  const { network } = channel
  const circuit = await circuitOf(app.store.db, network)
  return {
    kind: 'link',
    state,
    linkKind: link.kind,
    asker,
    creator: creator.name,
    network,
    channel: { id: channel.id, name: accountName(channel), title: channel.title },
    expiresAt: link.expiresAt,
    uses: [...new Set<ScopeUse>(POLICIES[network].scopes.map(({ use }) => use))],
    networkOff: app.networks[network] === undefined,
    networkDown: circuit.openedAt !== null,
  }
}

async function goBy(
  app: App,
  standing: LinkStanding,
  who: { session: string | null; helper: string | null; everything: boolean },
): Promise<SetOut> {
  if (standing.state !== 'open') return { kind: 'not_open' }
  const { channel, creator, link } = standing
  // A browser keeps its name, so that it may be on its way with several links at once.
  const session = who.session ?? newLinkToken()
  const going = await setOut(app, {
    by: { kind: 'link', linkId: link.id, sessionId: linkSessionOf(session), helper: who.helper },
    creator,
    network: channel.network,
    channel,
    returnTo: null,
    everything: who.everything,
  })
  return going.kind === 'go' ? { kind: 'go', url: going.url, session } : { kind: 'not_open' }
}

async function outcomeFor(
  app: App,
  { outcomeId, session }: { outcomeId: string; session: string | null },
): Promise<StoredOutcome | null> {
  if (session === null) return null
  const outcome = await findOutcome(app.store.db, outcomeId)
  if (outcome === null || outcome.by.kind !== 'link' || outcome.expiresAt <= app.clock.now()) return null
  return outcome.by.sessionId === linkSessionOf(session) ? outcome : null
}
