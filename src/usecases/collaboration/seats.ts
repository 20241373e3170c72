/** On which side of a collaboration somebody sits. One that is not yours looks like one that is not there. */
import type { App } from '../../app.ts'
import type { Side } from '../../domain/collaboration/moves.ts'
import { maySign } from '../../domain/collaboration/who.ts'
import { type Collaboration, findCollaboration } from '../../store/collaborations.ts'
import { companiesOfUser } from '../../store/companies.ts'
import { creatorsOfUser } from '../../store/creators.ts'

export type Seat = {
  collaboration: Collaboration
  side: Side
  role: string
  /** Those who only prepare leave decisions to others. */
  signs: boolean
}

export type Knock = { person: { userId: string }; side: Side; collaborationId: string }

/** Null for everybody else; a draft is nobody's but its company's. */
export async function seatOf(app: App, { person, side, collaborationId }: Knock): Promise<Seat | null> {
  const { db } = app.store
  const collaboration = await findCollaboration(db, collaborationId)
  if (collaboration === null) return null
  if (side === 'creator' && collaboration.state === 'draft') return null
  const parties =
    side === 'brand' ? await companiesOfUser(db, person.userId) : await creatorsOfUser(db, person.userId)
  const party = parties.find(
    ({ id }) => id === (side === 'brand' ? collaboration.company.id : collaboration.creator.id),
  )
  if (party === undefined) return null
  return { collaboration, side, role: party.role, signs: maySign(side, party.role) }
}
