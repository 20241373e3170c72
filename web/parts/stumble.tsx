import { isRouteErrorResponse, useRouteError, useRouteLoaderData } from 'react-router'
import type { loader as rootLoader } from '../root.tsx'
import { Problem } from './problem.tsx'

/** What stands in place of a page that is not there, or that could not be made. */
export function Stumble() {
  const error = useRouteError()
  const data = useRouteLoaderData<typeof rootLoader>('root')
  const kind = isRouteErrorResponse(error) && error.status === 404 ? 'not_found' : 'broken'
  return <Problem {...(data?.problems[kind] ?? LAST_RESORT)} />
}

/** Said only when even the words could not be loaded. */
export const LAST_RESORT = {
  title: 'This page stumbled',
  body: 'Something on our side went wrong. Your channels and connections are fine.',
  wayOn: { label: 'Try again', href: '' },
}
