/**
 * What browsers are told while they watch: that something of a topic changed, never what. They read again what they
 * may see. Topics: `channels:<creator>`, `chat:<conversation>`, `collaboration:<id>`, `access`.
 */

/** Who may hear it: `creator:<id>` and `company:<id>` (their members), `person:<id>`, `agents`. */
export type Audience = `creator:${string}` | `company:${string}` | `person:${string}` | 'agents'

/** Somebody is busy with a conversation right now. Passing, so it is told and never stored. */
export type Doing = 'typing' | 'viewing' | 'gone'

export type Notice = {
  for: Audience[]
  topic: string
  doing?: { what: Doing; side: 'person' | 'agent' | 'brand' | 'creator'; who: string; name: string }
}

/** Null where it is none: another version of this program may speak on the same channel. */
export function parseNotice(payload: string): Notice | null {
  try {
    const found: unknown = JSON.parse(payload)
    if (typeof found !== 'object' || found === null) return null
    const { for: audiences, topic } = found as Record<string, unknown>
    return Array.isArray(audiences) && typeof topic === 'string' ? (found as Notice) : null
  } catch {
    return null
  }
}
