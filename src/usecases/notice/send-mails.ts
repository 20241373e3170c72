/** Sends what waits in the outbox: at least once each, and only what is still true. */
import type { App } from '../../app.ts'
import { hasCode } from '../../domain/mistake.ts'
import type { Network } from '../../domain/network.ts'
import { aboutChannel } from '../../domain/notice/about-channel.ts'
import { nextMailMoment } from '../../domain/notice/local-time.ts'
import type { Notice } from '../../domain/notice/notice.ts'
import { wishesOf } from '../../domain/notice/plan.ts'
import { later, MINUTE } from '../../domain/time.ts'
import { letterText } from '../../mail/letter.ts'
import { isRefusedForGood, type Mail } from '../../mail/mailer.ts'
import { type ListedNews, newsInMail } from '../../store/collaboration-notices.ts'
import { writeEvent } from '../../store/events.ts'
import { insertUnsubscribeLink } from '../../store/notice-preferences.ts'
import {
  lookAgain,
  noticesInMail,
  type PersonToTell,
  peopleToTell,
  takeOutOfMail,
} from '../../store/notices.ts'
import { type ClaimedMail, claimMails, endMail, postponeMail, retryMail } from '../../store/outgoing-mails.ts'
import { hashLinkToken, newLinkToken } from '../../vault/random.ts'
import { languageOrFirst } from '../../words/languages.ts'
import { createSpeaker } from '../../words/speaker.ts'
import { writeLink } from '../channel/make-reconnect-link.ts'
import { composeLetter, type Part } from './compose-letter.ts'

const BATCH = 10
/** From a minute on, doubled, six hours at most between two tries: about three days altogether. */
const MOST_TRIES = 19
const FIRST_WAIT_SECONDS = 60
const LONGEST_WAIT_SECONDS = 6 * 60 * 60

export type Sent = 'sent' | 'dropped' | 'postponed' | 'tried' | 'failed'

/** What became of each mail that could leave now. */
export async function sendMails(app: App, held: ReadonlySet<Network>): Promise<Sent[]> {
  const mails = await claimMails(app.store.db, app.holder, app.clock.now(), BATCH)
  return Promise.all(mails.map((mail) => send(app, mail, held)))
}

async function send(app: App, mail: ClaimedMail, held: ReadonlySet<Network>): Promise<Sent> {
  const { db } = app.store
  const now = app.clock.now()
  const [person] = await peopleToTell(db, [mail.userId], now)
  if (person === undefined) return end(app, mail, 'dropped')
  const zone = person.timeZone ?? 'UTC'
  // It may have waited for its mail server until the evening, or past another day's mail.
  const moment = nextMailMoment(now, zone, person.lastMailAt)
  if (moment > now) {
    await postponeMail(db, app.holder, mail.id, moment)
    return 'postponed'
  }
  const notices = await noticesInMail(db, mail.id)
  const parts = notices.flatMap((notice) => stillTrue(person, notice, { zone, held, now }))
  const left = notices.filter(({ id }) => !parts.some(({ notice }) => notice.id === id))
  if (left.length > 0) {
    await takeOutOfMail(
      db,
      left.map(({ id }) => id),
    )
    await lookAgain(db, person.userId, later(now, MINUTE))
  }
  // A line that was read before its mail left has been told: it needs none.
  const news = person.mails.collaboration ? await newsInMail(db, mail.id) : []
  const back = person.mails.network ? stillBack(person, mail, { held, now }) : []
  if (parts.length + news.length + back.length === 0) return end(app, mail, 'dropped')
  try {
    await app.mail.send(await written(app, mail, person, { parts, news, back }))
  } catch (error) {
    return tryAgain(app, mail, error)
  }
  // Told only now: a mail that never left reminded nobody.
  for (const { about } of parts) {
    const detail = { asker: person.userId }
    await writeEvent(db, { channelId: about.channel.id, at: now, kind: 'reminded', detail })
  }
  return end(app, mail, 'sent')
}

