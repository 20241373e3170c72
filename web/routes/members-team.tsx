import { redirect } from 'react-router'
import { isInvitedMemberRole, isMemberRole, MEMBER_ROLES } from '../../src/domain/person/member.ts'
import {
  changeMemberRole,
  inviteMember,
  leaveTeam,
  readMembers,
  withdrawMemberInvitation,
} from '../../src/usecases/person/members.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { TeamSheet } from '../parts/team-sheet.tsx'
import { type Member, memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { plainMail } from '../views/invite-mail.ts'
import { teamView } from '../views/team-sheet.ts'
import type { Route } from './+types/members-team.ts'

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

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, creator } = memberOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const team = await readMembers(app, { creatorId: creator.id, userId: person.userId })
  // They were taken off the team while this request was on its way.
  if (team === null) throw redirect('/channels')
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'))
  return teamView(
    speaker,
    { words: 'members.page', of: { profile: creator.name } },
    {
      people: team.members.map((one) => ({
        ...one,
        about: [
          say('members.page.since', { date: speaker.day(one.since) }),
          ...(one.grants === 0 ? [] : [say('members.page.grants', { count: one.grants })]),
        ].join(' · '),
      })),
      invitations: team.invitations,
      mayInvite: team.mayInvite,
      roles: MEMBER_ROLES,
      said: said === undefined ? null : say(`members.page.said.${said}`),
    },
  )
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const form = await boundedForm(request, 10_000)
  if (form === null) return redirect('/settings/team', 303)
  const done = await change(app, form, speakerFor(app, request), memberOf(context))
  return redirect(done.kind === 'left' ? '/channels' : `/settings/team?said=${done.kind}`, 303)
}

async function change(
  app: Parameters<typeof readMembers>[0],
  form: FormData,
  speaker: ReturnType<typeof speakerFor>,
  { person, creator }: Member,
): Promise<{ kind: (typeof SAID)[number] | 'left' }> {
  const { say } = speaker
  const actor = { creatorId: creator.id, userId: person.userId }
  const [of, role] = [textOf(form, 'of'), textOf(form, 'role')]
  const names = { by: person.name, profile: creator.name }
  switch (textOf(form, 'intent')) {
    case 'invite':
      return isInvitedMemberRole(role)
        ? await inviteMember(app, {
            ...actor,
            email: textOf(form, 'email'),
            role,
            mail: (link) =>
              plainMail(speaker, {
                subject: say('members.page.mail.subject', names),
                text: say('members.page.mail.text', names),
                link: { label: say('members.page.mail.link', names), href: link.href },
              }),
          })
        : { kind: 'refused' }
    case 'withdraw':
      return await withdrawMemberInvitation(app, { ...actor, invitationId: textOf(form, 'invitation') })
    case 'role':
      return isMemberRole(role) ? await changeMemberRole(app, { ...actor, of, role }) : { kind: 'refused' }
    case 'remove':
      return await leaveTeam(app, { ...actor, of })
    default:
      return { kind: 'refused' }
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function MembersTeam({ loaderData: team }: Route.ComponentProps) {
  return <TeamSheet team={team} />
}
