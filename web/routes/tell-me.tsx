import { redirect } from 'react-router'
import { isNetwork } from '../../src/domain/network.ts'
import { askToHear, neverMind } from '../../src/usecases/notice/wish.ts'
import { appContext } from '../context.ts'
import { memberOf, membersOnly, pathAfter } from '../session.ts'
import type { Route } from './+types/tell-me.ts'

export const middleware: Route.MiddlewareFunction[] = [membersOnly]

/** Somebody wants to hear when a network is back, or does not any more; then on with the page that they were on. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { network } = params
  if (!isNetwork(network)) throw new Response(null, { status: 404 })
  const form = await request.formData()
  const wish = { userId: memberOf(context).person.userId, network }
  await (form.get('wanted') === 'no' ? neverMind(app, wish) : askToHear(app, wish))
  return redirect(pathAfter(String(form.get('back') ?? '')), 303)
}

export function loader() {
  return redirect('/channels')
}
