import { POLICIES } from '../../src/domain/network.ts'
import { memberMay } from '../../src/domain/person/member.ts'
import type { LedgerEntry } from '../../src/usecases/person/read-ledger.ts'
import type { Key, Speaker } from '../../src/words/speaker.ts'
import type { Creator } from '../session.ts'

const PURPOSES = ['proof', 'insights', 'revocation'] as const

export function privacyPage(ledger: readonly LedgerEntry[], creator: Creator, speaker: Speaker) {
  const { say } = speaker
  const title = say('privacy.title')
  const profile = creator.name
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('privacy.lede', { profile }),
    channelsTitle: say('privacy.channels'),
    none: ledger.length === 0 ? { text: say('privacy.none'), connect: say('privacy.connect') } : null,
    labels: {
      held: say('privacy.held'),
      since: say('privacy.since'),
      until: say('privacy.until'),
      by: say('privacy.given_by'),
      uses: say('privacy.uses'),
    },
    entries: ledger.map((entry) => entryView(entry, creator, speaker)),
    neverTitle: say('privacy.never_title'),
    never: (['post', 'messages', 'passwords', 'sell'] as const).map((one) => say(`privacy.never.${one}`)),
    take: {
      title: say('privacy.take.title'),
      body: say('privacy.take.body', { profile }),
      button: say('privacy.take.button'),
    },
    erase: {
      title: say('privacy.erase.title'),
      links: [
        ...(memberMay(creator.role, 'erase')
          ? [{ label: say('privacy.erase.profile', { profile }), href: '/settings/delete-profile' }]
          : []),
        { label: say('privacy.erase.account'), href: '/settings/delete-account' },
      ],
    },
  }
}

function entryView({ card, held, uses }: LedgerEntry, creator: Creator, speaker: Speaker) {
  const { say } = speaker
  const names = { network: POLICIES[card.network].name, name: card.name }
  return {
    id: card.id,
    network: card.network,
    networkName: names.network,
    name: card.name,
    history: { label: say('privacy.history'), href: `/channels/${card.id}` },
    nothing: held === null ? say('privacy.nothing_held') : null,
    held:
      held === null
        ? null
        : {
            reads: speaker.list(held.reads.map((use) => say(`privacy.reads.${use}`))),
            scopesTitle: say('privacy.network_names', { network: names.network }),
            scopes: held.scopes,
            since: speaker.fullDay(held.since),
            until: held.until === null ? say('privacy.no_end') : speaker.fullDay(held.until),
            by: say('privacy.by', {
              name: held.by?.name ?? 'none',
              team: held.by === null || held.by.onTeam ? 'yes' : 'no',
            }),
          },
    uses: uses.map(({ purpose, times, lastAt }) => ({
      purpose: purposeWords(purpose, speaker),
      times: say('privacy.times', { times }),
      last: say('privacy.last', { when: speaker.ago(lastAt) }),
    })),
    noUses: uses.length === 0 ? say('privacy.no_uses') : null,
    end:
      held !== null && memberMay(creator.role, 'turn_off')
        ? {
            label: say('privacy.end'),
            full: say('privacy.end_label', names),
            href: `/channels/${card.id}/off`,
          }
        : null,
  }
}

/** Other programs may name purposes of their own. */
function purposeWords(purpose: string, { say }: Speaker): string {
  const known = PURPOSES.find((one) => one === purpose)
  return known === undefined
    ? say('privacy.purpose.other', { purpose })
    : say(`privacy.purpose.${known}` satisfies Key)
}
