import '../../collaboration.css'
import { Link } from 'react-router'
import type { listPage, RowView } from '../../views/collaborations.ts'
import { StateBadge } from './badge.tsx'

/** Everything of one side, by whose turn it is. */
export function CollaborationList({ page }: { page: ReturnType<typeof listPage> }) {
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.none === null ? null : <p className="notice">{page.none}</p>}
      <div className="deals-board">
        {page.groups.map(({ group, title, rows }) => (
          <section key={group} aria-labelledby={`group-${group}`} data-group={group}>
            <h2 id={`group-${group}`} className="section-title">
              {title} <small className="muted">{rows.length}</small>
            </h2>
            <ul className="deals">
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}

function Row({ row }: { row: RowView }) {
  return (
    <li>
      <Link to={row.href} className="deal boxed">
        <span className="deal-head">
          <b>
            <bdi>{row.title}</bdi>
          </b>
          <StateBadge state={row.state} />
        </span>
        <span className="deal-facts">
          <bdi>{row.other}</bdi>
          {row.budget === null ? null : <span>{row.budget}</span>}
          {row.when === null ? null : <span className={row.near ? 'deal-near' : undefined}>{row.when}</span>}
        </span>
        {row.last === null ? null : (
          <span className="deal-last muted" dir="auto">
            {row.last}
          </span>
        )}
        {row.unread === null ? null : <span className="count news">{row.unread}</span>}
      </Link>
    </li>
  )
}
