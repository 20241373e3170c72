import { isRouteErrorResponse, useRouteError, useRouteLoaderData } from 'react-router'
import { Problem, type ProblemView } from './problem.tsx'

/** What the root has at hand for every page below it. */
export type Stumbles = { problems: Record<'not_found' | 'away' | 'broken', ProblemView> }

/** What stands in place of a page that is not there, or that could not be made. */
export function Stumble() {
  const error = useRouteError()
  const data = useRouteLoaderData<Stumbles>('root')
  const kind = stumbleKind(error)
  return <Problem {...(data?.problems[kind] ?? LAST_RESORT)} />
}

export function stumbleKind(error: unknown): keyof Stumbles['problems'] {
  if (!isRouteErrorResponse(error)) return 'broken'
  return error.status === 404 ? 'not_found' : error.status === 503 ? 'away' : 'broken'
}

/** Said only when even the words could not be loaded. */
export const LAST_RESORT: ProblemView = {
  title: 'This page stumbled',
  body: 'Something on our side went wrong. Your channels and connections are fine.',
  wayOn: { label: 'Try again', href: '' },
}
