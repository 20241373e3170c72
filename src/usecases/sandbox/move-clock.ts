/** Moves the pretend networks' clock, and ours with it. The sandbox steps by days and waits for us at each. */
import type { App } from '../../app.ts'

export type ClockMoved = { kind: 'moved'; now: Date } | { kind: 'failed'; why: string }

/** A long way takes a while: every day in between is lived through. */
const DEADLINE_MS = 10 * 60_000

export async function moveClock(app: App, input: { advance: string }): Promise<ClockMoved> {
  if (app.sandbox === null) return { kind: 'failed', why: 'There is no sandbox here.' }
  try {
    const reply = await fetch(`${app.sandbox.url}/_sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: input.advance }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    })
    if (!reply.ok) return { kind: 'failed', why: `The sandbox answered ${reply.status}.` }
    return { kind: 'moved', now: app.clock.now() }
  } catch (error) {
    app.log.warn({ err: error }, 'The sandbox clock could not be moved')
    return { kind: 'failed', why: 'The sandbox cannot be reached.' }
  }
}
