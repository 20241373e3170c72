/** The whole document of a reconnect link's page: one answer, no script, nothing else to fetch but a small picture. */
import { Face } from '../parts/face.tsx'
import { Icon, Mark } from '../parts/icon.tsx'
import { Said } from '../parts/said.tsx'
import { Ticks } from '../parts/ticks.tsx'
import type { InsideView, LinkPage } from '../views/link-page.ts'

export function LinkDocument({ page, style }: { page: LinkPage; style: string }) {
  return (
    <html lang={page.language} dir={page.dir}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{page.pageTitle}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <style
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a file of ours, allowed by its hash
          dangerouslySetInnerHTML={{ __html: style }}
        />
      </head>
      <body>
        <header>
          <a className="brand" href="/">
            <Mark />
            {page.platform}
          </a>
        </header>
        <main>
          {page.mark === null ? null : (
            <span className={`sign ${page.mark}`}>
              <Icon name={page.mark} />
            </span>
          )}
          {/* The way back from a network ends at this name. */}
          <h1 id="result" tabIndex={-1}>
            {page.title}
          </h1>
          {page.lines.map((line) => (
            <p key={line} className="lede">
              {line}
            </p>
          ))}
          {page.account === null ? null : <Account account={page.account} go={page.go} />}
          {page.compare === null ? null : (
            <div className="compare">
              {page.compare.map((account) => (
                <Account key={account.name} account={account} go={null} />
              ))}
            </div>
          )}
          {page.notices.map((notice) => (
            <p key={notice} className="notice">
              {notice}
            </p>
          ))}
          {page.inside === null ? null : <Inside inside={page.inside} />}
          {page.before === null ? null : (
            <section>
              <h2>{page.before.title}</h2>
              <Ticks lines={page.before.lines} />
            </section>
          )}
          {page.reads === null || page.never === null ? null : (
            <div className="two">
              <section>
                <h2>
                  <Icon name="eye" />
                  {page.reads.title}
                </h2>
                <ul>
                  {page.reads.lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </section>
              <section>
                <h2>
                  <Icon name="lock" />
                  {page.never.title}
                </h2>
                <p>{page.never.body}</p>
              </section>
            </div>
          )}
          {page.ways.map(({ label, href }) => (
            <p key={href} className="small">
              <a href={href}>{label}</a>
            </p>
          ))}
          {page.form === null ? null : (
            <>
              <form id="go" method="post" action={page.form.action}>
                {page.form.name === null ? null : (
                  <p className="field">
                    <label htmlFor="name">{page.form.name.label}</label>
                    <input
                      id="name"
                      name="name"
                      maxLength={60}
                      autoComplete="name"
                      aria-describedby="name-hint"
                    />
                    <small id="name-hint">{page.form.name.hint}</small>
                  </p>
                )}
                {page.form.small.map((line) => (
                  <p key={line} className="small">
                    {line}
                  </p>
                ))}
              </form>
              {/* Outside of its form, so that it stays at hand while the page is read. */}
              <p className="go-on">
                <button type="submit" form="go">
                  {page.form.button}
                </button>
              </p>
            </>
          )}
        </main>
        <footer>
          {page.foot.map(({ label, href }) => (
            <a key={href} href={href}>
              {label}
            </a>
          ))}
        </footer>
      </body>
    </html>
  )
}

function Account({ account, go }: { account: NonNullable<LinkPage['account']>; go: string | null }) {
  return (
    <div className="account">
      <Face face={account.face} network={account.network} />
      <div>
        {account.label === null ? null : <small>{account.label}</small>}
        <p>
          <b>{account.name}</b>
          {account.title === null ? null : <span className="muted"> {account.title}</span>}
        </p>
        {go === null ? null : (
          <p className="muted">
            <Said text={go} />
          </p>
        )}
      </div>
    </div>
  )
}

function Inside({ inside }: { inside: InsideView }) {
  return (
    <section className="inside">
      <h2>{inside.title}</h2>
      <p>{inside.body}</p>
      {inside.open === null ? null : (
        <p>
          <a className="button" href={inside.open.href}>
            {inside.open.label}
          </a>
        </p>
      )}
      <p>{inside.how}</p>
      <p className="field">
        <label htmlFor="address">{inside.address.label}</label>
        <input id="address" readOnly value={inside.address.value} dir="ltr" />
      </p>
    </section>
  )
}
