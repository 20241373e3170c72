import { randomUUID } from 'node:crypto'
import { data, Form, redirect } from 'react-router'
import { NETWORKS, POLICIES } from '../../src/domain/network.ts'
import { listOutages, noteOutage, updateOutage } from '../../src/usecases/team/desk.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
import { somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { refusedView } from '../views/team.ts'
import type { Route } from './+types/team-outages.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { person } = somebodyOf(context)
  const list = await listOutages(app, { person })
  if (list.kind === 'not_agent') return data(refusedView(person, 'agent', speaker), { status: 403 })
  const title = say('chat.team.outages.title')
  const { searchParams } = new URL(request.url)
  const said = (['noted', 'refused', 'told'] as const).find((one) => one === searchParams.get('said'))
  return data({
    kind: 'outages' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('chat.team.outages.lede'),
    said:
      said === undefined
        ? null
        : say(`chat.team.outages.said.${said}`, { count: Number(searchParams.get('count')) || 0 }),
    none: say('chat.team.outages.none'),
    outages: list.outages.map((outage) => ({
      id: outage.id,
      network: POLICIES[outage.network].name,
      words: outage.words,
      when:
        outage.until === null
          ? say('chat.team.outages.running', { since: speaker.moment(outage.since) })
          : say('chat.team.outages.ended', {
              since: speaker.moment(outage.since),
              until: speaker.moment(outage.until),
            }),
      running: outage.until === null,
      tied: say('chat.team.outages.tied', { count: outage.tied }),
    })),
    update: say('chat.team.outages.update'),
    over: say('chat.team.outages.over'),
    send: say('chat.team.outages.send'),
    newTitle: say('chat.team.outages.new_title'),
    network: say('chat.team.outages.network'),
    words: say('chat.team.outages.words'),
    note: say('chat.team.outages.note'),
    networks: NETWORKS.map((network) => ({ network, name: POLICIES[network].name })),
    formKey: randomUUID(),
  })
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person } = somebodyOf(context)
  const form = await boundedForm(request, 100_000)
  if (form === null) return redirect('/team/outages?said=refused', 303)
  const done =
    textOf(form, 'intent') === 'update'
      ? await updateOutage(app, {
          person,
          outageId: textOf(form, 'outage'),
          text: textOf(form, 'text'),
          over: form.has('over'),
          key: textOf(form, 'key'),
        })
      : await noteOutage(app, { person, network: textOf(form, 'network'), words: textOf(form, 'words') })
  if (done.kind === 'not_agent') throw new Response(null, { status: 403 })
  const count = done.kind === 'told' ? `&count=${done.conversations}` : ''
  return redirect(`/team/outages?said=${done.kind}${count}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function TeamOutages({ loaderData: page }: Route.ComponentProps) {
  if (page.kind === 'refused') return <Problem {...page} />
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.said === null ? null : (
        <p className="notice" role="status">
          {page.said}
        </p>
      )}
      {page.outages.length === 0 ? <p className="muted">{page.none}</p> : null}
      {page.outages.map((outage) => (
        <section key={outage.id} className="boxed outage" aria-label={`${outage.network}: ${outage.words}`}>
          <p>
            <b>{outage.network}</b> {outage.words}
          </p>
          <p className="muted">
            {outage.when} · {outage.tied}
          </p>
          {outage.running ? (
            <Form method="post" className="stack" key={page.formKey}>
              <input type="hidden" name="intent" value="update" />
              <input type="hidden" name="outage" value={outage.id} />
              <input type="hidden" name="key" value={page.formKey} />
              <label className="field">
                <span>{page.update}</span>
                <textarea dir="auto" className="area" name="text" rows={2} required maxLength={4000} />
              </label>
              <label className="tick">
                <input type="checkbox" name="over" value="yes" /> {page.over}
              </label>
              <button className="btn" type="submit">
                {page.send}
              </button>
            </Form>
          ) : null}
        </section>
      ))}
      <section aria-labelledby="new-title">
        <h2 id="new-title" className="section-title">
          {page.newTitle}
        </h2>
        <Form method="post" className="stack" key={page.outages.length}>
          <label className="field">
            <span>{page.network}</span>
            <select className="select" name="network">
              {page.networks.map(({ network, name }) => (
                <option key={network} value={network}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{page.words}</span>
            <textarea dir="auto" className="area" name="words" rows={2} required maxLength={500} />
          </label>
          <button className="btn primary" type="submit">
            {page.note}
          </button>
        </Form>
      </section>
    </div>
  )
}
