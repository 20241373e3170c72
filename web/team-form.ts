/** What a form of a team's page asks for; the page is the same for creators and companies. */
import type { App } from '../src/app.ts'
import { isInvitedRoleIn, isRoleIn, type TeamKind } from '../src/domain/team.ts'
import {
  type Actor,
  changeRole,
  invite,
  leaveTeam,
  withdrawInvitation,
} from '../src/usecases/person/keep-team.ts'
import { boundedForm, textOf } from './bounded-form.ts'

const SAID = [
  'invited',
  'already',
  'no_address',
  'too_many',
  'changed',
  'removed',
  'withdrawn',
  'gone',
  'refused',
] as const
export type TeamSaid = (typeof SAID)[number]

/** What the page has to say about the form before. */
export function teamSaid(request: Request): TeamSaid | null {
  const said = new URL(request.url).searchParams.get('said')
  return SAID.find((one) => one === said) ?? null
}

/** Null where the form was too large to be one of ours. */
export async function changeTeam<Kind extends TeamKind>(
  app: App,
  request: Request,
  actor: Actor<Kind>,
  mail: Parameters<typeof invite<Kind>>[2]['mail'],
): Promise<{ kind: TeamSaid | 'left' } | null> {
  const form = await boundedForm(request, 10_000)
  if (form === null) return null
  const [whose, role] = [textOf(form, 'of'), textOf(form, 'role')]
  switch (textOf(form, 'intent')) {
    case 'invite':
      return isInvitedRoleIn(actor.kind, role)
        ? await invite(app, actor, { email: textOf(form, 'email'), role, mail })
        : { kind: 'refused' }
    case 'withdraw':
      return await withdrawInvitation(app, actor, { invitationId: textOf(form, 'invitation') })
    case 'role':
      return isRoleIn(actor.kind, role) ? await changeRole(app, actor, { whose, role }) : { kind: 'refused' }
    case 'remove':
      return await leaveTeam(app, actor, { who: whose })
    default:
      return { kind: 'refused' }
  }
}
