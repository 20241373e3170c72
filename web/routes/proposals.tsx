import { listCollaborations } from '../../src/usecases/collaboration/list-collaborations.ts'
import { appContext } from '../context.ts'
import { CollaborationList } from '../parts/collaboration/list.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { listPage } from '../views/collaborations.ts'
import type { Route } from './+types/proposals.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const rows = await listCollaborations(app, { side: 'creator', partyId: memberOf(context).creator.id })
  return listPage(rows, 'creator', speakerFor(app, request))
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

/** The shell around it hears what changes, and has it read again. */
export default function Proposals({ loaderData: page }: Route.ComponentProps) {
  return <CollaborationList page={page} />
}
