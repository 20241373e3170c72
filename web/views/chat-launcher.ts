import type { Speaker } from '../../src/words/speaker.ts'

/** The way into the chat that stands on every page. */
export function launcherView(unread: number, { say }: Speaker) {
  return {
    label: say('chat.launcher'),
    short: say('chat.nav.chat'),
    unread,
    unreadText: say('chat.launcher_unread', { count: unread }),
    panel: {
      title: say('chat.panel.title'),
      close: say('chat.panel.close'),
      full: say('chat.panel.full'),
    },
  }
}

export type LauncherView = ReturnType<typeof launcherView>
