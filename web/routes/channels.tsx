import { useState } from 'react'
import { Link, useRevalidator, useRouteLoaderData } from 'react-router'
import { wishesOf } from '../../src/usecases/notice/wish.ts'
import { appContext } from '../context.ts'
import { AddCard } from '../parts/add-card.tsx'
import { Announcer } from '../parts/announcer.tsx'
import { ChannelCard } from '../parts/channel-card.tsx'
import { useStayingFresh } from '../parts/staying-fresh.ts'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { channelsPage } from '../views/channels-page.ts'
import type { Route } from './+types/channels.ts'
import type { loader as membersLoader } from './members.tsx'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { person, channels } = memberOf(context)
  const [view, asked] = await Promise.all([channels(), wishesOf(app, { userId: person.userId })])
  const page = channelsPage(view, { address: new URL(request.url), asked }, speaker)
  return { ...page, pageTitle: speaker.say('shell.page_title', { page: page.title }) }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Channels({ loaderData: page }: Route.ComponentProps) {
  useStayingFresh()
  const says = page.cards.map(({ id, announced }) => ({ id, text: announced }))
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.summary}</p>
        {page.fixAll === null ? null : (
          <p>
            <Link className="btn" to={page.fixAll.href}>
              {page.fixAll.label}
            </Link>
          </p>
        )}
      </header>
      <Announcer says={says} aside={page.report?.text ?? null} />
      {useSteadyOrder(page.cards).map((card) => (
        <ChannelCard
          key={card.id}
          card={card}
          report={page.report?.channelId === card.id ? page.report.text : null}
        />
      ))}
      {page.add.length === 0 ? null : (
        <section className="add" aria-labelledby="add-title">
          <h2 id="add-title" className={page.empty ? 'sr-only' : undefined}>
            {page.addTitle}
          </h2>
          <div className="add-grid">
            {page.add.map((add) => (
              <AddCard key={add.network} add={add} />
            ))}
          </div>
        </section>
      )}
    </>
  )
}

/** What needs somebody comes first, but nothing moves away from under a finger while the page is open. */
function useSteadyOrder<Card extends { id: string }>(cards: Card[]): Card[] {
  const [places] = useState(() => new Map(cards.map(({ id }, place) => [id, place])))
  const place = ({ id }: Card) => places.get(id) ?? places.size
  return [...cards].sort((a, b) => place(a) - place(b))
}

export function ErrorBoundary() {
  const { revalidate, state } = useRevalidator()
  const words = useRouteLoaderData<typeof membersLoader>('routes/members')?.unloaded
  return (
    <section className="problem" role="alert">
      <h1>{words?.title}</h1>
      <p className="lede">{words?.body}</p>
      <a
        className="btn primary"
        href="/channels"
        aria-disabled={state === 'loading'}
        onClick={(event) => {
          event.preventDefault()
          void revalidate()
        }}
      >
        {words?.retry}
      </a>
    </section>
  )
}
