import { data, redirect } from 'react-router'
import { confirmConnect } from '../../src/usecases/channel/confirm-connect.ts'
import { readOutcome } from '../../src/usecases/channel/read-outcome.ts'
import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
import { ResultSheet } from '../parts/result-sheet.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { resultPage } from '../views/result-page.ts'
import type { Route } from './+types/result.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const outcome = await readOutcome(app, { outcomeId: params.id, person: memberOf(context).person })
  if (outcome === null) {
    const title = say('problems.gone.title')
    const gone = {
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say('problems.gone.body'),
      wayOn: { label: say('problems.gone.way_on'), href: '/channels' },
    }
    return data({ kind: 'gone' as const, ...gone }, { status: 404 })
  }
  const about = {
    contactEmail: app.config.contactEmail,
    nothingChosen: new URL(request.url).searchParams.has('nothing'),
  }
  return data({ kind: 'result' as const, ...resultPage(outcome, about, speaker) })
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const networkIds = (await request.formData()).getAll('account').filter((one) => typeof one === 'string')
  const { person } = memberOf(context)
  const confirmed = await confirmConnect(context.get(appContext), {
    outcomeId: params.id,
    person,
    networkIds,
  })
  switch (confirmed.kind) {
    case 'connected':
      return redirect(`/channels/result/${confirmed.outcomeId}`, 303)
    case 'nothing_chosen':
      return redirect(`/channels/result/${params.id}?nothing=chosen`, 303)
    case 'gone':
      return redirect(`/channels/result/${params.id}`, 303)
    default:
      return confirmed satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Result({ loaderData: page }: Route.ComponentProps) {
  return page.kind === 'gone' ? <Problem {...page} /> : <ResultSheet page={page} />
}
