/** A reconnect link's page and the page that tells how it ended: one shape for both, drawn without any script. */
import { type Embedding, embeddingOf, wayOut } from '../../src/domain/browser.ts'
import type { LinkState } from '../../src/domain/channel/reconnect-link.ts'
import { HELP_PLACES, helpAddress } from '../../src/domain/help/places.ts'
import { type Network, POLICIES } from '../../src/domain/network.ts'
import type { LinkLook, LinkOutcome, LinkView } from '../../src/usecases/channel/follow-reconnect-link.ts'
import { missingWords } from '../../src/words/channel-words.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { type FaceView, faceOf } from './channel-card.ts'
import { refusalOf } from './result-page.ts'

type Account = { label: string | null; name: string; title: string | null; face: FaceView; network: Network }

export type LinkPage = {
  status: number
  /** What stands in the address opens something, so it is told to nobody. The form of such a page sends no origin. */
  addressIsKey: boolean
  language: string
  dir: 'ltr' | 'rtl'
  pageTitle: string
  platform: string
  mark: 'ok' | 'act' | 'thread' | null
  title: string
  lines: string[]
  account: Account | null
  /** Where the person goes, and as whom; `**` stands around what matters. */
  go: string | null
  /** What to know before going on. */
  notices: string[]
  before: { title: string; lines: string[] } | null
  reads: { title: string; lines: string[] } | null
  never: { title: string; body: string } | null
  compare: Account[] | null
  form: {
    action: string
    button: string
    name: { label: string; hint: string } | null
    small: string[]
  } | null
  inside: InsideView | null
  ways: { label: string; href: string }[]
  foot: { label: string; href: string }[]
}

/** The step out of a browser inside an app, for a network that refuses to sign people in there. */
export type InsideView = {
  title: string
  body: string
  how: string
  open: { label: string; href: string } | null
  address: { label: string; value: string }
}

export type Given = { speaker: Speaker; url: URL; userAgent: string }

export function linkPage(look: LinkLook, given: Given): LinkPage {
  const { speaker, url } = given
  if (look.kind !== 'link') return told(look.kind, look.kind === 'unknown' ? 404 : 429, {}, speaker)
  const { say } = speaker
  const values = valuesOf(look, speaker)
  if (look.state !== 'open') return endedPage(look, look.state, values, speaker)
  const { network } = look
  const refused = insideView(network, given)
  const soft = refused === null ? softly(network, given) : null
  return {
    ...blank(speaker),
    status: 200,
    mark: null,
    title: say(`reconnectLink.title.${look.linkKind}`, values),
    pageTitle: say('shell.page_title', { page: say('reconnectLink.title.mail', values) }),
    lines: [say(`reconnectLink.lede.${look.linkKind}`, values)],
    account: accountOf(network, look.channel.name, look.channel.title, null),
    go: say('connect.go_as', values),
    notices: [
      ...(look.networkOff ? [say('reconnectLink.off', values)] : []),
      ...(look.networkDown && !look.networkOff ? [say('reconnectLink.slow', values)] : []),
      ...(soft === null ? [] : [soft]),
    ],
    before: {
      title: say('connect.before_title'),
      lines: (['one', 'two', 'three'] as const).map((place) =>
        say(`connect.networks.${network}.before.${place}`),
      ),
    },
    reads: {
      title: say('connect.reads_title'),
      lines: look.uses.map((use) => say(`connect.networks.${network}.reads.${use}`)),
    },
    never: { title: say('connect.never_title'), body: say('connect.never', values) },
    inside: look.networkOff ? null : refused,
    form:
      look.networkOff || refused !== null
        ? null
        : {
            action: url.pathname,
            button: say('connect.button', values),
            name:
              look.linkKind === 'teammate'
                ? { label: say('reconnectLink.name'), hint: say('reconnectLink.name_hint', values) }
                : null,
            small: [
              say('connect.same_account', values),
              ...(look.linkKind === 'teammate' ? [say('reconnectLink.unsure', values)] : []),
              say('reconnectLink.until', { date: untilWords(look.expiresAt, look.linkKind, speaker) }),
            ],
          },
    ways:
      look.linkKind === 'mail'
        ? [
            {
              label: say('reconnectLink.signed_in'),
              href: `/channels/${encodeURIComponent(look.channel.id)}/reconnect`,
            },
          ]
        : [],
  }
}

