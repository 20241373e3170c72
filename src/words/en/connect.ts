import type { Network, ScopeUse } from '../../domain/network.ts'

type Steps = {
  /** What to see to before leaving, at most three. */
  before: { one: string; two: string; three: string }
  /** What the network reads out for each use of the permission. */
  reads: Record<ScopeUse, string>
}

export const connect = {
  title: {
    new: 'Connect {network}',
    again: 'Connect {name} again',
    renew: 'Renew {name}',
    fix: 'Fix {name}',
    early: 'Renew {name} early',
    late: 'Renew {name} early',
  },
  lede: {
    new: 'You’ll leave for {host}, say yes there, and come straight back.',
    again: 'You’ll leave for {host}, say yes once more, and come straight back. It takes about a minute.',
    renew: 'You’ll leave for {host}, say yes once more, and come straight back. Nothing pauses meanwhile.',
    fix: 'You’ll leave for {host}, switch on what was left out, and come straight back.',
    early: '{name} is connected and well. You can still give a fresh yes now; nothing pauses meanwhile.',
    late: '{name} is connected; only its numbers are late, and there’s nothing you need to do. You can still give a fresh yes now.',
  },
  before_title: 'Before you go',
  go_title: 'Where you’re going',
  go: 'You’ll go to **{host}**.',
  go_as: 'You’ll go to **{host}**. Sign in as **{name}**.',
  same_account: 'It has to be {name}. Another account changes nothing here.',
  reads_title: 'What we’ll read',
  never_title: 'What we never do',
  never:
    'Post, follow, like, send messages, or see your password. You can end this at any time in your {network} settings.',
  button: 'Continue to {network}',
  back: 'Back',
  off: 'This installation isn’t set up for {network} at the moment, so this can’t be done right now. Your other channels carry on as before.',
  slow: '{network} has trouble answering just now. You can try, or come back later: nothing changes meanwhile.',
  fix: {
    all: 'Fix all ({count})',
    left: '{count, plural, =0 {This is the last one.} one {After this one, # more.} other {After this one, # more.}}',
    skip: 'Skip this one',
    done_title: 'All done',
    done: 'Everything is connected. Nothing else needs you.',
    skipped_title: 'That’s all for now',
    skipped:
      '{count, plural, one {One channel still needs you; it waits on your Channels page.} other {# channels still need you; they wait on your Channels page.}}',
    to_channels: 'Back to Channels',
    next: 'Next: {network} {name}',
    next_left: '{count, plural, =0 {The last one} one {One more after it} other {# more after it}}',
    next_skip: 'Leave this one and go on',
  },
  inside: {
    get: 'Get a link for my browser',
    get_body:
      'We make a link that goes on there with this channel. It works once, for half an hour, and you needn’t sign in again.',
    new_body: 'Open this page there; you’ll be asked to sign in first.',
    made_body: 'It works once, until {time}. This page notices by itself when you’re done.',
    check: 'Check again',
    waiting: 'Waiting for your browser…',
    done_title: 'Done in your browser',
    done: '{name} is connected. Nothing is left to do here.',
    too_many: 'That’s many links in a short time. Use the one you have, or wait half an hour.',
  },
  networks: {
    instagram: {
      before: {
        one: 'The account is a professional one: creator or business.',
        two: 'This browser is signed in to Instagram with that account, or you know its password.',
        three: 'Leave every switch on when Instagram asks.',
      },
      reads: {
        identity: 'Your account’s name, picture and follower count',
        numbers: 'Its insights: reach, interactions and audience',
        audience: 'Who your audience is, in percentages',
        posts: 'Your posts and how they did',
      },
    },
    youtube: {
      before: {
        one: 'You know which Google account owns the channel.',
        two: 'When Google asks, pick the channel itself, not only the account.',
        three: 'Google shows boxes one by one: tick both.',
      },
      reads: {
        identity: 'Your channel’s name, picture and subscriber count',
        numbers: 'YouTube Analytics, view only: views, watch time and audience',
        audience: 'Who your audience is, in percentages',
        posts: 'Your videos and how they did',
      },
    },
    tiktok: {
      before: {
        one: 'The right account is open in the TikTok app or in this browser.',
        two: 'The account can be seen by apps: neither private nor restricted.',
        three: 'Leave every switch on when TikTok asks.',
      },
      reads: {
        identity: 'Your account’s name and picture',
        numbers: 'Its follower, like and video counts',
        audience: 'Who your audience is, in percentages',
        posts: 'Your public videos and how they did',
      },
    },
    facebook: {
      before: {
        one: 'You have full access to the Page.',
        two: 'Choose the Page itself when Facebook shows a list.',
        three: 'Leave every box ticked.',
      },
      reads: {
        identity: 'The names and pictures of the Pages you choose',
        numbers: 'Page insights: reach, views and interactions',
        audience: 'Who your audience is, in percentages',
        posts: 'The Page’s posts and how they did',
      },
    },
  } satisfies Record<Network, Steps>,
} as const
