import { actOnCollaboration, loadCollaboration } from '../collaborating.ts'
import { CollaborationSheet } from '../parts/collaboration/page.tsx'
import { Problem } from '../parts/problem.tsx'
import { memberOf } from '../session.ts'
import type { Route } from './+types/proposal.ts'

export function loader({ request, params, context }: Route.LoaderArgs) {
  const { person } = memberOf(context)
  return loadCollaboration({ request, context, side: 'creator', person, id: params.id })
}

export function action({ request, params, context }: Route.ActionArgs) {
  const { person } = memberOf(context)
  return actOnCollaboration({ request, context, side: 'creator', person, id: params.id })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Proposal({ loaderData: page, actionData }: Route.ComponentProps) {
  if (page.kind === 'missing') return <Problem {...page} />
  return <CollaborationSheet key={page.id} page={page} refused={actionData ?? null} />
}
