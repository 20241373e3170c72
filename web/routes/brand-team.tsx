import { data, Form, redirect } from 'react-router'
import { isCompanyRole, isInvitedRole } from '../../src/domain/brand/company.ts'
import {
  changeRole,
  inviteColleague,
  leaveCompany,
  readTeam,
  withdrawInvitation,
} from '../../src/usecases/brand/team.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { companyInvitationMail } from '../views/company-invitation-mail.ts'
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
  const title = say('brand.team.title')
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'))
  return data({
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('brand.team.lede', { company: company.name }),
    said: said === undefined ? null : say(`brand.team.said.${said}`),
    listTitle: say('brand.team.list'),
    change: say('brand.team.change'),
    people: team.colleagues.map((one) => ({
      userId: one.userId,
      name: one.name,
      you: one.self ? say('brand.team.you') : null,
      email: one.email,
      role: say(`brand.team.roles.${one.role}`),
      roleOf: say('brand.team.role_of', { name: one.name }),
      roles: [one.role, ...one.mayGive].map((role) => ({
        value: role,
        label: say(`brand.team.roles.${role}`),
      })),
      changeLabel: say('brand.team.change_label', { name: one.name }),
      remove: !one.mayRemove
        ? null
        : one.self
          ? {
              text: say('brand.team.leave', { company: company.name }),
              label: say('brand.team.leave', { company: company.name }),
            }
          : { text: say('brand.team.remove'), label: say('brand.team.remove_label', { name: one.name }) },
      note: one.self && one.role === 'owner' && !one.mayRemove ? say('brand.team.last_owner') : null,
    })),
    invitedTitle: say('brand.team.invited_title'),
    withdraw: say('brand.team.withdraw'),
    invitations: team.invitations.map((one) => ({
      id: one.id,
      email: one.email,
      state: one.ended
        ? say('brand.team.invited_ended')
        : say('brand.team.invited_as', {
            role: say(`brand.team.roles.${one.role}`),
            date: speaker.day(one.expiresAt),
          }),
      withdrawLabel: say('brand.team.withdraw_label', { email: one.email }),
    })),
    invite: team.mayInvite
      ? {
          title: say('brand.team.invite_title'),
          email: say('brand.team.email'),
          role: say('brand.team.role'),
          roles: (['member', 'admin'] as const).map((role) => ({
            value: role,
            label: say(`brand.team.roles.${role}`),
          })),
          submit: say('brand.team.invite'),
        }
      : null,
    hints: (['owner', 'admin', 'member'] as const).map((role) => say(`brand.team.role_hint.${role}`)),
  })
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

export default function BrandTeam({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.said === null ? null : (
        <p className="notice" role="status">
          {page.said}
        </p>
      )}
      <section aria-labelledby="people-title">
        <h2 id="people-title" className="section-title">
          {page.listTitle}
        </h2>
        <ul className="rows">
          {page.people.map((one) => (
            <li key={one.userId}>
              <span>
                <b>{one.name}</b> {one.you === null ? null : <small className="muted">({one.you})</small>}{' '}
                <small className="muted">{one.email}</small>
                {one.roles.length > 1 ? null : <small className="muted"> · {one.role}</small>}
                {one.note === null ? null : <small className="muted block">{one.note}</small>}
              </span>
              <span className="row-acts">
                {one.roles.length > 1 ? (
                  <Form method="post" className="row-acts">
                    <input type="hidden" name="intent" value="role" />
                    <input type="hidden" name="of" value={one.userId} />
                    <select
                      className="select"
                      name="role"
                      aria-label={one.roleOf}
                      defaultValue={one.roles[0]?.value}
                      key={one.roles[0]?.value}
                    >
                      {one.roles.map(({ value, label }) => (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ))}
                    </select>
                    <button className="link" type="submit" aria-label={one.changeLabel}>
                      {page.change}
                    </button>
                  </Form>
                ) : null}
                {one.remove === null ? null : (
                  <Form method="post">
                    <input type="hidden" name="intent" value="remove" />
                    <button
                      className="link"
                      type="submit"
                      name="of"
                      value={one.userId}
                      aria-label={one.remove.label}
                    >
                      {one.remove.text}
                    </button>
                  </Form>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {page.invitations.length === 0 ? null : (
        <section aria-labelledby="invited-title">
          <h2 id="invited-title" className="section-title">
            {page.invitedTitle}
          </h2>
          <ul className="rows">
            {page.invitations.map(({ id, email, state, withdrawLabel }) => (
              <li key={id}>
                <span>
                  <b>{email}</b> <small className="muted">{state}</small>
                </span>
                <Form method="post">
                  <input type="hidden" name="intent" value="withdraw" />
                  <button
                    className="link"
                    type="submit"
                    name="invitation"
                    value={id}
                    aria-label={withdrawLabel}
                  >
                    {page.withdraw}
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
      {page.invite === null ? null : (
        <section aria-labelledby="invite-title">
          <h2 id="invite-title" className="section-title">
            {page.invite.title}
          </h2>
          <Form method="post" className="stack" key={`${page.invitations.length}-${page.people.length}`}>
            <input type="hidden" name="intent" value="invite" />
            <Field name="email" label={page.invite.email} type="email" required autoComplete="off" />
            <Choice name="role" label={page.invite.role} options={page.invite.roles} />
            <button className="btn primary" type="submit">
              {page.invite.submit}
            </button>
          </Form>
        </section>
      )}
      <ul className="muted below plain">
        {page.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </div>
  )
}
