import type { ReturnProblem } from '../../domain/channel/connect-result.ts'

type Problem = { title: string; body: string; way_on: string }

export const problems = {
  returned: {
    no_state: {
      title: 'We can’t tell where this came from',
      body: 'This return from a network doesn’t belong to anything that was started here. Nothing was changed, and nothing was stored.',
      way_on: 'Go to your channels',
    },
    not_open: {
      title: 'That sign-in is already closed',
      body: 'It was finished before, or more than ten minutes went by. Your connections are fine; start again and it takes about a minute.',
      way_on: 'Start again',
    },
    other_browser: {
      title: 'Started in another browser',
      body: 'You began in one browser and came back in this one, so we stopped before anything was stored. Start again here, or finish where you began.',
      way_on: 'Start again here',
    },
    open_link_again: {
      title: 'Please open your link once more',
      body: 'You came by a reconnect link, and this way back doesn’t fit what this browser set out for. Nothing was stored. Open the link again in this browser; it takes about a minute.',
      way_on: 'Read how links work',
    },
    signed_out: {
      title: 'You’re not signed in here',
      body: 'Your session ended while you were away, or you set out from another browser. Nothing was stored. Sign in, and you go on with the same channel.',
      way_on: 'Sign in and go on',
    },
    network_off: {
      title: 'This network is switched off here',
      body: 'This installation isn’t set up for that network at the moment. Your other channels carry on as before.',
      way_on: 'Go to your channels',
    },
  } satisfies Record<ReturnProblem, Problem>,
  more: 'Read more about this',
  not_found: {
    title: 'There’s nothing at this address',
    body: 'It may have moved, or a letter went missing. Your channels and connections are fine.',
    way_on: 'Go to the start',
  },
  broken: {
    title: 'This page stumbled',
    body: 'Something on our side went wrong. Your channels and connections are fine.',
    way_on: 'Try again',
  },
  away: {
    title: 'Back in a moment',
    body: 'Our memory can’t be reached just now. Your channels and connections are fine, and nothing was changed; try again in a few seconds.',
    way_on: 'Try again',
  },
  gone: {
    title: 'This result has been put away',
    body: 'Results are kept for a short while. Your channels show how things stand now.',
    way_on: 'Go to your channels',
  },
  no_channel: {
    title: 'That channel isn’t here',
    body: 'It may belong to another profile. Your own channels are all on one page.',
    way_on: 'Go to your channels',
  },
} as const
