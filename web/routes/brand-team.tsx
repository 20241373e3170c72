import { redirect } from 'react-router'
import { COMPANY_ROLES, isCompanyRole, isInvitedRole } from '../../src/domain/brand/company.ts'
import {
  changeRole,
  inviteColleague,
  leaveCompany,
  readTeam,
  withdrawInvitation,
} from '../../src/usecases/brand/team.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { TeamSheet } from '../parts/team-sheet.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { companyInvitationMail } from '../views/company-invitation-mail.ts'
import { teamView } from '../views/team-sheet.ts'
import type { Route } from './+types/brand-team.ts'

const SAID = [
  'invited',
  'already',
  'no_address',
  'changed',
  'removed',
  'withdrawn',
  'gone',
  'refused',
] as const

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const team = await readTeam(app, { companyId: company.id, userId: person.userId })
  // They were taken off the team while this request was on its way.
  if (team === null) throw redirect('/brand')
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'))
  return teamView(
    speaker,
    { words: 'brand.team', of: { company: company.name } },
    {
      people: team.colleagues.map((one) => ({ ...one, about: null })),
      invitations: team.invitations,
      mayInvite: team.mayInvite,
      roles: COMPANY_ROLES,
      said: said === undefined ? null : say(`brand.team.said.${said}`),
    },
  )
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const form = await boundedForm(request, 10_000)
  if (form === null) return redirect('/brand/team', 303)
  const done = await change(app, form, speakerFor(app, request), { person, company })
  return redirect(done.kind === 'left' ? '/brand' : `/brand/team?said=${done.kind}`, 303)
}

async function change(
  app: Parameters<typeof readTeam>[0],
  form: FormData,
  speaker: ReturnType<typeof speakerFor>,
  { person, company }: Pick<ReturnType<typeof brandOf>, 'person' | 'company'>,
): Promise<{ kind: (typeof SAID)[number] | 'left' }> {
  const actor = { companyId: company.id, userId: person.userId }
  const [of, role] = [textOf(form, 'of'), textOf(form, 'role')]
  switch (textOf(form, 'intent')) {
    case 'invite':
      return isInvitedRole(role)
        ? await inviteColleague(app, {
            ...actor,
            email: textOf(form, 'email'),
            role,
            mail: (link) => companyInvitationMail(speaker, { by: person.name, company: company.name, link }),
          })
        : { kind: 'refused' }
    case 'withdraw':
      return await withdrawInvitation(app, { ...actor, invitationId: textOf(form, 'invitation') })
    case 'role':
      return isCompanyRole(role) ? await changeRole(app, { ...actor, of, role }) : { kind: 'refused' }
    case 'remove':
      return await leaveCompany(app, { ...actor, of })
    default:
      return { kind: 'refused' }
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandTeam({ loaderData: team }: Route.ComponentProps) {
  return <TeamSheet team={team} />
}
