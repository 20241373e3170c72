import { data, Form, Link, redirect, useNavigation } from 'react-router'
import { POLICIES } from '../../src/domain/network.ts'
import { memberMay } from '../../src/domain/person/member.ts'
import { readHistory } from '../../src/usecases/channel/read-history.ts'
import { turnOff } from '../../src/usecases/channel/turn-off-channel.ts'
import { appContext } from '../context.ts'
import { Icon } from '../parts/icon.tsx'
import { Problem } from '../parts/problem.tsx'
import { Ticks } from '../parts/ticks.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { notAllowed } from '../views/not-allowed.ts'
import type { Route } from './+types/turn-off.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const refused = notAllowed(context, 'turn_off', speakerFor(app, request))
  if (refused !== null) return data({ kind: 'missing' as const, ...refused }, { status: 403 })
  const { say } = speakerFor(app, request)
  const history = await readHistory(app, { creatorId: memberOf(context).creator.id, channelId: params.id })
  if (history === null || history.card.state.kind === 'off') {
    const title = say('problems.no_channel.title')
    const missing = {
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say('problems.no_channel.body'),
      wayOn: { label: say('problems.no_channel.way_on'), href: '/channels' },
    }
    return data({ kind: 'missing' as const, ...missing }, { status: 404 })
  }
  const { card } = history
  const policy = POLICIES[card.network]
  const names = { network: policy.name, name: card.name }
  const title = say('turnOff.title', names)
  return data({
    kind: 'channel' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('turnOff.lede'),
    whatTitle: say('turnOff.what'),
    what: [
      say('turnOff.numbers'),
      say(`turnOff.permission.${policy.revocationEnds}`, names),
      say('turnOff.others'),
    ],
    button: say('turnOff.button'),
    buttonLabel: say('turnOff.button_label', names),
    back: { label: say('turnOff.back'), href: `/channels/${card.id}` },
  })
}

export async function action({ params, context }: Route.ActionArgs) {
  const { person, creator } = memberOf(context)
  // The page says why.
  if (!memberMay(creator.role, 'turn_off')) return data(null, { status: 403 })
  const done = await turnOff(context.get(appContext), {
    creatorId: creator.id,
    channelId: params.id,
    userId: person.userId,
  })
  return redirect(done.kind === 'unknown_channel' ? '/channels' : `/channels/${params.id}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function TurnOff({ loaderData: page }: Route.ComponentProps) {
  const { state } = useNavigation()
  if (page.kind === 'missing') return <Problem {...page} />
  return (
    <div className="sheet">
      <Link className="back" to={page.back.href}>
        <Icon name="back" />
        {page.back.label}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <section className="step" aria-labelledby="what-title">
        <h2 id="what-title">{page.whatTitle}</h2>
        <Ticks lines={page.what} />
      </section>
      <Form method="post" className="acts stay">
        <button
          className="btn primary big"
          type="submit"
          aria-label={page.buttonLabel}
          aria-disabled={state !== 'idle'}
        >
          {page.button}
        </button>
        <Link className="btn quiet" to={page.back.href}>
          {page.back.label}
        </Link>
      </Form>
    </div>
  )
}
