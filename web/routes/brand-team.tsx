import { redirect } from 'react-router'
import { readTeam } from '../../src/usecases/person/keep-team.ts'
import { appContext } from '../context.ts'
import { TeamSheet } from '../parts/team-sheet.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { changeTeam, teamSaid } from '../team-form.ts'
import { companyInvitationMail } from '../views/company-invitation-mail.ts'
import { teamView } from '../views/team-sheet.ts'
import type { Route } from './+types/brand-team.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const team = await readTeam(app, { kind: 'company', of: company.id, userId: person.userId })
  // They were taken off the team while this request was on its way.
  if (team === null) throw redirect('/brand')
  return teamView('company', company.name, team, teamSaid(request), speakerFor(app, request))
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const speaker = speakerFor(app, request)
  const actor = { kind: 'company', of: company.id, userId: person.userId } as const
  const done = await changeTeam(app, request, actor, (link) =>
    companyInvitationMail(speaker, { by: person.name, company: company.name, link }),
  )
  if (done === null) return redirect('/brand/team', 303)
  return redirect(done.kind === 'left' ? '/brand' : `/brand/team?said=${done.kind}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandTeam({ loaderData: team }: Route.ComponentProps) {
  return <TeamSheet team={team} />
}
