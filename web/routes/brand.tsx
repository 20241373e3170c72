/** The shell of those who look for creators, for one company at a time. */
import '../brand.css'
import '../stamp.css'
import { Form, Link, NavLink, Outlet } from 'react-router'
import { unreadCount } from '../../src/usecases/chat/read-thread.ts'
import { countWaiting } from '../../src/usecases/collaboration/list-collaborations.ts'
import { ringBell } from '../../src/usecases/notice/ring-bell.ts'
import { appContext } from '../context.ts'
import { ChatLauncher } from '../parts/chat-launcher.tsx'
import { Icon, type IconName, Mark } from '../parts/icon.tsx'
import { useLive } from '../parts/live.ts'
import { Switcher } from '../parts/switcher.tsx'
import { useUnreadInTitle } from '../parts/unread-title.ts'
import type { PageHandle } from '../root.tsx'
import { BRAND_HOME, brandOf, brandsOnly } from '../session.ts'
import { browserZone, speakerFor } from '../speaking.ts'
import { launcherView } from '../views/chat-launcher.ts'
import { switcherView } from '../views/switcher.ts'
import type { Route } from './+types/brand.ts'

export const handle: PageHandle = { hydrate: true }
export const middleware: Route.MiddlewareFunction[] = [brandsOnly]

type NavEntry = { to: string; icon: IconName; label: string; count?: number; countText?: string }

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, company, companies, creators } = brandOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const [waiting, { unread }] = await Promise.all([
    countWaiting(app, { side: 'brand', partyId: company.id }),
    ringBell(app, { userId: person.userId, browserZone: browserZone(request), side: 'brand' }),
  ])
  const nav: NavEntry[] = [
    { to: BRAND_HOME, icon: 'search', label: say('brand.nav.discover') },
    { to: '/brand/shortlists', icon: 'list', label: say('brand.nav.shortlists') },
    {
      to: '/brand/collaborations',
      icon: 'proposal',
      label: say('collaborations.nav.brand'),
      count: waiting,
      countText: say('collaborations.waiting', { count: waiting }),
    },
    {
      to: '/brand/notifications',
      icon: 'bell',
      label: say('collaborations.nav.notifications'),
      count: unread,
      countText: say('notices.unread', { count: unread }),
    },
    { to: '/brand/team', icon: 'people', label: say('brand.nav.team') },
  ]
  return {
    platform: app.config.platformName,
    home: BRAND_HOME,
    mainNav: say('shell.main_nav'),
    nav,
    help: say('shell.help'),
    userId: person.userId,
    chat: launcherView(await unreadCount(app, { person }), speaker),
    person: person.name,
    lookingFor: say('brand.looking_for', { company: company.name }),
    switcher: await switcherView(app, speaker, {
      creators,
      companies: companies.filter(({ id }) => id !== company.id),
    }),
    signOut: say('shell.sign_out'),
  }
}

export default function BrandShell({ loaderData: shell }: Route.ComponentProps) {
  useLive(shell.userId, (topic) => topic.startsWith('chat:') || topic.startsWith('collaboration:'))
  useUnreadInTitle(shell.chat.unread)
  return (
    <div className="shell">
      <header className="side">
        <Link className="brand" to={shell.home}>
          <Mark />
          {shell.platform}
        </Link>
        <nav className="nav" aria-label={shell.mainNav}>
          {shell.nav.map(({ to, icon, label, count = 0, countText }) => (
            <NavLink key={to} to={to} className="nav-link">
              <Icon name={icon} />
              <span>{label}</span>
              {count > 0 ? (
                <span className="count news">
                  <span aria-hidden="true">{count}</span>
                  <span className="sr-only">{countText}</span>
                </span>
              ) : null}
            </NavLink>
          ))}
          {/* Where there is no room beside the page, the chat is part of the menu. */}
          <Link className="nav-link nav-chat" to="/chat">
            <Icon name="chat" />
            <span>{shell.chat.short}</span>
            {shell.chat.unread > 0 ? (
              <span className="count">
                <span aria-hidden="true">{shell.chat.unread}</span>
                <span className="sr-only">{shell.chat.unreadText}</span>
              </span>
            ) : null}
          </Link>
          <a className="nav-link" href="/help">
            <Icon name="help" />
            <span>{shell.help}</span>
          </a>
        </nav>
        <div className="me">
          <p className="me-name">
            <b>{shell.person}</b>
            <small>{shell.lookingFor}</small>
          </p>
          <Switcher {...shell.switcher} />
          <Form method="post" action="/sign-out" reloadDocument>
            <button className="link" type="submit">
              <Icon name="out" />
              {shell.signOut}
            </button>
          </Form>
        </div>
      </header>
      <main id="content" className="page" tabIndex={-1}>
        <Outlet />
      </main>
      <ChatLauncher chat={shell.chat} panel />
    </div>
  )
}
