import { POLICIES, type ScopeUse } from '../../src/domain/network.ts'
import type { ConnectBrief } from '../../src/usecases/channel/describe-connect.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { faceOf } from './channel-card.ts'

export type ConnectView = ReturnType<typeof connectPage>

export function connectPage(brief: ConnectBrief, { say }: Speaker) {
  const { network, channel } = brief
  const policy = POLICIES[network]
  const kind = kindOf(channel)
  const values = { network: policy.name, host: policy.signInHost, name: channel?.name ?? '' }
  const uses = [...new Set<ScopeUse>(brief.purposes.map(({ use }) => use))]
  const title = say(`connect.title.${kind}`, values)
  return {
    network,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say(`connect.lede.${kind}`, values),
    off: brief.networkOff ? say('connect.off', values) : null,
    goTitle: say('connect.go_title'),
    go: say(channel === null ? 'connect.go' : 'connect.go_as', values),
    same: channel === null ? null : say('connect.same_account', values),
    face: channel === null ? null : faceOf(network + channel.name, channel.title || channel.name),
    beforeTitle: say('connect.before_title'),
    before: (['one', 'two', 'three'] as const).map((place) =>
      say(`connect.networks.${network}.before.${place}`),
    ),
    readsTitle: say('connect.reads_title'),
    reads: uses.map((use) => say(`connect.networks.${network}.reads.${use}`)),
    neverTitle: say('connect.never_title'),
    never: say('connect.never', values),
    button: say('connect.button', values),
    back: say('connect.back'),
  }
}

function kindOf(channel: ConnectBrief['channel']): 'new' | 'again' | 'renew' | 'fix' | 'early' {
  if (channel === null) return 'new'
  const { state } = channel
  switch (state.kind) {
    case 'renew':
      return 'renew'
    case 'limited':
      return 'fix'
    case 'connected':
    case 'delayed':
      return 'early'
    case 'reconnect':
    case 'off':
    case 'connecting':
      return 'again'
    default:
      return state satisfies never
  }
}
