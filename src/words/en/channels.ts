import type { Loss } from '../../domain/verdict.ts'

export const channels = {
  title: 'Channels',
  summary: {
    none: 'Connect a channel and your verified insights stand on your profile, where brands look.',
    all_good:
      '{total, plural, one {Your channel is looked after. Nothing to do.} =2 {Both of your channels are looked after. Nothing to do.} other {All {total_word} channels are looked after. Nothing to do.}}',
    needs:
      '{needs, plural, one {{total, plural, one {Your channel needs you.} other {One of your {total_word} channels needs you. The rest is looked after.}}} other {{all, select, yes {{total, plural, =2 {Both of your channels need you.} other {All of your {total_word} channels need you.}}} other {{needs_word_cap} of your {total_word} channels need you. The rest is looked after.}}}}',
  },
  number: {
    one: 'one',
    two: 'two',
    three: 'three',
    four: 'four',
    five: 'five',
    six: 'six',
    seven: 'seven',
    eight: 'eight',
    nine: 'nine',
  },
  network: { instagram: 'Instagram', youtube: 'YouTube', tiktok: 'TikTok', facebook: 'Facebook Page' },
  badge: {
    connected: 'Connected',
    connecting: 'Finishing…',
    renew: 'Renew by {date}',
    limited: 'Some insights missing',
    reconnect: 'Reconnect needed',
    delayed: 'Updates delayed',
    off: 'Turned off',
    double_checking: 'Connected · double-checking',
  },
  badge_label: '{network} {name}: {badge}. Details',
  badge_announced: '{network} {name}: {badge}.',
  checked:
    '{followers, plural, =-1 {Checked {ago}.} one {# {audience, select, subscribers {subscriber} other {follower}}. Checked {ago}.} other {# {audience, select, subscribers {subscribers} other {followers}}. Checked {ago}.}}',
  audience: {
    instagram: 'followers',
    youtube: 'subscribers',
    tiktok: 'followers',
    facebook: 'followers',
  },
  never_checked: 'First insights arrive within a few hours.',
  double_checking:
    'An odd answer came in, so we’re taking a second look before we say anything. Nothing to do.',
  impact: {
    paused: 'Brands can’t see your verified insights right now; last verified {date}.',
    paused_never: 'Brands can’t see verified insights for this channel right now.',
    kept: 'Your insights stay on your profile until then.',
    numbers_paused:
      'The last numbers are older than a week, so they are paused on your profile until it answers.',
    numbers_dated: 'Your profile shows the last numbers with their date.',
    off: 'Its insights are off your profile.',
    limited: 'Brands see the rest of your insights; these stay blank.',
  },
  safe: 'Your history and your profile are safe.',
  how_long:
    '{minutes, plural, =0 {Takes less than a minute} =1 {Takes about a minute} other {Takes about # minutes}}',
  safe_short: 'History and profile are safe',
  repeats: {
    times:
      'This is the {times, selectordinal, two {#nd} few {#rd} one {#st} other {#th}} time in two months.',
    /** What often brings that cause back, and what helps. */
    why: {
      expired: 'Mails before a permission ends leave you time to renew it.',
      account_changed:
        'Several people sharing one sign-in, or a role that changed, is often why. A sign-in for each of them helps.',
      revoked:
        'Somebody tidying up connected apps is often why. It helps to tell them that {platform} only reads.',
      security: 'Signing in from many places often sets off safety checks. One known device helps.',
      account_unavailable: 'An account that is hidden or unpublished for a while takes its insights along.',
      permissions_reduced: 'A switch turned off while tidying up, or a role that changed, is often why.',
      ambiguous_reconnect: 'A sign-in that several people share is often why. One for each of them helps.',
    } satisfies Record<Loss, string>,
    link: 'How to avoid it',
  },
  turn: {
    you: 'Your turn',
    us: 'Our turn',
    network: 'Waiting for {network}',
    nobody: 'Nothing to do',
  },
  why: 'Why does this happen?',
  close: 'Close',
  action: {
    connect: 'Connect',
    fix: 'Fix',
    renew: 'Renew',
    connect_again_label: 'Connect {network} {name} again',
    fix_label: 'Fix {network} {name}',
    renew_label: 'Renew {network} {name}',
    connect_new_label: 'Connect {network}',
  },
  check_now: 'Check now',
  check_now_label: 'Check now: {network} {name}',
  checking: 'Checking…',
  history: 'History',
  history_label: 'History of {network} {name}',
  more: 'More',
  more_label: 'More for {network} {name}',
  reads: 'What we read',
  reads_label: 'What we read of {network} {name}',
  report: {
    fine: 'Checked just now: all is well.',
    lost: 'Checked just now: this channel needs you.',
    back: 'Checked just now: it is back. Verified insights are live again.',
    looking_again: 'Checked just now: an odd answer. We’ll look again at {at} before saying anything.',
    delayed_us: 'We couldn’t check just now. That is on us; your connection is fine.',
    delayed_network: '{network} didn’t answer just now. Your connection is fine.',
    limited: 'Checked just now: connected, with some insights missing.',
    too_soon: 'It was checked a moment ago. You can check again at {at}.',
    unknown_channel: 'That channel isn’t here any more.',
  },
  use: { identity: 'name and picture', numbers: 'insights', audience: 'audience', posts: 'video stats' },
  add: {
    title: 'Add a channel',
    network_off: 'Not offered by this installation yet.',
    waiting: 'A sign-in is open. Finish it there, or start over here.',
  },
  error: {
    title: 'We couldn’t load your channels',
    body: 'Your connections are fine. It is only this page that stumbled.',
    retry: 'Retry',
  },
  loading: 'Loading your channels…',
} as const
