/** The creators that a person works for. */
import type { App } from '../../app.ts'
import type { MemberRole } from '../../domain/person/member.ts'
import { creatorsOfUser } from '../../store/creators.ts'

export type Membership = { id: string; handle: string; name: string; role: MemberRole }

export function creatorsOf(app: App, input: { userId: string }): Promise<Membership[]> {
  return creatorsOfUser(app.store.db, input.userId)
}
