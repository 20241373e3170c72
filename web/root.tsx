import './app.css'
import { type ReactNode, use } from 'react'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteLoaderData } from 'react-router'
import type { Theme } from '../src/domain/person/theme.ts'
import type { Route } from './+types/root.ts'
import { appContext } from './context.ts'
import figtree from './fonts/figtree-latin.woff2?url'
import { NonceContext } from './nonce.ts'
import { SandboxStrip } from './parts/sandbox-strip.tsx'
import { LAST_RESORT, Stumble, type Stumbles, stumbleKind } from './parts/stumble.tsx'
import { readerContext } from './reader.ts'
import { speakerFor } from './speaking.ts'
import { stripView } from './views/strip.ts'

export type PageHandle = {
  /** Whether the page is brought to life in the browser. Public pages are not: they are plain documents. */
  hydrate?: boolean
  /** Whether the page has no script at all, not even the one that notes the reader's time zone. */
  scriptless?: boolean
}

export function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  return {
    language: speaker.language,
    dir: speaker.dir,
    theme: context.get(readerContext).theme,
    platform: app.config.platformName,
    timeZone: speaker.timeZone,
    skip: say('shell.skip'),
    strip: stripView(app, speaker),
    problems: {
      not_found: {
        title: say('problems.not_found.title'),
        body: say('problems.not_found.body'),
        wayOn: { label: say('problems.not_found.way_on'), href: '/' },
      },
      away: {
        title: say('problems.away.title'),
        body: say('problems.away.body'),
        wayOn: { label: say('problems.away.way_on'), href: '' },
      },
      broken: {
        title: say('problems.broken.title'),
        body: say('problems.broken.body'),
        wayOn: { label: say('problems.broken.way_on'), href: '' },
      },
    },
  } satisfies Stumbles & Record<string, unknown>
}

export function meta({ loaderData, error }: Route.MetaArgs) {
  const problem = error === undefined ? undefined : (loaderData?.problems[stumbleKind(error)] ?? LAST_RESORT)
  return [{ title: problem?.title ?? loaderData?.platform ?? '' }]
}

/** What a browser paints before the styles are there, and around the page. */
function ColorMetas({ theme }: { theme: Theme }) {
  if (theme === 'light' || theme === 'dark') {
    return (
      <>
        <meta name="color-scheme" content={theme} />
        <meta name="theme-color" content={PAPER[theme]} />
      </>
    )
  }
  return (
    <>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={PAPER.light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={PAPER.dark} />
    </>
  )
}

/** As in app.css. */
const PAPER = { light: '#fbfaf7', dark: '#141413' } as const

const NOTE_TIME_ZONE =
  "document.cookie='tz='+encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)+';path=/;max-age=31536000;samesite=lax'+(location.protocol==='https:'?';secure':'')"

export function Layout({ children }: { children: ReactNode }) {
  const nonce = use(NonceContext)
  const data = useRouteLoaderData<typeof loader>('root')
  const handles = useMatches().map(({ handle }) => handle as PageHandle | undefined)
  const hydrate = handles.some((handle) => handle?.hydrate)
  const scriptless = handles.some((handle) => handle?.scriptless)
  return (
    <html lang={data?.language ?? 'en'} dir={data?.dir ?? 'ltr'} data-theme={data?.theme ?? 'system'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <ColorMetas theme={data?.theme ?? 'system'} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="preload" href={figtree} as="font" type="font/woff2" crossOrigin="anonymous" />
        <Meta />
        <Links />
        {scriptless ? null : (
          <script
            nonce={nonce}
            suppressHydrationWarning
            // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its nonce
            dangerouslySetInnerHTML={{ __html: NOTE_TIME_ZONE }}
          />
        )}
      </head>
      <body>
        <a className="skip" href="#content">
          {data?.skip ?? 'Skip to content'}
        </a>
        {data?.strip ? <SandboxStrip strip={data.strip} /> : null}
        {children}
        {hydrate ? (
          <>
            <ScrollRestoration />
            <Scripts />
          </>
        ) : null}
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <main id="content" className="page narrow">
      <Stumble />
    </main>
  )
}
