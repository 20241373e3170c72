import { redirect } from 'react-router'
import { listPretendPeople, type PretendVisitor } from '../../src/usecases/sandbox/pretend-people.ts'
import { appContext } from '../context.ts'
import { People } from '../parts/people.tsx'
import { BRAND_HOME, sandboxOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { peopleView } from '../views/people.ts'
import type { Route } from './+types/sandbox-people.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const title = say('sandbox.people.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('sandbox.people.lede'),
    none: say('sandbox.people.none'),
    people: peopleView(await listPretendPeople(app), speaker),
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const email = (await request.formData()).get('email')
  const person = (await listPretendPeople(app)).find((one) => one.email === email)
  if (person === undefined) return redirect('/sandbox/people', 303)
  return redirect(homeOf(person), { status: 303, headers: await app.signIn.enterAs(person.email) })
}

function homeOf({ team, company }: PretendVisitor): string {
  if (team === 'agent') return '/team/inbox'
  if (team === 'operator') return '/team/agents'
  return company === null ? '/channels' : BRAND_HOME
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function SandboxPeople({ loaderData: page }: Route.ComponentProps) {
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.people.length === 0 ? <p>{page.none}</p> : <People people={page.people} heading="h2" />}
    </>
  )
}
