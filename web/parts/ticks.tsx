import { Icon, type IconName } from './icon.tsx'

/** Short sentences, one under the other, each behind a mark. */
export function Ticks({ lines, icon = 'ok' }: { lines: readonly string[]; icon?: IconName }) {
  return (
    <ul className="ticks">
      {lines.map((line) => (
        <li key={line}>
          <Icon name={icon} />
          {line}
        </li>
      ))}
    </ul>
  )
}
