import { redirect } from 'react-router'
import { appContext } from '../context.ts'
import { BRAND_HOME, brandOf, brandsOnly, companyCookie } from '../session.ts'
import type { Route } from './+types/choose-company.ts'

export const middleware: Route.MiddlewareFunction[] = [brandsOnly]

/** Somebody who works for several companies says for which one they are looking. */
export async function action({ request, context }: Route.ActionArgs) {
  const wanted = (await request.formData()).get('company')
  const company = brandOf(context).companies.find(({ id }) => id === wanted)
  if (company === undefined) return redirect(BRAND_HOME, 303)
  return redirect(BRAND_HOME, {
    status: 303,
    headers: { 'set-cookie': companyCookie(context.get(appContext), company.id) },
  })
}

export function loader() {
  return redirect(BRAND_HOME)
}
