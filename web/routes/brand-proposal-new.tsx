import { data, redirect } from 'react-router'
import { beginDraft, proposeTerms } from '../../src/usecases/collaboration/propose.ts'
import { forNewProposal } from '../../src/usecases/collaboration/read-collaboration.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import type { TermsRefused } from '../collaborating.ts'
import { appContext } from '../context.ts'
import { TermsSheet } from '../parts/collaboration/terms-sheet.tsx'
import { Problem } from '../parts/problem.tsx'
import { orUnreached } from '../parts/unreached.ts'
import { givenTerms, NOTHING_GIVEN, TERMS_LIMIT_BYTES, todayOf } from '../proposing.ts'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { addressOf } from '../views/collaborations.ts'
import { composerForm } from '../views/proposal-composer.ts'
import type { Route } from './+types/brand-proposal-new.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { company } = brandOf(context)
  const handle = handleOf(request)
  const found = await forNewProposal(app, { handle, role: company.role })
  if (found === null) {
    const title = say('collaborations.missing.creator_title')
    const missing = {
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say('collaborations.missing.creator_body'),
      wayOn: { label: say('collaborations.missing.way_on.brand'), href: '/brand/collaborations' },
    }
    return data({ kind: 'missing' as const, ...missing }, { status: 404 })
  }
  const { creator, channels, signs } = found
  const title = say('collaborations.compose.new_title', { creator: creator.name })
  return data({
    kind: 'terms' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('collaborations.compose.lede', { creator: creator.name }),
    version: 0,
    action: `/brand/proposals/new?creator=${encodeURIComponent(creator.handle)}`,
    back: { label: say('collaborations.page.back.brand'), href: '/brand/collaborations' },
    save: say('collaborations.compose.save'),
    discard: null,
    others: signs ? null : say('collaborations.compose.members_draft'),
    unreached: say('shell.unreached'),
    saved: null,
    notice: null,
    full: null,
    form: composerForm(
      {
        given: NOTHING_GIVEN,
        flaws: {},
        channels,
        creator: creator.name,
        today: todayOf(speaker),
        sends: signs ? 'draft' : 'nothing',
      },
      speaker,
    ),
  })
}

/** What was typed is kept as a draft first, whatever becomes of it. */
export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const speaker = speakerFor(app, request)
  const refused = (status: number, wrong: string) =>
    data<TermsRefused>({ wrong, movedOn: null, form: null }, { status })
  const form = await boundedForm(request, TERMS_LIMIT_BYTES)
  if (form === null) return refused(413, speaker.say('chat.refused.too_much'))
  const draft = givenTerms(form)
  const begun = await beginDraft(app, { person, companyId: company.id, handle: handleOf(request), draft })
  switch (begun.kind) {
    case 'unknown':
    case 'unknown_creator':
      return refused(404, speaker.say('collaborations.missing.creator_body'))
    case 'too_many_drafts':
      return redirect(`${addressOf('brand', begun.newest)}/terms?several`, 303)
    case 'begun':
      break
    default:
      return begun satisfies never
  }
  const here = addressOf('brand', begun.collaborationId)
  if (textOf(form, 'intent') !== 'send') return redirect(`${here}/terms?saved`, 303)
  const proposed = await proposeTerms(app, {
    person,
    side: 'brand',
    collaborationId: begun.collaborationId,
    given: draft,
    version: 0,
    today: todayOf(speaker),
  })
  if (proposed.kind === 'sent') return redirect(here, 303)
  return redirect(`${here}/terms?${proposed.kind === 'too_many_open' ? 'full' : 'check'}`, 303)
}

export function clientAction({ serverAction }: Route.ClientActionArgs) {
  return orUnreached(() => serverAction())
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandProposalNew({ loaderData: page, actionData }: Route.ComponentProps) {
  if (page.kind === 'missing') return <Problem {...page} />
  return <TermsSheet page={page} answer={actionData ?? null} />
}

function handleOf(request: Request): string {
  return (new URL(request.url).searchParams.get('creator') ?? '').replace(/^@/, '').slice(0, 60)
}
