/** A link that lets somebody reconnect one channel without being signed in: how long it works, and how it stands. */
import { DAY, MINUTE } from '../time.ts'
import { type ShownState, turnOf } from './health.ts'

/** `teammate`: for somebody else. `mail`: in a notice to a member. `handover`: for another browser of the same person. */
export type LinkKind = 'teammate' | 'mail' | 'handover'
/** `used`: it did its work. `fixed`: the channel was reconnected in another way. `revoked`: somebody took it back. */
export type LinkEnd = 'used' | 'fixed' | 'revoked'

export const LINK_LIVES_MS: Record<LinkKind, number> = {
  teammate: 7 * DAY,
  mail: 7 * DAY,
  handover: 30 * MINUTE,
}

/** So many that work at once for one channel are more than anybody keeps in mind. */
export const MOST_OPEN_LINKS = 20

export type LinkFacts = { kind: LinkKind; expiresAt: Date; ended: LinkEnd | null }

/** `well`: the channel needs nobody. `off`: its creator turned it off, and only they turn it on again. */
export type LinkState = 'open' | 'expired' | 'well' | 'off' | LinkEnd

/** `asker`: whether the one who made it still looks after the channel. A link is worth what its maker is. */
export function linkState(
  link: LinkFacts,
  about: { channel: ShownState; asker: 'member' | 'gone' },
  now: Date,
): LinkState {
  if (link.ended !== null) return link.ended
  if (about.asker === 'gone') return 'revoked'
  if (link.expiresAt <= now) return 'expired'
  // A person who changes browsers goes on with what they had begun there, whatever it was.
  if (link.kind === 'handover') return 'open'
  if (about.channel.kind === 'off') return 'off'
  return asksForSomebody(about.channel) ? 'open' : 'well'
}

/** Whether there is anything that somebody else could do. */
export function asksForSomebody(channel: ShownState): boolean {
  return turnOf(channel) === 'you'
}

/** Says who used a link: cut to what fits, without signs that draw over other text. Null where nothing is left. */
export function helperName(text: string): string | null {
  const name = Array.from(
    text
      .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
    .slice(0, 60)
    .join('')
    .trim()
  return name === '' ? null : name
}

/** The cookie that names a browser which came by a link, bound to this very host where browsers can hold it to that. */
export function linkCookieName(publicUrl: URL): string {
  return publicUrl.protocol === 'https:' ? '__Host-link' : 'link'
}
