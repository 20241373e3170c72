/** "Tell me when it's back", and what stands there once it was asked. */
import { type Network, POLICIES } from '../../src/domain/network.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export type TellMeView = {
  network: Network
  action: string
  /** What pressing it says. */
  wanted: 'yes' | 'no'
  /** Said beside the button while somebody waits; null while nobody has asked. */
  asked: string | null
  label: string
  accessibleName: string
  /** What is said aloud once pressing it has led here. */
  said: string
}

export function tellMeView(network: Network, asked: boolean, { say }: Speaker): TellMeView {
  const values = { network: POLICIES[network].name }
  return {
    network,
    action: `/networks/${network}/tell-me`,
    wanted: asked ? 'no' : 'yes',
    asked: asked ? say('notices.network.asked') : null,
    label: say(asked ? 'notices.network.undo' : 'notices.network.ask'),
    accessibleName: say(asked ? 'notices.network.undo_label' : 'notices.network.ask_label', values),
    said: say(asked ? 'notices.network.said' : 'notices.network.unsaid', values),
  }
}
