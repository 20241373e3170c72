/** What somebody may do in a company that looks for creators. */
export const COMPANY_ROLES = ['owner', 'admin', 'member'] as const
export type CompanyRole = (typeof COMPANY_ROLES)[number]

/** What a colleague can be asked to be; an owner is made by an owner. */
export const INVITED_ROLES = ['admin', 'member'] as const
export type InvitedRole = (typeof INVITED_ROLES)[number]

export const LONGEST_COMPANY_NAME = 80

/** A web address as people type it; null where it is none that a browser could open. */
export function websiteOf(text: string): string | null {
  const typed = text.trim()
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(whole) || whole.length > 200) return null
  const url = new URL(whole)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return url.username === '' && url.password === '' && url.hostname.includes('.') ? url.href : null
}
