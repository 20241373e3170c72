import { readMailbox } from '../../src/usecases/sandbox/read-mailbox.ts'
import { appContext } from '../context.ts'
import { sandboxOnly } from '../session.ts'
import type { Route } from './+types/sandbox-mail-frame.ts'

/** A mail's own HTML, shut in: no scripts, no loading of anything, framed only by its page. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const mail = (await readMailbox(app)).find(({ id }) => id === params.id)
  if (mail === undefined) return new Response(null, { status: 404 })
  return new Response(`<base target="_top">${mail.html}`, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox",
    },
  })
}
