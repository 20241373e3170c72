/** Who may change whom in a team, a creator's or a company's: the same rules under other names for the third role. */
import { COMPANY_ROLES, type CompanyRole, type InvitedRole } from './brand/company.ts'
import { type InvitedMemberRole, MEMBER_ROLES, type MemberRole } from './person/member.ts'
import { DAY } from './time.ts'

export type RoleIn = { creator: MemberRole; company: CompanyRole }
export type InvitedRoleIn = { creator: InvitedMemberRole; company: InvitedRole }
export type TeamKind = keyof RoleIn

/** Highest first. */
export const ROLES_IN: { [Kind in TeamKind]: readonly RoleIn[Kind][] } = {
  creator: MEMBER_ROLES,
  company: COMPANY_ROLES,
}

/** The two that carry rights over others; every other role stands below them. */
type Leading = 'owner' | 'admin'

export function isRoleIn<Kind extends TeamKind>(kind: Kind, text: string): text is RoleIn[Kind] {
  return (ROLES_IN[kind] as readonly string[]).includes(text)
}

/** An owner is made by an owner, and never by mail. */
export function isInvitedRoleIn<Kind extends TeamKind>(
  kind: Kind,
  text: string,
): text is InvitedRoleIn[Kind] {
  return text !== 'owner' && isRoleIn(kind, text)
}

export const INVITATION_LASTS_MS = 7 * DAY
/** Asking in sends mail to strangers, so nobody may do it without end. */
export const MOST_OPEN_INVITATIONS = 20

export function mayInvite(role: string): boolean {
  return isLeading(role)
}

/** Owners are changed by owners alone, and never the last one. */
export function mayGiveRole(actor: string, of: { role: string; lastOwner: boolean }, role: string): boolean {
  if (of.lastOwner && role !== 'owner') return false
  if (of.role === 'owner' || role === 'owner') return actor === 'owner'
  return isLeading(actor)
}

/** Everybody may leave, except the last owner: a team without one could never be looked after again. */
export function mayRemove(actor: string, of: { role: string; lastOwner: boolean; self: boolean }): boolean {
  if (of.lastOwner) return false
  if (of.self) return true
  return of.role === 'owner' ? actor === 'owner' : isLeading(actor)
}

export function isLastOwner(team: readonly { role: string }[], one: { role: string }): boolean {
  return one.role === 'owner' && team.filter(({ role }) => role === 'owner').length === 1
}

/** An address as mail programs take it; null where it is none that a letter could reach. */
export function addressOf(text: string): string | null {
  const email = text.trim().toLowerCase()
  const whole = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/
  return whole.test(email) && email.length <= 254 ? email : null
}

function isLeading(role: string): role is Leading {
  return role === 'owner' || role === 'admin'
}
