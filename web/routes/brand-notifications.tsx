import { Form, Link, redirect } from 'react-router'
import { listNews, readNews } from '../../src/usecases/collaboration/list-news.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Notices, PastNotices } from '../parts/notices.tsx'
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
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
        <div className="notes-acts">
          {page.markAll === null ? null : (
            <Form method="post">
              <button className="link" type="submit" name="read" value="all">
                {page.markAll}
              </button>
            </Form>
          )}
          <Link className="link" to="/brand/notifications/settings">
            {page.settings}
          </Link>
        </div>
      </header>
      {page.nothing === null ? (
        <section aria-labelledby="now-title">
          <h2 id="now-title" className="section-title first">
            {page.now.title}
          </h2>
          {page.now.items.length === 0 ? <p className="muted">{page.now.none}</p> : null}
          <Notices items={page.now.items} />
        </section>
      ) : (
        <p className="notice">{page.nothing}</p>
      )}
      {page.before === null ? null : (
        <section aria-labelledby="before-title">
          <h2 id="before-title" className="section-title">
            {page.before.title}
          </h2>
          <p className="muted">{page.before.hint}</p>
          <PastNotices items={page.before.items} />
        </section>
      )}
    </>
  )
}
