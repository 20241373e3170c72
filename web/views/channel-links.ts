/** The page on which a member asks somebody to reconnect a channel, and what was asked so far. */
import { POLICIES } from '../../src/domain/network.ts'
import type {
  LinkAsked,
  LinkLine,
  LinkList,
  LinkMail,
  LinkMailed,
  mailReconnectLink,
} from '../../src/usecases/channel/make-reconnect-link.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import type { CopyView } from '../parts/copy-field.tsx'
import { plainMail } from './plain-mail.ts'

export function channelLinksPage(list: LinkList, speaker: Speaker) {
  const { say } = speaker
  const { network, name } = list.channel
  const values = { network: POLICIES[network].name, name }
  const title = say('reconnectLink.make.title', values)
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('reconnectLink.make.lede', values),
    back: say('reconnectLink.make.back'),
    howTitle: say('reconnectLink.make.how_title'),
    how: (['one', 'two', 'three'] as const).map((place) => say(`reconnectLink.make.how.${place}`, values)),
    notNeeded: say('reconnectLink.make.refused.not_needed'),
    make: list.needed
      ? {
          title: say('reconnectLink.make.make_title'),
          body: say('reconnectLink.make.make_body'),
          button: say('reconnectLink.make.make'),
          mailTitle: say('reconnectLink.make.mail_title'),
          mailBody: say('reconnectLink.make.mail_body'),
          mailTo: say('reconnectLink.make.mail_to'),
          mail: say('reconnectLink.make.mail'),
        }
      : null,
    listTitle: say('reconnectLink.make.list_title'),
    none: say('reconnectLink.make.none'),
    links: list.links.map((link) => lineView(link, speaker)),
  }
}

function lineView(link: LinkLine, speaker: Speaker) {
  const { say } = speaker
  const at = speaker.moment(link.madeAt)
  const ended = speaker.moment(link.endedAt ?? link.expiresAt)
  return {
    id: link.id,
    state: link.state,
    how:
      link.sentTo === null
        ? say('reconnectLink.make.by_hand')
        : say('reconnectLink.make.sent_to', { to: link.sentTo }),
    by: say('reconnectLink.make.line', { by: link.by, at }),
    stands: say(`reconnectLink.make.state.${link.state}`, {
      date: link.state === 'open' ? speaker.weekday(link.expiresAt) : ended,
      helper: link.helper === null ? 'none' : 'named',
      name: link.helper ?? '',
    }),
    revoke:
      link.state === 'open'
        ? {
            label: say('reconnectLink.make.revoke'),
            accessibleName: say('reconnectLink.make.revoke_label', { at }),
          }
        : null,
  }
}

export type Made = LinkAsked | LinkMailed

export function madeView(
  made: Made,
  speaker: Speaker,
): {
  link: { title: string; until: string; field: CopyView } | null
  sent: string | null
  wrong: string | null
} {
  const { say } = speaker
  switch (made.kind) {
    case 'made':
      return {
        link: {
          title: say('reconnectLink.make.made'),
          until: say('reconnectLink.make.made_until', { date: speaker.weekday(made.expiresAt) }),
          field: copyView(made.url, speaker),
        },
        sent: null,
        wrong: null,
      }
    case 'mailed': {
      const values = { to: made.to, date: speaker.weekday(made.expiresAt) }
      return { link: null, sent: say('reconnectLink.make.mailed', values), wrong: null }
    }
    default:
      return { link: null, sent: null, wrong: say(`reconnectLink.make.refused.${made.kind}`) }
  }
}

export function copyView(url: URL, { say }: Speaker): CopyView {
  return {
    label: say('reconnectLink.inside.address'),
    value: url.href,
    copy: say('reconnectLink.inside.copy'),
    copied: say('reconnectLink.inside.copied'),
  }
}

/** The mail that carries a link, in the name of whoever asks. */
export function linkLetter(
  asker: string,
  speaker: Speaker,
): Parameters<typeof mailReconnectLink>[1]['write'] {
  const { say } = speaker
  return ({ url, expiresAt, network, channel, creator }): LinkMail => {
    const values = { asker, network: POLICIES[network].name, name: channel, creator }
    return plainMail(speaker, {
      subject: say('reconnectLink.mail.subject', values),
      text: say('reconnectLink.mail.text', values),
      link: { label: say('reconnectLink.mail.link', values), href: url.href },
      after: say('reconnectLink.mail.after', { ...values, date: speaker.weekday(expiresAt) }),
    })
  }
}
