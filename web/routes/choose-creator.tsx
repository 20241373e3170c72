import { redirect } from 'react-router'
import { appContext } from '../context.ts'
import { creatorCookie, memberOf, membersOnly } from '../session.ts'
import type { Route } from './+types/choose-creator.ts'

export const middleware: Route.MiddlewareFunction[] = [membersOnly]

/** Somebody who looks after several profiles says which one they are working for. */
export async function action({ request, context }: Route.ActionArgs) {
  const wanted = (await request.formData()).get('creator')
  const creator = memberOf(context).creators.find(({ id }) => id === wanted)
  if (creator === undefined) return redirect('/channels', 303)
  return redirect('/channels', {
    status: 303,
    headers: { 'set-cookie': creatorCookie(context.get(appContext), creator.id) },
  })
}

export function loader() {
  return redirect('/channels')
}
