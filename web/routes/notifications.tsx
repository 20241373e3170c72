import { redirect } from 'react-router'
import { listNews, readNews } from '../../src/usecases/collaboration/list-news.ts'
import { listNotices } from '../../src/usecases/notice/list-notices.ts'
import { markRead } from '../../src/usecases/notice/mark-read.ts'
import { listWishes, readToldWishes } from '../../src/usecases/notice/wish.ts'
import { appContext } from '../context.ts'
import { NoticesSheet } from '../parts/notices-sheet.tsx'
import { useStayingFresh } from '../parts/staying-fresh.ts'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { noticesPage } from '../views/notices-page.ts'
import type { Route } from './+types/notifications.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, creators } = memberOf(context)
  const { userId } = person
  const [list, news, wishes] = await Promise.all([
    listNotices(app, { userId }),
    listNews(app, { userId, side: 'creator' }),
    listWishes(app, { userId }),
  ])
  const severalProfiles = creators.length > 1 || creators.some(({ name }) => name !== person.name)
  return noticesPage(list, { news, wishes, severalProfiles }, speakerFor(app, request))
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const wanted = (await request.formData()).get('read')
  if (typeof wanted === 'string') {
    const noticeId = wanted === 'all' ? null : wanted
    const { userId } = memberOf(context).person
    await markRead(app, { userId, noticeId })
    await readNews(app, { userId, side: 'creator', newsId: noticeId })
    await readToldWishes(app, { userId, wishId: noticeId })
  }
  return redirect('/notifications', 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Notifications({ loaderData: page }: Route.ComponentProps) {
  useStayingFresh()
  return <NoticesSheet page={page} settings="/settings/notifications" />
}
