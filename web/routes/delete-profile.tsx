import { data, redirect } from 'react-router'
import { eraseAt } from '../../src/domain/person/deletion.ts'
import { memberMay } from '../../src/domain/person/member.ts'
import { leaveProfile } from '../../src/usecases/person/delete-profile.ts'
import { eraseCreator } from '../../src/usecases/person/erase-creator.ts'
import { tellErased } from '../../src/usecases/person/erase-deleted.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { EraseSheet } from '../parts/erase-sheet.tsx'
import { Problem } from '../parts/problem.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { nowView } from '../views/erase.ts'
import { notAllowed } from '../views/not-allowed.ts'
import { PROOF_WRONG, proofView } from '../views/proof.ts'
import type { Route } from './+types/delete-profile.ts'

const HERE = '/settings/delete-profile'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const refused = notAllowed(context, 'erase', speaker)
  if (refused !== null) return data({ kind: 'refused' as const, ...refused }, { status: 403 })
  const own = await app.signIn.ownAccount(request.headers)
  // The session ended while this request was on its way.
  if (own === null) throw redirect(`/sign-in?next=${HERE}`)
  const { creator } = memberOf(context)
  const { say } = speaker
  const title = say('erase.profile.title', { profile: creator.name })
  return data({
    kind: 'asked' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('erase.profile.lede', { moment: speaker.moment(eraseAt(app.clock.now())) }),
    whatTitle: say('erase.what_title'),
    what: (['channels', 'numbers', 'brands', 'team'] as const).map((one) => say(`erase.profile.what.${one}`)),
    now: nowView(speaker),
    confirm: {
      label: say('erase.profile.confirm', { handle: creator.handle }),
      button: say('erase.profile.button'),
    },
    proof: proofView(own, speaker),
    here: HERE,
    keep: { label: say('erase.keep'), href: '/settings/privacy' },
  })
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, creator } = memberOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  if (!memberMay(creator.role, 'erase')) return redirect(HERE, 303)
  const form = await boundedForm(request, 10_000)
  const typed = form === null ? '' : textOf(form, 'typed').trim().replace(/^@/, '').toLowerCase()
  if (typed !== creator.handle) {
    return data(
      { unproven: null, wrong: say('erase.profile.wrong', { handle: creator.handle }) },
      { status: 422 },
    )
  }
  const proof = await app.signIn.proveAgain(request.headers, form === null ? '' : textOf(form, 'former'))
  if (proof !== 'proven') {
    return data({ unproven: say(PROOF_WRONG[proof]), wrong: null }, { status: 422 })
  }
  if (form === null || textOf(form, 'when') !== 'now') {
    const left = await leaveProfile(app, { creator, by: person.name })
    // Somebody else of the team was faster.
    return redirect(left.kind === 'gone' ? '/channels' : left.undo.pathname, 303)
  }
  const erased = await eraseCreator(app, { handle: creator.handle })
  if (erased.kind === 'unknown_creator') return redirect('/channels', 303)
  const { language } = speaker
  await tellErased(app, { email: person.email, language }, { profile: creator.name, receipt: erased.receipt })
  return redirect(`/deletion/${erased.receipt}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function DeleteProfile({ loaderData: page, actionData: answered }: Route.ComponentProps) {
  if (page.kind === 'refused') return <Problem {...page} />
  return (
    <EraseSheet
      page={{
        ...page,
        refused: null,
        unproven: answered?.unproven ?? null,
        confirm: { ...page.confirm, wrong: answered?.wrong ?? null },
      }}
    />
  )
}
