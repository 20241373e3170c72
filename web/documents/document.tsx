/**
 * Public pages as plain documents: nothing of the framework, no script, their few styles inside, so that they arrive
 * in one flight. They are drawn here and may be kept, so they say nothing that is only for one reader.
 */
import { createHash } from 'node:crypto'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { App } from '../../src/app.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import appStyles from '../app.css?raw'
import figtree from '../fonts/figtree-latin.woff2?url'
import { stripView } from '../views/strip.ts'
import styles from './document.css?raw'
import pane from './pane.css?raw'

/** The colours are written once, for the whole product. */
const TOKENS = /@layer theme \{([\s\S]*?)\n\}\n/.exec(appStyles)?.[1] ?? ''
const CSS = `${TOKENS}${pane}${styles.replace('%FONT%', figtree)}`
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\s+/g, ' ')
  .replaceAll(/ ?([{};,]) ?/g, '$1')
  .replaceAll(': ', ':')
const CSS_HASH = createHash('sha256').update(CSS).digest('base64')

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // Whoever keeps a copy must ask before showing it again: numbers leave with their channel.
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const

export type Head = {
  title: string
  description: string
  /** The address of this page without what is private in it. */
  address: string | null
  picture: { href: string; alt: string } | null
  /** For machines, as schema.org has it. */
  facts: object | null
  /** Kits and their checks are for whoever holds their link. */
  findable: boolean
  /** Whether a page of ours may show it in a frame. */
  framed?: boolean
}

export function documentReply(
  app: App,
  speaker: Speaker,
  { head, body, status = 200 }: { head: Head; body: ReactNode; status?: number },
): Response {
  return new Response(html(app, speaker, head, body), { status, headers: headersFor(head) })
}

export function headersFor(head: Pick<Head, 'findable' | 'framed'>): Record<string, string> {
  return {
    ...HEADERS,
    'content-security-policy': `default-src 'none'; style-src 'sha256-${CSS_HASH}'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ${head.framed ? "'self'" : "'none'"}`,
    ...(head.findable ? {} : { 'x-robots-tag': 'noindex' }),
  }
}

function html(app: App, speaker: Speaker, head: Head, body: ReactNode): string {
  const strip = stripView(app, speaker)
  const { say } = speaker
  const markup = renderToStaticMarkup(
    <html lang={speaker.language} dir={speaker.dir}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.title}</title>
        <meta name="description" content={head.description} />
        {head.findable ? null : <meta name="robots" content="noindex" />}
        <meta property="og:type" content="profile" />
        <meta property="og:title" content={head.title} />
        <meta property="og:description" content={head.description} />
        {head.address === null ? null : (
          <>
            <meta property="og:url" content={head.address} />
            <link rel="canonical" href={head.address} />
          </>
        )}
        {head.picture === null ? null : (
          <>
            <meta property="og:image" content={head.picture.href} />
            <meta property="og:image:width" content="1200" />
            <meta property="og:image:height" content="630" />
            <meta property="og:image:alt" content={head.picture.alt} />
            <meta name="twitter:card" content="summary_large_image" />
          </>
        )}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its hash */}
        <style dangerouslySetInnerHTML={{ __html: CSS }} />
        {head.facts === null ? null : (
          <script
            type="application/ld+json"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in which no tag can begin
            dangerouslySetInnerHTML={{ __html: JSON.stringify(head.facts).replaceAll('<', '\\u003c') }}
          />
        )}
      </head>
      <body>
        <a className="skip" href="#content">
          {say('shell.skip')}
        </a>
        {strip === null ? null : (
          <aside className="sb" aria-label={strip.label}>
            <b>{strip.name}</b>
            <a href="/sandbox/clock">{strip.clock}</a>
          </aside>
        )}
        <header className="top">
          <a href="/">{speaker.platform}</a>
        </header>
        {body}
      </body>
    </html>,
  )
  return `<!doctype html>${markup}`
}
