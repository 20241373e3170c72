import { data, redirect } from 'react-router'
import { embeddingOf } from '../../src/domain/browser.ts'
import { isNetwork, type Network, POLICIES } from '../../src/domain/network.ts'
import { describeConnect } from '../../src/usecases/channel/describe-connect.ts'
import { handOver } from '../../src/usecases/channel/make-reconnect-link.ts'
import { startConnect } from '../../src/usecases/channel/start-connect.ts'
import { findReconnection } from '../../src/usecases/notice/find-reconnection.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { appContext } from '../context.ts'
import { ConnectSheet } from '../parts/connect-sheet.tsx'
import { useKeptAnswer } from '../parts/kept-answer.ts'
import { Problem } from '../parts/problem.tsx'
import { useStayingFresh } from '../parts/staying-fresh.ts'
import { creatorCookie, memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { connectPage, handoverView } from '../views/connect-page.ts'
import type { Route } from './+types/connect.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const network = networkFrom(params.network)
  const url = publicAddress(request, app.config.publicUrl)
  const channelId = url.searchParams.get('channel')
  const { person, creator } = memberOf(context)
  const brief = await describeConnect(app, {
    creatorId: creator.id,
    userId: person.userId,
    network,
    channelId,
  })
  if (brief === null) return data({ kind: 'no_channel' as const, ...noChannel(speaker) }, { status: 404 })
  const userAgent = request.headers.get('user-agent') ?? ''
  return data({ kind: 'brief' as const, ...connectPage(brief, speaker, { url, userAgent }) })
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const network = networkFrom(params.network)
  const { searchParams } = new URL(request.url)
  const channelId = searchParams.get('channel')
  const { person, creator } = memberOf(context)
  // Whichever of their profiles the channel stands on: the way back from elsewhere does not know which is open here.
  const theirs = channelId === null ? null : await findReconnection(app, { userId: person.userId, channelId })
  const creatorId = theirs?.creatorId ?? creator.id
  const userAgent = request.headers.get('user-agent') ?? ''
  // The network would refuse, and nobody would come back.
  if (POLICIES[network].insideApps === 'refused' && embeddingOf(userAgent) !== null) {
    const made =
      channelId === null ? null : await handOver(app, { userId: person.userId, creatorId, channelId })
    if (made === null || made.kind === 'unknown_channel') return redirect('/channels', 303)
    const speaker = speakerFor(app, request)
    return data(handoverView(made, network, { speaker, url: new URL(request.url), userAgent }))
  }
  const going = await startConnect(app, {
    person,
    creatorId,
    network,
    channelId,
    returnTo: searchParams.get('return'),
    everything: searchParams.get('ask') === 'everything',
  })
  switch (going.kind) {
    case 'go':
      return redirect(going.url.href, {
        status: 303,
        ...(creatorId === creator.id ? {} : { headers: { 'set-cookie': creatorCookie(app, creatorId) } }),
      })
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

export default function Connect({ loaderData: page, actionData }: Route.ComponentProps) {
  const made = useKeptAnswer(actionData ?? undefined, page.title)
  // Somebody may reconnect it elsewhere while this page is open.
  useStayingFresh()
  return page.kind === 'no_channel' ? <Problem {...page} /> : <ConnectSheet page={page} made={made} />
}

function networkFrom(text: string): Network {
  if (!isNetwork(text)) throw new Response(null, { status: 404 })
  return text
}

/** As somebody would write it down: what a script of the framework asks has another path. */
function publicAddress(request: Request, publicUrl: URL): URL {
  const { pathname, search } = new URL(request.url)
  const url = new URL(pathname.replace(/\.data$/, '') + search, publicUrl)
  url.searchParams.delete('_routes')
  return url
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
