import { Link } from 'react-router'
import { readLedger } from '../../src/usecases/person/read-ledger.ts'
import { appContext } from '../context.ts'
import { NetworkIcon } from '../parts/network-icon.tsx'
import { Ticks } from '../parts/ticks.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { privacyPage } from '../views/privacy-page.ts'
import type { Route } from './+types/privacy.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { creator } = memberOf(context)
  return privacyPage(await readLedger(app, { creatorId: creator.id }), creator, speakerFor(app, request))
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Privacy({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <section aria-labelledby="permissions-title">
        <h2 id="permissions-title" className="section-title">
          {page.channelsTitle}
        </h2>
        {page.none === null ? null : (
          <div className="step">
            <p>{page.none.text}</p>
            <Link className="btn primary" to="/channels">
              {page.none.connect}
            </Link>
          </div>
        )}
        {page.entries.map((entry) => (
          <article className="step ledger" key={entry.id} aria-labelledby={`of-${entry.id}`}>
            <h3 id={`of-${entry.id}`} className="ledger-name">
              <NetworkIcon network={entry.network} />
              {entry.networkName} <bdi>{entry.name}</bdi>
            </h3>
            {entry.nothing === null ? null : <p className="muted">{entry.nothing}</p>}
            {entry.held === null ? null : (
              <dl className="held">
                <div>
                  <dt>{page.labels.held}</dt>
                  <dd>
                    {entry.held.reads}
                    <details>
                      <summary>{entry.held.scopesTitle}</summary>
                      <ul className="plain">
                        {entry.held.scopes.map((scope) => (
                          <li key={scope}>
                            <code dir="ltr">{scope}</code>
                          </li>
                        ))}
                      </ul>
                    </details>
                  </dd>
                </div>
                <div>
                  <dt>{page.labels.since}</dt>
                  <dd>{entry.held.since}</dd>
                </div>
                <div>
                  <dt>{page.labels.until}</dt>
                  <dd>{entry.held.until}</dd>
                </div>
                <div>
                  <dt>{page.labels.by}</dt>
                  <dd>{entry.held.by}</dd>
                </div>
              </dl>
            )}
            <h4>{page.labels.uses}</h4>
            {entry.noUses === null ? null : <p className="muted">{entry.noUses}</p>}
            <ul className="rows">
              {entry.uses.map((use) => (
                <li key={use.purpose}>
                  <span>{use.purpose}</span>
                  <small className="muted">
                    {use.times} · {use.last}
                  </small>
                </li>
              ))}
            </ul>
            <p className="acts">
              <Link className="link" to={entry.history.href}>
                {entry.history.label}
              </Link>
              {entry.end === null ? null : (
                <Link className="btn quiet" to={entry.end.href} aria-label={entry.end.full}>
                  {entry.end.label}
                </Link>
              )}
            </p>
          </article>
        ))}
      </section>
      <section className="step" aria-labelledby="never-title">
        <h2 id="never-title">{page.neverTitle}</h2>
        <Ticks lines={page.never} />
      </section>
      <section className="step" aria-labelledby="take-title">
        <h2 id="take-title">{page.take.title}</h2>
        <p>{page.take.body}</p>
        {/* A file comes back, not a page. */}
        <form method="post" action="/settings/export">
          <button className="btn" type="submit">
            {page.take.button}
          </button>
        </form>
      </section>
      <section className="step" aria-labelledby="erase-title">
        <h2 id="erase-title">{page.erase.title}</h2>
        <ul className="plain">
          {page.erase.links.map(({ label, href }) => (
            <li key={href}>
              <Link className="link" to={href}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
