import { redirect } from 'react-router'
import { joinTeam, readInvitation } from '../../src/usecases/person/keep-team.ts'
import { appContext } from '../context.ts'
import { JoinSheet } from '../parts/join-sheet.tsx'
import { creatorCookie } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { joinView } from '../views/join-sheet.ts'
import type { Route } from './+types/members-join.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const invitation = await readInvitation(app, { kind: 'creator', token: params.token })
  const person = await app.signIn.person(request.headers)
  return joinView('creator', invitation, person, `/join/${params.token}`, speakerFor(app, request))
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const here = `/join/${params.token}`
  const person = await app.signIn.person(request.headers)
  if (person === null) return redirect(`/sign-in?next=${here}`, 303)
  const joined = await joinTeam(app, { kind: 'creator', token: params.token, person })
  // The page says what is the matter.
  if (joined.kind !== 'joined') return redirect(here, 303)
  return redirect('/channels', {
    status: 303,
    headers: { 'set-cookie': creatorCookie(app, joined.of) },
  })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function MembersJoin({ loaderData: page }: Route.ComponentProps) {
  return <JoinSheet page={page} />
}
