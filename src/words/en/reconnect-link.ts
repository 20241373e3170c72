import type { HostApp } from '../../domain/browser.ts'
import type { LinkState } from '../../domain/channel/reconnect-link.ts'

type Told = { title: string; body: string }

/** What people with a reconnect link read, who may never have heard of us; and those who make one. */
export const reconnectLink = {
  title: {
    teammate: '{asker} asks you to reconnect {network} {name}',
    mail: 'Reconnect {network} {name}',
    handover: 'Go on here with {network} {name}',
  },
  lede: {
    teammate:
      'It belongs to {creator}’s profile on {platform}, where brands see verified insights. Its connection needs somebody who can sign in to it. About a minute.',
    mail: 'It belongs to {creator}’s profile on {platform}. You don’t need to sign in to {platform} for this; it takes about a minute.',
    handover:
      'You began in another browser. From here it takes about a minute, and the page you came from sees it by itself.',
  },
  name: 'Your name, if you like',
  name_hint: '{asker} sees it in the channel’s history. Left empty, it says “someone with the link”.',
  unsure: 'Not expecting this? Ask {asker} before you go on. {platform} never sees your password.',
  until: 'This link works once, until {date}.',
  slow: '{network} has trouble answering just now. You can try, or come back later: the link waits.',
  off: '{platform} isn’t set up for {network} at the moment, so this can’t be done right now. The link waits.',
  signed_in: 'Signed in to {platform}? Open the channel there',
  about: 'What is {platform}?',
  help: 'Help',
  inside: {
    title: 'One step first: open this in your browser',
    body: {
      instagram: 'You’re in Instagram’s own little browser, and {network} refuses to sign anybody in there.',
      messenger: 'You’re in Messenger’s own little browser, and {network} refuses to sign anybody in there.',
      facebook: 'You’re in Facebook’s own little browser, and {network} refuses to sign anybody in there.',
      tiktok: 'You’re in TikTok’s own little browser, and {network} refuses to sign anybody in there.',
      unnamed: 'You’re in an app’s own little browser, and {network} refuses to sign anybody in there.',
    } satisfies Record<HostApp, string>,
    how: {
      ios: 'Press the button. If nothing happens, open the menu with the three dots in the corner and choose “Open in external browser”, or copy the address into Safari.',
      android:
        'Press the button. If nothing happens, open the menu with the three dots in the corner and choose “Open in browser”, or copy the address into Chrome.',
      by_menu:
        'Open the menu with the three dots in the corner and choose “Open in browser”. Or copy the address and paste it into your browser.',
    },
    open: { ios: 'Open in Safari', android: 'Open in your browser' },
    address: 'The address to copy',
    copy: 'Copy',
    copied: 'Copied',
    soft: {
      instagram:
        'You’re in Instagram’s own little browser, where you’re signed in nowhere: keep your {network} password at hand.',
      messenger:
        'You’re in Messenger’s own little browser, where you’re signed in nowhere: keep your {network} password at hand.',
      facebook:
        'You’re in Facebook’s own little browser, where you’re signed in nowhere: keep your {network} password at hand.',
      tiktok:
        'You’re in TikTok’s own little browser, where you’re signed in nowhere: keep your {network} password at hand.',
      unnamed:
        'You’re in an app’s own little browser, where you’re signed in nowhere: keep your {network} password at hand.',
    } satisfies Record<HostApp, string>,
  },
  state: {
    used: {
      title: 'This link has done its work',
      body: 'It was used, and works once only. If the channel needs somebody again, ask for a new one. Thank you.',
    },
    fixed: {
      title: 'Already fixed. Thank you',
      body: '{network} {name} was connected again in another way. There’s nothing left to do.',
    },
    well: {
      title: 'Already fixed. Thank you',
      body: '{network} {name} is connected. There’s nothing left to do.',
    },
    expired: {
      title: 'This link has run out',
      body: 'Links like this one don’t work for ever. Ask whoever sent it for a new one; it takes them a moment.',
    },
    revoked: {
      title: 'This link was taken back',
      body: 'Whoever made it no longer needs it, or doesn’t look after the channel any more. There’s nothing for you to do.',
    },
    off: {
      title: 'No longer needed',
      body: 'The channel was turned off by the people it belongs to. There’s nothing for you to do.',
    },
    unknown: {
      title: 'This link leads nowhere',
      body: 'Perhaps a part of it got lost on the way, or the channel is gone. Ask whoever sent it to send it again.',
    },
    too_many: {
      title: 'Too many tries from here',
      body: 'Wait a quarter of an hour, then open the link again. It still works.',
    },
  } satisfies Record<Exclude<LinkState, 'open'> | 'unknown' | 'too_many', Told>,
  back: {
    done: {
      title: 'Done. Thank you',
      body: '{network} {name} is connected again, and its verified insights are back on {creator}’s profile. You can close this page.',
      missing:
        'One thing was left out: {missing}. The rest works. {asker} sees it and can ask you for it another time.',
    },
    expected: 'It has to be',
    again: 'Try again as {name}',
    once_more: 'Try again',
    ended: {
      title: 'The link ended meanwhile',
      body: 'Somebody was quicker, or took the link back while you were away. Nothing was stored.',
    },
    elsewhere: {
      title: 'This can’t be done by a link',
      body: 'The account belongs to another profile here, so nothing was changed. {asker} can find out more.',
    },
    gone: {
      title: 'This page has been put away',
      body: 'Results are kept for half an hour, and only for the browser that was there. Open the link again to see how it stands.',
    },
  },
  make: {
    action: 'Send link to a teammate',
    action_label: 'Send link to a teammate to reconnect {network} {name}',
    title: 'Ask somebody to reconnect {name}',
    lede: 'Somebody who can sign in to {network} {name} does it for you: without an account here, with this channel only, and with the same account only.',
    back: 'All channels',
    how_title: 'What the link does',
    how: {
      one: 'It works once, for seven days. You can take it back at any time.',
      two: 'Whoever opens it reads who asks, what will be read, and what never will be done.',
      three: 'Another account than {name} changes nothing.',
    },
    make_title: 'Make a link',
    make_body: 'You see it once, to send it yourself in the way you like.',
    make: 'Make a link',
    mail_title: 'Or have it mailed',
    mail_body: 'We send one mail with the link, in your name.',
    mail_to: 'E-mail',
    mail: 'Send it',
    made: 'Here is your link. It is shown this once.',
    made_until: 'It works once, until {date}.',
    mailed: 'Sent to {to}. The link in it works once, until {date}.',
    refused: {
      not_needed: 'This channel is well, so there is nothing that somebody could do by a link.',
      too_many: 'Twenty links for this channel work already. Take back one that isn’t needed first.',
      too_many_mails: 'That’s many mails in a short time. Wait an hour, or make a link and send it yourself.',
      no_address: 'That doesn’t look like an e-mail address. Check it once more.',
      unknown_channel: 'That channel isn’t here.',
    },
    list_title: 'Links so far',
    none: 'None in the last thirty days.',
    line: 'Made by {by}, {at}',
    sent_to: 'Mailed to {to}',
    by_hand: 'To hand on',
    state: {
      open: 'Works until {date}',
      expired: 'Ran out {date}, unused',
      used: '{helper, select, none {Used {date}} other {Used {date} by {name}}}',
      fixed: 'Ended {date}: the channel was connected in another way',
      revoked: 'Taken back {date}',
    },
    revoke: 'Take back',
    revoke_label: 'Take back the link made {at}',
  },
  mail: {
    subject: '{asker} asks you to reconnect {network} {name}',
    text: '{asker} looks after {creator}’s profile on {platform} and asks you to reconnect {network} {name}, because you can sign in to it. It takes about a minute, and you need no account on {platform}.',
    link: 'Reconnect {network} {name}',
    after:
      'The page tells you what will be read and what never will be done, before anything happens. The link works once, until {date}. If you don’t know {asker}, leave this mail alone: nothing happens without you.',
  },
} as const
