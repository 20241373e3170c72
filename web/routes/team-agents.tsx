import { data, Form, redirect } from 'react-router'
import { dismissAgent, inviteAgent, listAgents } from '../../src/usecases/team/agents.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { agentInvitationMail } from '../views/agent-invitation-mail.ts'
import { refusedView } from '../views/team.ts'
import type { Route } from './+types/team-agents.ts'

const SAID = ['invited', 'already', 'no_address', 'removed', 'unknown'] as const

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { person } = somebodyOf(context)
  const list = await listAgents(app, { person })
  if (list.kind === 'not_operator') return data(refusedView(person, 'operator', speaker), { status: 403 })
  const title = say('chat.team.agents.title')
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'))
  return data({
    kind: 'agents' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('chat.team.agents.lede'),
    said: said === undefined ? null : say(`chat.team.agents.said.${said}`),
    listTitle: say('chat.team.agents.list'),
    none: say('chat.team.agents.none'),
    inviteTitle: say('chat.team.agents.invite_title'),
    email: say('chat.team.agents.email'),
    invite: say('chat.team.agents.invite'),
    remove: say('chat.team.agents.remove'),
    agents: list.agents.map(({ email, name }) => ({
      email,
      name: name ?? say('chat.team.agents.waiting'),
      removeLabel: say('chat.team.agents.remove_label', { email }),
    })),
  })
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { person } = somebodyOf(context)
  const form = await boundedForm(request, 10_000)
  if (form === null) return redirect('/team/agents', 303)
  const email = textOf(form, 'email')
  const done =
    textOf(form, 'intent') === 'remove'
      ? await dismissAgent(app, { person, email })
      : await inviteAgent(app, {
          person,
          email,
          mail: agentInvitationMail(speaker, {
            by: person.name,
            signIn: new URL('/sign-in?next=/team/inbox', app.config.publicUrl),
          }),
        })
  if (done.kind === 'not_operator') throw new Response(null, { status: 403 })
  return redirect(`/team/agents?said=${done.kind}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function TeamAgents({ loaderData: page }: Route.ComponentProps) {
  if (page.kind === 'refused') return <Problem {...page} />
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
      <section aria-labelledby="agents-title">
        <h2 id="agents-title" className="section-title">
          {page.listTitle}
        </h2>
        {page.agents.length === 0 ? <p className="muted">{page.none}</p> : null}
        <ul className="rows">
          {page.agents.map(({ email, name, removeLabel }) => (
            <li key={email}>
              <span>
                <b>{email}</b> <small className="muted">{name}</small>
              </span>
              <Form method="post">
                <input type="hidden" name="intent" value="remove" />
                <button className="link" type="submit" name="email" value={email} aria-label={removeLabel}>
                  {page.remove}
                </button>
              </Form>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="invite-title">
        <h2 id="invite-title" className="section-title">
          {page.inviteTitle}
        </h2>
        <Form method="post" className="stack" key={page.agents.length}>
          <Field name="email" label={page.email} type="email" required autoComplete="off" />
          <button className="btn primary" type="submit">
            {page.invite}
          </button>
        </Form>
      </section>
    </div>
  )
}
