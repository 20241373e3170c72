import { redirect } from 'react-router'
import { appContext } from '../context.ts'
import type { Route } from './+types/sign-out.ts'

export async function action({ request, context }: Route.ActionArgs) {
  const done = await context.get(appContext).signIn.signOut(request.headers)
  return redirect('/', { status: 303, ...(done.kind === 'ok' ? { headers: done.headers } : {}) })
}

export function loader() {
  return redirect('/')
}
