import { createElement, Fragment, type ReactNode } from 'react'
import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import { type ArticleNode, articleBody, articles, headingsOf } from '../views/articles.ts'
import { type ExpiryTable, expiryTable } from '../views/expiry.ts'
import type { Route } from './+types/help-article.ts'

const SLUG = 'reconnecting-your-channels'

export function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const article = articles.find(({ slug }) => slug === SLUG)
  if (article === undefined) throw new Response(null, { status: 404 })
  const body = articleBody(article, { platform: app.config.platformName })
  return {
    pageTitle: say('shell.page_title', { page: article.title }),
    title: article.title,
    summary: article.summary,
    updated: say('help.updated', { date: speaker.day(new Date(`${article.updated}T12:00:00Z`)) }),
    breadcrumb: say('help.breadcrumb'),
    crumbs: [say('help.all'), say('help.collection'), say('help.section')],
    onThisPage: say('help.on_this_page'),
    headings: headingsOf(body, 'h2'),
    body,
    expiry: expiryTable(speaker),
    questions: say('help.questions'),
    contact: say('help.contact', { email: app.config.contactEmail }),
    contactEmail: app.config.contactEmail,
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'description', content: loaderData?.summary ?? '' }]
}

export default function HelpArticle({ loaderData: page }: Route.ComponentProps) {
  return (
    <article className="article">
      <nav className="crumbs" aria-label={page.breadcrumb}>
        <ol>
          {page.crumbs.map((crumb) => (
            <li key={crumb}>
              <a href="/help">{crumb}</a>
            </li>
          ))}
        </ol>
      </nav>
      <h1>{page.title}</h1>
      <p className="lede">{page.summary}</p>
      <p className="muted">{page.updated}</p>
      <nav className="toc" aria-labelledby="toc-title">
        <h2 id="toc-title">{page.onThisPage}</h2>
        <ul>
          {page.headings.map(({ id, text }) => (
            <li key={id}>
              <a href={`#${id}`}>{text}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="prose">{laidOut(page.body, page.expiry)}</div>
      <aside className="ask">
        <h2>{page.questions}</h2>
        <p>
          <a href={`mailto:${page.contactEmail}`}>{page.contact}</a>
        </p>
      </aside>
    </article>
  )
}

function laidOut(nodes: readonly ArticleNode[], expiry: ExpiryTable): ReactNode[] {
  return nodes.map((node, place) => {
    const key = String(place)
    if (typeof node === 'string') return <Fragment key={key}>{node}</Fragment>
    if (node.name === 'expiry-table') return <Expiry key={key} table={expiry} />
    return createElement(node.name, { ...node.attributes, key }, ...laidOut(node.children, expiry))
  })
}

function Expiry({ table }: { table: ExpiryTable }) {
  const { columns } = table
  return (
    <div className="table-wrap">
      <table>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.network}</th>
            <th scope="col">{columns.permission}</th>
            <th scope="col">{columns.renewal}</th>
            <th scope="col">{columns.checked}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.network}>
              <th scope="row">{row.name}</th>
              <td>
                {row.lasts}
                {row.aside === null ? null : <small>{row.aside}</small>}
              </td>
              <td>{row.renewal}</td>
              <td>
                {row.checked}{' '}
                <a href={row.source} rel="noreferrer" aria-label={`${row.name}: ${table.source}`}>
                  {table.source}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
