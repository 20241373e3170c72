/** Who works for a company: asking colleagues in, roles, and leaving. */
import type { Kysely } from 'kysely'
import type { App } from '../../app.ts'
import type { CompanyRole, InvitedRole } from '../../domain/brand/company.ts'
import {
  addressOf,
  INVITATION_LASTS_MS,
  isLastOwner,
  mayGiveRole,
  mayInvite,
  mayRemove,
} from '../../domain/team.ts'
import { later } from '../../domain/time.ts'
import {
  addColleague,
  type Colleague,
  colleagues,
  dropInvitation,
  findInvitation,
  giveRole,
  type Invitation,
  invitationsOf,
  lockCompany,
  putInvitation,
  removeColleague,
} from '../../store/companies.ts'
import { tell } from '../../store/live.ts'
import type { Tables } from '../../store/tables.ts'
import { hashLinkToken, newId, newLinkToken } from '../../vault/random.ts'

/** Somebody of the company, as the session found them; roles are read again before anything changes. */
type Actor = { companyId: string; userId: string }

export type Team = {
  colleagues: (Colleague & { mayGive: CompanyRole[]; mayRemove: boolean; self: boolean })[]
  invitations: (Invitation & { ended: boolean })[]
  mayInvite: boolean
}

export async function readTeam(app: App, actor: Actor): Promise<Team | null> {
  const { db } = app.store
  const [team, invited] = await Promise.all([
    colleagues(db, actor.companyId),
    invitationsOf(db, actor.companyId),
  ])
  const me = team.find(({ userId }) => userId === actor.userId)
  if (me === undefined) return null
  const now = app.clock.now()
  return {
    colleagues: team.map((one) => {
      const of = { role: one.role, lastOwner: isLastOwner(team, one), self: one.userId === me.userId }
      return {
        ...one,
        self: of.self,
        mayGive: (['owner', 'admin', 'member'] as const).filter(
          (role) => role !== one.role && mayGiveRole(me.role, of, role),
        ),
        mayRemove: mayRemove(me.role, of),
      }
    }),
    invitations: mayInvite(me.role) ? invited.map((one) => ({ ...one, ended: one.expiresAt <= now })) : [],
    mayInvite: mayInvite(me.role),
  }
}

export type InvitedColleague = { kind: 'invited' | 'no_address' | 'already' | 'refused' }

/** `mail` makes the letter around the one link that lets them in. */
export async function inviteColleague(
  app: App,
  input: Actor & {
    email: string
    role: InvitedRole
    mail: (link: URL) => { subject: string; text: string; html: string }
  },
): Promise<InvitedColleague> {
  const { db } = app.store
  const team = await colleagues(db, input.companyId)
  const me = team.find(({ userId }) => userId === input.userId)
  if (me === undefined || !mayInvite(me.role)) return { kind: 'refused' }
  const email = addressOf(input.email)
  if (email === null) return { kind: 'no_address' }
  if (team.some((one) => one.email.toLowerCase() === email)) return { kind: 'already' }
  const token = newLinkToken()
  const at = app.clock.now()
  await putInvitation(db, {
    id: newId('inv'),
    tokenHash: hashLinkToken(token),
    companyId: input.companyId,
    email,
    role: input.role,
    invitedBy: input.userId,
    at,
    expiresAt: later(at, INVITATION_LASTS_MS),
  })
  await app.mail.send({ to: email, ...input.mail(new URL(`/brand/join/${token}`, app.config.publicUrl)) })
  return { kind: 'invited' }
}

export async function withdrawInvitation(
  app: App,
  input: Actor & { invitationId: string },
): Promise<{ kind: 'withdrawn' | 'gone' | 'refused' }> {
  const { db } = app.store
  const me = (await colleagues(db, input.companyId)).find(({ userId }) => userId === input.userId)
  if (me === undefined || !mayInvite(me.role)) return { kind: 'refused' }
  const dropped = await dropInvitation(db, { id: input.invitationId, companyId: input.companyId })
  return { kind: dropped ? 'withdrawn' : 'gone' }
}

