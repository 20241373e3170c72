/** Who works for a creator: asking teammates in, roles, and leaving. */
import type { Kysely } from 'kysely'
import type { App } from '../../app.ts'
import { type InvitedMemberRole, MEMBER_ROLES, type MemberRole } from '../../domain/person/member.ts'
import {
  addressOf,
  INVITATION_LASTS_MS,
  isLastOwner,
  MOST_OPEN_INVITATIONS,
  mayGiveRole,
  mayInvite,
  mayRemove,
} from '../../domain/team.ts'
import { later } from '../../domain/time.ts'
import { addMember } from '../../store/creators.ts'
import { tell } from '../../store/live.ts'
import {
  dropMemberInvitation,
  findMemberInvitation,
  giveMemberRole,
  lockCreator,
  type Member,
  type MemberInvitation,
  memberInvitationsOf,
  membersOf,
  putMemberInvitation,
  removeMember,
} from '../../store/members.ts'
import type { Tables } from '../../store/tables.ts'
import { hashLinkToken, newId, newLinkToken } from '../../vault/random.ts'

/** Somebody of the team, as the session found them; roles are read again before anything changes. */
type Actor = { creatorId: string; userId: string }

export type CreatorTeam = {
  members: (Member & { mayGive: MemberRole[]; mayRemove: boolean; self: boolean })[]
  invitations: (MemberInvitation & { ended: boolean })[]
  mayInvite: boolean
}

/** Null where they are on this team no longer. */
export async function readMembers(app: App, actor: Actor): Promise<CreatorTeam | null> {
  const { db } = app.store
  const [team, invited] = await Promise.all([
    membersOf(db, actor.creatorId),
    memberInvitationsOf(db, actor.creatorId),
  ])
  const me = team.find(({ userId }) => userId === actor.userId)
  if (me === undefined) return null
  const now = app.clock.now()
  return {
    members: team.map((one) => {
      const of = { role: one.role, lastOwner: isLastOwner(team, one), self: one.userId === me.userId }
      return {
        ...one,
        self: of.self,
        mayGive: MEMBER_ROLES.filter((role) => role !== one.role && mayGiveRole(me.role, of, role)),
        mayRemove: mayRemove(me.role, of),
      }
    }),
    invitations: mayInvite(me.role) ? invited.map((one) => ({ ...one, ended: one.expiresAt <= now })) : [],
    mayInvite: mayInvite(me.role),
  }
}

export type InvitedMember = { kind: 'invited' | 'no_address' | 'already' | 'too_many' | 'refused' }

/** `mail` makes the letter around the one link that lets them in. */
export async function inviteMember(
  app: App,
  input: Actor & {
    email: string
    role: InvitedMemberRole
    mail: (link: URL) => { subject: string; text: string; html: string }
  },
): Promise<InvitedMember> {
  const email = addressOf(input.email)
  if (email === null) return { kind: 'no_address' }
  const token = newLinkToken()
  const at = app.clock.now()
  const done = await withTeam(app, input, async (trx, team, me): Promise<InvitedMember> => {
    if (!mayInvite(me.role)) return { kind: 'refused' }
    if (team.some((one) => one.email.toLowerCase() === email)) return { kind: 'already' }
    const open = (await memberInvitationsOf(trx, input.creatorId)).filter((one) => one.expiresAt > at)
    if (open.length >= MOST_OPEN_INVITATIONS && !open.some((one) => one.email === email)) {
      return { kind: 'too_many' }
    }
    await putMemberInvitation(trx, {
      id: newId('inv'),
      tokenHash: hashLinkToken(token),
      creatorId: input.creatorId,
      email,
      role: input.role,
      invitedBy: input.userId,
      at,
      expiresAt: later(at, INVITATION_LASTS_MS),
    })
    return { kind: 'invited' }
  })
  if (done.kind === 'invited') {
    await app.mail.send({ to: email, ...input.mail(new URL(`/join/${token}`, app.config.publicUrl)) })
  }
  return done
}

