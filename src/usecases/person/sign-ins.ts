/** Where a person is signed in, and how everywhere else is ended. */
import type { App } from '../../app.ts'
import { tell } from '../../store/live.ts'

export type SignIns = Awaited<ReturnType<App['signIn']['sessions']>>

/** This browser's first, then the newest; empty where nobody is signed in. */
export async function listSignIns(app: App, headers: Headers): Promise<SignIns> {
  const sessions = await app.signIn.sessions(headers)
  return sessions.sort(
    (a, b) => Number(b.thisOne) - Number(a.thisOne) || b.since.getTime() - a.since.getTime(),
  )
}

/** How many were ended. Streams that they hold open end, too. */
export async function signOutElsewhere(
  app: App,
  input: { userId: string; headers: Headers },
): Promise<number> {
  const ended = await app.signIn.signOutOthers(input.headers)
  if (ended > 0) await tell(app.store.db, { for: [`person:${input.userId}`], topic: 'access' })
  return ended
}
