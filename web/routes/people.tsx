/** The shell of everybody who is signed in, with a profile or without: for chat, and for those who answer. */
import { Form, Link, NavLink, Outlet } from 'react-router'
import { unreadCount } from '../../src/usecases/chat/read-thread.ts'
import { ringBell } from '../../src/usecases/notice/ring-bell.ts'
import { appContext } from '../context.ts'
import { Icon, Mark } from '../parts/icon.tsx'
import { LanguageSwitch } from '../parts/language-switch.tsx'
import { useLive } from '../parts/live.ts'
import { useUnreadInTitle } from '../parts/unread-title.ts'
import type { PageHandle } from '../root.tsx'
import { BRAND_HOME, signedInOnly, somebodyOf } from '../session.ts'
import { browserZone, speakerFor } from '../speaking.ts'
import { languagesView } from '../views/languages.ts'
import type { Route } from './+types/people.ts'

export const handle: PageHandle = { hydrate: true }
export const middleware: Route.MiddlewareFunction[] = [signedInOnly]

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, creator, companies, roles } = somebodyOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const unread = await unreadCount(app, { person })
  const bell =
    creator === null
      ? null
      : await ringBell(app, { userId: person.userId, browserZone: browserZone(request) })
  return {
    platform: app.config.platformName,
    userId: person.userId,
    person: person.name,
    mainNav: say('shell.main_nav'),
    unread,
    nav: [
      // The same entries, in the same places, as beside the channels.
      ...(creator === null
        ? []
        : [
            { to: '/channels', icon: 'channels' as const, label: say('shell.channels'), count: null },
            {
              to: '/proposals',
              icon: 'proposal' as const,
              label: say('collaborations.nav.creator'),
              count: null,
            },
            {
              to: '/notifications',
              icon: 'bell' as const,
              label: say('shell.notifications'),
              count: countOf(bell?.unread ?? 0, say('notices.unread', { count: bell?.unread ?? 0 })),
            },
            { to: `/@${creator.handle}`, icon: 'profile' as const, label: say('shell.profile'), count: null },
          ]),
      ...(companies.length === 0
        ? []
        : [{ to: BRAND_HOME, icon: 'search' as const, label: say('shell.find_creators'), count: null }]),
      ...(roles.agent
        ? [
            { to: '/team/inbox', icon: 'mail' as const, label: say('chat.nav.inbox'), count: null },
            { to: '/team/outages', icon: 'wait' as const, label: say('chat.nav.outages'), count: null },
            { to: '/team/replies', icon: 'thread' as const, label: say('chat.nav.replies'), count: null },
          ]
        : []),
      ...(roles.operator
        ? [{ to: '/team/agents', icon: 'profile' as const, label: say('chat.nav.agents'), count: null }]
        : []),
      // Those who only answer have nobody to ask.
      ...(roles.agent && creator === null
        ? []
        : [
            {
              to: '/chat',
              icon: 'chat' as const,
              label: say('chat.nav.chat'),
              count: countOf(unread, say('chat.launcher_unread', { count: unread })),
            },
          ]),
    ],
    help: say('shell.help'),
    languages: languagesView(speaker),
    settings: creator === null ? null : say('settings.title'),
    signOut: say('shell.sign_out'),
    home:
      creator !== null
        ? '/channels'
        : companies.length > 0
          ? BRAND_HOME
          : roles.agent
            ? '/team/inbox'
            : '/chat',
  }
}

function countOf(value: number, text: string): { value: number; text: string } | null {
  return value > 0 ? { value, text } : null
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
          {shell.nav.map(({ to, icon, label, count }) => (
            // A profile is a public page and has another shell.
            <NavLink key={to} to={to} className="nav-link" reloadDocument={to.startsWith('/@')}>
              <Icon name={icon} />
              <span>{label}</span>
              {count === null ? null : (
                <span className={icon === 'bell' ? 'count news' : 'count'}>
                  <span aria-hidden="true">{count.value}</span>
                  <span className="sr-only">{count.text}</span>
                </span>
              )}
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
          {shell.settings === null ? (
            <LanguageSwitch languages={shell.languages} />
          ) : (
            <Link className="link" to="/settings">
              <Icon name="settings" />
              {shell.settings}
            </Link>
          )}
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