async function written(
  app: App,
  mail: ClaimedMail,
  person: PersonToTell,
  told: { parts: readonly Part[]; news: readonly ListedNews[]; back: readonly Network[] },
): Promise<Mail> {
  const { publicUrl } = app.config
  const now = app.clock.now()
  // A new one at every try: an earlier try may have arrived although we never heard so, and its link works, too.
  const token = newLinkToken()
  await insertUnsubscribeLink(app.store.db, {
    tokenHash: hashLinkToken(token),
    userId: person.userId,
    at: now,
  })
  const unsubscribe = new URL(`/unsubscribe/${token}`, publicUrl)
  const speaker = createSpeaker({
    language: languageOrFirst(person.language),
    timeZone: person.timeZone,
    now,
    platform: app.config.platformName,
  })
  const links = await reconnectLinks(app, person, told.parts)
  const letter = composeLetter(person, told, {
    speaker,
    origin: publicUrl.origin,
    unsubscribe,
    reconnect: (channelId) => links.get(channelId) ?? new URL(`/channels/${channelId}/reconnect`, publicUrl),
  })
  return {
    to: person.email,
    subject: letter.subject,
    text: letterText(letter),
    html: await app.templates.letter(letter),
    messageId: `${mail.id}@${publicUrl.hostname.replace(/[^\w.-]/g, '')}`,
    unsubscribe,
  }
}

/** One for each channel of the mail: whoever has the mail needs no sign-in, and no program that opens it uses them up. */
async function reconnectLinks(
  app: App,
  person: PersonToTell,
  parts: readonly Part[],
): Promise<Map<string, URL>> {
  const links = new Map<string, URL>()
  for (const { about } of parts) {
    const channelId = about.channel.id
    const made = await writeLink(app, { channelId, kind: 'mail', madeBy: person.userId })
    links.set(channelId, made.url)
  }
  return links
}

/** The same rule that decided on the line is asked once more: what healed meanwhile is not mailed. */
function stillTrue(
  person: PersonToTell,
  notice: Notice,
  at: { zone: string; held: ReadonlySet<Network>; now: Date },
): Part[] {
  const about = person.channels.find(({ channel }) => channel.id === notice.channelId)
  if (about === undefined) return []
  const { kind } = notice
  if (kind !== 'lost' && kind !== 'ending' && kind !== 'digest') return []
  if (!person.mails[kind]) return []
  const told = person.told.filter((one) => one.channelId === notice.channelId)
  const { zone, now } = at
  const held = at.held.has(about.channel.network)
  const current = aboutChannel(about, told, { zone, held, now })
  const holds = kind === 'digest' ? current.digestFrom !== null : current.standing?.id === notice.id
  return holds ? [{ notice, about }] : []
}

/** Networks that somebody asked to hear of, and has not heard of in the app meanwhile. */
function stillBack(
  person: PersonToTell,
  mail: ClaimedMail,
  at: { held: ReadonlySet<Network>; now: Date },
): Network[] {
  return wishesOf(person, at.held, at.now).flatMap(({ mailId, network, about }) =>
    mailId === mail.id && about.kind === 'stands' && about.mail ? [network] : [],
  )
}

async function end(app: App, mail: ClaimedMail, how: 'sent' | 'dropped' | 'failed'): Promise<Sent> {
  await endMail(app.store.db, app.holder, mail.id, { how, at: app.clock.now() })
  return how
}

async function tryAgain(app: App, mail: ClaimedMail, error: unknown): Promise<Sent> {
  const given = { err: error, mail: mail.id, tries: mail.tries }
  const never = isRefusedForGood(error) || hasCode(error, 'bad_mail')
  if (never || mail.tries >= MOST_TRIES) {
    app.log.error(given, 'A mail could not be sent and is given up; the app still says what it said')
    return end(app, mail, 'failed')
  }
  app.log.warn(given, 'A mail could not be sent yet')
  const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** (mail.tries - 1), LONGEST_WAIT_SECONDS)
  await retryMail(app.store.db, app.holder, mail.id, wait)
  return 'tried'
}
