/** What a channel's history tells. */
export const EVENT_KINDS = [
  'connected',
  'reconnected',
  'renewed',
  'renewal_failed',
  'lost',
  'back',
  'suspected',
  'cleared',
  'limited',
  'complete',
  'renamed',
  'wrong_account_refused',
  'cancelled',
  'told',
  'turned_off',
  'permission_ended',
  'forgotten',
  'explained',
  'corrected',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]
