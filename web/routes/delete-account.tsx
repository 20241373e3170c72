import { data, redirect } from 'react-router'
import { eraseAt } from '../../src/domain/person/deletion.ts'
import { deleteAccount, leaveAccount } from '../../src/usecases/person/delete-account.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { EraseSheet } from '../parts/erase-sheet.tsx'
import { somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { nowView } from '../views/erase.ts'
import { PROOF_WRONG, proofView } from '../views/proof.ts'
import type { Route } from './+types/delete-account.ts'

const HERE = '/settings/delete-account'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const own = await app.signIn.ownAccount(request.headers)
  // The session ended while this request was on its way.
  if (own === null) throw redirect(`/sign-in?next=${HERE}`)
  const { email } = somebodyOf(context).person
  const title = say('erase.account.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('erase.account.lede', { moment: speaker.moment(eraseAt(app.clock.now())) }),
    whatTitle: say('erase.what_title'),
    what: (['sessions', 'teams', 'words'] as const).map((one) => say(`erase.account.what.${one}`, { email })),
    now: nowView(speaker),
    confirm: { label: say('erase.account.confirm', { email }), button: say('erase.account.button') },
    proof: proofView(own, speaker),
    here: HERE,
    keep: { label: say('erase.keep'), href: '/settings/account' },
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { userId, email } = somebodyOf(context).person
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const form = await boundedForm(request, 10_000)
  const typed = form === null ? '' : textOf(form, 'typed').trim().toLowerCase()
  if (typed !== email.toLowerCase()) {
    return data({ ...FINE, wrong: say('erase.account.wrong', { email }) }, { status: 422 })
  }
  const proof = await app.signIn.proveAgain(request.headers, form === null ? '' : textOf(form, 'former'))
  if (proof !== 'proven') return data({ ...FINE, unproven: say(PROOF_WRONG[proof]) }, { status: 422 })
  const now = form !== null && textOf(form, 'when') === 'now'
  const done = await (now ? deleteAccount(app, { userId }) : leaveAccount(app, { userId, email }))
  if (done.kind === 'last_owner') {
    const refused = say('erase.account.last_owner', { names: speaker.list(done.of) })
    return data({ ...FINE, refused }, { status: 409 })
  }
  const out = await app.signIn.signOut(request.headers)
  const page = done.kind === 'leaves' ? done.undo.pathname : '/goodbye'
  return redirect(page, { status: 303, headers: out.kind === 'ok' ? out.headers : {} })
}

const FINE: Record<'wrong' | 'refused' | 'unproven', string | null> = {
  wrong: null,
  refused: null,
  unproven: null,
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
        unproven: answered?.unproven ?? null,
        confirm: { ...page.confirm, wrong: answered?.wrong ?? null },
      }}
    />
  )
}
