/** What somebody was told: what is open now, and what was before. */
import { Form, Link } from 'react-router'
import type { NoticesPage } from '../views/notices-page.ts'
import { NetworkIcon } from './network-icon.tsx'
import { Notices, PastNotices } from './notices.tsx'
import { TellMe } from './tell-me.tsx'

export function NoticesSheet({ page, settings }: { page: NoticesPage; settings: string }) {
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
          <Link className="link" to={settings}>
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
      {page.waiting === null ? null : (
        <section aria-labelledby="waiting-title">
          <h2 id="waiting-title" className="section-title">
            {page.waiting.title}
          </h2>
          <ul className="waiting-for">
            {page.waiting.items.map(({ network, name, tellMe }) => (
              <li key={network}>
                <NetworkIcon network={network} />
                <b>{name}</b>
                <TellMe tell={tellMe} />
              </li>
            ))}
          </ul>
        </section>
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
