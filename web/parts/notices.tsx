import { Form } from 'react-router'
import type { NoticeView } from '../views/notices-page.ts'
import { Icon } from './icon.tsx'

/** What stands now: a sheet each. */
export function Notices({ items }: { items: NoticeView[] }) {
  return (
    <ul className="notes">
      {items.map((item) => (
        <li
          key={item.id}
          className={`note tone-${item.tone}`}
          data-fresh={item.fresh === null ? undefined : ''}
        >
          <span className={`note-mark tone-${item.tone}`}>
            <Icon name={item.tone === 'off' ? 'history' : item.tone} />
          </span>
          <div className="note-body">
            <p className="note-head">
              <span>
                {item.channel} {item.profile}
              </span>
              <time dateTime={item.machineAt}>{item.at}</time>
            </p>
            <h3>
              {item.title} {item.fresh === null ? null : <span className="note-new">{item.fresh}</span>}
            </h3>
            {item.lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
            {item.action === null && item.mark === null ? null : (
              <div className="note-acts">
                {item.action === null ? null : (
                  // A page of its own decides where this leads, so the browser follows it itself.
                  <a className="btn primary" href={item.action.href} aria-label={item.action.accessibleName}>
                    {item.action.label}
                  </a>
                )}
                {item.mark === null ? null : (
                  <Form method="post" preventScrollReset>
                    <button
                      className="link"
                      type="submit"
                      name="read"
                      value={item.id}
                      aria-label={item.mark.accessibleName}
                    >
                      {item.mark.label}
                    </button>
                  </Form>
                )}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What was told before: a line each. */
export function PastNotices({ items }: { items: NoticeView[] }) {
  return (
    <ul className="mails past-notes">
      {items.map((item) => (
        <li key={item.id}>
          <span className={`note-mark tone-${item.tone}`}>
            <Icon name={item.tone === 'off' ? 'history' : item.tone} />
          </span>
          <p>
            <b>{item.title}</b>
            <span className="muted">
              {item.lines[0]} {item.profile}
            </span>
          </p>
          <time dateTime={item.machineAt}>{item.at}</time>
        </li>
      ))}
    </ul>
  )
}