/** Null where the outcome is not this browser's, or has been put away. */
export function linkBackPage(outcome: LinkOutcome | null, speaker: Speaker): LinkPage {
  const { say } = speaker
  if (outcome === null) {
    return {
      ...blank(speaker),
      addressIsKey: false,
      status: 404,
      ...titled(say('reconnectLink.back.gone.title'), speaker),
      lines: [say('reconnectLink.back.gone.body')],
    }
  }
  const { network, channel, result } = outcome
  const values = {
    network: POLICIES[network].name,
    name: channel.name,
    creator: outcome.creator,
    asker: outcome.asker,
  }
  const form = (button: string): LinkPage['form'] =>
    outcome.mayTryAgain ? { action: `/r/back/${outcome.id}`, button, name: null, small: [] } : null
  const page = (title: string, lines: string[], more: Partial<LinkPage>): LinkPage => ({
    ...blank(speaker),
    ...titled(title, speaker),
    // Its address opens nothing without the cookie.
    addressIsKey: false,
    lines,
    ...more,
  })
  const again = say('reconnectLink.back.once_more')
  switch (result.kind) {
    case 'connected':
      return page(
        say('reconnectLink.back.done.title'),
        [
          say('reconnectLink.back.done.body', values),
          ...(result.missing.length === 0
            ? []
            : [
                say('reconnectLink.back.done.missing', {
                  ...values,
                  missing: missingWords(result.missing, speaker),
                }),
              ]),
        ],
        { mark: 'ok', account: accountOf(network, channel.name, channel.title, null) },
      )
    case 'wrong_account':
      return page(
        say('result.wrong.title'),
        [say('result.wrong.lede'), say(`result.wrong.switch_first.${network}`, { name: channel.name })],
        {
          mark: 'act',
          compare: [
            accountOf(network, channel.name, channel.title, say('reconnectLink.back.expected')),
            ...result.used.map((used) => accountOf(network, used.name, used.title, say('result.wrong.used'))),
          ],
          form: form(say('reconnectLink.back.again', values)),
        },
      )
    case 'cancelled':
      return page(
        say('result.cancelled.title'),
        [say('result.cancelled.body', values), say(`result.cancelled.hint.${network}`)],
        { form: form(again) },
      )
    case 'nothing_found':
      return page(say(`result.nothing.title.${network}`), [say(`result.nothing.body.${network}`)], {
        mark: 'act',
        form: form(again),
      })
    case 'permission_missing':
      return page(say('result.permission.title'), [say(`result.permission.body.${network}`)], {
        mark: 'act',
        form: form(again),
      })
    case 'refused': {
      const kind = refusalOf(result.diagnosis)
      return page(say(`result.refused.title.${kind}`, values), [say(`result.refused.body.${kind}`, values)], {
        mark: 'act',
        form: kind === 'ours' ? null : form(again),
      })
    }
    case 'belongs_to_another':
      return page(
        say('reconnectLink.back.elsewhere.title'),
        [say('reconnectLink.back.elsewhere.body', values)],
        { mark: 'act' },
      )
    // A new account is never met by a link.
    case 'confirm':
    case 'link_ended':
      return page(say('reconnectLink.back.ended.title'), [say('reconnectLink.back.ended.body')], {})
    default:
      return result satisfies never
  }
}

/** Null in a browser of its own, and for networks that do not mind. */
export function insideView(network: Network, { speaker, url, userAgent }: Given): InsideView | null {
  const embedding = embeddingOf(userAgent)
  if (embedding === null || POLICIES[network].insideApps !== 'refused') return null
  const { say } = speaker
  const open = wayOut(embedding, url)
  const system = open === null ? null : systemOf(embedding)
  return {
    title: say('reconnectLink.inside.title'),
    body: say(`reconnectLink.inside.body.${embedding.app}`, { network: POLICIES[network].name }),
    how: say(`reconnectLink.inside.how.${system ?? 'by_menu'}`),
    open:
      open === null || system === null
        ? null
        : { label: say(`reconnectLink.inside.open.${system}`), href: open },
    address: { label: say('reconnectLink.inside.address'), value: url.href },
  }
}

/** A word of warning in a browser inside an app, for networks that sign people in there all the same. */
export function softly(network: Network, { speaker, userAgent }: Given): string | null {
  const embedding = embeddingOf(userAgent)
  if (embedding === null || POLICIES[network].insideApps === 'refused') return null
  return speaker.say(`reconnectLink.inside.soft.${embedding.app}`, { network: POLICIES[network].name })
}

function systemOf({ system }: Embedding): 'ios' | 'android' | null {
  return system === 'other' ? null : system
}

function endedPage(
  look: LinkView,
  state: Exclude<LinkState, 'open'>,
  values: Record<string, string>,
  speaker: Speaker,
): LinkPage {
  const done = state === 'fixed' || state === 'well'
  const page = told(state, done ? 200 : 410, values, speaker)
  const { network, channel } = look
  return done
    ? { ...page, mark: 'ok', account: accountOf(network, channel.name, channel.title, null) }
    : { ...page, mark: state === 'used' ? 'ok' : 'thread' }
}

function told(
  state: Exclude<LinkState, 'open'> | 'unknown' | 'too_many',
  status: number,
  values: Record<string, string>,
  speaker: Speaker,
): LinkPage {
  const { say } = speaker
  return {
    ...blank(speaker),
    status,
    ...titled(say(`reconnectLink.state.${state}.title`), speaker),
    lines: [say(`reconnectLink.state.${state}.body`, values)],
  }
}

function titled(title: string, { say }: Speaker): { title: string; pageTitle: string } {
  return { title, pageTitle: say('shell.page_title', { page: title }) }
}

function blank({ say, platform, language, dir }: Speaker): LinkPage {
  return {
    status: 200,
    addressIsKey: true,
    language,
    dir,
    pageTitle: '',
    platform,
    mark: 'thread',
    title: '',
    lines: [],
    account: null,
    go: null,
    notices: [],
    before: null,
    reads: null,
    never: null,
    compare: null,
    form: null,
    inside: null,
    ways: [],
    foot: [
      { label: say('reconnectLink.about'), href: '/' },
      { label: say('reconnectLink.help'), href: helpAddress(HELP_PLACES.links) },
    ],
  }
}

function valuesOf(look: LinkView, { platform }: Speaker): Record<string, string> {
  const { name, signInHost } = POLICIES[look.network]
  return {
    asker: look.asker || platform,
    creator: look.creator,
    network: name,
    host: signInHost,
    name: look.channel.name,
  }
}

function accountOf(network: Network, name: string, title: string, label: string | null): Account {
  return {
    label,
    name,
    title: title === name || title === '' ? null : title,
    face: faceOf(network + name, title || name),
    network,
  }
}

/** A link for a week ends on a day, one for half an hour at a minute. */
function untilWords(at: Date, kind: LinkView['linkKind'], speaker: Speaker): string {
  return kind === 'handover' ? `${speaker.time(at)} ${speaker.zoneName}` : speaker.weekday(at)
}
