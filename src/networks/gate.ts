import type { Verdict } from '../domain/verdict.ts'

/** One request as limits see it: the real https origin, and the path on it. */
export type Counted = { host: string; path: string }

/**
 * Stands between an adapter and its network. Every worker of an installation asks the same budget, and learns what the
 * others were told.
 */
export type Gate = {
  /** Before a request is sent. `later`: it must not be sent now. May take a few seconds. */
  admit(request: Counted): Promise<{ kind: 'go' } | { kind: 'later'; seconds: number }>
  /** After a reply, or after none came. */
  heard(
    request: Counted,
    reply: { verdict: Verdict; headers: Readonly<Record<string, string>> },
  ): Promise<void>
}
