import { data, Link } from 'react-router'
import { memberMay } from '../../src/domain/person/member.ts'
import { readHistory } from '../../src/usecases/channel/read-history.ts'
import { wishesOf } from '../../src/usecases/notice/wish.ts'
import { appContext } from '../context.ts'
import { Announcer } from '../parts/announcer.tsx'
import { ChannelCard } from '../parts/channel-card.tsx'
import { Icon } from '../parts/icon.tsx'
import { Problem } from '../parts/problem.tsx'
import { useStayingFresh } from '../parts/staying-fresh.ts'
import { Timeline } from '../parts/timeline.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { historyPage } from '../views/history-page.ts'
import type { Route } from './+types/history.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { creator, person } = memberOf(context)
  const history = await readHistory(app, {
    creatorId: creator.id,
    channelId: params.id,
    before: new URL(request.url).searchParams.get('before'),
  })
  if (history !== null) {
    const asked = await wishesOf(app, { userId: person.userId })
    const page = historyPage(history, { mayTurnOff: memberMay(creator.role, 'turn_off'), asked }, speaker)
    return data({ kind: 'history' as const, ...page })
  }
  const title = say('problems.no_channel.title')
  const missing = {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say('problems.no_channel.body'),
    wayOn: { label: say('problems.no_channel.way_on'), href: '/channels' },
  }
  return data({ kind: 'missing' as const, ...missing }, { status: 404 })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function History({ loaderData: page }: Route.ComponentProps) {
  useStayingFresh()
  if (page.kind === 'missing') return <Problem {...page} />
  return (
    <>
      <Link className="back" to="/channels">
        <Icon name="back" />
        {page.back}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        {page.connectedBy === null ? null : <p className="lede">{page.connectedBy}</p>}
      </header>
      <Announcer says={[{ id: page.card.id, text: page.card.announced }]} aside={null} />
      <section aria-label={page.nowTitle}>
        <ChannelCard card={page.card} report={null} withHistory={false} />
        {page.early === null ? null : (
          <p className="after-card">
            <Link className="btn" to={page.early.href} aria-label={page.early.accessibleName}>
              {page.early.label}
            </Link>
          </p>
        )}
      </section>
      <p className="after-card">
        <Link className="btn quiet" to={page.chat.href}>
          {page.chat.label}
        </Link>
      </p>
      {page.off === null ? null : (
        <p className="after-card">
          <Link className="btn quiet" to={page.off.href} aria-label={page.off.accessibleName}>
            {page.off.label}
          </Link>
        </p>
      )}
      <section aria-labelledby="timeline-title">
        <h2 id="timeline-title" className="section-title">
          {page.timelineTitle}
        </h2>
        {page.events.length === 0 ? <p className="muted">{page.none}</p> : null}
        <Timeline events={page.events} />
        {page.older === null && page.newest === null ? null : (
          <p className="acts">
            {page.newest === null ? null : (
              <Link className="btn quiet" to={page.newest.href}>
                {page.newest.label}
              </Link>
            )}
            {page.older === null ? null : (
              <Link className="btn" to={page.older.href}>
                {page.older.label}
              </Link>
            )}
          </p>
        )}
      </section>
    </>
  )
}
