import { readHelpReport } from '../../src/usecases/help/read-help-report.ts'
import { appContext } from '../context.ts'
import { operatorsOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { reportView } from '../views/help-report.ts'
import type { Route } from './+types/team-help.ts'

export const handle = { wide: true }

export async function loader({ request, context }: Route.LoaderArgs) {
  await operatorsOnly(request, context)
  const app = context.get(appContext)
  return reportView(await readHelpReport(app), speakerFor(app, request))
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function TeamHelp({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="report-page">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <section aria-labelledby="counts-title">
        <h2 id="counts-title" className="section-title">
          {page.counts.title}
        </h2>
        {page.counts.rows.length === 0 ? <p className="muted">{page.counts.none}</p> : null}
        {page.counts.rows.length === 0 ? null : (
          <div className="table-wrap">
            <table>
              <thead>
                <tr>
                  {page.counts.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {page.counts.rows.map((row) => (
                  <tr key={row.key}>
                    <th scope="row" lang={row.lang}>
                      {row.href === null ? row.title : <a href={row.href}>{row.title}</a>}
                    </th>
                    <td>{row.language}</td>
                    <td>{row.no}</td>
                    <td>{row.partly}</td>
                    <td>{row.yes}</td>
                    <td>{row.share}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section aria-labelledby="missed-title">
        <h2 id="missed-title" className="section-title">
          {page.missed.title}
        </h2>
        <p className="muted">{page.missed.hint}</p>
        {page.missed.rows.length === 0 ? <p className="muted">{page.missed.none}</p> : null}
        {page.missed.rows.length === 0 ? null : (
          <div className="table-wrap">
            <table>
              <thead>
                <tr>
                  {page.missed.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {page.missed.rows.map((row) => (
                  <tr key={row.key}>
                    <th scope="row">
                      <bdi>{row.query}</bdi>
                    </th>
                    <td>{row.language}</td>
                    <td>{row.times}</td>
                    <td>{row.last}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section aria-labelledby="comments-title">
        <h2 id="comments-title" className="section-title">
          {page.comments.title}
        </h2>
        {page.comments.rows.length === 0 ? <p className="muted">{page.comments.none}</p> : null}
        <ul className="comments">
          {page.comments.rows.map((row) => (
            <li key={row.key}>
              <p className="comment" dir="auto">
                {row.text}
              </p>
              <p className="muted">
                {row.href === null ? (
                  row.title
                ) : (
                  <a href={row.href} lang={row.lang}>
                    {row.title}
                  </a>
                )}{' '}
                · {row.language} · {row.face} · {row.at}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
