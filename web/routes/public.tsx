import { Outlet, useMatches } from 'react-router'
import { appContext } from '../context.ts'
import { Mark } from '../parts/icon.tsx'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/public.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const person = await app.signIn.person(request.headers)
  return {
    platform: app.config.platformName,
    contactEmail: app.config.contactEmail,
    nav: say('shell.main_nav'),
    help: say('shell.footer.help'),
    contact: say('shell.footer.contact'),
    account:
      person === null
        ? { label: say('shell.sign_in'), href: '/sign-in' }
        : { label: say('shell.your_channels'), href: '/channels' },
  }
}

export default function Public({ loaderData: page }: Route.ComponentProps) {
  const wide = useMatches().some(({ handle }) => (handle as { wide?: boolean } | undefined)?.wide)
  return (
    <div className="public">
      <header className="public-head">
        <a className="brand" href="/">
          <Mark />
          {page.platform}
        </a>
        <nav aria-label={page.nav}>
          <a href="/help">{page.help}</a>
          <a className="btn" href={page.account.href}>
            {page.account.label}
          </a>
        </nav>
      </header>
      <main id="content" className={wide ? 'page wide' : 'page narrow'}>
        <Outlet />
      </main>
      <footer className="public-foot">
        <span>{page.platform}</span>
        <a href="/help">{page.help}</a>
        <a href={`mailto:${page.contactEmail}`}>{page.contact}</a>
      </footer>
    </div>
  )
}
