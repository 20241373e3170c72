/** What a reader can say of an article. */
export const FACES = ['no', 'partly', 'yes'] as const
export type Face = (typeof FACES)[number]

export const MISSING_AT_MOST = 1000

export type Reaction = { face: Face; missing: string | null }

export function isFace(value: unknown): value is Face {
  return FACES.includes(value as Face)
}

/** What was missing is asked of those who did not find it, and of nobody else. */
export function reactionFrom(face: Face, text: string): Reaction {
  const missing = text.trim().replaceAll('\r\n', '\n')
  const kept = Array.from(missing).slice(0, MISSING_AT_MOST).join('')
  return { face, missing: face === 'yes' || kept === '' ? null : kept }
}
