/** What one person is told about one channel. */

/** What a person has to do something about. */
export const NEEDS = ['ending', 'lost', 'limited'] as const
export type Need = (typeof NEEDS)[number]

/** The one line that says that a need is over. */
export const OVER = { ending: 'renewed', lost: 'back', limited: 'complete' } as const satisfies Record<
  Need,
  string
>
export type Over = (typeof OVER)[Need]

/** `digest` is a line in a monthly mail; it never stands in the app. */
export type NoticeKind = Need | Over | 'digest'

/** The mails that a person can turn off one by one. */
export const MAIL_KINDS = ['ending', 'lost', 'digest', 'collaboration', 'network'] as const
export type MailKind = (typeof MAIL_KINDS)[number]

export type Notice = {
  id: string
  channelId: string
  kind: NoticeKind
  /** Days before the end or after the loss; for a digest the month as 202612. A line that says "over" has its need's. */
  step: number
  /** What the steps are counted from: the end, the loss, or the moment from which something was missing. */
  series: Date
  toldAt: Date
  /** From here on it is not the present truth about its channel any more. */
  settledAt: Date | null
  /** Whether its step is one that is also mailed. */
  mailWanted: boolean
  mailId: string | null
}

export function isNeed(kind: NoticeKind): kind is Need {
  return (NEEDS as readonly NoticeKind[]).includes(kind)
}
