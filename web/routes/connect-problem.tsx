import { data } from 'react-router'
import { RETURN_PROBLEMS, type ReturnProblem } from '../../src/domain/channel/connect-result.ts'
import { HELP_PLACES, helpAddress } from '../../src/domain/help/places.ts'
import { isNetwork } from '../../src/domain/network.ts'
import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
import { speakerFor } from '../speaking.ts'
import { connectAddress } from '../views/channel-card.ts'
import type { Route } from './+types/connect-problem.ts'

export function loader({ request, params, context }: Route.LoaderArgs) {
  const { say } = speakerFor(context.get(appContext), request)
  const kind = RETURN_PROBLEMS.find((one) => one === params.kind)
  if (kind === undefined) throw new Response(null, { status: 404 })
  const title = say(`problems.returned.${kind}.title`)
  const page = {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say(`problems.returned.${kind}.body`),
    wayOn: {
      label: say(`problems.returned.${kind}.way_on`),
      href: wayOn(kind, new URL(request.url).searchParams),
    },
    more: { label: say('problems.more'), href: helpAddress(HELP_PLACES.returned[kind]) },
  }
  return data(page, { status: 400 })
}

/** What was begun can begin again from here, where it is known what it was. */
function wayOn(kind: ReturnProblem, query: URLSearchParams): string {
  const network = query.get('network')
  const again = isNetwork(network) ? connectAddress(network, query.get('channel')) : '/channels'
  switch (kind) {
    case 'other_browser':
    case 'not_open':
      return again
    case 'signed_out':
      return `/sign-in?next=${encodeURIComponent(again)}`
    case 'no_state':
    case 'network_off':
      return '/channels'
    default:
      return kind satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function ConnectProblem({ loaderData: page }: Route.ComponentProps) {
  return <Problem title={page.title} body={page.body} wayOn={page.wayOn} more={page.more} />
}
