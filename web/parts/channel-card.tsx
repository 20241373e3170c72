import { useRef } from 'react'
import { Link, useNavigation } from 'react-router'
import type { CardFact, CardView } from '../views/channel-card.ts'
import { Badge } from './badge-plain.tsx'
import { BadgeWithTip } from './badge-with-tip.tsx'
import { CardMenu } from './card-menu.tsx'
import { Face } from './face.tsx'
import { Icon, type IconName } from './icon.tsx'
import { TellMe } from './tell-me.tsx'

const FACT_ICONS: Record<CardFact['kind'], IconName> = { turn: 'profile', time: 'renew', safe: 'shield' }

type Props = {
  card: CardView
  report: string | null
  withHistory?: boolean
  /** What stands open from the start. */
  shows?: 'tip' | 'menu' | null
}

export function ChannelCard({ card, report, withHistory = true, shows = null }: Props) {
  const whole = useRef<HTMLElement>(null)
  const entries = card.menu.entries.filter(({ name }) => withHistory || name !== 'history')
  const said = useReport(card, report)
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
            <bdi>{card.name}</bdi>
          </h2>
          <small aria-hidden="true">{card.networkName}</small>
          {card.tip === null ? (
            <Badge tone={card.tone} text={card.badge} />
          ) : (
            <BadgeWithTip card={card} tip={card.tip} whole={whole} startsOpen={shows === 'tip'} />
          )}
        </div>
        <p className="told">{told}</p>
        {rest.map((line) => (
          <p key={line} className="told more">
            {line}
          </p>
        ))}
        {card.repeats === null ? null : (
          <p className="hint">
            <Icon name="hint" />
            <span>
              {card.repeats.text} <a href={card.repeats.href}>{card.repeats.label}</a>
            </span>
          </p>
        )}
        {card.facts.length === 0 ? null : (
          <ul className="card-facts">
            {card.facts.map(({ kind, text }) => (
              <li key={kind} className={`fact-${kind}`}>
                <Icon name={FACT_ICONS[kind]} />
                {text}
              </li>
            ))}
          </ul>
        )}
        {said === null ? null : <p className="report">{said}</p>}
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
      {card.tellMe === null ? null : (
        <div className="card-act">
          <TellMe tell={card.tellMe} />
        </div>
      )}
      <CardMenu menu={{ ...card.menu, entries }} startsOpen={shows === 'menu'} />
    </article>
  )
}

/** What is being done right now, or what came of it. */
function useReport(card: CardView, report: string | null): string | null {
  const { formAction } = useNavigation()
  const under = card.menu.entries.find((entry) => entry.kind === 'deed' && entry.action === formAction)
  return under?.kind === 'deed' ? under.waiting : report
}
