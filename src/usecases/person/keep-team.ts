/** Who works for a creator or a company: asking people in, roles, and leaving. */
import type { Kysely } from 'kysely'
import type { App } from '../../app.ts'
import {
  addressOf,
  INVITATION_LASTS_MS,
  type InvitedRoleIn,
  isLastOwner,
  MOST_OPEN_INVITATIONS,
  mayGiveRole,
  mayInvite,
  mayRemove,
  ROLES_IN,
  type RoleIn,
  type TeamKind,
} from '../../domain/team.ts'
import { later } from '../../domain/time.ts'
import { tell } from '../../store/live.ts'
import { grantsByPerson } from '../../store/members.ts'
import type { Tables } from '../../store/tables.ts'
import {
  addTeammate,
  dropInvitation,
  findInvitation,
  giveTeamRole,
  type Invitation,
  invitationsOf,
  lockTeam,
  putInvitation,
  removeTeammate,
  type Teammate,
  teammates,
} from '../../store/teams.ts'
import { hashLinkToken, newId, newLinkToken } from '../../vault/random.ts'

/** Somebody of the team, as the session found them; roles are read again before anything changes. */
export type Actor<Kind extends TeamKind> = {
  kind: Kind
  /** The creator or the company. */
  of: string
  userId: string
}

/** Where a mailed link leads. */
const JOIN_PATHS = { creator: '/join', company: '/brand/join' } as const satisfies Record<TeamKind, string>

export type Team<Kind extends TeamKind> = {
  people: (Teammate<Kind> & { mayGive: RoleIn[Kind][]; mayRemove: boolean; self: boolean })[]
  invitations: (Invitation<Kind> & { ended: boolean })[]
  mayInvite: boolean
}

/** Null where they are on this team no longer. */
export async function readTeam<Kind extends TeamKind>(
  app: App,
  { kind, of, userId }: Actor<Kind>,
): Promise<Team<Kind> | null> {
  const { db } = app.store
  const [team, invited] = await Promise.all([teammates(db, kind, of), invitationsOf(db, kind, of)])
  const me = team.find((one) => one.userId === userId)
  if (me === undefined) return null
  const now = app.clock.now()
  return {
    people: team.map((one) => {
      const standing = { role: one.role, lastOwner: isLastOwner(team, one), self: one.userId === userId }
      return {
        ...one,
        self: standing.self,
        mayGive: ROLES_IN[kind].filter((role) => role !== one.role && mayGiveRole(me.role, standing, role)),
        mayRemove: mayRemove(me.role, standing),
      }
    }),
    invitations: mayInvite(me.role) ? invited.map((one) => ({ ...one, ended: one.expiresAt <= now })) : [],
    mayInvite: mayInvite(me.role),
  }
}

/** How many of the creator's channels live by each person's yes. */
export function readGrants(app: App, input: { creatorId: string }): Promise<Map<string, number>> {
  return grantsByPerson(app.store.db, input.creatorId)
}

export type Invited = { kind: 'invited' | 'no_address' | 'already' | 'too_many' | 'refused' }

/** `mail` makes the letter around the one link that lets them in. */
export async function invite<Kind extends TeamKind>(
  app: App,
  actor: Actor<Kind>,
  asked: {
    email: string
    role: InvitedRoleIn[Kind]
    mail: (link: URL) => { subject: string; text: string; html: string }
  },
): Promise<Invited> {
  const { kind, of, userId } = actor
  const email = addressOf(asked.email)
  if (email === null) return { kind: 'no_address' }
  const token = newLinkToken()
  const at = app.clock.now()
  const done = await withTeam(app, actor, async (trx, team, me): Promise<Invited> => {
    if (!mayInvite(me.role)) return { kind: 'refused' }
    if (team.some((one) => one.email.toLowerCase() === email)) return { kind: 'already' }
    const open = (await invitationsOf(trx, kind, of)).filter((one) => one.expiresAt > at)
    if (open.length >= MOST_OPEN_INVITATIONS && !open.some((one) => one.email === email)) {
      return { kind: 'too_many' }
    }
    await putInvitation(trx, kind, {
      id: newId('inv'),
      tokenHash: hashLinkToken(token),
      of,
      email,
      role: asked.role,
      invitedBy: userId,
      at,
      expiresAt: later(at, INVITATION_LASTS_MS),
    })
    return { kind: 'invited' }
  })
  if (done.kind === 'invited') {
    const link = new URL(`${JOIN_PATHS[kind]}/${token}`, app.config.publicUrl)
    await app.post.send({ to: email, ...asked.mail(link) })
  }
  return done
}

