/** The button of a reconnect link's page, and the one of the page that told how it ended. Only they set anything going. */
import type { App } from '../app.ts'
import { type SetOut, setOutAgain, setOutByLink } from '../usecases/channel/follow-reconnect-link.ts'
import { linkCookie, linkCookieOf } from './link-cookie.ts'

export async function setOutFromLink(
  app: App,
  request: Request,
  { token, from }: { token: string; from: string },
): Promise<Response> {
  const helper = await nameIn(request)
  if (helper === null) return new Response(null, { status: 400 })
  const session = linkCookieOf(app, request)
  const out = await setOutByLink(app, { token, from, session, helper })
  // The page says how the link stands.
  return going(app, out, `/r/${encodeURIComponent(token)}`)
}

export async function setOutOnceMore(app: App, request: Request, outcomeId: string): Promise<Response> {
  const session = linkCookieOf(app, request)
  const out = await setOutAgain(app, { outcomeId, session })
  return going(app, out, `/r/back/${encodeURIComponent(outcomeId)}`)
}

function going(app: App, out: SetOut, back: string): Response {
  const headers = new Headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  headers.set('location', out.kind === 'go' ? out.url.href : back)
  if (out.kind === 'go') headers.append('set-cookie', linkCookie(app, out.session))
  return new Response(null, { status: 303, headers })
}

/** A name and nothing else fits into it. */
const LONGEST_FORM_BYTES = 4_096

/** The name that somebody gave, empty where they gave none; null where it is no form of ours. */
async function nameIn(request: Request): Promise<string | null> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  // Browsers say how long their forms are; what does not say it is read by nobody here.
  if (!(length <= LONGEST_FORM_BYTES)) return null
  try {
    const name = (await request.formData()).get('name')
    return typeof name === 'string' ? name : ''
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
