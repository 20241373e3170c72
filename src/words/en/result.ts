import type { Network } from '../../domain/network.ts'

export const result = {
  confirm: {
    title: '{count, plural, one {Is this the one?} other {Which ones shall we add?}}',
    lede: '{network} says yes. Nothing is stored until you say so here.',
    add_one: 'Add {name} to {creator}’s profile',
    add_chosen: 'Add to {creator}’s profile',
    choose: 'Choose what to add',
    by_you: 'Already on this profile',
    by_another: 'Already connected to another profile',
    missing: 'Not shared: {missing}. You can fix that later.',
    nothing_chosen: 'Tick at least one to go on.',
    not_now: 'Not now',
    all_taken: 'Everything that came back is connected already.',
  },
  connected: {
    title_new: '{name} is connected',
    title_again: '{name} is back',
    title_many: '{count} channels are connected',
    changed_new:
      'Verified insights are on your profile as soon as the first numbers arrive, usually within minutes.',
    changed_again: 'Verified insights are back on your profile. Your history is all there.',
    limited: 'One thing was left out: {missing}. The rest is live.',
    fix: 'Fix it now',
    view: 'View profile',
    to_channels: 'Back to Channels',
    next_title: '{count, plural, one {One more needs you} other {# more need you}}',
    next: 'Connect {network} {name}',
    renewed_by_us: 'We renew this one for you from here.',
    person_needed_by: 'Next time it needs you: around {date}.',
    no_end: 'No end date is set. We keep it awake, and say so early if it ever needs you.',
  },
  wrong: {
    title: 'That was another account',
    lede: 'Nothing was changed and nothing was stored.',
    expected: 'This card is for',
    used: 'You came back as',
    again: 'Try again as {name}',
    add: 'Add {name}',
    switch_first: {
      instagram: 'Instagram will ask you to sign in anew. Choose {name} there.',
      youtube: 'Google will show your accounts. Pick the one that owns {name}.',
      tiktok:
        'Switch to {name} in the TikTok app or on tiktok.com first; TikTok goes on with whoever is signed in.',
      facebook:
        'Sign in at facebook.com as someone who manages {name} first; Facebook goes on with whoever is signed in.',
    } satisfies Record<Network, string>,
  },
  belongs: {
    title: 'Already connected elsewhere',
    body: '{names} {count, plural, one {is} other {are}} already connected to another profile here, so nothing was changed. If it should be yours, write to us and we’ll look into it.',
    write: 'Write to us',
    again: 'Try another account',
  },
  cancelled: {
    title: 'No change made',
    body: '{network} sent you back without a yes, and that’s fine. Everything is as it was.',
    hint: {
      instagram:
        'If Instagram asked for a professional account: switch to a creator or business account in its app, for free, and try again.',
      youtube: 'If your channel wasn’t in the list, choose the Google or brand account that owns it.',
      tiktok: 'If it was another account than you meant, switch in TikTok first.',
      facebook: 'If your Page wasn’t in the list, sign in as someone who manages it.',
    } satisfies Record<Network, string>,
    again: 'Try again',
  },
  nothing: {
    title: {
      instagram: 'No professional account found',
      youtube: 'No channel on that Google account',
      tiktok: 'No account came back',
      facebook: 'No Page came back',
    } satisfies Record<Network, string>,
    body: {
      instagram:
        'You signed in, but there is no creator or business account behind it. Instagram shares insights for those only. You can switch for free in the Instagram app, under account type.',
      youtube:
        'You signed in, but that Google account has no YouTube channel. Try again and pick the account, or the brand account, that owns it.',
      tiktok:
        'You signed in, but TikTok didn’t tell us about an account. Check that it can be seen by apps, then try again.',
      facebook:
        'You signed in, but no Page was chosen, or you don’t manage one. Try again and tick the Page in Facebook’s list.',
    } satisfies Record<Network, string>,
    again: 'Try again',
  },
  permission: {
    title: 'One permission was left out',
    body: {
      instagram:
        'Without it Instagram doesn’t tell us which account this is, so nothing was stored. Leave every switch on this time.',
      youtube:
        'Without it Google doesn’t tell us which channel this is, so nothing was stored. Tick both boxes this time.',
      tiktok:
        'Without it TikTok doesn’t tell us which account this is, so nothing was stored. Leave every switch on this time.',
      facebook:
        'Without it Facebook doesn’t tell us which Pages you chose, so nothing was stored. Leave every box ticked this time.',
    } satisfies Record<Network, string>,
    again: 'Try again',
  },
  refused: {
    title: {
      busy: '{network} is busy',
      ours: 'This one is on us',
      said_no: '{network} didn’t go through with it',
    },
    body: {
      busy: '{network} couldn’t finish just now. Nothing was changed. Give it a few minutes and try again.',
      ours: 'Our side of the link to {network} needs fixing, and we’ve been told. Nothing was changed; there is no need to try again before we’re done.',
      said_no:
        '{network} ended the sign-in before it was done. Nothing was changed. Trying once more usually works.',
    },
    again: 'Try again',
  },
  back: 'Back to Channels',
  why: 'Read more about this',
} as const
