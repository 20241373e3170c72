import { data, redirect } from 'react-router'
import { deleteAccount } from '../../src/usecases/person/delete-account.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { EraseSheet } from '../parts/erase-sheet.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/delete-account.ts'

export function loader({ request, context }: Route.LoaderArgs) {
  const { say } = speakerFor(context.get(appContext), request)
  const { email } = memberOf(context).person
  const title = say('erase.account.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('erase.account.lede'),
    whatTitle: say('erase.what_title'),
    what: (['sessions', 'teams', 'words'] as const).map((one) => say(`erase.account.what.${one}`, { email })),
    confirm: { label: say('erase.account.confirm', { email }), button: say('erase.account.button') },
    keep: { label: say('erase.keep'), href: '/settings/privacy' },
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { userId, email } = memberOf(context).person
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const form = await boundedForm(request, 10_000)
  const typed = form === null ? '' : textOf(form, 'typed').trim().toLowerCase()
  if (typed !== email.toLowerCase()) {
    return data({ wrong: say('erase.account.wrong', { email }), refused: null }, { status: 422 })
  }
  const done = await deleteAccount(app, { userId })
  if (done.kind === 'last_owner') {
    const refused = say('erase.account.last_owner', { names: speaker.list(done.of) })
    return data({ wrong: null, refused }, { status: 409 })
  }
  const out = await app.signIn.signOut(request.headers)
  return redirect('/goodbye', { status: 303, headers: out.kind === 'ok' ? out.headers : {} })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function DeleteAccount({ loaderData: page, actionData: answered }: Route.ComponentProps) {
  return (
    <EraseSheet
      page={{
        ...page,
        refused: answered?.refused ?? null,
        confirm: { ...page.confirm, wrong: answered?.wrong ?? null },
      }}
    />
  )
}
