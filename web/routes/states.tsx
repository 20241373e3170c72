import type { ReactNode } from 'react'
import { NETWORKS, POLICIES } from '../../src/domain/network.ts'
import { createSpeaker } from '../../src/words/speaker.ts'
import { appContext } from '../context.ts'
import { AddCard } from '../parts/add-card.tsx'
import { ChannelCard } from '../parts/channel-card.tsx'
import { ChatLauncher } from '../parts/chat-launcher.tsx'
import { ConnectSheet } from '../parts/connect-sheet.tsx'
import { Field } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { ResultSheet } from '../parts/result-sheet.tsx'
import { Skeletons } from '../parts/skeletons.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { sandboxOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { STATES_NOW, STATES_ZONE, type StatesView, statesPage } from '../views/states.ts'
import type { Route } from './+types/states.ts'

// Not brought to life: what stands here stands still, and no heading asks for the focus.
export const handle = { wide: true }

export function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const speaker = createSpeaker({
    language: speakerFor(app, request).language,
    timeZone: STATES_ZONE,
    now: STATES_NOW,
    platform: app.config.platformName,
  })
  const { say } = speaker
  const title = say('sandbox.states.title')
  const sections = SECTIONS.map((name) => ({ id: name, title: say(`sandbox.states.sections.${name}`) }))
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('sandbox.states.lede'),
    cardTitles: NETWORKS.map((network) => ({
      id: `cards-${network}`,
      title: say('sandbox.states.sections.cards', { network: POLICIES[network].name }),
    })),
    sections,
    states: statesPage(speaker),
  }
}

const SECTIONS = [
  'unusual',
  'summaries',
  'adds',
  'connects',
  'results',
  'returned',
  'history',
  'forms',
  'rest',
] as const

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function States({ loaderData: page }: Route.ComponentProps) {
  const { states } = page
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <nav className="states-index" aria-label={page.title}>
        {[...page.cardTitles, ...page.sections].map(({ id, title }) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      {page.cardTitles.map(({ id, title }, place) => (
        <Section key={id} id={id} title={title}>
          {states.cards[place]?.cards.map(({ name, view }) => (
            <State key={name} name={name}>
              <ChannelCard card={view} report={null} />
            </State>
          ))}
        </Section>
      ))}
      {page.sections.map(({ id, title }) => (
        <Section key={id} id={id} title={title}>
          {DRAWN[id](states)}
        </Section>
      ))}
    </>
  )
}

const DRAWN: Record<(typeof SECTIONS)[number], (states: StatesView) => ReactNode> = {
  unusual: ({ unusual }) =>
    unusual.map(({ name, view, report, shows }) => (
      <State key={name} name={name} room={shows !== null}>
        <ChannelCard card={view} report={report} shows={shows} />
      </State>
    )),
  summaries: ({ summaries }) =>
    summaries.map(({ name, view }) => (
      <State key={name} name={name}>
        <header className="page-head">
          <h3>{view.title}</h3>
          <p className="lede">{view.summary}</p>
        </header>
      </State>
    )),
  adds: ({ adds }) =>
    adds.flatMap(({ name, view }) =>
      view.map((add) => (
        <State key={name + add.network} name={`${add.network} · ${name}`}>
          <AddCard add={add} group={name} />
        </State>
      )),
    ),
  connects: ({ connects }) =>
    connects.map(({ name, view }) => (
      <State key={name} name={name}>
        <ConnectSheet page={view} />
      </State>
    )),
  results: ({ results }) =>
    results.map(({ name, view }) => (
      <State key={name} name={name}>
        <ResultSheet page={view} />
      </State>
    )),
  returned: ({ returned }) =>
    returned.map(({ name, view }) => (
      <State key={name} name={name}>
        <Problem {...view} />
      </State>
    )),
  history: ({ history }) => (
    <State name="every kind of event">
      <Timeline events={history.events} />
    </State>
  ),
  forms: ({ form }) => (
    <State name="fields and buttons">
      <div className="stack">
        <p className="notice bad" role="alert">
          {form.refused}
        </p>
        <Field name="states-plain" type="email" {...form.plain} />
        <Field name="states-hinted" {...form.hinted} />
        <Field name="states-prefixed" prefix="/@" defaultValue="lina" {...form.prefixed} />
        <p className="notice">{form.limited}</p>
        <div className="acts">
          <button className="btn primary big" type="button">
            {form.button}
          </button>
          <button className="btn primary" type="button" aria-disabled="true">
            {form.button}
          </button>
          <button className="btn" type="button">
            {form.quiet}
          </button>
          <button className="btn quiet" type="button">
            {form.quiet}
          </button>
        </div>
      </div>
    </State>
  ),
  rest: ({ loading, unloaded, launchers }) => (
    <>
      <State name="loading">
        <Skeletons label={loading} />
      </State>
      <State name="unloaded">
        <Problem {...unloaded} />
      </State>
      {launchers.map(({ name, view }) => (
        <State key={name} name={`launcher · ${name}`}>
          <ChatLauncher chat={view} panel={false} />
        </State>
      ))}
    </>
  ),
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="states" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div className="states-grid">{children}</div>
    </section>
  )
}

/** `room`: what opens over the page is given the place it needs. */
function State({ name, room = false, children }: { name: string; room?: boolean; children: ReactNode }) {
  return (
    <figure className={room ? 'state roomy' : 'state'} data-name={name}>
      <figcaption>
        <code>{name}</code>
      </figcaption>
      {children}
    </figure>
  )
}
