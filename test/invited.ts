/** An invitation into a team, as far as the link that its mail holds. */
import { expect } from 'vitest'
import type { App } from '../src/app.ts'
import type { InvitedRoleIn, TeamKind } from '../src/domain/team.ts'
import { type Actor, invite } from '../src/usecases/person/keep-team.ts'

/** Gives the token of the mailed link. */
export async function invited<Kind extends TeamKind>(
  app: App,
  actor: Actor<Kind>,
  asked: { email: string; role: InvitedRoleIn[Kind] },
): Promise<string> {
  let token = ''
  const done = await invite(app, actor, {
    ...asked,
    mail: (link) => {
      token = link.pathname.split('/').at(-1) ?? ''
      return { subject: 'Join', text: link.href, html: '' }
    },
  })
  expect(done.kind).toBe('invited')
  return token
}
