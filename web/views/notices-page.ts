import { asksFor } from '../../src/domain/collaboration/news.ts'
import { standingOf } from '../../src/domain/collaboration/standing.ts'
import { POLICIES } from '../../src/domain/network.ts'
import type { NewsList } from '../../src/usecases/collaboration/list-news.ts'
import type { NoticeList } from '../../src/usecases/notice/list-notices.ts'
import type { WishList } from '../../src/usecases/notice/wish.ts'
import type { Tone } from '../../src/words/channel-words.ts'
import { newsWords, waitingWords } from '../../src/words/collaboration-words.ts'
import { channelName, noticeWords } from '../../src/words/notice-words.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { addressOf } from './collaborations.ts'
import { tellMeView } from './tell-me.ts'

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

export type NoticesPage = ReturnType<typeof noticesPage> | ReturnType<typeof newsPage>

export function noticesPage(
  list: NoticeList,
  besides: { news: NewsList; wishes: WishList; severalProfiles: boolean },
  speaker: Speaker,
) {
  const { news, wishes, severalProfiles } = besides
  const { say } = speaker
  const title = say('notices.title')
  const view = (listed: NoticeList['open'][number]) => noticeView(listed, severalProfiles, speaker)
  const back = wishes.told
  const before = newestFirst([
    ...list.before.map(view),
    ...news.before.map((one) => newsView(one, severalProfiles, speaker)),
    ...back.filter(({ settledAt }) => settledAt !== null).map((one) => backView(one, speaker)),
  ])
  const fresh = back.filter(({ settledAt }) => settledAt === null)
  const open = [
    ...list.open.map(view),
    ...fresh.map((one) => backView(one, speaker)),
    ...news.open.map((one) => newsView(one, severalProfiles, speaker)),
  ]
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('notices.lede'),
    nothing: open.length + before.length === 0 ? say('notices.none') : null,
    waiting:
      wishes.waiting.size === 0
        ? null
        : {
            title: say('notices.network.waiting'),
            items: [...wishes.waiting].map((network) => ({
              network,
              name: POLICIES[network].name,
              tellMe: tellMeView(network, true, speaker),
            })),
          },
    now: { title: say('notices.now'), none: say('notices.nothing_now'), items: open },
    before:
      before.length === 0
        ? null
        : {
            title: say('notices.before'),
            hint: say('notices.before_hint'),
            items: before,
          },
    markAll: list.unread + fresh.length + news.unread > 1 ? say('notices.mark_all') : null,
    settings: say('notices.settings'),
  }
}

/** The notification centre of somebody who works for a company. */
export function newsPage(news: NewsList, speaker: Speaker) {
  const { say } = speaker
  const title = say('collaborations.notices.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('collaborations.notices.lede'),
    nothing: news.open.length + news.before.length === 0 ? say('collaborations.notices.none') : null,
    waiting: null,
    now: {
      title: say('notices.now'),
      none: say('notices.nothing_now'),
      items: news.open.map((one) => newsView(one, false, speaker)),
    },
    before:
      news.before.length === 0
        ? null
        : {
            title: say('notices.before'),
            hint: say('notices.before_hint'),
            items: news.before.map((one) => newsView(one, false, speaker)),
          },
    markAll: news.unread > 1 ? say('notices.mark_all') : null,
    settings: say('notices.settings'),
  }
}

function newestFirst(items: NoticeView[]): NoticeView[] {
  return items.sort((a, b) => b.machineAt.localeCompare(a.machineAt))
}

function newsView(news: NewsList['open'][number], severalProfiles: boolean, speaker: Speaker): NoticeView {
  const { say } = speaker
  const words = newsWords(news, speaker)
  const open = news.settledAt === null
  const fresh = open && news.readAt === null
  const asks = open && asksFor(news.kind, news.side, standingOf(news, speaker.now))
  return {
    id: news.id,
    tone: asks
      ? 'renew'
      : news.kind === 'back' || news.kind === 'accepted' || news.kind === 'completed'
        ? 'ok'
        : 'off',
    title: words.title,
    channel: say(`collaborations.notices.about.${news.side}`),
    profile:
      severalProfiles && news.side === 'creator'
        ? say('notices.of_profile', { creator: news.creator })
        : null,
    lines: [words.text],
    at: speaker.moment(news.toldAt),
    machineAt: news.toldAt.toISOString(),
    fresh: fresh ? say('notices.new') : null,
    action: open
      ? {
          label: say('collaborations.notices.open'),
          accessibleName: say('collaborations.notices.open_label', { title: news.title }),
          href: addressOf(news.side, news.collaborationId),
        }
      : null,
    mark: fresh
      ? { label: say('notices.mark'), accessibleName: say('notices.mark_label', { title: words.title }) }
      : null,
  }
}

/** A network that somebody asked to hear of. */
function backView(told: WishList['told'][number], speaker: Speaker): NoticeView {
  const { say } = speaker
  const values = { network: POLICIES[told.network].name }
  const title = say('notices.network.title', values)
  const open = told.settledAt === null
  return {
    id: told.id,
    tone: 'ok',
    title,
    channel: POLICIES[told.network].name,
    profile: null,
    lines: [say('notices.network.text')],
    at: speaker.moment(told.toldAt),
    machineAt: told.toldAt.toISOString(),
    fresh: open ? say('notices.new') : null,
    action: open
      ? {
          label: say('notices.network.open'),
          accessibleName: say('notices.network.open_label', values),
          href: '/channels',
        }
      : null,
    mark: open ? { label: say('notices.mark'), accessibleName: say('notices.mark_label', { title }) } : null,
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
