/** What is held, what it is used for, and the ways to take it along or end it. */
import type { ScopeUse } from '../../domain/network.ts'

export const privacy = {
  title: 'Privacy',
  lede: 'What we hold for {profile}, what we use it for, and how to end it.',
  channels: 'Permissions',
  none: 'No channel is connected, so there is no permission to show. Once you connect one, everything we do with it is listed here.',
  connect: 'Connect a channel',
  held: 'We may read',
  reads: {
    identity: 'the account’s name, picture and address',
    numbers: 'its insights',
    audience: 'its audience in groups, never single people',
    posts: 'its recent posts and their numbers',
  } satisfies Record<ScopeUse, string>,
  network_names: 'What {network} calls it',
  since: 'Since',
  until: 'Until',
  no_end: 'no end date; it ends when you end it',
  given_by: 'Given by',
  by: '{name, select, none {somebody whose account is gone} other {{name}}}{team, select, no { (no longer on the team)} other {}}',
  nothing_held: 'We hold no permission for this channel.',
  uses: 'Used in the last 30 days',
  no_uses: 'Not used yet.',
  times: '{times, plural, one {once} other {# times}}',
  last: 'last {when}',
  purpose: {
    proof: 'To check that the connection works',
    insights: 'To read your insights',
    revocation: 'To end the permission',
    other: 'For {purpose}',
  },
  end: 'End this permission',
  end_label: 'End this permission: {network} {name}',
  history: 'History',
  never_title: 'What we never do',
  never: {
    post: 'Post, like, follow or write anything in your name.',
    messages: 'Read messages, or who your followers are.',
    passwords: 'See or keep a network’s password.',
    sell: 'Hand your permission to anybody else.',
  },
  take: {
    title: 'Take your data along',
    body: 'One file with everything we keep about you and, where your role allows it, about {profile}: the profile, the channels, every number with its day, and the history. It holds no keys to your channels.',
    button: 'Download the file',
    file: 'rechannel-{handle}-{day}.json',
  },
  erase: {
    title: 'Delete',
    profile: 'Delete the profile {profile}',
    account: 'Delete your account',
  },
} as const

export const erase = {
  profile: {
    title: 'Delete the profile {profile}?',
    lede: 'It leaves every page at once. Until {moment} you can bring it back with one button. After that nobody can, not even we.',
    what: {
      channels:
        'Nothing is read from its channels any more. When it is erased, their permissions are ended at the networks that answer.',
      numbers:
        'When it is erased, every number, post and line of history goes, together with the key that sealed its permissions.',
      brands: 'The profile leaves search, shortlists and shared kits at once.',
      team: 'Everybody on the team loses their access. Their own accounts stay.',
    },
    confirm: 'Type {handle} to confirm',
    wrong: 'That isn’t the profile’s address. Type {handle}.',
    button: 'Delete this profile',
    mail: {
      subject: 'The profile {profile} is deleted',
      text: 'You deleted the profile {profile} on {platform}. What we held of it is gone. If this wasn’t you, write to us at once. The address below shows how the deletion stands; keep it.',
      link: 'How it stands',
    },
  },
  account: {
    title: 'Delete your account?',
    lede: 'You can stay after all until {moment}: with the link that we mail you, or by signing in. After that nobody can bring your account back.',
    what: {
      sessions: 'You are signed out everywhere. Once it is erased, {email} can’t sign in any more.',
      teams: 'You leave every team. What you connected for others stays connected for them.',
      words: 'When it is erased, your conversations with us and everything you were told here go, too.',
    },
    last_owner:
      'You are the only owner of {names}. Make somebody else an owner first, or delete that profile.',
    confirm: 'Type {email} to confirm',
    wrong: 'That isn’t the address of your account. Type {email}.',
    button: 'Delete my account',
    done_title: 'Your account is deleted',
    done: 'You are signed out everywhere. Thank you for having been here.',
    way_on: 'To the start page',
  },
  now: {
    title: 'Without a way back',
    body: 'Erased at once, with everything named above. Nobody can bring it back then, not even we.',
    button: 'Erase it now, for good',
  },
  undo: {
    title: 'Deleted, and still to be undone',
    lede: 'Nobody sees it any more. If that is what you want, there is nothing left to do.',
    until: 'Erased for good on {moment} ({zone}).',
    profile: {
      title: 'The profile {profile}',
      what: 'With one button it is back on every page, with its channels, its history and its team.',
      keep: 'Bring back {profile}',
      mail: {
        subject: 'The profile {profile} is deleted',
        text: '{name} deleted the profile {profile} on {platform}. Nobody sees it any more, and nothing is read for it. Until {moment} ({zone}) one button on the page below brings everything back. After that it is erased for good.',
        link: 'Bring it back',
      },
    },
    account: {
      title: 'Your account',
      what: '{email} signs in as before then, on the same teams.',
      keep: 'Keep my account',
      mail: {
        subject: 'Your account is deleted',
        text: 'You deleted your account on {platform}. You are signed out everywhere, and nobody sees you there any more. Until {moment} ({zone}) one button on the page below keeps everything. After that it is erased for good. If this wasn’t you, press it now and change your password.',
        link: 'Keep my account',
      },
    },
    over_title: 'There is nothing to undo',
    over: 'It was undone already, or the time for it is over. What was erased can’t be brought back.',
    kept_title: 'It is back',
    kept: 'Everything is where it was. Sign in to see it.',
    no_owner_title: 'Keep your account first',
    no_owner:
      'Nobody would be left who owns this profile, because your account is deleted as well. Sign in, keep your account, and then bring back the profile.',
    way_on: 'Sign in',
    home: 'To your channels',
    without: 'Go on without it',
    link: 'Deleted profiles that can be brought back',
  },
  what_title: 'What happens',
  keep: 'Keep everything',
} as const
