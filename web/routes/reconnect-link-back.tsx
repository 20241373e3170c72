import { linkCookieName } from '../../src/domain/channel/reconnect-link.ts'
import { readLinkOutcome } from '../../src/usecases/channel/follow-reconnect-link.ts'
import { appContext } from '../context.ts'
import { cookieOf } from '../cookies.ts'
import { linkAnswer } from '../link/link-answer.tsx'
import { speakerFor } from '../speaking.ts'
import { linkBackPage } from '../views/link-page.ts'
import type { Route } from './+types/reconnect-link-back.ts'

/** How it ended, for the browser that went and for nobody else. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const session = cookieOf(request, linkCookieName(app.config.publicUrl))
  const outcome = await readLinkOutcome(app, { outcomeId: params.id, session })
  return linkAnswer(app, request, linkBackPage(outcome, speakerFor(app, request)))
}
