import { redirect } from 'react-router'
import { checkNow } from '../../src/usecases/channel/check-now.ts'
import { appContext } from '../context.ts'
import { memberOf, membersOnly } from '../session.ts'
import { reportAddress } from '../views/channels-page.ts'
import type { Route } from './+types/check.ts'

export const middleware: Route.MiddlewareFunction[] = [membersOnly]

export async function action({ params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const report = await checkNow(app, { creatorId: memberOf(context).creator.id, channelId: params.id })
  return redirect(reportAddress(params.id, report, app.clock.now()), 303)
}

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/channels/${encodeURIComponent(params.id)}`)
}
