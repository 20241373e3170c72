/** What a person decides on a consent page, whoever clicks: the page itself or a script. */

export type Choice = {
  /** The immutable id of the account; at Facebook the person's, at Google the `sub` or a channel's id. */
  account: string
  cancel: boolean
  /** Scopes that the person leaves unticked. */
  decline: readonly string[]
  /** Facebook: the Pages that are ticked; null keeps all, or the earlier selection. */
  pages: readonly string[] | null
  /** YouTube: the channel that is picked. */
  channel: string | null
  /** Google: for how many days access is given; without an end unless told. */
  access_days?: number
}

export type Decided =
  | { ok: true; redirect_to: string; outcome: 'allowed' | 'cancelled' | 'personal_account' }
  | { ok: false; code: string; message: string }

export const refused = (code: string, message: string): Decided => ({ ok: false, code, message })
