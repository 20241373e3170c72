import type { Shelf } from '../views/help-page.ts'

/** One collection with its sections. On a page of its own it carries the page's heading elsewhere. */
export function HelpShelf({ shelf, asPage }: { shelf: Shelf; asPage: boolean }) {
  const sections = shelf.sections.map(({ id, title, articles }) => (
    <section key={id} aria-labelledby={`${shelf.id}-${id}`} className="shelf-section">
      {asPage ? (
        <h2 id={id}>
          <span id={`${shelf.id}-${id}`}>{title}</span>
        </h2>
      ) : (
        <h4 id={`${shelf.id}-${id}`}>{title}</h4>
      )}
      <ul>
        {articles.map((article) => (
          <li key={article.slug}>
            <a href={article.href} lang={article.language} dir={article.dir}>
              <b>{article.title}</b>
              {asPage ? <span className="muted">{article.summary}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </section>
  ))
  if (asPage) return <div className="collection as-page">{sections}</div>
  return (
    <div className="collection">
      <h3>
        <a href={shelf.href}>{shelf.title}</a>
      </h3>
      <p className="muted">
        {shelf.summary} <span className="nowrap">{shelf.count}</span>
      </p>
      <div className="shelf-sections">{sections}</div>
    </div>
  )
}
