import { useEffect, useState } from 'react'
import { Form, Link, NavLink, Outlet, useNavigation, useRevalidator } from 'react-router'
import { unreadCount } from '../../src/usecases/chat/read-thread.ts'
import { countWaiting } from '../../src/usecases/collaboration/list-collaborations.ts'
import { ringBell } from '../../src/usecases/notice/ring-bell.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { appContext } from '../context.ts'
import { ChatLauncher } from '../parts/chat-launcher.tsx'
import { Icon, Mark } from '../parts/icon.tsx'
import { useLive } from '../parts/live.ts'
import { Skeletons } from '../parts/skeletons.tsx'
import { Switcher } from '../parts/switcher.tsx'
import { useUnreadInTitle } from '../parts/unread-title.ts'
import type { PageHandle } from '../root.tsx'
import { memberOf, membersOnly } from '../session.ts'
import { browserZone, speakerFor } from '../speaking.ts'
import { launcherView } from '../views/chat-launcher.ts'
import { switcherView } from '../views/switcher.ts'
import type { Route } from './+types/members.ts'

export const handle: PageHandle = { hydrate: true }
export const middleware: Route.MiddlewareFunction[] = [membersOnly]

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, creator, creators, companies, channels } = memberOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  // The shell stands even where the channels cannot be read; their own page says so.
  const needYou = await channels().then(
    (view) => view.needYou,
    () => 0,
  )
  const proposals = await countWaiting(app, { side: 'creator', partyId: creator.id })
  const { unread } = await ringBell(app, { userId: person.userId, browserZone: browserZone(request) })
  return {
    platform: app.config.platformName,
    timeZone: speaker.timeZone,
    mainNav: say('shell.main_nav'),
    nav: {
      channels: say('shell.channels'),
      proposals: say('collaborations.nav.creator'),
      notifications: say('shell.notifications'),
      profile: say('shell.profile'),
      help: say('shell.help'),
    },
    profileHref: '/profile',
    userId: person.userId,
    chat: launcherView(await unreadCount(app, { person }), speaker),
    needYou,
    needYouText: say('shell.needs_you', { count: needYou }),
    proposals,
    proposalsText: say('collaborations.waiting', { count: proposals }),
    unread,
    unreadText: say('notices.unread', { count: unread }),
    person: person.name,
    switcher: await switcherView(app, speaker, {
      creators: creators.filter(({ id }) => id !== creator.id),
      companies,
    }),
    workingFor: creator.name === person.name ? null : `${say('shell.working_for')} ${creator.name}`,
    settings: say('settings.title'),
    languageName: LANGUAGES[speaker.language].name,
    signOut: say('shell.sign_out'),
    loading: say('channels.loading'),
    unloaded: {
      title: say('channels.error.title'),
      body: say('channels.error.body'),
      retry: say('channels.error.retry'),
    },
  }
}

export default function Members({ loaderData: shell }: Route.ComponentProps) {
  useOwnTimeZone(shell.timeZone)
  const waiting = useWaitingForChannels()
  useLive(shell.userId, (topic) => topic.startsWith('chat:') || topic.startsWith('collaboration:'))
  useUnreadInTitle(shell.chat.unread)
  return (
    <div className="shell">
      <header className="side">
        <Link className="brand" to="/channels">
          <Mark />
          {shell.platform}
        </Link>
        <nav className="nav" aria-label={shell.mainNav}>
          <NavLink to="/channels" className="nav-link">
            <Icon name="channels" />
            <span>{shell.nav.channels}</span>
            {shell.needYou > 0 ? (
              <span className="count">
                <span aria-hidden="true">{shell.needYou}</span>
                <span className="sr-only">{shell.needYouText}</span>
              </span>
            ) : null}
          </NavLink>
          <NavLink to="/proposals" className="nav-link">
            <Icon name="proposal" />
            <span>{shell.nav.proposals}</span>
            {shell.proposals > 0 ? (
              <span className="count news">
                <span aria-hidden="true">{shell.proposals}</span>
                <span className="sr-only">{shell.proposalsText}</span>
              </span>
            ) : null}
          </NavLink>
          <NavLink to="/notifications" className="nav-link">
            <Icon name="bell" />
            <span>{shell.nav.notifications}</span>
            {shell.unread > 0 ? (
              <span className="count news">
                <span aria-hidden="true">{shell.unread}</span>
                <span className="sr-only">{shell.unreadText}</span>
              </span>
            ) : null}
          </NavLink>
          <a className="nav-link" href={shell.profileHref}>
            <Icon name="profile" />
            <span>{shell.nav.profile}</span>
          </a>
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
            <span>{shell.nav.help}</span>
          </a>
        </nav>
        <div className="me">
          <p className="me-name">
            <b>{shell.person}</b>
            {shell.workingFor === null ? null : <small>{shell.workingFor}</small>}
          </p>
          <Switcher {...shell.switcher} />
          <Link className="link" to="/settings">
            <Icon name="settings" />
            {shell.settings}
            <span aria-hidden="true" className="language-name">
              · {shell.languageName}
            </span>
          </Link>
          <Form method="post" action="/sign-out" reloadDocument>
            <button className="link" type="submit">
              <Icon name="out" />
              {shell.signOut}
            </button>
          </Form>
        </div>
      </header>
      <main id="content" className="page" tabIndex={-1}>
        {waiting ? <Skeletons label={shell.loading} /> : <Outlet />}
      </main>
      <ChatLauncher chat={shell.chat} panel />
    </div>
  )
}

/** Times are first shown in the zone the server knew; once it knows better, it is asked again. */
function useOwnTimeZone(shown: string): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (Intl.DateTimeFormat().resolvedOptions().timeZone !== shown && document.cookie.includes('tz=')) {
      const once = 'asked-for-own-time-zone'
      if (sessionStorage.getItem(once) !== null) return
      sessionStorage.setItem(once, 'yes')
      void revalidate()
    }
  }, [shown, revalidate])
}

const PATIENCE_MS = 200

/** True once a way to the Channels page has taken long enough for a placeholder to help. */
function useWaitingForChannels(): boolean {
  const { state, location, formMethod } = useNavigation()
  const going = state === 'loading' && location.pathname === '/channels' && formMethod === undefined
  const [waiting, setWaiting] = useState(false)
  useEffect(() => {
    if (!going) {
      setWaiting(false)
      return
    }
    const timer = setTimeout(() => setWaiting(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [going])
  return waiting && going
}
