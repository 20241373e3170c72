/** A member asks somebody to reconnect a channel for them: a link to hand on, or a mail with one. */
import type { App } from '../../app.ts'
import { accountName } from '../../domain/channel/channel.ts'
import {
  asksForSomebody,
  LINK_LIVES_MS,
  type LinkEnd,
  type LinkKind,
  MOST_OPEN_LINKS,
} from '../../domain/channel/reconnect-link.ts'
import type { Network } from '../../domain/network.ts'
import { DAY, later } from '../../domain/time.ts'
import { findChannel } from '../../store/channels.ts'
import { findCreator, namesOf } from '../../store/creators.ts'
import { writeEvent } from '../../store/events.ts'
import { tell } from '../../store/live.ts'
import { countOpenLinks, endLink, findLink, insertLink, linksOf } from '../../store/reconnect-links.ts'
import { hashLinkToken, newId, newLinkToken } from '../../vault/random.ts'
import { shownBelow } from './reconnect-link-standing.ts'

export type Asker = { userId: string; name: string }

/** `url` is shown once: only the hash of what stands in it is kept. */
export type MadeLink = { kind: 'made'; id: string; url: URL; expiresAt: Date }
export type LinkAsked = MadeLink | { kind: 'unknown_channel' | 'too_many' | 'not_needed' }

export async function makeReconnectLink(
  app: App,
  input: { asker: Asker; creatorId: string; channelId: string },
): Promise<LinkAsked> {
  const asked = await mayAsk(app, input)
  if (asked.kind !== 'may') return asked
  return writeLink(app, { channelId: input.channelId, kind: 'teammate', madeBy: input.asker.userId })
}

export type LinkMail = { subject: string; text: string; html: string }
export type LinkMailed =
  | { kind: 'mailed'; to: string; expiresAt: Date }
  | { kind: 'unknown_channel' | 'too_many' | 'not_needed' | 'no_address' | 'too_many_mails' }

/** The words are chosen by whoever asks, from what there is to say. */
export async function mailReconnectLink(
  app: App,
  input: {
    asker: Asker
    creatorId: string
    channelId: string
    to: string
    write: (about: {
      url: URL
      expiresAt: Date
      network: Network
      channel: string
      creator: string
    }) => LinkMail
  },
): Promise<LinkMailed> {
  const asked = await mayAsk(app, input)
  if (asked.kind !== 'may') return asked
  const to = input.to.trim().toLowerCase()
  if (!isAddress(to)) return { kind: 'no_address' }
  // Nobody's mailbox is filled from here, by one person or by many.
  const allowed = await app.limits.linkMails.allow(`from ${input.asker.userId}`, `to ${to}`)
  if (!allowed) return { kind: 'too_many_mails' }
  const { channel, creator } = asked
  const made = await writeLink(app, {
    channelId: channel.id,
    kind: 'teammate',
    madeBy: input.asker.userId,
    sentTo: to,
  })
  const about = { network: channel.network, channel: accountName(channel), creator: creator.name }
  try {
    await app.post.send({ to, ...input.write({ ...made, ...about }) })
  } catch (error) {
    // Nobody has it, so nobody shall find it among those that work.
    await endLink(app.store.db, made.id, { how: 'revoked', at: app.clock.now() })
    throw error
  }
  return { kind: 'mailed', to, expiresAt: made.expiresAt }
}

export type HandedOver = MadeLink | { kind: 'unknown_channel' } | { kind: 'too_many' }

/** A person goes on in another browser, with the channel that they have before them, and with nothing else of theirs. */
export async function handOver(
  app: App,
  input: { userId: string; creatorId: string; channelId: string },
): Promise<HandedOver> {
  const { db } = app.store
  const channel = await findChannel(db, input.channelId)
  if (channel === null || channel.creatorId !== input.creatorId) return { kind: 'unknown_channel' }
  const open = await countOpenLinks(db, channel.id, { kind: 'handover', now: app.clock.now() })
  if (open >= MOST_OPEN_LINKS) return { kind: 'too_many' }
  return writeLink(app, { channelId: channel.id, kind: 'handover', madeBy: input.userId })
}

