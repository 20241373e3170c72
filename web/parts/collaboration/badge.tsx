import type { StateView } from '../../views/collaborations.ts'
import { Icon, type IconName } from '../icon.tsx'

const ICONS = {
  draft: 'thread',
  sent: 'mail',
  countered: 'refresh',
  accepted: 'ok',
  live: 'ok',
  delivered: 'ok',
  completed: 'ok',
  declined: 'close',
  withdrawn: 'back',
  expired: 'renew',
  cancelled: 'close',
} as const satisfies Record<StateView['state'], IconName>

/** How it stands: a sign, a word and a colour. */
export function StateBadge({ state }: { state: StateView }) {
  return (
    <span className={`badge state-badge tone-${state.tone}`} data-state={state.state}>
      <Icon name={ICONS[state.state]} />
      {state.label}
    </span>
  )
}