export async function withdrawInvitation<Kind extends TeamKind>(
  app: App,
  actor: Actor<Kind>,
  { invitationId }: { invitationId: string },
): Promise<{ kind: 'withdrawn' | 'gone' | 'refused' }> {
  return await withTeam(app, actor, async (trx, _team, me) => {
    if (!mayInvite(me.role)) return { kind: 'refused' }
    const dropped = await dropInvitation(trx, actor.kind, { id: invitationId, of: actor.of })
    return { kind: dropped ? 'withdrawn' : 'gone' }
  })
}

export type InvitationView<Kind extends TeamKind> =
  | { kind: 'open'; teamName: string; by: string | null; role: InvitedRoleIn[Kind]; email: string }
  | { kind: 'ended'; teamName: string }
  /** Used, taken back, or never made. */
  | { kind: 'unknown' }

/** Opening the link consumes nothing: mail scanners open links, too. */
export async function readInvitation<Kind extends TeamKind>(
  app: App,
  { kind, token }: { kind: Kind; token: string },
): Promise<InvitationView<Kind>> {
  const found = await findInvitation(app.store.db, kind, hashLinkToken(token))
  if (found === null) return { kind: 'unknown' }
  const { teamName, invitedByName: by, role, email } = found
  return found.expiresAt <= app.clock.now()
    ? { kind: 'ended', teamName }
    : { kind: 'open', teamName, by, role, email }
}

export type Joined = { kind: 'joined'; of: string } | { kind: 'other_address' | 'ended' | 'unknown' }

/** The link was mailed to one address, and only somebody who has proven that address may use it. */
export async function joinTeam(
  app: App,
  input: {
    kind: TeamKind
    token: string
    person: { userId: string; email: string; emailProven: boolean }
  },
): Promise<Joined> {
  const { db } = app.store
  const { kind, person } = input
  const found = await findInvitation(db, kind, hashLinkToken(input.token))
  if (found === null) return { kind: 'unknown' }
  if (!person.emailProven || found.email !== person.email.toLowerCase()) return { kind: 'other_address' }
  const at = app.clock.now()
  if (found.expiresAt <= at) return { kind: 'ended' }
  const { id, of, role } = found
  return await db.transaction().execute(async (trx): Promise<Joined> => {
    if (!(await dropInvitation(trx, kind, { id, of }))) return { kind: 'unknown' }
    await addTeammate(trx, kind, { of, userId: person.userId, role, at })
    await tellPerson(trx, person.userId)
    return { kind: 'joined', of }
  })
}

export async function changeRole<Kind extends TeamKind>(
  app: App,
  actor: Actor<Kind>,
  { whose, role }: { whose: string; role: RoleIn[Kind] },
): Promise<{ kind: 'changed' | 'gone' | 'refused' }> {
  return await withTeam(app, actor, async (trx, team, me) => {
    const one = team.find(({ userId }) => userId === whose)
    if (one === undefined) return { kind: 'gone' }
    if (!mayGiveRole(me.role, { role: one.role, lastOwner: isLastOwner(team, one) }, role)) {
      return { kind: 'refused' }
    }
    await giveTeamRole(trx, actor.kind, { of: actor.of, userId: one.userId, role })
    await tellPerson(trx, one.userId)
    return { kind: 'changed' }
  })
}

/** What they gave the networks their yes for stays connected: it is the creator's, and may not break with a parting. */
export async function leaveTeam<Kind extends TeamKind>(
  app: App,
  actor: Actor<Kind>,
  { who }: { who: string },
): Promise<{ kind: 'removed' | 'left' | 'gone' | 'refused' }> {
  return await withTeam(app, actor, async (trx, team, me) => {
    const one = team.find(({ userId }) => userId === who)
    if (one === undefined) return { kind: 'gone' }
    const self = one.userId === me.userId
    if (!mayRemove(me.role, { role: one.role, lastOwner: isLastOwner(team, one), self })) {
      return { kind: 'refused' }
    }
    await removeTeammate(trx, actor.kind, { of: actor.of, userId: one.userId })
    await tellPerson(trx, one.userId)
    return { kind: self ? 'left' : 'removed' }
  })
}

/** Two owners who leave at once must not leave none: one team is changed by one at a time. */
async function withTeam<Kind extends TeamKind, T extends { kind: string }>(
  app: App,
  { kind, of, userId }: Actor<Kind>,
  change: (trx: Kysely<Tables>, team: Teammate<Kind>[], me: Teammate<Kind>) => Promise<T>,
): Promise<T | { kind: 'refused' }> {
  return await app.store.db.transaction().execute(async (trx) => {
    if (!(await lockTeam(trx, kind, of))) return { kind: 'refused' as const }
    const team = await teammates(trx, kind, of)
    const me = team.find((one) => one.userId === userId)
    return me === undefined ? { kind: 'refused' as const } : await change(trx, team, me)
  })
}

/** Streams that are open now end, and come again with what is theirs. */
async function tellPerson(trx: Kysely<Tables>, userId: string): Promise<void> {
  await tell(trx, { for: [`person:${userId}`], topic: 'access' })
}
