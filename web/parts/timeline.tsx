import type { EventView } from '../views/history-page.ts'

/** What happened to a channel, newest first. */
export function Timeline({ events }: { events: readonly EventView[] }) {
  return (
    <ol className="timeline">
      {events.map((event) => (
        <Entry key={event.key} event={event} />
      ))}
    </ol>
  )
}

function Entry({ event }: { event: EventView }) {
  return (
    <li data-kind={event.kind}>
      <time dateTime={event.machineAt}>{event.at}</time>
      <div>
        <p>
          <b>{event.title}</b> {event.by === null ? null : <span className="muted">{event.by}</span>}
        </p>
        {event.detail === null ? null : <p className="muted">{event.detail}</p>}
        {event.evidence === null ? null : (
          <details>
            <summary>{event.evidence.summary}</summary>
            <dl className="facts">
              {event.evidence.facts.map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  )
}
