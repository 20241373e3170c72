import { redirect } from 'react-router'
import { keepByLink, readUndoLink } from '../../src/usecases/person/undo-deletion.ts'
import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
import { WayBack } from '../parts/way-back.tsx'
import type { PageHandle } from '../root.tsx'
import { speakerFor } from '../speaking.ts'
import { wayBackView } from '../views/way-back.ts'
import type { Route } from './+types/undo.ts'

export const handle: PageHandle = { scriptless: true }

const ENDS = ['kept', 'no_owner'] as const

/** For whoever got the letter: mail programs open every link, so opening changes nothing. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const end = ENDS.find((one) => new URL(request.url).searchParams.has(one)) ?? 'over'
  const found = await readUndoLink(app, params)
  if (found === null || end === 'no_owner') {
    const title = say(`erase.undo.${end}_title`)
    return {
      kind: 'over' as const,
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say(`erase.undo.${end}`),
      wayOn: { label: say('erase.undo.way_on'), href: '/sign-in' },
    }
  }
  const title = say('erase.undo.title')
  return {
    kind: 'open' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('erase.undo.lede'),
    back: { ...wayBackView(found, speaker), creatorId: null },
  }
}

export async function action({ params, context }: Route.ActionArgs) {
  const { kind } = await keepByLink(context.get(appContext), params)
  return redirect(`/undo/${params.token}${kind === 'over' ? '' : `?${kind}`}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function Undo({ loaderData: page }: Route.ComponentProps) {
  if (page.kind === 'over') return <Problem {...page} />
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      <WayBack view={page.back} />
    </div>
  )
}
