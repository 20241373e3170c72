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
      ...wayOn(kind, new URL(request.url).searchParams),
    },
    more: { label: say('problems.more'), href: helpAddress(HELP_PLACES.returned[kind]) },
  }
  return data(page, { status: 400 })
}

/** What was begun begins again with one button, where it is known what it was. */
function wayOn(kind: ReturnProblem, query: URLSearchParams): { href: string; post?: true } {
  const network = query.get('network')
  const channel = query.get('channel')
  const again = isNetwork(network) ? connectAddress(network, channel) : '/channels'
  switch (kind) {
    case 'other_browser':
      return isNetwork(network) ? { href: again, post: true } : { href: again }
    case 'not_open':
      return { href: again }
    case 'signed_out': {
      // Whichever of their profiles the channel stands on.
      const back = channel === null ? again : `/channels/${encodeURIComponent(channel)}/reconnect`
      return { href: `/sign-in?next=${encodeURIComponent(back)}` }
    }
    case 'open_link_again':
      return { href: helpAddress(HELP_PLACES.returned[kind]) }
    case 'no_state':
    case 'network_off':
      return { href: '/channels' }
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
