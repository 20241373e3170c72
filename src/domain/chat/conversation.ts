/** What a conversation with the agents is made of, and the limits that keep it readable. */
import type { Network } from '../network.ts'
import { MINUTE } from '../time.ts'

export type Side = 'person' | 'agent' | 'system'
export type Status = 'open' | 'snoozed' | 'closed'

/** `note` is for agents only; `happened` is a line about the conversation itself. */
export type MessageKind = 'text' | 'note' | 'article' | 'reconnect' | 'diagnostics' | 'happened'

/** One fact that an agent would ask for anyway, under a key of `FACTS`. */
export type Fact = { key: FactKey; value: string }

export type Card =
  | { kind: 'article'; slug: string; title: string; summary: string }
  | { kind: 'reconnect'; channelId: string; network: Network; name: string }
  | { kind: 'diagnostics'; channelId: string | null; facts: Fact[] }
  | { kind: 'happened'; what: Happening }

export type Happening = 'closed' | 'reopened' | 'outage_over'

export const FACTS = ['channel', 'state', 'reason', 'proof', 'evidence', 'browser'] as const
export type FactKey = (typeof FACTS)[number]

export const LONGEST_MESSAGE = 4_000
export const LONGEST_RATING_WORDS = 1_000

/** Nobody types faster than this; a script does. */
export const MESSAGES_PER_MINUTE = 20
export const FLOOD_WINDOW_MS = MINUTE
/** More open conversations than this help nobody. */
export const OPEN_CONVERSATIONS = 10

/** Bound to one message: a browser that sends again sends the same. */
export function isMessageKey(text: string): boolean {
  return /^[\w-]{8,80}$/.test(text)
}

/** Text as it is kept: one kind of line end, no control characters that could hide something, no blank ends. */
export function tidyText(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
      .trim()
  )
}

/** The places that a canned reply may hold, such as `{name}`. */
export const VARIABLES = ['name', 'agent', 'channel', 'network', 'platform'] as const
export type Variable = (typeof VARIABLES)[number]

/** A place without a value stays as it is, so that the agent sees it and fills it in. */
export function fillIn(body: string, values: Partial<Record<Variable, string>>): string {
  return body.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name as Variable] ?? place)
}

export const INBOX_VIEWS = ['mine', 'unassigned', 'all', 'closed'] as const
export type InboxView = (typeof INBOX_VIEWS)[number]
