import { Link } from 'react-router'
import { readOwnThread } from '../../src/usecases/chat/read-thread.ts'
import { appContext } from '../context.ts'
import { Icon } from '../parts/icon.tsx'
import { somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { transcriptView } from '../views/transcript.ts'
import type { Route } from './+types/chat-transcript.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { person } = somebodyOf(context)
  const thread = await readOwnThread(app, { person, conversationId: params.id })
  if (thread === null) throw new Response(null, { status: 404 })
  const view = transcriptView(thread, speaker)
  return {
    ...view,
    pageTitle: say('shell.page_title', { page: view.title }),
    back: { label: say('chat.transcript.back'), href: `/chat/${params.id}` },
    download: { label: say('chat.transcript.download'), href: `/chat/${params.id}/transcript.txt` },
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Transcript({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="sheet">
      <Link className="back" to={page.back.href}>
        <Icon name="back" />
        {page.back.label}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <ol className="transcript">
        {page.lines.map(({ at, by, text }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said stays in its place
          <li key={place}>
            <p className="message-by">
              <bdi>{by}</bdi> {at}
            </p>
            <p className="message-text" dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ol>
      <div className="acts">
        <a className="btn" href={page.download.href} download>
          {page.download.label}
        </a>
      </div>
    </div>
  )
}
