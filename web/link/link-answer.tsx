import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import type { App } from '../../src/app.ts'
import type { LinkPage } from '../views/link-page.ts'
import style from './link.css?inline'
import { LinkDocument } from './link-document.tsx'

/** Its only style stands in it, named by its hash; there is no script that any policy would let run. */
const STYLE_HASH = createHash('sha256').update(style).digest('base64')

export function linkAnswer(app: App, request: Request, page: LinkPage): Response {
  const body = `<!doctype html>${renderToStaticMarkup(<LinkDocument page={page} style={style} />)}`
  return new Response(request.method === 'HEAD' ? null : body, {
    status: page.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': page.addressIsKey ? 'no-referrer' : 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      ...(page.status === 429 ? { 'retry-after': '900' } : {}),
      'content-security-policy': [
        "default-src 'none'",
        `style-src 'sha256-${STYLE_HASH}'`,
        "img-src 'self'",
        // Browsers hold a form's redirect to it as well.
        ['form-action', "'self'", ...app.signInOrigins].join(' '),
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    },
  })
}
