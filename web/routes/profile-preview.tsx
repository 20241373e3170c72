import type { App } from '../../src/app.ts'
import type { ProfileFields } from '../../src/domain/person/profile.ts'
import { readEdited } from '../../src/usecases/insight/edit-profile.ts'
import { showProfile } from '../../src/usecases/insight/show-profile.ts'
import { boundedForm } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { drawProfile } from '../documents/profile.tsx'
import { memberOf, membersOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { formOf } from '../views/profile-editor.ts'
import type { Route } from './+types/profile-preview.ts'

export const middleware: Route.MiddlewareFunction[] = [membersOnly]

const LARGEST_FORM = 64 * 1024

export async function loader({ request, context }: Route.LoaderArgs) {
  return draw(context.get(appContext), request, memberOf(context).creator.handle)
}

/** With what the form says, saved or not. */
export async function action({ request, context }: Route.ActionArgs) {
  const form = await boundedForm(request, LARGEST_FORM)
  if (form === null) throw new Response(null, { status: 413 })
  const { fields } = readEdited(formOf(form))
  return draw(context.get(appContext), request, memberOf(context).creator.handle, fields)
}

async function draw(app: App, request: Request, handle: string, fields?: ProfileFields): Promise<Response> {
  const profile = await showProfile(app, fields === undefined ? { handle } : { handle, fields })
  if (profile === null) throw new Response(null, { status: 404 })
  return drawProfile(app, speakerFor(app, request), profile, { framed: true })
}
