import { lookAtReconnectLink } from '../../src/usecases/channel/follow-reconnect-link.ts'
import { appContext, fromContext } from '../context.ts'
import { linkAnswer } from '../link/link-answer.tsx'
import { speakerFor } from '../speaking.ts'
import { linkPage } from '../views/link-page.ts'
import type { Route } from './+types/reconnect-link.ts'

/** Asks, and changes nothing. What presses the button is `src/http/reconnect-link.ts`. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const look = await lookAtReconnectLink(app, { token: params.token, from: context.get(fromContext) })
  const url = new URL(new URL(request.url).pathname, app.config.publicUrl)
  const userAgent = request.headers.get('user-agent') ?? ''
  return linkAnswer(app, request, linkPage(look, { speaker: speakerFor(app, request), url, userAgent }))
}
