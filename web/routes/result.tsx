import { useEffect, useRef } from 'react'
import { data, Form, Link, redirect } from 'react-router'
import { confirmConnect } from '../../src/usecases/channel/confirm-connect.ts'
import { readOutcome } from '../../src/usecases/channel/read-outcome.ts'
import { appContext } from '../context.ts'
import { Face } from '../parts/face.tsx'
import { Icon } from '../parts/icon.tsx'
import { Problem } from '../parts/problem.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { type AccountLine, resultPage, type Way } from '../views/result-page.ts'
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
  const heading = useRef<HTMLHeadingElement>(null)
  const title = page.title
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new result takes the focus again
  useEffect(() => heading.current?.focus(), [title])
  if (page.kind === 'gone') return <Problem {...page} />
  return (
    <div className="sheet">
      <div role="status">
        <span className={`result-mark ${page.tone}`}>
          <Icon name={page.tone === 'good' ? 'ok' : page.tone === 'care' ? 'act' : 'thread'} />
        </span>
        {/* The way back from a network ends at this name, so the heading has the focus before any script runs. */}
        <h1 id="result" ref={heading} tabIndex={-1}>
          {page.title}
        </h1>
        {page.lines.map((line) => (
          <p key={line} className="lede">
            {line}
          </p>
        ))}
      </div>
      {page.channels.map((channel) => (
        <div key={channel.id} className="go boxed">
          <Face face={channel.face} network={page.network} />
          <div>
            <p className="go-line">
              <strong>{channel.name}</strong>
            </p>
            {channel.outlook === null ? null : <p className="muted">{channel.outlook}</p>}
          </div>
        </div>
      ))}
      {page.compare === null ? null : (
        <div className="compare">
          <section>
            <h2>{page.compare.expected.label}</h2>
            <div className="go">
              <Face face={page.compare.expected.face} network={page.network} />
              <p className="go-line">
                <strong>{page.compare.expected.name}</strong>
              </p>
            </div>
          </section>
          <section>
            <h2>{page.compare.used.label}</h2>
            {page.compare.used.accounts.map((account) => (
              <div key={account.networkId} className="go">
                <Face face={account.face} network={page.network} />
                <AccountName account={account} />
              </div>
            ))}
          </section>
        </div>
      )}
      {page.confirm === null ? null : (
        <Form method="post" className="confirm">
          <fieldset>
            <legend className={page.confirm.accounts.length === 1 ? 'sr-only' : undefined}>
              {page.confirm.choose}
            </legend>
            {page.confirm.nothingChosen === null ? null : (
              <p className="notice" role="alert">
                {page.confirm.nothingChosen}
              </p>
            )}
            {page.confirm.accounts.map((account) =>
              page.confirm?.accounts.length === 1 ? (
                <div key={account.networkId} className="go boxed">
                  <input type="hidden" name="account" value={account.networkId} />
                  <Face face={account.face} network={page.network} />
                  <AccountName account={account} />
                </div>
              ) : (
                <label key={account.networkId} className="go boxed choice">
                  <input
                    type="checkbox"
                    name="account"
                    value={account.networkId}
                    disabled={account.taken}
                    defaultChecked={false}
                  />
                  <Face face={account.face} network={page.network} />
                  <AccountName account={account} />
                </label>
              ),
            )}
          </fieldset>
          <div className="acts">
            <button className="btn primary big" type="submit">
              {page.confirm.button}
            </button>
            <Link className="btn quiet" to="/channels">
              {page.confirm.notNow}
            </Link>
          </div>
        </Form>
      )}
      {page.next === null ? null : (
        <section className="next">
          <h2>{page.next.title}</h2>
          <Ways ways={page.next.ways} />
        </section>
      )}
      <Ways ways={page.ways} />
    </div>
  )
}

function AccountName({ account }: { account: AccountLine }) {
  return (
    <span className="account">
      <strong>{account.name}</strong>
      {account.title === account.name ? null : <small>{account.title}</small>}
      {account.note === null ? null : <small className="note">{account.note}</small>}
    </span>
  )
}

function Ways({ ways }: { ways: Way[] }) {
  if (ways.length === 0) return null
  return (
    <div className="acts">
      {ways.map(({ label, href, primary }) => (
        <a key={label} className={primary ? 'btn primary' : 'btn'} href={href}>
          {label}
        </a>
      ))}
    </div>
  )
}
