/** The form for terms: the same for a draft, a counter-offer and an answer to one. */
import { CURRENCIES, type Field, type Flaws, type GivenTerms } from '../../src/domain/collaboration/terms.ts'
import type { channelsToMean } from '../../src/usecases/collaboration/read-collaboration.ts'
import { channelName } from '../../src/words/notice-words.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { channelStatus, flawWords } from './collaborations.ts'

type Channels = Awaited<ReturnType<typeof channelsToMean>>

export function composerForm(
  about: {
    given: GivenTerms
    flaws: Flaws
    channels: Channels
    creator: string
    today: string
    sends: 'draft' | 'terms' | 'nothing'
  },
  speaker: Speaker,
) {
  const { say } = speaker
  const { given, flaws, creator } = about
  const offered = about.channels.filter((channel) => channel.offered)
  return {
    given,
    today: about.today,
    wrong: flawWords(flaws, speaker) as Partial<Record<Field, string>>,
    wrongTitle: Object.keys(flaws).length === 0 ? null : say('collaborations.compose.wrong'),
    labels: {
      title: say('collaborations.compose.title'),
      titleHint: say('collaborations.compose.title_hint'),
      brief: say('collaborations.compose.brief'),
      briefHint: say('collaborations.compose.brief_hint'),
      deliverables: say('collaborations.compose.deliverables'),
      deliverablesHint: say('collaborations.compose.deliverables_hint'),
      budget: say('collaborations.compose.budget'),
      budgetHint: say('collaborations.compose.budget_hint'),
      currency: say('collaborations.compose.currency'),
      startsOn: say('collaborations.compose.starts_on'),
      endsOn: say('collaborations.compose.ends_on'),
      channels: say('collaborations.compose.channels'),
      channelsHint: say('collaborations.compose.channels_hint'),
    },
    currencies: Object.keys(CURRENCIES).map((value) => ({ value, label: value })),
    noChannels: offered.length === 0 ? say('collaborations.compose.channels_none', { creator }) : null,
    channels: offered.map((channel) => ({
      id: channel.id,
      name: channelName(channel, speaker),
      status: channelStatus(channel, speaker),
      verified: channel.verified,
      care: channel.verified ? null : say('collaborations.compose.not_verified', { creator }),
      chosen: given.channels.includes(channel.id),
    })),
    send:
      about.sends === 'nothing'
        ? null
        : say(
            about.sends === 'draft' ? 'collaborations.compose.send' : 'collaborations.compose.send_counter',
          ),
  }
}

export type ComposerView = ReturnType<typeof composerForm>