export async function withdrawMemberInvitation(
  app: App,
  input: Actor & { invitationId: string },
): Promise<{ kind: 'withdrawn' | 'gone' | 'refused' }> {
  return await withTeam(app, input, async (trx, _team, me) => {
    if (!mayInvite(me.role)) return { kind: 'refused' }
    const dropped = await dropMemberInvitation(trx, { id: input.invitationId, creatorId: input.creatorId })
    return { kind: dropped ? 'withdrawn' : 'gone' }
  })
}

export type MemberJoinView =
  | { kind: 'open'; creatorName: string; by: string | null; role: InvitedMemberRole; email: string }
  | { kind: 'ended'; creatorName: string }
  /** Used, taken back, or never made. */
  | { kind: 'unknown' }

/** Opening the link consumes nothing: mail scanners open links, too. */
export async function readMemberInvitation(app: App, input: { token: string }): Promise<MemberJoinView> {
  const found = await findMemberInvitation(app.store.db, hashLinkToken(input.token))
  if (found === null) return { kind: 'unknown' }
  const { creatorName, invitedByName: by, role, email } = found
  return found.expiresAt <= app.clock.now()
    ? { kind: 'ended', creatorName }
    : { kind: 'open', creatorName, by, role, email }
}

export type JoinedTeam =
  | { kind: 'joined'; creatorId: string }
  | { kind: 'other_address' | 'ended' | 'unknown' }

/** The link was mailed to one address, and only somebody who has proven that address may use it. */
export async function joinTeam(
  app: App,
  input: { token: string; person: { userId: string; email: string; emailProven: boolean } },
): Promise<JoinedTeam> {
  const { db } = app.store
  const { person } = input
  const found = await findMemberInvitation(db, hashLinkToken(input.token))
  if (found === null) return { kind: 'unknown' }
  if (!person.emailProven || found.email !== person.email.toLowerCase()) return { kind: 'other_address' }
  const at = app.clock.now()
  if (found.expiresAt <= at) return { kind: 'ended' }
  const { id, creatorId, role } = found
  return await db.transaction().execute(async (trx): Promise<JoinedTeam> => {
    if (!(await dropMemberInvitation(trx, { id, creatorId }))) return { kind: 'unknown' }
    await addMember(trx, { creatorId, userId: person.userId, role, at })
    await tellPerson(trx, person.userId)
    return { kind: 'joined', creatorId }
  })
}

export async function changeMemberRole(
  app: App,
  input: Actor & { of: string; role: MemberRole },
): Promise<{ kind: 'changed' | 'gone' | 'refused' }> {
  return await withTeam(app, input, async (trx, team, me) => {
    const one = team.find(({ userId }) => userId === input.of)
    if (one === undefined) return { kind: 'gone' }
    if (!mayGiveRole(me.role, { role: one.role, lastOwner: isLastOwner(team, one) }, input.role)) {
      return { kind: 'refused' }
    }
    await giveMemberRole(trx, { creatorId: input.creatorId, userId: one.userId, role: input.role })
    await tellPerson(trx, one.userId)
    return { kind: 'changed' }
  })
}

/** What they gave the networks their yes for stays connected: it is the creator's, and may not break with a parting. */
export async function leaveTeam(
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
    await removeMember(trx, { creatorId: input.creatorId, userId: one.userId })
    await tellPerson(trx, one.userId)
    return { kind: self ? 'left' : 'removed' }
  })
}

/** Two owners who leave at once must not leave none: one creator's team is changed by one at a time. */
async function withTeam<T extends { kind: string }>(
  app: App,
  actor: Actor,
  change: (trx: Kysely<Tables>, team: Member[], me: Member) => Promise<T>,
): Promise<T | { kind: 'refused' }> {
  return await app.store.db.transaction().execute(async (trx) => {
    if (!(await lockCreator(trx, actor.creatorId))) return { kind: 'refused' as const }
    const team = await membersOf(trx, actor.creatorId)
    const me = team.find(({ userId }) => userId === actor.userId)
    return me === undefined ? { kind: 'refused' as const } : await change(trx, team, me)
  })
}

/** Streams that are open now end, and come again with what is theirs. */
async function tellPerson(trx: Kysely<Tables>, userId: string): Promise<void> {
  await tell(trx, { for: [`person:${userId}`], topic: 'access' })
}
