/** What somebody may do for a creator. */
export const MEMBER_ROLES = ['owner', 'admin', 'manager'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

/** What a teammate can be asked to be; an owner is made by an owner. */
export const INVITED_MEMBER_ROLES = ['admin', 'manager'] as const
export type InvitedMemberRole = (typeof INVITED_MEMBER_ROLES)[number]

/**
 * Everything else (seeing channels and their history, connecting and reconnecting, the profile, answering brands) is
 * what every member is there for. These take something away from the creator, or let others in.
 */
const MAY = {
  turn_off: ['owner', 'admin'],
  invite: ['owner', 'admin'],
  share_links: ['owner', 'admin', 'manager'],
  export: ['owner', 'admin'],
  erase: ['owner'],
} as const satisfies Record<string, readonly MemberRole[]>

export type MemberAct = keyof typeof MAY

export function memberMay(role: MemberRole, act: MemberAct): boolean {
  return (MAY[act] as readonly MemberRole[]).includes(role)
}
