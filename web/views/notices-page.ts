import type { NoticeList } from '../../src/usecases/notice/list-notices.ts'
import type { Tone } from '../../src/words/channel-words.ts'
import { waitingWords } from '../../src/words/collaboration-words.ts'
import { channelName, noticeWords } from '../../src/words/notice-words.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export type NoticeView = {
  id: string
  tone: Tone
  title: string
  channel: string
  profile: string | null
  lines: string[]
  at: string
  machineAt: string
  /** The word that marks it as new; null once it was read. */
  fresh: string | null
  action: { label: string; accessibleName: string; href: string } | null
  mark: { label: string; accessibleName: string } | null
}

export function noticesPage(list: NoticeList, severalProfiles: boolean, speaker: Speaker) {
  const { say } = speaker
  const title = say('notices.title')
  const view = (listed: NoticeList['open'][number]) => noticeView(listed, severalProfiles, speaker)
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('notices.lede'),
    nothing: list.open.length + list.before.length === 0 ? say('notices.none') : null,
    now: { title: say('notices.now'), none: say('notices.nothing_now'), items: list.open.map(view) },
    before:
      list.before.length === 0
        ? null
        : {
            title: say('notices.before'),
            hint: say('notices.before_hint'),
            items: list.before.map(view),
          },
    markAll: list.unread > 1 ? say('notices.mark_all') : null,
    settings: say('notices.settings'),
  }
}

function noticeView(
  listed: NoticeList['open'][number],
  severalProfiles: boolean,
  speaker: Speaker,
): NoticeView {
  const { say } = speaker
  const { notice, channel, creator, readAt } = listed
  const words = noticeWords(listed, speaker)
  const open = notice.settledAt === null
  const fresh = open && readAt === null
  return {
    id: notice.id,
    tone: words.tone,
    title: words.title,
    channel: channelName(channel, speaker),
    profile: severalProfiles ? say('notices.of_profile', { creator: creator.name }) : null,
    lines: [
      words.text,
      ...(open && listed.waiting.length > 0 && words.meaning !== null
        ? [waitingWords(listed.waiting, speaker)]
        : []),
      ...(words.meaning === null ? [] : [words.meaning]),
      ...(words.todo === null ? [] : [words.todo]),
    ],
    at: speaker.moment(notice.toldAt),
    machineAt: notice.toldAt.toISOString(),
    fresh: fresh ? say('notices.new') : null,
    action:
      words.action === null
        ? null
        : {
            label: words.action.label,
            accessibleName: words.action.accessibleName,
            href: `/channels/${encodeURIComponent(channel.id)}/reconnect`,
          },
    mark: fresh
      ? { label: say('notices.mark'), accessibleName: say('notices.mark_label', { title: words.title }) }
      : null,
  }
}
