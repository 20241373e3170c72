import { data, Form, Link, redirect, useNavigation } from 'react-router'
import { isNetwork, type Network, POLICIES, type ScopeUse } from '../../src/domain/network.ts'
import { type ConnectBrief, describeConnect } from '../../src/usecases/channel/describe-connect.ts'
import { startConnect } from '../../src/usecases/channel/start-connect.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { appContext } from '../context.ts'
import { Face } from '../parts/face.tsx'
import { Icon } from '../parts/icon.tsx'
import { NetworkIcon } from '../parts/network-icon.tsx'
import { Problem } from '../parts/problem.tsx'
import { Said } from '../parts/said.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { faceOf } from '../views/channel-card.ts'
import type { Route } from './+types/connect.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const network = networkFrom(params.network)
  const channelId = new URL(request.url).searchParams.get('channel')
  const brief = await describeConnect(app, { creatorId: memberOf(context).creator.id, network, channelId })
  if (brief === null) return data({ kind: 'no_channel' as const, ...noChannel(speaker) }, { status: 404 })
  return data({ kind: 'brief' as const, ...briefView(brief, speaker) })
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
  const { state } = useNavigation()
  if (page.kind === 'no_channel') return <Problem {...page} />
  return (
    <div className="sheet">
      <Link className="back" to="/channels">
        <Icon name="back" />
        {page.back}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.off === null ? (
        <>
          <section className="step" aria-labelledby="go-title">
            <h2 id="go-title" className="sr-only">
              {page.goTitle}
            </h2>
            <div className="go">
              {page.face === null ? (
                <span className="add-glyph">
                  <NetworkIcon network={page.network} />
                </span>
              ) : (
                <Face face={page.face} network={page.network} />
              )}
              <div>
                <p className="go-line">
                  <Said text={page.go} />
                </p>
                {page.same === null ? null : <p className="muted">{page.same}</p>}
              </div>
            </div>
          </section>
          <section className="step" aria-labelledby="before-title">
            <h2 id="before-title">{page.beforeTitle}</h2>
            <ul className="ticks">
              {page.before.map((line) => (
                <li key={line}>
                  <Icon name="ok" />
                  {line}
                </li>
              ))}
            </ul>
          </section>
          <div className="step two">
            <section aria-labelledby="reads-title">
              <h2 id="reads-title">
                <Icon name="eye" />
                {page.readsTitle}
              </h2>
              <ul className="plain">
                {page.reads.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </section>
            <section aria-labelledby="never-title">
              <h2 id="never-title">
                <Icon name="lock" />
                {page.neverTitle}
              </h2>
              <p>{page.never}</p>
            </section>
          </div>
          <Form method="post" reloadDocument className="acts stay">
            <button className="btn primary big" type="submit" aria-disabled={state !== 'idle'}>
              {page.button}
            </button>
            <Link className="btn quiet" to="/channels">
              {page.back}
            </Link>
          </Form>
        </>
      ) : (
        <p className="notice">{page.off}</p>
      )}
    </div>
  )
}

function networkFrom(text: string): Network {
  if (!isNetwork(text)) throw new Response(null, { status: 404 })
  return text
}

function briefView(brief: ConnectBrief, { say }: Speaker) {
  const { network, channel } = brief
  const policy = POLICIES[network]
  const kind = kindOf(channel)
  const values = { network: policy.name, host: policy.signInHost, name: channel?.name ?? '' }
  const uses = [...new Set<ScopeUse>(brief.purposes.map(({ use }) => use))]
  const title = say(`connect.title.${kind}`, values)
  return {
    network,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say(`connect.lede.${kind}`, values),
    off: brief.networkOff ? say('connect.off', values) : null,
    goTitle: say('connect.go_title'),
    go: say(channel === null ? 'connect.go' : 'connect.go_as', values),
    same: channel === null ? null : say('connect.same_account', values),
    face: channel === null ? null : faceOf(network + channel.name, channel.title || channel.name),
    beforeTitle: say('connect.before_title'),
    before: (['one', 'two', 'three'] as const).map((place) =>
      say(`connect.networks.${network}.before.${place}`),
    ),
    readsTitle: say('connect.reads_title'),
    reads: uses.map((use) => say(`connect.networks.${network}.reads.${use}`)),
    neverTitle: say('connect.never_title'),
    never: say('connect.never', values),
    button: say('connect.button', values),
    back: say('connect.back'),
  }
}

function kindOf(channel: ConnectBrief['channel']): 'new' | 'again' | 'renew' | 'fix' | 'early' {
  if (channel === null) return 'new'
  const { state } = channel
  switch (state.kind) {
    case 'renew':
      return 'renew'
    case 'limited':
      return 'fix'
    case 'connected':
    case 'delayed':
      return 'early'
    case 'reconnect':
    case 'off':
    case 'connecting':
      return 'again'
    default:
      return state satisfies never
  }
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
