import { listCollaborations } from '../../src/usecases/collaboration/list-collaborations.ts'
import { appContext } from '../context.ts'
import { CollaborationList } from '../parts/collaboration/list.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { listPage } from '../views/collaborations.ts'
import type { Route } from './+types/brand-collaborations.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const rows = await listCollaborations(app, { side: 'brand', partyId: brandOf(context).company.id })
  return listPage(rows, 'brand', speakerFor(app, request))
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

/** The shell around it hears what changes, and has it read again. */
export default function BrandCollaborations({ loaderData: page }: Route.ComponentProps) {
  return <CollaborationList page={page} />
}
