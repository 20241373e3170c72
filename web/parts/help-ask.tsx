import type { AskView } from '../views/help-page.ts'
import { Icon } from './icon.tsx'

export function HelpAsk({ ask }: { ask: AskView }) {
  return (
    <aside className="ask">
      <h2>{ask.title}</h2>
      <div className="ask-ways">
        <a className="btn" href={ask.chat.href}>
          <Icon name="chat" />
          {ask.chat.label}
        </a>
        <a className="muted" href={ask.write.href}>
          {ask.write.label}
        </a>
      </div>
    </aside>
  )
}
