/** Where the help explains what the product says: a row for every state, cause, result and refusal there is. */
import type { ConnectResult, ReturnProblem } from '../channel/connect-result.ts'
import type { ShownState } from '../channel/health.ts'
import type { Gap } from '../insight/reading.ts'
import type { Network } from '../network.ts'
import type { Diagnosis, Loss } from '../verdict.ts'

/** An article and a heading in it; a test looks for each of them in the articles of every language. */
export type HelpPlace = `${string}#${string}`

/** How a network refused during sign-in, as a person is told it. */
export type Refusal = 'busy' | 'ours' | 'said_no'

export const HELP_PLACES = {
  state: {
    connected: 'what-the-badges-mean#connected',
    connecting: 'what-the-badges-mean#connecting',
    renew: 'how-long-permissions-last#renew-by',
    limited: 'missing-insights#left-out',
    reconnect: 'why-channels-disconnect#causes',
    delayed: 'what-the-badges-mean#delayed',
    off: 'what-the-badges-mean#off',
  } satisfies Record<ShownState['kind'], HelpPlace>,
  loss: {
    expired: 'why-channels-disconnect#expired',
    account_changed: 'why-channels-disconnect#account-changed',
    revoked: 'why-channels-disconnect#revoked',
    security: 'why-channels-disconnect#security',
    account_unavailable: 'why-channels-disconnect#account-unavailable',
    permissions_reduced: 'why-channels-disconnect#permissions-reduced',
    ambiguous_reconnect: 'why-channels-disconnect#not-said',
  } satisfies Record<Loss, HelpPlace>,
  result: {
    confirm: 'wrong-account#is-this-the-one',
    connected: 'reconnecting-your-channels#afterwards',
    wrong_account: 'wrong-account#another-account',
    belongs_to_another: 'wrong-account#connected-elsewhere',
    cancelled: 'when-a-sign-in-does-not-finish#cancelled',
    nothing_found: 'wrong-account#nothing-found',
    permission_missing: 'missing-insights#needed-permission',
    refused: 'when-a-sign-in-does-not-finish#refused',
    link_ended: 'when-a-sign-in-does-not-finish#already-closed',
  } satisfies Record<ConnectResult['kind'], HelpPlace>,
  refusal: {
    busy: 'when-a-sign-in-does-not-finish#busy',
    ours: 'when-a-sign-in-does-not-finish#on-us',
    said_no: 'when-a-sign-in-does-not-finish#refused',
  } satisfies Record<Refusal, HelpPlace>,
  returned: {
    no_state: 'when-a-sign-in-does-not-finish#unknown-return',
    not_open: 'when-a-sign-in-does-not-finish#already-closed',
    other_browser: 'when-a-sign-in-does-not-finish#another-browser',
    open_link_again: 'when-a-sign-in-does-not-finish#by-a-link',
    signed_out: 'when-a-sign-in-does-not-finish#signed-out',
    network_off: 'when-a-sign-in-does-not-finish#network-off',
  } satisfies Record<ReturnProblem, HelpPlace>,
  gap: {
    permission_missing: 'missing-insights#left-out',
    account_too_small: 'missing-insights#too-small',
    not_offered_by_network: 'missing-insights#not-offered',
    not_ready_yet: 'missing-insights#not-ready',
  } satisfies Record<Gap['why'], HelpPlace>,
  diagnosis: {
    not_disconnected: 'reading-a-diagnosis#not_disconnected',
    expired: 'reading-a-diagnosis#expired',
    account_changed: 'reading-a-diagnosis#account_changed',
    revoked: 'reading-a-diagnosis#revoked',
    security: 'reading-a-diagnosis#security',
    account_unavailable: 'reading-a-diagnosis#account_unavailable',
    permissions_reduced: 'reading-a-diagnosis#permissions_reduced',
    ambiguous_reconnect: 'reading-a-diagnosis#ambiguous_reconnect',
    rate_limited: 'reading-a-diagnosis#rate_limited',
    transient: 'reading-a-diagnosis#transient',
    misconfigured: 'reading-a-diagnosis#misconfigured',
    denied_by_user: 'reading-a-diagnosis#denied_by_user',
  } satisfies Record<Diagnosis, HelpPlace>,
  reads: {
    instagram: 'what-we-read#instagram',
    youtube: 'what-we-read#youtube',
    tiktok: 'what-we-read#tiktok',
    facebook: 'what-we-read#facebook',
  } satisfies Record<Network, HelpPlace>,
  repeats: 'reconnecting-your-channels#prevent',
  links: 'someone-else-holds-the-account#links',
} as const

/** Its path in an installation. Mails and programs put the public address before it. */
export function helpAddress(place: HelpPlace): string {
  return `/help/${place}`
}

/** A lost channel is explained by its cause, every other one by its state. */
export function placeOfState(state: ShownState): HelpPlace {
  return state.kind === 'reconnect' ? HELP_PLACES.loss[state.reason] : HELP_PLACES.state[state.kind]
}
