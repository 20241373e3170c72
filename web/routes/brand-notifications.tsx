import { redirect } from 'react-router'
import { listNews, readNews } from '../../src/usecases/collaboration/list-news.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { NoticesSheet } from '../parts/notices-sheet.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { newsPage } from '../views/notices-page.ts'
import type { Route } from './+types/brand-notifications.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { userId } = brandOf(context).person
  return newsPage(await listNews(app, { userId, side: 'brand' }), speakerFor(app, request))
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { userId } = brandOf(context).person
  const form = await boundedForm(request, 10_000)
  const wanted = form === null ? '' : textOf(form, 'read')
  if (wanted !== '') await readNews(app, { userId, side: 'brand', newsId: wanted === 'all' ? null : wanted })
  return redirect('/brand/notifications', 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandNotifications({ loaderData: page }: Route.ComponentProps) {
  return <NoticesSheet page={page} settings="/brand/notifications/settings" />
}
