import { useRef } from 'react'
import { Form, Link, useNavigation } from 'react-router'
import type { CardView } from '../views/channel-card.ts'
import { Badge } from './badge-plain.tsx'
import { BadgeWithTip } from './badge-with-tip.tsx'
import { Face } from './face.tsx'
import { Icon } from './icon.tsx'

type Props = { card: CardView; report: string | null; withHistory?: boolean }

export function ChannelCard({ card, report, withHistory = true }: Props) {
  const whole = useRef<HTMLElement>(null)
  const navigation = useNavigation()
  const checking = card.check !== null && navigation.formAction === card.check.action
  const [told, ...rest] = card.lines
  return (
    <article
      ref={whole}
      className={`card tone-${card.tone}`}
      aria-labelledby={`${card.id}-name`}
      data-state={card.tone}
    >
      <Face face={card.face} network={card.network} />
      <div className="card-body">
        <div className="who">
          <h2 id={`${card.id}-name`}>
            <span className="sr-only">{card.networkName} </span>
            {card.name}
          </h2>
          <small aria-hidden="true">{card.networkName}</small>
          {card.tip === null ? (
            <Badge tone={card.tone} text={card.badge} />
          ) : (
            <BadgeWithTip card={card} tip={card.tip} whole={whole} />
          )}
        </div>
        <p className="told">{told}</p>
        {rest.map((line) => (
          <p key={line} className="told more">
            {line}
          </p>
        ))}
        {card.repeats === null ? null : (
          <p className="told more">
            {card.repeats.text} <a href={card.repeats.href}>{card.repeats.label}</a>
          </p>
        )}
      </div>
      {card.action === null ? null : (
        <div className="card-act">
          <Link
            className={card.action.primary ? 'btn primary' : 'btn'}
            to={card.action.href}
            aria-label={card.action.accessibleName}
          >
            {card.action.label}
          </Link>
        </div>
      )}
      <div className="card-links">
        {card.check === null ? null : (
          <Form method="post" action={card.check.action} preventScrollReset>
            <button
              className="link"
              type="submit"
              aria-label={card.check.accessibleName}
              aria-disabled={checking}
            >
              <Icon name="refresh" />
              {checking ? card.check.waiting : card.check.label}
            </button>
          </Form>
        )}
        {withHistory ? (
          <Link className="link" to={card.history.href} aria-label={card.history.accessibleName}>
            <Icon name="history" />
            {card.history.label}
          </Link>
        ) : null}
        {report === null ? null : <span className="report">{report}</span>}
      </div>
    </article>
  )
}
