import { Icon } from './icon.tsx'

/** Said alike whether or not the address is known here. */
export function MailOnItsWay({
  sent,
  again,
}: {
  sent: { title: string; body: string; late: string | null; mailbox: string | null; again: string }
  again: string
}) {
  return (
    <div className="sheet slim">
      <div role="status">
        <span className="result-mark calm">
          <Icon name="mail" />
        </span>
        <h1>{sent.title}</h1>
        <p className="lede">{sent.body}</p>
        {sent.late === null ? null : <p className="notice">{sent.late}</p>}
      </div>
      <div className="acts">
        {sent.mailbox === null ? null : (
          <a className="btn primary" href="/sandbox/mailbox">
            {sent.mailbox}
          </a>
        )}
        <a className="btn quiet" href={again}>
          {sent.again}
        </a>
      </div>
    </div>
  )
}