/** For notices, one a mail and a channel; and for a person who changes browsers. Who may ask was decided before. */
export async function writeLink(
  app: App,
  link: { channelId: string; kind: LinkKind; madeBy: string; sentTo?: string },
): Promise<MadeLink> {
  const { channelId, kind, madeBy } = link
  const at = app.clock.now()
  const token = newLinkToken()
  const id = newId('lnk')
  const expiresAt = later(at, LINK_LIVES_MS[kind])
  await app.store.db.transaction().execute(async (trx) => {
    const tokenHash = hashLinkToken(token)
    const sentTo = link.sentTo ?? null
    await insertLink(trx, { id, tokenHash, channelId, kind, madeBy, sentTo, madeAt: at, expiresAt })
    // A person who only changes browsers asks nobody, and a mail is told of once it has left.
    if (kind !== 'teammate') return
    await writeEvent(trx, { channelId, at, kind: 'link_made', actor: madeBy, detail: { link: id } })
    await tellOf(trx, channelId)
  })
  return { kind: 'made', id, url: new URL(`/r/${token}`, app.config.publicUrl), expiresAt }
}

/** A link that a member made, as their team sees it. Never what stands in it. */
export type LinkLine = {
  id: string
  by: string
  sentTo: string | null
  madeAt: Date
  expiresAt: Date
  state: 'open' | 'expired' | LinkEnd
  endedAt: Date | null
  helper: string | null
}

/** What ended long ago is told by the channel's history alone. */
const SHOWN_FOR_MS = 30 * DAY
const MOST_SHOWN = 50

export type LinkList = {
  channel: { id: string; network: Network; name: string; title: string }
  needed: boolean
  links: LinkLine[]
}

export async function listReconnectLinks(
  app: App,
  input: { creatorId: string; channelId: string },
): Promise<LinkList | null> {
  const { db } = app.store
  const now = app.clock.now()
  const channel = await findChannel(db, input.channelId)
  if (channel === null || channel.creatorId !== input.creatorId) return null
  const links = await linksOf(db, channel.id, {
    kinds: ['teammate'],
    since: later(now, -SHOWN_FOR_MS),
    limit: MOST_SHOWN,
  })
  const names = await namesOf(db, [...new Set(links.map(({ madeBy }) => madeBy))])
  return {
    channel: {
      id: channel.id,
      network: channel.network,
      name: accountName(channel),
      title: channel.title,
    },
    needed: asksForSomebody(await shownBelow(app, channel)),
    links: links.map((link) => ({
      id: link.id,
      by: names.get(link.madeBy) ?? '',
      sentTo: link.sentTo,
      madeAt: link.madeAt,
      expiresAt: link.expiresAt,
      state: link.ended ?? (link.expiresAt <= now ? 'expired' : 'open'),
      endedAt: link.endedAt,
      helper: link.helper,
    })),
  }
}

export async function revokeReconnectLink(
  app: App,
  input: { creatorId: string; channelId: string; linkId: string; userId: string },
): Promise<{ kind: 'revoked' | 'unknown' }> {
  const { db } = app.store
  const [channel, link] = await Promise.all([findChannel(db, input.channelId), findLink(db, input.linkId)])
  if (channel === null || channel.creatorId !== input.creatorId || link?.channelId !== channel.id) {
    return { kind: 'unknown' }
  }
  const at = app.clock.now()
  await db.transaction().execute(async (trx) => {
    if (!(await endLink(trx, link.id, { how: 'revoked', at }))) return
    const detail = { link: link.id }
    await writeEvent(trx, { channelId: channel.id, at, kind: 'link_revoked', actor: input.userId, detail })
    await tellOf(trx, channel.id)
  })
  return { kind: 'revoked' }
}

/** A team that has the list open sees it change. */
async function tellOf(db: App['store']['db'], channelId: string): Promise<void> {
  const channel = await findChannel(db, channelId)
  if (channel === null) return
  await tell(db, { for: [`creator:${channel.creatorId}`], topic: `channels:${channel.creatorId}` })
}

async function mayAsk(app: App, input: { creatorId: string; channelId: string }) {
  const { db } = app.store
  const now = app.clock.now()
  const [channel, creator] = await Promise.all([
    findChannel(db, input.channelId),
    findCreator(db, input.creatorId),
  ])
  if (channel === null || creator === null || channel.creatorId !== creator.id) {
    return { kind: 'unknown_channel' as const }
  }
  if (!asksForSomebody(await shownBelow(app, channel))) return { kind: 'not_needed' as const }
  const open = await countOpenLinks(db, channel.id, { kind: 'teammate', now })
  if (open >= MOST_OPEN_LINKS) return { kind: 'too_many' as const }
  return { kind: 'may' as const, channel, creator }
}

function isAddress(email: string): boolean {
  return email.length <= 254 && /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(email)
}
