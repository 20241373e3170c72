/** Names of pages of ours that a person wants to be brought back to from a network. An address is never one. */
export type ReturnName =
  | { kind: 'chat'; conversationId: string }
  /** Through all channels that need somebody, one after another, without those that were skipped. */
  | { kind: 'fix'; skipped: readonly string[] }

const CHAT = /^chat:(con_[0-9a-z]{26})$/
const FIX = /^fix((?:\.chn_[0-9a-z]{26}){0,30})$/

export function readReturnName(text: string | null): ReturnName | null {
  const chat = CHAT.exec(text ?? '')?.[1]
  if (chat !== undefined) return { kind: 'chat', conversationId: chat }
  const skipped = FIX.exec(text ?? '')?.[1]
  return skipped === undefined ? null : { kind: 'fix', skipped: skipped.split('.').filter(Boolean) }
}

export function writeReturnName(name: ReturnName): string {
  switch (name.kind) {
    case 'chat':
      return `chat:${name.conversationId}`
    case 'fix':
      return ['fix', ...new Set(name.skipped)].join('.')
    default:
      return name satisfies never
  }
}
