import { use, useEffect } from 'react'
import { NonceContext } from '../nonce.ts'
import type { LauncherView } from '../views/chat-launcher.ts'
import { Icon } from './icon.tsx'

const SCRIPT = '/chat-launcher.js'
/** Once nothing more urgent is going on. */
const LOAD_WHEN_IDLE = `(self.requestIdleCallback||(f=>setTimeout(f,2000)))(()=>import('${SCRIPT}'))`

/** A plain link to the chat; where a script may run, it opens a panel beside the page instead. */
export function ChatLauncher({ chat, panel }: { chat: LauncherView; panel: boolean }) {
  const nonce = use(NonceContext)
  // A page that is brought to life by its own scripts does not run this one again after moving on.
  useEffect(() => {
    if (!panel) return
    const idle = window.requestIdleCallback ?? ((load: () => void) => setTimeout(load, 2000))
    idle(() => void import(/* @vite-ignore */ SCRIPT))
  }, [panel])
  return (
    <aside aria-label={chat.label}>
      <a
        className="launcher"
        href="/chat"
        data-chat-launcher={panel ? '' : undefined}
        data-title={chat.panel.title}
        data-close={chat.panel.close}
        data-full={chat.panel.full}
      >
        <Icon name="chat" />
        <span className="launcher-label">{chat.label}</span>
        {chat.unread > 0 ? (
          <span className="count">
            <span aria-hidden="true">{chat.unread}</span>
            <span className="sr-only">{chat.unreadText}</span>
          </span>
        ) : null}
      </a>
      {panel ? (
        <script
          nonce={nonce}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its nonce
          dangerouslySetInnerHTML={{ __html: LOAD_WHEN_IDLE }}
        />
      ) : null}
    </aside>
  )
}
