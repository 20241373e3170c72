import { NETWORKS, type NetworkPolicy, POLICIES } from '../../src/domain/network.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export type ExpiryTable = ReturnType<typeof expiryTable>

/** How long permissions last, from the same dated table that the rules read. */
export function expiryTable(speaker: Speaker) {
  const { say } = speaker
  return {
    caption: say('help.expiry.caption'),
    columns: {
      network: say('help.expiry.network'),
      permission: say('help.expiry.permission'),
      renewal: say('help.expiry.renewal'),
      checked: say('help.expiry.checked'),
    },
    source: say('help.expiry.source'),
    rows: NETWORKS.map((network) => {
      const policy: NetworkPolicy = POLICIES[network]
      return {
        network,
        name: policy.name,
        lasts:
          policy.grantDays === null
            ? say('help.expiry.no_end')
            : say('help.expiry.days', { days: policy.grantDays }),
        aside:
          policy.accessHours === null ? null : say('help.expiry.access_hours', { hours: policy.accessHours }),
        renewal: renewalWords(policy, speaker),
        checked: speaker.datedDay(new Date(policy.checkedOn)),
        source: policy.source,
      }
    }),
  }
}

function renewalWords({ renewal, grantDays }: NetworkPolicy, { say }: Speaker): string {
  switch (renewal.kind) {
    case 'early':
      return say('help.expiry.early')
    case 'lazy':
      return say(grantDays === null ? 'help.expiry.lazy_no_end' : 'help.expiry.lazy_end')
    case 'once':
      return say('help.expiry.once', { day: renewal.fromDay })
    default:
      return renewal satisfies never
  }
}
