import { Link } from 'react-router'
import type { AddView } from '../views/channels-page.ts'
import { NetworkIcon } from './network-icon.tsx'

/** A network that is not connected yet. */
export function AddCard({ add, group = 'add' }: { add: AddView; group?: string }) {
  return (
    <article className="add-card" aria-labelledby={`${group}-${add.network}`}>
      <span className="add-glyph">
        <NetworkIcon network={add.network} />
      </span>
      <div>
        <h3 id={`${group}-${add.network}`}>{add.title}</h3>
        <p>{add.line}</p>
        <p className="muted">{add.hint}</p>
      </div>
      {add.action === null ? null : (
        <Link className="btn" to={add.action.href} aria-label={add.action.accessibleName}>
          {add.action.label}
        </Link>
      )}
    </article>
  )
}
