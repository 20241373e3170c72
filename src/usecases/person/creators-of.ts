/** The creators that a person works for. */
import type { App } from '../../app.ts'
import { creatorsOfUser } from '../../store/creators.ts'

export type Membership = { id: string; handle: string; name: string; role: 'owner' | 'admin' }

export function creatorsOf(app: App, input: { userId: string }): Promise<Membership[]> {
  return creatorsOfUser(app.store.db, input.userId)
}
