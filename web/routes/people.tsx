/** The shell of everybody who is signed in, with a profile or without: for chat, and for those who answer. */
import { Form, Link, NavLink, Outlet } from 'react-router'
import { unreadCount } from '../../src/usecases/chat/read-thread.ts'
import { appContext } from '../context.ts'
import { Icon, Mark } from '../parts/icon.tsx'
import { useLive } from '../parts/live.ts'
import { useUnreadInTitle } from '../parts/unread-title.ts'
import type { PageHandle } from '../root.tsx'
import { signedInOnly, somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/people.ts'

export const handle: PageHandle = { hydrate: true }
export const middleware: Route.MiddlewareFunction[] = [signedInOnly]

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, creator, roles } = somebodyOf(context)
  const { say } = speakerFor(app, request)
  const unread = await unreadCount(app, { person })
  return {
    platform: app.config.platformName,
    userId: person.userId,
    person: person.name,
    mainNav: say('shell.main_nav'),
    unread,
    unreadText: say('chat.launcher_unread', { count: unread }),
    nav: [
      ...(creator === null
        ? []
        : [{ to: '/channels', icon: 'channels' as const, label: say('shell.channels') }]),
      ...(roles.agent
        ? [
            { to: '/team/inbox', icon: 'mail' as const, label: say('chat.nav.inbox') },
            { to: '/team/outages', icon: 'wait' as const, label: say('chat.nav.outages') },
            { to: '/team/replies', icon: 'thread' as const, label: say('chat.nav.replies') },
          ]
        : []),
      ...(roles.operator
        ? [{ to: '/team/agents', icon: 'profile' as const, label: say('chat.nav.agents') }]
        : []),
      // Those who only answer have nobody to ask.
      ...(roles.agent && creator === null
        ? []
        : [{ to: '/chat', icon: 'chat' as const, label: say('chat.nav.chat') }]),
    ],
    help: say('shell.help'),
    signOut: say('shell.sign_out'),
    home: creator === null ? (roles.agent ? '/team/inbox' : '/chat') : '/channels',
  }
}

export default function People({ loaderData: shell }: Route.ComponentProps) {
  useLive(shell.userId, (topic) => topic.startsWith('chat:'))
  useUnreadInTitle(shell.unread)
  return (
    <div className="shell">
      <header className="side">
        <Link className="brand" to={shell.home}>
          <Mark />
          {shell.platform}
        </Link>
        <nav className="nav" aria-label={shell.mainNav}>
          {shell.nav.map(({ to, icon, label }) => (
            <NavLink key={to} to={to} className="nav-link">
              <Icon name={icon} />
              <span>{label}</span>
              {to === '/chat' && shell.unread > 0 ? (
                <span className="count">
                  <span aria-hidden="true">{shell.unread}</span>
                  <span className="sr-only">{shell.unreadText}</span>
                </span>
              ) : null}
            </NavLink>
          ))}
          <a className="nav-link" href="/help">
            <Icon name="help" />
            <span>{shell.help}</span>
          </a>
        </nav>
        <div className="me">
          <p className="me-name">
            <b>{shell.person}</b>
          </p>
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
    </div>
  )
}
