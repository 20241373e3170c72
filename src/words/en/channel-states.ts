import type { Outlook, ShownState } from '../../domain/channel/health.ts'
import type { Network } from '../../domain/network.ts'
import type { Loss } from '../../domain/verdict.ts'

/** What a person reads about a state: what it is, what happened, and what is theirs to do. */
type Cell = { title: string; happened: string; todo: string }
/** `softened` is said where the network has not confirmed the cause. */
type LossCell = Cell & { softened: string }

/** Every state a channel can be shown in, with every cause; a missing cell does not compile. */
type NetworkStates = Record<
  | Exclude<ShownState['kind'], 'reconnect' | 'delayed' | 'connected'>
  | `delayed_${Extract<ShownState, { kind: 'delayed' }>['whose']}`
  | 'not_connected',
  Cell
> & {
  connected: Record<Outlook['kind'], Cell>
  reconnect: Record<Loss, LossCell>
}

/** Placeholders: {name} the account, {date} when it happened or is due, {platform} this installation. */
export const channelStates = {
  instagram: {
    not_connected: {
      title: 'Instagram',
      happened: 'Show brands your reach, your audience and how people respond.',
      todo: 'Works with professional accounts: creator or business.',
    },
    connecting: {
      title: 'Waiting for Instagram',
      happened: 'A sign-in at Instagram is open. Finish it there, and this card catches up by itself.',
      todo: 'Closed that window? Just start again here.',
    },
    connected: {
      no_end: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'We look after this one.',
      },
      renewed_by_us: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'We renew this one for you.',
      },
      person_needed_by: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'Good until {date}. We’ll say when it is time.',
      },
    },
    renew: {
      title: 'A fresh yes by {date}',
      happened:
        'Instagram’s permission for {name} ends on {date}, and this time we couldn’t extend it for you.',
      todo: 'Renew any time before then and nothing pauses.',
    },
    limited: {
      title: 'One box was left out',
      happened: 'We can see {name}, but Instagram isn’t sharing its {missing}.',
      todo: 'One visit to Instagram fixes it: leave the insights switch on.',
    },
    delayed_network: {
      title: 'Instagram is slow to answer',
      happened: 'Instagram hasn’t answered our checks since {date}. Your connection itself is fine.',
      todo: 'Nothing to do. We keep asking until it answers.',
    },
    delayed_us: {
      title: 'This one is on us',
      happened:
        'Our Instagram updates have been paused since {date} while we fix our side. Your connection is fine.',
      todo: 'Nothing to do, and no need to connect again.',
    },
    off: {
      title: 'Turned off by you',
      happened: 'You turned {name} off on {date}. We hold no permission for it and read nothing.',
      todo: 'Want it back? Connect any time.',
    },
    reconnect: {
      expired: {
        title: 'Time for a fresh connection',
        happened: 'Instagram’s permission for {name} reached its end on {date}. Instagram sets that date.',
        softened: 'It looks like Instagram’s permission for {name} ran out around {date}.',
        todo: 'Sign in as {name} and you’re back.',
      },
      account_changed: {
        title: 'A change at Instagram',
        // The only change that Instagram itself confirms.
        happened:
          'Since {date}, {name} is no professional account any more, and Instagram shares insights of those only.',
        softened:
          'It looks like the sign-in details of {name} changed around {date}, and Instagram signed us out.',
        todo: 'Sign in as {name} once more. It needs to be a creator or business account.',
      },
      revoked: {
        title: 'Access was switched off',
        happened: 'Access for {platform} was switched off in the Instagram settings of {name} on {date}.',
        softened:
          'It looks like access for {platform} was switched off in the Instagram settings of {name} around {date}.',
        todo: 'If that was meant, leave it as it is. If you’d like your insights back, connect {name}.',
      },
      security: {
        title: 'Instagram wants to check it’s you',
        happened: 'Instagram put a routine safety check on {name} on {date} and signed connected apps out.',
        softened: 'It looks like Instagram put a safety check on {name} around {date}.',
        todo: 'Open Instagram, finish its check, then connect {name} here.',
      },
      account_unavailable: {
        title: 'Instagram can’t show {name}',
        happened: 'Since {date} Instagram says that {name} isn’t available. That can be short-lived.',
        softened: 'It looks like {name} hasn’t been available on Instagram since {date}.',
        todo: 'Have a look in the Instagram app. Once {name} is back, connect it here.',
      },
      permissions_reduced: {
        title: 'A needed box was left out',
        happened:
          'Since {date} Instagram no longer shares what we need to show {name}. A switch was turned off.',
        softened: 'It looks like a switch that we need for {name} was turned off at Instagram around {date}.',
        todo: 'Connect {name} once more and leave every switch on.',
      },
      ambiguous_reconnect: {
        title: 'We lost touch with {name}',
        happened: 'Instagram stopped letting us in on {date} and didn’t say why.',
        softened: 'It looks like Instagram stopped letting us in on {date}. It didn’t say why.',
        todo: 'Signing in again as {name} usually settles it.',
      },
    },
  },
  youtube: {
    not_connected: {
      title: 'YouTube',
      happened: 'Show brands your views, watch time and who is watching.',
      todo: 'Pick the channel itself at Google, not only the Google account.',
    },
    connecting: {
      title: 'Waiting for Google',
      happened: 'A sign-in at Google is open. Finish it there, and this card catches up by itself.',
      todo: 'Closed that window? Just start again here.',
    },
    connected: {
      no_end: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'No end date. We keep it awake for you.',
      },
      renewed_by_us: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'We renew this one for you.',
      },
      person_needed_by: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'Good until {date}. We’ll say when it is time.',
      },
    },
    renew: {
      title: 'A fresh yes by {date}',
      happened: 'Google’s permission for {name} ends on {date}, and only you can extend it.',
      todo: 'Renew any time before then and nothing pauses.',
    },
    limited: {
      title: 'One tick to go',
      happened:
        'We can see {name}, but Google isn’t sharing its {missing}. Boxes are ticked one by one there.',
      todo: 'One visit to Google fixes it: tick the YouTube Analytics box, which is view only.',
    },
    delayed_network: {
      title: 'YouTube data is late',
      happened: 'YouTube hasn’t answered our checks since {date}. Your connection itself is fine.',
      todo: 'Nothing to do. We keep asking until it answers.',
    },
    delayed_us: {
      title: 'This one is on us',
      happened:
        'Our YouTube updates have been paused since {date} while we fix our side. Your connection is fine.',
      todo: 'Nothing to do, and no need to sign in again.',
    },
    off: {
      title: 'Turned off by you',
      happened: 'You turned {name} off on {date}. We hold no permission for it and read nothing.',
      todo: 'Want it back? Connect any time.',
    },
    reconnect: {
      expired: {
        title: 'The link to YouTube went quiet',
        happened:
          'Google ended the permission for {name} on {date}. It does that with links that rest for a long time.',
        softened: 'It looks like Google let the permission for {name} lapse around {date}.',
        todo: 'A quick sign-in brings it back. Pick {name} when Google asks.',
      },
      account_changed: {
        title: 'A change at Google',
        happened:
          'Something about the Google account behind {name} changed on {date}, and Google signed connected apps out.',
        softened: 'It looks like the Google account behind {name} changed around {date}.',
        todo: 'Sign in with the account that owns {name} now and pick the same channel.',
      },
      revoked: {
        title: 'Access was removed at Google',
        happened: 'Access for {platform} was removed from the Google account of {name} on {date}.',
        softened:
          'It looks like access for {platform} was removed from the Google account of {name} around {date}.',
        todo: 'If that was meant, leave it as it is. If you’d like your insights back, connect {name}.',
      },
      security: {
        title: 'Google added a safety step',
        happened:
          'Google reported a security event on the account of {name} on {date} and signed connected apps out.',
        softened: 'It looks like Google added a safety step to the account of {name} around {date}.',
        todo: 'Look at your Google security alerts first, then connect {name} here.',
      },
      account_unavailable: {
        title: 'YouTube can’t find {name}',
        happened: 'Since {date} YouTube says that there is no channel called {name} on this account.',
        softened: 'It looks like {name} hasn’t been on this Google account since {date}.',
        todo: 'If it moved to another Google account, connect with that one.',
      },
      permissions_reduced: {
        title: 'A needed tick was taken away',
        happened:
          'Since {date} Google no longer shares what we need to show {name}. A permission was taken away.',
        softened:
          'It looks like a permission that we need for {name} was taken away at Google around {date}.',
        todo: 'Connect {name} once more and tick both boxes.',
      },
      ambiguous_reconnect: {
        title: 'We lost touch with {name}',
        happened: 'Google stopped letting us in on {date}. It gives the same answer for several causes.',
        softened:
          'It looks like Google stopped letting us in on {date}. It gives one answer for several causes.',
        todo: 'Signing in again and picking {name} settles most of them.',
      },
    },
  },
  tiktok: {
    not_connected: {
      title: 'TikTok',
      happened: 'Show brands how far your videos travel and how people take to them.',
      todo: 'Have the right account open in the TikTok app first.',
    },
    connecting: {
      title: 'Waiting for TikTok',
      happened: 'A sign-in at TikTok is open. Finish it there, and this card catches up by itself.',
      todo: 'Closed that window? Just start again here.',
    },
    connected: {
      no_end: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'We look after this one.',
      },
      renewed_by_us: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'We renew this one for you.',
      },
      person_needed_by: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'Good until {date}, a date TikTok sets. We’ll say when it is time.',
      },
    },
    renew: {
      title: 'A fresh yes by {date}',
      happened: 'TikTok asks you to confirm {name} again by {date}. It sets that date for everyone.',
      todo: 'Renew any time before then and nothing pauses.',
    },
    limited: {
      title: 'A switch was left off',
      happened: 'We can see {name}, but TikTok isn’t sharing its {missing}.',
      todo: 'One visit to TikTok fixes it: leave every switch on.',
    },
    delayed_network: {
      title: 'TikTok is having a moment',
      happened: 'TikTok hasn’t answered our checks since {date}. Your connection itself is fine.',
      todo: 'Nothing to do. We keep asking until it answers.',
    },
    delayed_us: {
      title: 'This one is on us',
      happened:
        'Our TikTok updates have been paused since {date} while we fix our side. Your connection is fine.',
      todo: 'Nothing to do, and no need to connect again.',
    },
    off: {
      title: 'Turned off by you',
      happened: 'You turned {name} off on {date}. We hold no permission for it and read nothing.',
      todo: 'Want it back? Connect any time.',
    },
    reconnect: {
      expired: {
        title: 'Your TikTok permission ended',
        happened: 'TikTok’s permission for {name} ran out on {date}. TikTok sets that date for everyone.',
        softened: 'It looks like TikTok’s permission for {name} ran out around {date}.',
        todo: 'Sign in as {name} and keep every switch on.',
      },
      account_changed: {
        title: 'A change at TikTok',
        happened: 'Something about {name} changed at TikTok on {date}, and TikTok signed connected apps out.',
        softened: 'It looks like something about {name} changed at TikTok around {date}.',
        todo: 'Open {name} in the TikTok app, then connect it here.',
      },
      revoked: {
        title: 'Access was removed at TikTok',
        happened: 'Access for {platform} was removed in the TikTok settings of {name} on {date}.',
        softened:
          'It looks like access for {platform} was removed in the TikTok settings of {name} around {date}.',
        todo: 'If that was meant, leave it as it is. If you’d like your insights back, connect {name}.',
      },
      security: {
        title: 'TikTok paused app access',
        happened: 'TikTok put a safety pause on {name} on {date}.',
        softened: 'It looks like TikTok put a safety pause on {name} around {date}.',
        todo: 'Open the TikTok app, follow what it asks, then connect {name} here.',
      },
      account_unavailable: {
        title: 'TikTok can’t show {name}',
        happened: 'Since {date} TikTok says that {name} isn’t available. That can be short-lived.',
        softened: 'It looks like {name} hasn’t been available on TikTok since {date}.',
        todo: 'Have a look in the TikTok app. Once {name} is back, connect it here.',
      },
      permissions_reduced: {
        title: 'A needed switch was turned off',
        happened:
          'Since {date} TikTok no longer shares what we need to show {name}. A switch was turned off.',
        softened: 'It looks like a switch that we need for {name} was turned off at TikTok around {date}.',
        todo: 'Connect {name} once more and leave every switch on.',
      },
      ambiguous_reconnect: {
        title: 'We lost touch with {name}',
        happened: 'TikTok stopped letting us in on {date} and gave no reason.',
        softened: 'It looks like TikTok stopped letting us in on {date}. It gave no reason.',
        todo: 'A fresh sign-in as {name} usually settles it.',
      },
    },
  },
  facebook: {
    not_connected: {
      title: 'Facebook Page',
      happened: 'Show brands your Page’s reach and the people it speaks to.',
      todo: 'You need full access to the Page you want to add.',
    },
    connecting: {
      title: 'Waiting for Facebook',
      happened: 'A sign-in at Facebook is open. Finish it there, and this card catches up by itself.',
      todo: 'Closed that window? Just start again here.',
    },
    connected: {
      no_end: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'We look after this one.',
      },
      renewed_by_us: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'We renew this one for you.',
      },
      person_needed_by: {
        title: 'Connected',
        happened: 'Your verified insights are on your profile.',
        todo: 'Good until {date}. We’ll say when it is time.',
      },
    },
    renew: {
      title: 'A fresh yes by {date}',
      happened: 'Facebook asks people to confirm app access now and then. For {name} that is due by {date}.',
      todo: 'Renew any time before then and nothing pauses.',
    },
    limited: {
      title: 'Page insights are off',
      happened: 'We can see {name}, but Facebook isn’t sharing its {missing}.',
      todo: 'One visit to Facebook fixes it: choose the Page and leave every box ticked.',
    },
    delayed_network: {
      title: 'Facebook is having trouble',
      happened: 'Facebook hasn’t answered our checks since {date}. Your Page’s connection is fine.',
      todo: 'Nothing to do. We keep asking until it answers.',
    },
    delayed_us: {
      title: 'This one is on us',
      happened:
        'Our Facebook updates have been paused since {date} while we fix our side. Your Page’s connection is fine.',
      todo: 'Nothing to do, and no need to connect again.',
    },
    off: {
      title: 'Turned off by you',
      happened: 'You turned {name} off on {date}. We hold no permission for it and read nothing.',
      todo: 'Want it back? Connect any time.',
    },
    reconnect: {
      expired: {
        title: 'Your Facebook permission ended',
        happened: 'Facebook’s permission for {name} reached its end on {date}. Facebook sets that date.',
        softened: 'It looks like Facebook’s permission for {name} ran out around {date}.',
        todo: 'Connect again and choose {name}.',
      },
      account_changed: {
        title: 'A change at Facebook',
        happened:
          'The Facebook sign-in behind {name} changed on {date}. Facebook signs connected apps out when that happens.',
        softened: 'It looks like the Facebook sign-in or the Page role behind {name} changed around {date}.',
        todo: 'Someone with full access to {name} can connect it again.',
      },
      revoked: {
        title: 'Access was removed at Facebook',
        happened: 'Access for {platform} was removed in the Facebook settings behind {name} on {date}.',
        softened:
          'It looks like access for {platform} was removed in the Facebook settings behind {name} around {date}.',
        todo: 'If that was meant, leave it as it is. If you’d like your insights back, connect {name}.',
      },
      security: {
        title: 'Facebook wants a quick check',
        happened: 'Facebook put a routine safety check on the sign-in behind {name} on {date}.',
        softened: 'It looks like Facebook put a safety check on the sign-in behind {name} around {date}.',
        todo: 'Sign in at facebook.com, finish its check, then connect {name} here.',
      },
      account_unavailable: {
        title: 'Facebook can’t show {name}',
        happened: 'Since {date} Facebook says that {name} isn’t available. It may be unpublished.',
        softened: 'It looks like {name} hasn’t been available on Facebook since {date}.',
        todo: 'Once the Page can be seen again, connect it here.',
      },
      permissions_reduced: {
        title: 'The Page was left out',
        happened:
          'Since {date} Facebook no longer shares {name} with us. The Page or a permission was unticked.',
        softened: 'It looks like {name} or a permission for it was unticked at Facebook around {date}.',
        todo: 'Connect again, choose {name} and leave every box ticked.',
      },
      ambiguous_reconnect: {
        title: 'We lost touch with {name}',
        happened: 'Facebook stopped letting us in on {date} and didn’t say why.',
        softened: 'It looks like Facebook stopped letting us in on {date}. It didn’t say why.',
        todo: 'Connect again and choose {name}; that usually settles it.',
      },
    },
  },
} as const satisfies Record<Network, NetworkStates>
