import { data } from 'react-router'
import { lookAtLink } from '../../src/usecases/notice/unsubscribe.ts'
import { appContext } from '../context.ts'
import { Icon } from '../parts/icon.tsx'
import type { PageHandle } from '../root.tsx'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/unsubscribe.ts'

export const handle: PageHandle = { scriptless: true }

/** Asks, and changes nothing: mail scanners open every link. What presses the button is `src/http/unsubscribe.ts`. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const link = await lookAtLink(app, { token: params.token })
  const settings = { label: say('notices.unsubscribe_page.settings'), href: '/settings/notifications' }
  switch (link.kind) {
    case 'unknown': {
      const title = say('notices.unsubscribe_page.unknown_title')
      return data(
        {
          pageTitle: say('shell.page_title', { page: title }),
          title,
          lede: say('notices.unsubscribe_page.unknown'),
          hint: null,
          button: null,
          settings,
          done: false,
        },
        { status: 404 },
      )
    }
    case 'on': {
      const title = say('notices.unsubscribe_page.title')
      return data({
        pageTitle: say('shell.page_title', { page: title }),
        title,
        lede: say('notices.unsubscribe_page.ask', { email: link.email }),
        hint: say('notices.unsubscribe_page.ask_hint'),
        button: { label: say('notices.unsubscribe_page.button'), mails: 'off' },
        settings,
        done: false,
      })
    }
    case 'off': {
      const title = say('notices.unsubscribe_page.done_title')
      return data({
        pageTitle: say('shell.page_title', { page: title }),
        title,
        lede: say('notices.unsubscribe_page.done', { email: link.email }),
        hint: null,
        button: { label: say('notices.unsubscribe_page.again'), mails: 'on' },
        settings,
        done: true,
      })
    }
    default:
      return link satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function Unsubscribe({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="sheet slim">
      <span className={page.done ? 'result-mark good' : 'result-mark'}>
        <Icon name={page.done ? 'ok' : 'mail'} />
      </span>
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      {page.hint === null ? null : <p className="muted below">{page.hint}</p>}
      <form method="post" className="acts">
        {page.button === null ? null : (
          <button
            className={page.done ? 'btn' : 'btn primary big'}
            type="submit"
            name="mails"
            value={page.button.mails}
          >
            {page.button.label}
          </button>
        )}
        <a className="btn quiet" href={page.settings.href}>
          {page.settings.label}
        </a>
      </form>
    </div>
  )
}
