/** What an article says that is not written in it: tables and facts that the product itself goes by. */
import { turnOf } from '../../src/domain/channel/health.ts'
import type { HELP_PLACES } from '../../src/domain/help/places.ts'
import { isNetwork, NETWORKS, type Network, type NetworkPolicy, POLICIES } from '../../src/domain/network.ts'
import { DIAGNOSES } from '../../src/domain/verdict.ts'
import type { ChannelCard } from '../../src/usecases/channel/list-channels.ts'
import { channelWords, type Tone } from '../../src/words/channel-words.ts'
import type { Language } from '../../src/words/languages.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { type ArticleNode, cell, node, table } from './article-nodes.ts'
import { connectAddress } from './channel-card.ts'
import { expiryTable } from './expiry.ts'

/** Who reads: their channels where they are signed in and have a profile, else nothing. */
export type Reader = { channels: readonly ChannelCard[] | null }

type Part = (reader: Reader, speaker: Speaker, attributes: Record<string, string>) => ArticleNode[]

export const LIVE_PARTS = {
  'your-channels': yourChannels,
  'expiry-table': (_reader, speaker) => [expiry(speaker)],
  'badge-legend': (_reader, speaker) => [legend(speaker)],
  'before-connecting': (_reader, { say }, attributes) => {
    const network = networkFrom(attributes)
    return [
      node(
        'ul',
        {},
        ...(['one', 'two', 'three'] as const).map((nth) =>
          node('li', {}, say(`connect.networks.${network}.before.${nth}`)),
        ),
      ),
    ]
  },
  'what-we-ask': (_reader, speaker, attributes) => whatWeAsk(networkFrom(attributes), speaker),
  checked: (_reader, speaker, attributes) => {
    const { checkedOn, source } = POLICIES[networkFrom(attributes)]
    return [
      node(
        'p',
        { class: 'checked' },
        `${speaker.say('help.checked', { date: speaker.datedDay(new Date(checkedOn)) })} `,
        node('a', { href: source }, speaker.say('help.expiry.source')),
      ),
    ]
  },
  'apps-at-networks': (_reader, { say }) => [
    node(
      'ul',
      {},
      ...NETWORKS.map((network) =>
        node(
          'li',
          {},
          node(
            'a',
            { href: POLICIES[network].permissionsUrl },
            say('help.settings_at', { network: POLICIES[network].name }),
          ),
        ),
      ),
    ),
  ],
  'forgetting-table': (_reader, speaker) => [forgetting(speaker)],
  diagnoses: (_reader, { say, language }) =>
    DIAGNOSES.flatMap((diagnosis) => [
      node('h3', { id: diagnosis }, diagnosis),
      table(
        say('help.diagnosis.caption', { diagnosis }),
        [say('help.expiry.network'), say('help.diagnosis.means'), say('help.diagnosis.next')],
        NETWORKS.map((network) => [
          POLICIES[network].name,
          inEnglish(say(`diagnosis.meaning.${network}.${diagnosis}.reason`), language),
          inEnglish(say(`diagnosis.meaning.${network}.${diagnosis}.next`), language),
        ]),
      ),
    ]),
} satisfies Record<string, Part>

export type LivePart = keyof typeof LIVE_PARTS

/** The reader's own channels that wait for them, with the one button of each. */
function yourChannels(
  { channels }: Reader,
  speaker: Speaker,
  attributes: Record<string, string>,
): ArticleNode[] {
  const { say } = speaker
  if (channels === null) return []
  const network = attributes.network === undefined ? null : networkFrom(attributes)
  const waiting = channels.filter(
    (card) => turnOf(card.state) === 'you' && (network === null || card.network === network),
  )
  if (waiting.length === 0) {
    return channels.length === 0
      ? []
      : [node('aside', { class: 'yours calm' }, node('p', {}, say('help.yours.all_good')))]
  }
  const title = say('help.yours.title', { count: waiting.length })
  return [
    node(
      'aside',
      { class: 'yours', 'aria-label': title },
      node('p', { class: 'yours-title' }, title),
      node(
        'ul',
        {},
        ...waiting.map((card) => {
          const words = channelWords(card, speaker)
          return node(
            'li',
            {},
            node(
              'div',
              {},
              node('strong', {}, `${POLICIES[card.network].name} ${card.name}`),
              ' ',
              node('badge', { tone: words.tone, text: words.badge }),
              node('p', {}, words.happened),
            ),
            words.action === null
              ? null
              : node(
                  'a',
                  {
                    class: 'btn primary',
                    href: connectAddress(card.network, card.id),
                    'aria-label': words.action.accessibleName,
                  },
                  words.action.label,
                ),
          )
        }),
      ),
    ),
  ]
}