export type JoinView =
  | { kind: 'open'; companyName: string; by: string | null; role: InvitedRole; email: string }
  | { kind: 'ended'; companyName: string }
  /** Used, withdrawn, or never made. */
  | { kind: 'unknown' }

/** Opening the link consumes nothing: mail scanners open links, too. */
export async function readInvitation(app: App, input: { token: string }): Promise<JoinView> {
  const found = await findInvitation(app.store.db, hashLinkToken(input.token))
  if (found === null) return { kind: 'unknown' }
  if (found.expiresAt <= app.clock.now()) return { kind: 'ended', companyName: found.companyName }
  const { companyName, invitedByName: by, role, email } = found
  return { kind: 'open', companyName, by, role, email }
}

export type Joined = { kind: 'joined'; companyId: string } | { kind: 'other_address' | 'ended' | 'unknown' }

/** The link was mailed to one address, and only somebody who signs in with that address may use it. */
export async function joinCompany(
  app: App,
  input: { token: string; person: { userId: string; email: string } },
): Promise<Joined> {
  const { db } = app.store
  const found = await findInvitation(db, hashLinkToken(input.token))
  if (found === null) return { kind: 'unknown' }
  if (found.email !== input.person.email.toLowerCase()) return { kind: 'other_address' }
  const at = app.clock.now()
  if (found.expiresAt <= at) return { kind: 'ended' }
  const { id, companyId, role } = found
  return await db.transaction().execute(async (trx): Promise<Joined> => {
    if (!(await dropInvitation(trx, { id, companyId }))) return { kind: 'unknown' }
    await addColleague(trx, { companyId, userId: input.person.userId, role, at })
    await tellPerson(trx, input.person.userId)
    return { kind: 'joined', companyId }
  })
}

export async function changeRole(
  app: App,
  input: Actor & { of: string; role: CompanyRole },
): Promise<{ kind: 'changed' | 'gone' | 'refused' }> {
  return await withTeam(app, input, async (trx, team, me) => {
    const one = team.find(({ userId }) => userId === input.of)
    if (one === undefined) return { kind: 'gone' }
    if (!mayGiveRole(me.role, { role: one.role, lastOwner: isLastOwner(team, one) }, input.role)) {
      return { kind: 'refused' }
    }
    await giveRole(trx, { companyId: input.companyId, userId: one.userId, role: input.role })
    return { kind: 'changed' }
  })
}

export async function leaveCompany(
  app: App,
  input: Actor & { of: string },
): Promise<{ kind: 'removed' | 'left' | 'gone' | 'refused' }> {
  return await withTeam(app, input, async (trx, team, me) => {
    const one = team.find(({ userId }) => userId === input.of)
    if (one === undefined) return { kind: 'gone' }
    const self = one.userId === me.userId
    if (!mayRemove(me.role, { role: one.role, lastOwner: isLastOwner(team, one), self })) {
      return { kind: 'refused' }
    }
    await removeColleague(trx, { companyId: input.companyId, userId: one.userId })
    await tellPerson(trx, one.userId)
    return { kind: self ? 'left' : 'removed' }
  })
}

/** Two owners who leave at once must not leave none: one company's team is changed by one at a time. */
async function withTeam<T extends { kind: string }>(
  app: App,
  actor: Actor,
  change: (trx: Kysely<Tables>, team: Colleague[], me: Colleague) => Promise<T>,
): Promise<T | { kind: 'refused' }> {
  return await app.store.db.transaction().execute(async (trx) => {
    if (!(await lockCompany(trx, actor.companyId))) return { kind: 'refused' as const }
    const team = await colleagues(trx, actor.companyId)
    const me = team.find(({ userId }) => userId === actor.userId)
    return me === undefined ? { kind: 'refused' as const } : await change(trx, team, me)
  })
}

/** Streams that are open now end, and come again with what is theirs. */
async function tellPerson(trx: Kysely<Tables>, userId: string): Promise<void> {
  await tell(trx, { for: [`person:${userId}`], topic: 'access' })
}
