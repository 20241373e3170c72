import { redirect } from 'react-router'
import { findReconnection } from '../../src/usecases/notice/find-reconnection.ts'
import { appContext } from '../context.ts'
import { creatorCookie, memberOf, membersOnly } from '../session.ts'
import { connectAddress } from '../views/channel-card.ts'
import type { Route } from './+types/reconnect.ts'

export const middleware: Route.MiddlewareFunction[] = [membersOnly]

/** The link in a mail: straight to this channel's reconnection, working for the profile that it stands on. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, creator } = memberOf(context)
  const found = await findReconnection(app, { userId: person.userId, channelId: params.id })
  if (found === null) return redirect(`/channels/${encodeURIComponent(params.id)}`)
  return redirect(connectAddress(found.network, params.id), {
    headers: found.creatorId === creator.id ? {} : { 'set-cookie': creatorCookie(app, found.creatorId) },
  })
}
