/** The agents' pages in words. */
import { INBOX_VIEWS, type InboxView } from '../../src/domain/chat/conversation.ts'
import { POLICIES } from '../../src/domain/network.ts'
import type { Desk, Inbox } from '../../src/usecases/chat/answer.ts'
import type { TeamPerson } from '../../src/usecases/team/roles.ts'
import { channelWords } from '../../src/words/channel-words.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { articlesIn } from './articles.ts'
import { lastLine, threadView } from './chat.ts'

export function refusedView(person: TeamPerson, role: 'agent' | 'operator', { say }: Speaker) {
  const title = say(role === 'agent' ? 'chat.team.refused.title' : 'chat.team.refused.operator_title')
  const key = !person.emailProven ? 'unproven' : role === 'agent' ? 'body' : 'operator_body'
  return {
    kind: 'refused' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say(`chat.team.refused.${key}`, { email: person.email }),
    wayOn: { label: say('chat.team.refused.way_on'), href: '/chat' },
  }
}

export function inboxView(
  inbox: Extract<Inbox, { kind: 'inbox' }>,
  view: InboxView,
  open: string | null,
  speaker: Speaker,
) {
  const { say } = speaker
  return {
    view,
    views: INBOX_VIEWS.map((one) => ({
      view: one,
      label: say(`chat.team.inbox.views.${one}`),
      count: one === 'closed' ? null : inbox.counts[one],
      href: `/team/inbox?view=${one}`,
      current: one === view,
    })),
    viewsLabel: say('chat.team.inbox.views_label'),
    list: say('chat.team.inbox.list'),
    none: say('chat.team.inbox.none'),
    rows: inbox.rows.map((row) => ({
      id: row.id,
      href: `/team/inbox/${row.id}?view=${view}`,
      name: row.personName,
      handle: row.creatorHandle === null ? null : `@${row.creatorHandle}`,
      last: lastLine(row.last, say),
      at: speaker.ago(row.lastAt),
      machineAt: row.lastAt.toISOString(),
      assigned:
        row.snoozedUntil !== null
          ? say('chat.team.desk.snoozed_until', { until: speaker.moment(row.snoozedUntil) })
          : row.assignedName === null
            ? say('chat.team.inbox.nobody')
            : say('chat.team.inbox.assigned', { name: row.assignedName }),
      unread: row.unread,
      unreadText: say('chat.team.inbox.unread', { count: row.unread }),
      current: row.id === open,
    })),
  }
}

export function deskView(desk: Desk, me: string, speaker: Speaker) {
  const { say } = speaker
  const { thread, creator, personName } = desk
  const { conversation } = thread
  return {
    thread: threadView(thread, 'agent', speaker),
    title: say('chat.team.inbox.conversation', { name: personName }),
    log: say('chat.thread.log'),
    creator:
      creator === null ? null : { label: `@${creator.handle}`, href: `/@${creator.handle}`, id: creator.id },
    noCreator: say('chat.team.desk.no_creator'),
    status: conversation.status,
    snoozed:
      conversation.snoozedUntil === null
        ? null
        : say('chat.team.desk.snoozed_until', { until: speaker.moment(conversation.snoozedUntil) }),
    rated:
      conversation.rating === null
        ? null
        : say('chat.team.desk.rated', {
            mark: say(
              `chat.rating.mark.${({ 1: 'poor', 2: 'fair', 3: 'good' } as const)[conversation.rating]}`,
            ),
          }),
    assignedTo: conversation.assignedTo,
    mine: conversation.assignedTo === me,
    agents: desk.agents,
    canned: desk.canned,
    articles: articlesIn(speaker.language).map(({ slug, title }) => ({ slug, title })),
    outages: desk.outages.map(({ id, network, words: text }) => ({
      id,
      label: `${POLICIES[network].name}: ${text.slice(0, 60)}`,
    })),
    outageId: conversation.outageId,
    channelsTitle: say('chat.team.desk.channels', { name: personName }),
    channels: desk.channels.map((card) => {
      const told = channelWords(card, speaker)
      const network = POLICIES[card.network].name
      return {
        id: card.id,
        name: `${network} ${card.name}`,
        badge: told.badge,
        tone: told.tone,
        happened: told.happened,
        reconnect: say('chat.team.desk.reconnect_send', { network, name: card.name }),
      }
    }),
    timeline: desk.timeline.map((line, place) => ({
      key: `${line.at.getTime()}-${place}`,
      at: speaker.moment(line.at),
      text: `${line.channel}: ${say(`history.event.${line.kind}`)}`,
    })),
    about: say('chat.team.desk.about', { name: personName }),
    words: {
      tools: say('chat.team.desk.tools'),
      canned: say('chat.team.desk.canned'),
      cannedPick: say('chat.team.desk.canned_pick'),
      cannedUse: say('chat.team.desk.canned_use'),
      article: say('chat.team.desk.article'),
      articlePick: say('chat.team.desk.article_pick'),
      articleSend: say('chat.team.desk.article_send'),
      note: say('chat.team.desk.note'),
      sendNote: say('chat.team.desk.send_note'),
      handling: say('chat.team.desk.handling'),
      take: say('chat.team.desk.take'),
      giveBack: say('chat.team.desk.give_back'),
      assign: say('chat.team.desk.assign'),
      assignButton: say('chat.team.desk.assign_button'),
      nobody: say('chat.team.inbox.nobody'),
      close: say('chat.team.desk.close'),
      reopen: say('chat.team.desk.reopen'),
      snooze: say('chat.team.desk.snooze'),
      snoozeLabel: say('chat.team.desk.snooze_label'),
      snoozeFor: (['1', '4', '24', '168'] as const).map((hours) => ({
        hours,
        label: say(`chat.team.desk.snooze_for.${hours}`),
      })),
      outage: say('chat.team.desk.outage'),
      outageNone: say('chat.team.desk.outage_none'),
      outageButton: say('chat.team.desk.outage_button'),
      noChannels: say('chat.team.desk.no_channels'),
      timeline: say('chat.team.desk.timeline'),
      viewing: say('chat.team.desk.viewing', { names: '{names}' }),
      typing: say('chat.team.desk.typing', { names: '{names}' }),
      personTyping: say('chat.thread.typing', { name: '{name}' }),
      keep: say('chat.team.desk.send_note'),
    },
  }
}

export function keysView({ say }: Speaker) {
  return {
    button: say('chat.team.keys.button'),
    title: say('chat.team.keys.title'),
    lede: say('chat.team.keys.lede'),
    close: say('chat.team.keys.close'),
    list: (['j', 'k', 'Enter', 'r', 'n', 'a', 'e', '?'] as const).map((key) => ({
      key,
      does: say(`chat.team.keys.list.${key}`),
    })),
  }
}
