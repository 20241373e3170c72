import { data, redirect } from 'react-router'
import { isNetwork, type Network } from '../../src/domain/network.ts'
import { describeConnect } from '../../src/usecases/channel/describe-connect.ts'
import { startConnect } from '../../src/usecases/channel/start-connect.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { appContext } from '../context.ts'
import { ConnectSheet } from '../parts/connect-sheet.tsx'
import { Problem } from '../parts/problem.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { connectPage } from '../views/connect-page.ts'
import type { Route } from './+types/connect.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const network = networkFrom(params.network)
  const channelId = new URL(request.url).searchParams.get('channel')
  const brief = await describeConnect(app, { creatorId: memberOf(context).creator.id, network, channelId })
  if (brief === null) return data({ kind: 'no_channel' as const, ...noChannel(speaker) }, { status: 404 })
  return data({ kind: 'brief' as const, ...connectPage(brief, speaker) })
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const network = networkFrom(params.network)
  const { searchParams } = new URL(request.url)
  const channelId = searchParams.get('channel')
  const { person, creator } = memberOf(context)
  const going = await startConnect(app, {
    person,
    creatorId: creator.id,
    network,
    channelId,
    returnTo: searchParams.get('return'),
  })
  switch (going.kind) {
    case 'go':
      return redirect(going.url.href, 303)
    case 'unknown_channel':
      return redirect('/channels', 303)
    case 'network_off':
      return redirect('/connect/problem/network_off', 303)
    default:
      return going satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Connect({ loaderData: page }: Route.ComponentProps) {
  return page.kind === 'no_channel' ? <Problem {...page} /> : <ConnectSheet page={page} />
}

function networkFrom(text: string): Network {
  if (!isNetwork(text)) throw new Response(null, { status: 404 })
  return text
}

function noChannel({ say }: Speaker) {
  const title = say('problems.no_channel.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say('problems.no_channel.body'),
    wayOn: { label: say('problems.no_channel.way_on'), href: '/channels' },
  }
}
