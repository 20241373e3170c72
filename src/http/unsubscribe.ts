/** The link at the end of a mail, pressed: by a mail program by itself (RFC 8058), or with the button of its page. */
import type { App } from '../app.ts'
import { pressLink } from '../usecases/notice/unsubscribe.ts'

export async function unsubscribe(app: App, request: Request, token: string): Promise<Response> {
  const form = await formOf(request)
  if (form === null) return new Response(null, { status: 400 })
  const oneClick = form.get('List-Unsubscribe') === 'One-Click'
  const pressed = await pressLink(app, { token, mails: !oneClick && form.get('mails') === 'on' })
  // Mail programs do not follow redirects.
  if (oneClick) return new Response(null, { status: pressed.kind === 'unknown' ? 404 : 200 })
  return new Response(null, {
    status: 303,
    headers: { location: `/unsubscribe/${encodeURIComponent(token)}`, 'cache-control': 'no-store' },
  })
}

/** Mail programs send either kind of form; anything else is none of theirs. */
async function formOf(request: Request): Promise<FormData | null> {
  try {
    return await request.formData()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
