import { actOnTerms, loadTerms } from '../collaborating.ts'
import { TermsSheet } from '../parts/collaboration/terms-sheet.tsx'
import { Problem } from '../parts/problem.tsx'
import { orUnreached } from '../parts/unreached.ts'
import { brandOf } from '../session.ts'
import type { Route } from './+types/brand-terms.ts'

export function loader({ request, params, context }: Route.LoaderArgs) {
  const { person } = brandOf(context)
  return loadTerms({ request, context, side: 'brand', person, id: params.id })
}

export function action({ request, params, context }: Route.ActionArgs) {
  const { person } = brandOf(context)
  return actOnTerms({ request, context, side: 'brand', person, id: params.id })
}

export function clientAction({ serverAction }: Route.ClientActionArgs) {
  return orUnreached(() => serverAction())
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandTerms({ loaderData: page, actionData }: Route.ComponentProps) {
  if (page.kind === 'missing') return <Problem {...page} />
  return <TermsSheet page={page} answer={actionData ?? null} />
}