function expiry(speaker: Speaker): ArticleNode {
  const { caption, columns, rows, source } = expiryTable(speaker)
  return table(
    caption,
    [columns.network, columns.permission, columns.renewal, columns.checked],
    rows.map((row) => [
      row.name,
      cell(row.lasts, row.aside === null ? null : node('small', {}, row.aside)),
      row.renewal,
      cell(
        `${row.checked} `,
        node('a', { href: row.source, 'aria-label': `${row.name}: ${source}` }, source),
      ),
    ]),
  )
}

type Example = keyof typeof HELP_PLACES.state | 'double_checking'
const TONES = {
  connected: 'ok',
  double_checking: 'ok',
  connecting: 'wait',
  renew: 'renew',
  limited: 'limited',
  reconnect: 'act',
  delayed: 'wait',
  off: 'off',
} satisfies Record<Example, Tone>

const BUTTONS = {
  connected: null,
  double_checking: null,
  connecting: 'connect',
  renew: 'renew',
  limited: 'fix',
  reconnect: 'connect',
  delayed: null,
  off: 'connect',
} as const satisfies Record<Example, string | null>

const TURNS = {
  connected: ['nobody'],
  double_checking: ['nobody'],
  connecting: ['network'],
  renew: ['you'],
  limited: ['you'],
  reconnect: ['you'],
  delayed: ['network', 'us'],
  off: ['nobody'],
} as const satisfies Record<Example, readonly ('nobody' | 'network' | 'you' | 'us')[]>

function legend(speaker: Speaker): ArticleNode {
  const { say } = speaker
  const network = say('help.legend.the_network')
  const examples = Object.keys(TONES) as Example[]
  return table(
    say('help.legend.caption'),
    [say('help.legend.badge'), say('help.legend.means'), say('help.legend.turn'), say('help.legend.button')],
    examples.map((example) => {
      const button = BUTTONS[example]
      return [
        node('badge', {
          tone: TONES[example],
          text: say(`channels.badge.${example}`, { date: say('help.legend.some_day') }),
        }),
        say(`help.legend.examples.${example}`),
        TURNS[example].map((turn) => say(`channels.turn.${turn}`, { network })).join(' / '),
        button === null ? say('help.legend.no_button') : say(`channels.action.${button}`),
      ]
    }),
  )
}

function whatWeAsk(network: Network, { say }: Speaker): ArticleNode[] {
  const policy: NetworkPolicy = POLICIES[network]
  return [
    table(
      say('help.reads.caption', { network: policy.name }),
      [say('help.reads.scope'), say('help.reads.gives')],
      policy.scopes.map(({ name, use }) => [
        node('code', {}, name.replace('https://www.googleapis.com/auth/', '')),
        say(`connect.networks.${network}.reads.${use}`),
      ]),
    ),
  ]
}

function forgetting(speaker: Speaker): ArticleNode {
  const { say } = speaker
  return table(
    say('help.forgetting.caption'),
    [say('help.forgetting.network'), say('help.forgetting.what'), say('help.forgetting.when')],
    NETWORKS.map((network) => {
      const { name, afterLoss }: NetworkPolicy = POLICIES[network]
      return [
        name,
        say(`help.forgetting.${afterLoss.forget}`),
        cell(
          say('help.forgetting.days', { days: afterLoss.days }),
          afterLoss.source === null ? null : ' ',
          afterLoss.source === null
            ? null
            : node(
                'a',
                { href: afterLoss.source, 'aria-label': `${name}: ${say('help.forgetting.rule')}` },
                say('help.forgetting.rule'),
              ),
        ),
      ]
    }),
  )
}

/** For words that have no other language, in an article that has. */
function inEnglish(text: string, language: Language): ArticleNode {
  return language === 'en' ? text : node('span', { lang: 'en', dir: 'ltr' }, text)
}

function networkFrom({ network }: Record<string, string>): Network {
  if (isNetwork(network)) return network
  throw new Error(`help: a part names no network: "${network ?? ''}".`)
}
