import { redirect } from 'react-router'
import { readGrants, readTeam } from '../../src/usecases/person/keep-team.ts'
import { appContext } from '../context.ts'
import { TeamSheet } from '../parts/team-sheet.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { changeTeam, teamSaid } from '../team-form.ts'
import { plainMail } from '../views/plain-mail.ts'
import { teamView } from '../views/team-sheet.ts'
import type { Route } from './+types/members-team.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, creator } = memberOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const [team, grants] = await Promise.all([
    readTeam(app, { kind: 'creator', of: creator.id, userId: person.userId }),
    readGrants(app, { creatorId: creator.id }),
  ])
  // They were taken off the team while this request was on its way.
  if (team === null) throw redirect('/channels')
  return teamView('creator', creator.name, team, teamSaid(request), speaker, ({ userId, since }) => {
    const count = grants.get(userId) ?? 0
    return speaker.dotted([
      say('members.page.since', { date: speaker.day(since) }),
      ...(count === 0 ? [] : [say('members.page.grants', { count })]),
    ])
  })
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, creator } = memberOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const names = { by: person.name, profile: creator.name }
  const actor = { kind: 'creator', of: creator.id, userId: person.userId } as const
  const done = await changeTeam(app, request, actor, (link) =>
    plainMail(speaker, {
      subject: say('members.page.mail.subject', names),
      text: say('members.page.mail.text', names),
      link: { label: say('members.page.mail.link', names), href: link.href },
    }),
  )
  if (done === null) return redirect('/settings/team', 303)
  return redirect(done.kind === 'left' ? '/channels' : `/settings/team?said=${done.kind}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function MembersTeam({ loaderData: team }: Route.ComponentProps) {
  return <TeamSheet team={team} />
}
