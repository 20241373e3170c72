/** Who a visitor of a sandbox installation can enter as. */
import type { App } from '../../app.ts'
import { PRETEND_PEOPLE } from '../../domain/person/pretend-people.ts'
import { creatorsOfUser } from '../../store/creators.ts'
import { findUserByEmail } from '../../store/users.ts'
import { listChannels } from '../channel/list-channels.ts'

export type PretendVisitor = {
  key: string
  name: string
  email: string
  what: string
  creators: { handle: string; name: string }[]
  needYou: number
  team: 'agent' | 'operator' | null
  company: string | null
}

/** Only those who have been planted already; none in production. */
export async function listPretendPeople(app: App): Promise<PretendVisitor[]> {
  if (app.config.mode !== 'sandbox') return []
  const visitors = await Promise.all(
    PRETEND_PEOPLE.map(
      async ({ key, name, email, what, team = null, company }): Promise<PretendVisitor | null> => {
        const user = await findUserByEmail(app.store.db, email)
        if (user === null) return null
        const creators = await creatorsOfUser(app.store.db, user.id)
        const views = await Promise.all(creators.map(({ id }) => listChannels(app, { creatorId: id })))
        const needYou = views.reduce((sum, view) => sum + view.needYou, 0)
        return {
          key,
          name,
          email,
          what,
          creators: creators.map(({ handle, name }) => ({ handle, name })),
          needYou,
          team,
          company: company?.name ?? null,
        }
      },
    ),
  )
  return visitors.filter((visitor) => visitor !== null)
}
