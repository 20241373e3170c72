/** In sandbox mode product time follows the pretend networks' clock. The offset is asked for, never taken from a caller. */
import type { App } from '../../app.ts'

export async function followSandboxClock(app: Pick<App, 'clock' | 'sandbox'>): Promise<void> {
  if (app.sandbox === null) return
  const before = app.clock.offsetMs()
  const offset = await sandboxOffset(app.sandbox.url)
  // A newer answer overtook this one: the clock must not fall back.
  if (app.clock.offsetMs() === before) app.clock.follow(offset)
}

/** How far the pretend networks are ahead of real time, in milliseconds. */
export async function sandboxOffset(sandboxUrl: string): Promise<number> {
  const reply = await fetch(`${sandboxUrl}/_sandbox/clock`, { signal: AbortSignal.timeout(5_000) })
  const { offset_ms: offset } = (await reply.json()) as { offset_ms: unknown }
  if (typeof offset !== 'number' || !Number.isFinite(offset)) {
    throw new Error('The sandbox gave no clock offset.')
  }
  return offset
}

/**
 * From here on the sandbox tells us of every step of its clock, and waits until we are done with it. Said again
 * now and then: a sandbox that was started anew knows nobody, and one that waited for us in vain has let us go.
 */
export async function tellMeOfClockSteps(sandboxUrl: string, own: URL): Promise<void> {
  await fetch(`${sandboxUrl}/_sandbox/clock/followers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: new URL('/_sandbox/clock-moved', own).href }),
    signal: AbortSignal.timeout(5_000),
  })
}
