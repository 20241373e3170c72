import { Outlet, useMatches } from 'react-router'
import { unreadCount } from '../../src/usecases/chat/read-thread.ts'
import { appContext } from '../context.ts'
import { ChatLauncher } from '../parts/chat-launcher.tsx'
import { Mark } from '../parts/icon.tsx'
import { LanguageSwitch } from '../parts/language-switch.tsx'
import { readerContext } from '../reader.ts'
import { BRAND_HOME, looksOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { launcherView } from '../views/chat-launcher.ts'
import { helpAt, languageNamed } from '../views/help-address.ts'
import { languagesView } from '../views/languages.ts'
import type { Route } from './+types/public.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const person = await context.get(readerContext).person()
  const { pathname } = new URL(request.url)
  const helps = pathname === '/help' || pathname.startsWith('/help/')
  const unread = helps && person !== null ? await unreadCount(app, { person }) : 0
  return {
    chat: helps ? launcherView(unread, speaker) : null,
    signedIn: person !== null,
    platform: app.config.platformName,
    contactEmail: app.config.contactEmail,
    nav: say('shell.main_nav'),
    help: { label: say('shell.footer.help'), href: helpAt(languageNamed(pathname), '/help') },
    contact: say('shell.footer.contact'),
    languages: languagesView(speaker),
    account:
      person === null
        ? { label: say('shell.sign_in'), href: '/sign-in' }
        : (await looksOnly(app, person))
          ? { label: say('shell.find_creators'), href: BRAND_HOME }
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
          <a href={page.help.href}>{page.help.label}</a>
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
        <a href={page.help.href}>{page.help.label}</a>
        <a href={`mailto:${page.contactEmail}`}>{page.contact}</a>
        <LanguageSwitch languages={page.languages} />
      </footer>
      {page.chat === null ? null : <ChatLauncher chat={page.chat} panel={page.signedIn} />}
    </div>
  )
}
