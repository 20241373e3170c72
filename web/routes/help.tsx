import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import { articles } from '../views/articles.ts'
import type { Route } from './+types/help.ts'

export function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  return {
    pageTitle: say('shell.page_title', { page: say('help.title') }),
    title: say('help.title'),
    lede: say('help.lede'),
    all: say('help.all'),
    collection: say('help.collection'),
    section: say('help.section'),
    count: say('help.articles', { count: articles.length }),
    articles: articles.map(({ slug, title, summary }) => ({ slug, title, summary })),
    questions: say('help.questions'),
    contact: say('help.contact', { email: app.config.contactEmail }),
    contactEmail: app.config.contactEmail,
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Help({ loaderData: page }: Route.ComponentProps) {
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <section aria-labelledby="all-title">
        <h2 id="all-title" className="section-title">
          {page.all}
        </h2>
        <div className="collection">
          <h3>{page.collection}</h3>
          <p className="muted">
            {page.section} · {page.count}
          </p>
          <ul>
            {page.articles.map(({ slug, title, summary }) => (
              <li key={slug}>
                <a href={`/help/${slug}`}>
                  <b>{title}</b>
                  <span className="muted">{summary}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      </section>
      <aside className="ask">
        <h2>{page.questions}</h2>
        <p>
          <a href={`mailto:${page.contactEmail}`}>{page.contact}</a>
        </p>
      </aside>
    </>
  )
}
