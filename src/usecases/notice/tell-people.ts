/** Looks at the people who are due, writes down what they are told now, and leaves mails for the outbox. */
import type { App } from '../../app.ts'
import type { Network } from '../../domain/network.ts'
import { type Plan, planNotices } from '../../domain/notice/plan.ts'
import { HOUR, later, MINUTE } from '../../domain/time.ts'
import { putNewsIntoMail } from '../../store/collaboration-notices.ts'
import {
  dropWishes,
  putWishesIntoMail,
  settleWishes,
  takeBackWishes,
  tellWishes,
} from '../../store/network-wishes.ts'
import {
  claimLooks,
  insertNotices,
  type NewNotice,
  type PersonToTell,
  peopleToTell,
  putIntoMail,
  reopenNotice,
  setLooks,
  settleNotices,
} from '../../store/notices.ts'
import { insertMail } from '../../store/outgoing-mails.ts'
import { newId } from '../../vault/random.ts'

const BATCH = 50
/** Somebody for whom the rule itself stumbled must not stop the others, nor be asked about all the time. */
const AFTER_MISHAP_MS = HOUR

type Trx = Parameters<typeof claimLooks>[0]

/**
 * How many people were looked at. One transaction: the decision, its lines, its mail and the next look are
 * there together or not at all, and while it lasts nobody else looks at the same people.
 */
export function tellPeople(app: App, held: ReadonlySet<Network>): Promise<number> {
  const now = app.clock.now()
  return app.store.db.transaction().execute(async (trx) => {
    const userIds = await claimLooks(trx, now, BATCH)
    const people = await peopleToTell(trx, userIds, now)
    const looks: { userId: string; lookAt: Date | null }[] = []
    for (const person of people) {
      const plan = planFor(app, person, held, now)
      if (plan !== null) await keep(trx, person, plan, now)
      looks.push({ userId: person.userId, lookAt: nextLook(plan, now) })
    }
    await setLooks(trx, looks)
    return userIds.length
  })
}

function planFor(app: App, person: PersonToTell, held: ReadonlySet<Network>, now: Date): Plan | null {
  try {
    const facts = {
      ...person,
      timeZone: person.timeZone ?? 'UTC',
      mailWaits: person.waitingMailId !== null,
    }
    return planNotices(facts, held, now)
  } catch (error) {
    app.log.error({ err: error, person: person.userId }, 'What to tell a person could not be decided')
    return null
  }
}

function nextLook(plan: Plan | null, now: Date): Date | null {
  if (plan === null) return later(now, AFTER_MISHAP_MS)
  return plan.lookAt === null ? null : new Date(Math.max(plan.lookAt.getTime(), now.getTime() + MINUTE))
}

async function keep(trx: Trx, person: PersonToTell, plan: Plan, now: Date): Promise<void> {
  const { userId } = person
  const mails =
    plan.alsoMail.length + plan.newsToMail.length + plan.wishesToMail.length > 0 ||
    plan.tell.some(({ inMail }) => inMail)
  const mailId = person.waitingMailId ?? newId('mal')
  if (mails && person.waitingMailId === null) await insertMail(trx, { id: mailId, userId, at: now })
  await settleNotices(trx, plan.settle, now)
  for (const { noticeId, toldAt } of plan.reopen) await reopenNotice(trx, noticeId, toldAt)
  await putIntoMail(trx, plan.alsoMail, mailId)
  await putNewsIntoMail(trx, plan.newsToMail, mailId)
  const becomes = (what: Plan['wishes'][number]['now']) =>
    plan.wishes.filter((one) => one.now === what).map(({ id }) => id)
  await tellWishes(trx, becomes('tell'), now)
  await takeBackWishes(trx, becomes('take_back'))
  await settleWishes(trx, becomes('settle'), now)
  await dropWishes(trx, becomes('forget'))
  await putWishesIntoMail(trx, plan.wishesToMail, mailId)
  const creators = new Map(person.channels.map(({ channel }) => [channel.id, channel.creatorId]))
  await insertNotices(
    trx,
    plan.tell.map(
      ({ channelId, kind, step, series, dueAt, mailWanted, inMail }): NewNotice => ({
        id: newId('ntc'),
        userId,
        creatorId: creators.get(channelId) ?? '',
        channelId,
        kind,
        step,
        series,
        dueAt,
        toldAt: now,
        // A line in a monthly mail never stands in the app.
        settledAt: kind === 'digest' ? now : null,
        mailWanted,
        mailId: inMail ? mailId : null,
      }),
    ),
  )
}
