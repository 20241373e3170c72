/** A person changes what they are called, or their password. */
import type { App } from '../../app.ts'
import { tell } from '../../store/live.ts'

export type NewPassword = {
  kind: 'set' | 'too_short' | 'too_long' | 'nobody' | 'wrong' | 'needed' | 'too_many_tries'
}

/** Everywhere else they are signed out; a letter tells them, in case it was not them. */
export async function choosePassword(
  app: App,
  input: {
    person: { userId: string; email: string }
    headers: Headers
    password: string
    former: string
    letter: { subject: string; text: string; html: string }
  },
): Promise<NewPassword> {
  const proof = await app.signIn.proveAgain(input.headers, input.former)
  if (proof !== 'proven') return { kind: proof }
  const done = await app.signIn.setPassword(input.headers, input.password)
  if (done === 'set') {
    await tell(app.store.db, { for: [`person:${input.person.userId}`], topic: 'access' })
    await app.post.send({ to: input.person.email, ...input.letter })
  }
  return { kind: done }
}
