import type { Network } from '../../domain/network.ts'
import type { Diagnosis } from '../../domain/verdict.ts'

/** What a reply means, and what comes next, for those who run or build on this. */
type Meaning = { reason: string; next: string }

const WAIT = 'Wait, then go on. The connection is not touched.'
const LATER = 'Try again later. The connection is not touched.'
const NOTHING = 'Nothing to do.'
const STAYS = 'Nothing. A connection that exists stays as it is.'
const STOP = 'Stop reading. The person connects again if they want to.'
const NO_RECONNECT = 'It concerns every channel, and nobody needs to connect again.'

const UNTOUCHED = 'Nothing to do for the connection.'

const attemptAt = (network: string): Meaning => ({
  reason: `This attempt to connect at ${network} did not work: its code was late, used twice or refused.`,
  next: 'The person starts once more. A connection that exists is not touched.',
})

export const diagnosis = {
  meaning: {
    instagram: {
      not_disconnected: { reason: 'Instagram says nothing against the connection.', next: NOTHING },
      expired: {
        reason: 'Instagram’s permission reached its end.',
        next: 'A token past its end cannot be refreshed: the person connects the account again.',
      },
      account_changed: {
        reason:
          'The Instagram account changed: a new password, another kind of account, or a lost role on its Page.',
        next: 'The person connects again as the same account. A personal account is first switched back to a professional one.',
      },
      revoked: { reason: 'The app was removed in the Instagram settings of the account.', next: STOP },
      security: {
        reason: 'Instagram holds the account at a safety check.',
        next: 'The person opens Instagram and passes the check first. Then try the same token again; only if it stays refused, they connect again. If many accounts say this at once, look at the app instead.',
      },
      account_unavailable: {
        reason: 'Instagram says that the account is closed, suspended or not there.',
        next: 'The person has a look in the Instagram app. Once the account is back, they connect it again.',
      },
      permissions_reduced: {
        reason: 'The connection works, but Instagram withholds a part of it.',
        next: 'Ask for the missing permission only. The person leaves every switch at Instagram on.',
      },
      ambiguous_reconnect: {
        reason: 'Instagram refuses us and does not say why.',
        next: 'Ask Instagram with a different call at least ten minutes later. If that agrees, the person connects again.',
      },
      rate_limited: { reason: 'Instagram asks for fewer calls.', next: WAIT },
      transient: { reason: 'Instagram had trouble, or its reply could not be read.', next: LATER },
      misconfigured: {
        reason: 'Instagram refused our app or our request, not the person.',
        next: 'The operator checks the Instagram app id, its secret, its redirect address and the request. Never ask the person to connect again.',
      },
      denied_by_user: { reason: 'The person said no on Instagram’s page.', next: STAYS },
    },
    youtube: {
      not_disconnected: { reason: 'YouTube says nothing against the connection.', next: NOTHING },
      expired: {
        reason: 'Google’s permission for the YouTube channel reached its end.',
        next: 'The person connects the channel again.',
      },
      account_changed: {
        reason: 'The YouTube channel behind the Google account is not the one that was connected.',
        next: 'The person connects again and picks the same channel on Google’s page.',
      },
      revoked: { reason: 'Access to YouTube was removed in the person’s Google account.', next: STOP },
      security: {
        reason: 'Google wants the owner of the YouTube channel, or their administrator, to act first.',
        next: 'The person opens their Google account and settles what it asks; try the same token again before asking for more.',
      },
      account_unavailable: {
        reason: 'The Google account or its YouTube channel is closed, suspended or not there.',
        next: 'The person has a look at youtube.com. Once the channel is back, they connect it again.',
      },
      permissions_reduced: {
        reason: 'The connection works, but YouTube withholds a part of it.',
        next: 'Ask for the missing permission only. The person leaves every box on Google’s page ticked.',
      },
      ambiguous_reconnect: {
        reason: 'YouTube refuses us and does not say why.',
        next: 'Renew the access token and try once more; that answer decides. If it is refused as well, the person connects again.',
      },
      rate_limited: { reason: 'YouTube asks for fewer calls.', next: WAIT },
      transient: { reason: 'YouTube or Google had trouble, or the reply could not be read.', next: LATER },
      misconfigured: {
        reason: 'YouTube refused our app or our request, not the person.',
        next: 'The operator checks the project in the Google Cloud console and the request. Never ask the person to connect again.',
      },
      denied_by_user: { reason: 'The person said no on Google’s page for YouTube.', next: STAYS },
    },
    tiktok: {
      not_disconnected: { reason: 'TikTok says nothing against the connection.', next: NOTHING },
      expired: {
        reason: 'TikTok’s permission reached its end.',
        next: 'The person connects the account again.',
      },
      account_changed: {
        reason: 'The TikTok account is not the one that was connected.',
        next: 'The person signs in at TikTok as the same account, then connects again.',
      },
      revoked: { reason: 'The app was removed in the TikTok app of the account.', next: STOP },
      security: {
        reason: 'TikTok has restricted the account.',
        next: 'The person opens TikTok and settles it there; try the same token again before asking for more.',
      },
      account_unavailable: {
        reason: 'TikTok says that the account is deleted, banned or not allowed to connect.',
        next: 'The person has a look in the TikTok app. Once the account is back, they connect it again.',
      },
      permissions_reduced: {
        reason: 'The connection works, but TikTok withholds a part of it.',
        next: 'Ask for the missing permission only. The person leaves every switch at TikTok on.',
      },
      ambiguous_reconnect: {
        reason: 'TikTok refuses us and does not say why.',
        next: 'Renew the access token and try once more; that answer decides. If it is refused as well, the person connects again.',
      },
      rate_limited: { reason: 'TikTok asks for fewer calls.', next: WAIT },
      transient: { reason: 'TikTok had trouble, or its reply could not be read.', next: LATER },
      misconfigured: {
        reason: 'TikTok refused our app or our request, not the person.',
        next: 'The operator checks the client key, its secret, the redirect address, the approved scopes and the request. Never ask the person to connect again.',
      },
      denied_by_user: { reason: 'The person said no on TikTok’s page.', next: STAYS },
    },
    facebook: {
      not_disconnected: { reason: 'Facebook says nothing against the connection.', next: NOTHING },
      expired: {
        reason: 'Facebook’s permission reached its end.',
        next: 'A token past its end cannot be exchanged: the person connects the Page again.',
      },
      account_changed: {
        reason:
          'Something changed for the person behind the Facebook Page: a new password, or another role on it.',
        next: 'The person checks their role on the Page, then connects the same Page again.',
      },
      revoked: { reason: 'The person removed the app in their Facebook settings.', next: STOP },
      security: {
        reason: 'Facebook wants the person behind the Page to pass a safety step.',
        next: 'The person opens Facebook and passes it first. Then try the same token again; only if it stays refused, they connect again.',
      },
      account_unavailable: {
        reason: 'Facebook says that the Page or the account is closed, suspended or not there.',
        next: 'The person has a look at the Page on Facebook. Once it is back, they connect it again.',
      },
      permissions_reduced: {
        reason: 'The connection works, but Facebook withholds a permission, or the Page is not ticked.',
        next: 'Ask for the missing permission only. The person ticks the Page and leaves every switch on.',
      },
      ambiguous_reconnect: {
        reason: 'Facebook refuses us and does not say why.',
        next: 'Ask debug_token at least ten minutes later. If that agrees, the person connects the Page again.',
      },
      rate_limited: { reason: 'Facebook asks for fewer calls.', next: WAIT },
      transient: { reason: 'Facebook had trouble, or its reply could not be read.', next: LATER },
      misconfigured: {
        reason: 'Facebook refused our app or our request, not the person.',
        next: 'The operator checks the app id, its secret, its redirect address and the request. Never ask the person to connect again.',
      },
      denied_by_user: { reason: 'The person said no on Facebook’s page.', next: STAYS },
    },
  } satisfies Record<Network, Record<Diagnosis, Meaning>>,
  /** Said instead where the subcode or the code of a reply tells more; Meta’s hold for Instagram and Facebook. */
  codes: {
    meta: {
      misconfigured: {
        '3': {
          reason: 'Meta says that our app lacks a capability for this call.',
          next: 'The operator adds the product, or asks Meta for it in the App Dashboard. Never ask the person to connect again.',
        },
        '10': {
          reason: 'Meta has not approved our app for this.',
          next: 'The operator asks for App Review or Advanced Access. Never ask the person to connect again.',
        },
        '12': {
          reason: 'Meta no longer offers what our request asks for.',
          next: 'The operator updates to a version that does not ask for it. Never ask the person to connect again.',
        },
        '100': {
          reason: 'Meta does not understand our request.',
          next: 'The operator compares its fields and metrics with Meta’s pages, and the appsecret_proof with the app’s secret. Never ask the person to connect again.',
        },
        '101': {
          reason: 'Meta does not know our app by this id and secret.',
          next: `The operator checks both. “System error” in Meta’s words is no outage here. ${NO_RECONNECT}`,
        },
        '190': {
          reason: 'Meta cannot read the token that we sent, or does not know the app it is for.',
          next: 'The operator checks which kind of token is stored, how it is stored, and the app id. Ask the person to connect again only if this channel alone is refused.',
        },
        '200': {
          reason: 'Meta has blocked or switched off our app.',
          next: `The operator opens the App Dashboard and does what it asks. ${NO_RECONNECT}`,
        },
        '2500': {
          reason: 'Our request carried no token, or a path that Meta does not know.',
          next: 'The operator reports this as a fault of ours. Never ask the person to connect again.',
        },
      },
      account_changed: {
        '460': {
          reason: 'The password was changed, or Meta ended all sessions for security: one text covers both.',
          next: 'The person signs in as the same account and connects again.',
        },
        '492': {
          reason:
            'The person lost their role on the Page, or its business now asks for two-factor authentication.',
          next: 'The person gets the role back, or turns two-factor authentication on; then they connect again.',
        },
      },
      security: {
        '25': {
          reason: 'Instagram has restricted the account until its owner settles a notice.',
          next: 'The owner opens Instagram and settles the notice. The token may be alive: go on reading with it.',
        },
        '368': {
          reason: 'Meta has blocked actions of this account for a time, or until a check is passed.',
          next: 'The owner passes the check in Meta’s own app. The token may be alive: go on reading with it.',
        },
        '464': {
          reason: 'Meta asks the person to confirm their account.',
          next: 'The person opens the network’s own app and confirms it first; then they connect again.',
        },
      },
      ambiguous_reconnect: {
        '33': {
          reason: 'Deleted, hidden, not ticked, or never ours: Meta has one text for all of these.',
          next: 'Ask with different calls, such as the list of accounts, at least ten minutes later. If they agree, the person connects again.',
        },
        '467': {
          reason:
            'The session ended by a log-out, a new password or Meta’s own doing; Meta does not say which.',
          next: 'Ask with a different call at least ten minutes later. If that agrees, the person connects again.',
        },
      },
    },
    youtube: {
      misconfigured: {
        accessNotConfigured: {
          reason: 'The YouTube API is switched off in our Google project.',
          next: `The operator enables it in the Google Cloud console. ${NO_RECONNECT}`,
        },
        SERVICE_DISABLED: {
          reason: 'The YouTube API is switched off in our Google project.',
          next: `The operator enables it in the Google Cloud console. ${NO_RECONNECT}`,
        },
        invalid_client: {
          reason: 'Google does not accept our client id and secret.',
          next: `The operator checks both in the Google Cloud console. ${NO_RECONNECT}`,
        },
        deleted_client: {
          reason: 'Our client was deleted in the Google Cloud console.',
          next: `The operator restores it within 30 days. ${NO_RECONNECT}`,
        },
        disabled_client: {
          reason: 'Our client was disabled by Google.',
          next: `The operator looks for Google’s mail and into the Google Cloud console. ${NO_RECONNECT}`,
        },
        unauthorized_client: {
          reason: 'The token belongs to another client than the one we name.',
          next: 'The operator checks whether client id and secret were exchanged for others. Ask the person to connect again only if this channel alone is refused.',
        },
        redirect_uri_mismatch: {
          reason: 'Our return address is not registered at Google.',
          next: 'The operator adds it, letter for letter, in the Google Cloud console.',
        },
        org_internal: {
          reason: 'Our Google app is limited to one organization.',
          next: 'The operator sets its user type to External in the Google Cloud console.',
        },
        required: {
          reason: 'Our request carried no token.',
          next: 'The operator reports this as a fault of ours. Never ask the person to connect again.',
        },
      },
      ambiguous_reconnect: {
        invalid_grant: {
          reason: 'Google no longer takes the refresh token: expired or revoked, and it does not say which.',
          next: 'While the Google app is in “Testing”, tokens end after seven days: the operator publishes it. Then the person connects the channel again.',
        },
      },
      account_unavailable: {
        youtubeSignupRequired: {
          reason: 'The Google account has no YouTube channel, or has it no longer.',
          next: 'Ask for the channel again later. The person picks the account or brand that owns the channel and connects it again.',
        },
        itemsMissing: {
          reason: 'The Google account has no YouTube channel, or has it no longer.',
          next: 'Ask for the channel again later. The person picks the account or brand that owns the channel and connects it again.',
        },
      },
      security: {
        invalid_rapt: {
          reason: 'The rules of the person’s Workspace end sessions after some hours.',
          next: 'The person signs in at Google again; their administrator can exempt the app.',
        },
        rapt_required: {
          reason: 'The rules of the person’s Workspace end sessions after some hours.',
          next: 'The person signs in at Google again; their administrator can exempt the app.',
        },
        admin_policy_enforced: {
          reason: 'The administrator of the person’s Workspace does not allow the app.',
          next: 'The administrator allows it; then the person connects again.',
        },
      },
      rate_limited: {
        quotaExceeded: {
          reason: 'The day’s quota of our Google project is used up.',
          next: `Wait until midnight Pacific time, or ask Google for more. ${NO_RECONNECT}`,
        },
        dailyLimitExceeded: {
          reason: 'The day’s quota of our Google project is used up.',
          next: `Wait until midnight Pacific time, or ask Google for more. ${NO_RECONNECT}`,
        },
      },
    },
    tiktok: {
      misconfigured: {
        invalid_client: {
          reason: 'TikTok does not accept our client key and secret.',
          next: `The operator checks both; a sandbox and its production app have different ones. ${NO_RECONNECT}`,
        },
        unauthorized_client: {
          reason:
            'TikTok does not let our app ask: in review, another sandbox, or an address that is not registered.',
          next: 'The operator checks the state of the app, its key, its redirect address and its scopes. Never ask the person to connect again.',
        },
        invalid_scope: {
          reason: 'Our app asks for a scope that TikTok has not approved.',
          next: 'The operator adds the product and asks for the scope. Until then nobody can connect.',
        },
        scope_permission_missed: {
          reason: 'We asked for a field outside of the scopes that were granted.',
          next: 'The operator reports this as a fault of ours. Never ask the person to connect again.',
        },
      },
      ambiguous_reconnect: {
        invalid_grant: {
          reason: 'TikTok no longer takes the refresh token: expired, revoked, or replaced by a newer one.',
          next: 'Read the stored token again first: a refresh that ran beside this one looks the same. If there is no newer one, the person connects again.',
        },
      },
      rate_limited: {
        reached_active_user_cap: {
          reason: 'Our app reached TikTok’s daily number of people who may post.',
          next: 'Wait a day; the operator asks TikTok for an audit of the app. The connection is not touched.',
        },
      },
      revoked: {
        '5': {
          reason: 'Access ended by a call of ours, which TikTok reports back.',
          next: 'Nothing, if the channel was turned off here.',
        },
      },
      account_unavailable: {
        '2': { reason: 'The TikTok account was deleted.', next: 'There is nothing to connect any more.' },
        '3': {
          reason: 'The age of the TikTok account changed, and TikTok no longer lets it connect.',
          next: 'The person looks into the TikTok app. Connecting again may not be possible.',
        },
        '4': {
          reason: 'TikTok banned the account.',
          next: 'The person appeals in the TikTok app. Once the account is back, they connect it again.',
        },
      },
    },
  } satisfies Record<'meta' | 'youtube' | 'tiktok', Partial<Record<Diagnosis, Record<string, Meaning>>>>,
  /** Something did not work, and it is not the connection. */
  beside: {
    instagram: {
      attempt: attemptAt('Instagram'),
      other: { reason: 'Instagram speaks of something else than the connection.', next: UNTOUCHED },
    },
    youtube: {
      attempt: attemptAt('Google'),
      other: { reason: 'YouTube speaks of something else than the connection.', next: UNTOUCHED },
    },
    tiktok: {
      attempt: attemptAt('TikTok'),
      other: { reason: 'TikTok speaks of something else than the connection.', next: UNTOUCHED },
    },
    facebook: {
      attempt: attemptAt('Facebook'),
      other: { reason: 'Facebook speaks of something else than the connection.', next: UNTOUCHED },
    },
  } satisfies Record<Network, Record<'attempt' | 'other', Meaning>>,
  unreadable: {
    not_json: 'This line is not a JSON object.',
    too_long: 'This line is longer than 64 MiB.',
    network: 'The field "network" is not one of instagram, youtube, tiktok, facebook.',
    call: 'The field "call" is not one of authorize_redirect, token_exchange, token_refresh, api, debug_token, webhook.',
    next: 'Correct the line and send it again.',
  },
} as const
