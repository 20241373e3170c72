import { data, Link, redirect } from 'react-router'
import { readReturnName, writeReturnName } from '../../src/domain/channel/return-name.ts'
import { nextToFix } from '../../src/usecases/channel/next-to-fix.ts'
import { appContext } from '../context.ts'
import { Icon } from '../parts/icon.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { connectAddress } from '../views/channel-card.ts'
import type { Route } from './+types/fix.ts'

/** Leads to the next channel that needs somebody, and says so when there is none. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const name = readReturnName(new URL(request.url).searchParams.get('return'))
  const skipped = name?.kind === 'fix' ? name.skipped : []
  const next = await nextToFix(app, { creatorId: memberOf(context).creator.id, skipped })
  if (next.kind === 'next') {
    throw redirect(connectAddress(next.network, next.channelId, writeReturnName({ kind: 'fix', skipped })))
  }
  const { say } = speakerFor(app, request)
  const whole = next.skipped === 0
  const title = say(whole ? 'connect.fix.done_title' : 'connect.fix.skipped_title')
  return data({
    pageTitle: say('shell.page_title', { page: title }),
    whole,
    title,
    body: whole ? say('connect.fix.done') : say('connect.fix.skipped', { count: next.skipped }),
    back: say('connect.fix.to_channels'),
  })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Fix({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="sheet">
      <span className={page.whole ? 'result-mark good' : 'result-mark calm'}>
        <Icon name={page.whole ? 'ok' : 'thread'} />
      </span>
      <h1>{page.title}</h1>
      <p className="lede">{page.body}</p>
      <div className="acts">
        <Link className="btn primary" to="/channels">
          {page.back}
        </Link>
      </div>
    </div>
  )
}
