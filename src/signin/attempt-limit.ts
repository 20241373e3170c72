/** Counts tries in memory, so that passwords cannot be guessed and mailboxes cannot be flooded from here. */
export type AttemptLimit = {
  /** Counts one try against every name; false where one of them has used up its tries. */
  allow(...names: readonly string[]): boolean
  /** Whether a name has used up its tries, without counting one. */
  isUsedUp(name: string): boolean
}

const MOST_NAMES = 50_000

/** At most `tries` a name in `windowMs`, counted from the first. `now` is real time in milliseconds. */
export function createAttemptLimit(options: {
  tries: number
  windowMs: number
  now: () => number
}): AttemptLimit {
  const counts = new Map<string, { tries: number; until: number }>()

  function count(name: string, now: number): boolean {
    const known = counts.get(name)
    if (known && known.until > now) {
      known.tries += 1
      return known.tries <= options.tries
    }
    counts.delete(name)
    counts.set(name, { tries: 1, until: now + options.windowMs })
    // Names stand in the order of their windows: the first is the one that ends first.
    const first = counts.keys().next().value
    if (counts.size > MOST_NAMES && first !== undefined) counts.delete(first)
    return true
  }

  return {
    allow(...names) {
      const now = options.now()
      return names.map((name) => count(name, now)).every(Boolean)
    },
    isUsedUp(name) {
      const known = counts.get(name)
      return known !== undefined && known.until > options.now() && known.tries >= options.tries
    },
  }
}
