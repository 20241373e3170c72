/** Who is on the way to a network for a channel. `sessionId` names the browser: nobody comes back for another. */
export type Traveller =
  | { kind: 'member'; userId: string; sessionId: string }
  /** By a reconnect link. `helper` is the name they gave, if any. */
  | { kind: 'link'; linkId: string; sessionId: string; helper: string | null }

export type LinkTraveller = Extract<Traveller, { kind: 'link' }>

/** The member who acts, for the history; whoever comes by a link is nobody here. */
export function memberIn(traveller: Traveller): string | null {
  return traveller.kind === 'member' ? traveller.userId : null
}
