import { Form, redirect, useNavigation } from 'react-router'
import { moveClock } from '../../src/usecases/sandbox/move-clock.ts'
import { appContext } from '../context.ts'
import type { PageHandle } from '../root.tsx'
import { sandboxOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { movedWords } from '../views/strip.ts'
import type { Route } from './+types/sandbox-clock.ts'

export const handle: PageHandle = { hydrate: true }

const STEPS = ['11m', '1d', '7d', '46d', '60d', '180d'] as const

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const title = say('sandbox.clock.title')
  const moved = movedWords(app.clock.offsetMs(), speaker)
  const date = speaker.fullMoment(speaker.now)
  const address = new URL(request.url).searchParams
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('sandbox.clock.lede'),
    now: say('sandbox.clock.now', { date }),
    moved: moved === null ? say('sandbox.clock.untouched') : say('sandbox.clock.moved', { moved }),
    done: address.has('moved') ? say('sandbox.clock.done', { date }) : null,
    failed: address.has('failed') ? say('sandbox.clock.failed', { why: address.get('failed') ?? '' }) : null,
    forward: say('sandbox.clock.forward'),
    moving: say('sandbox.clock.moving'),
    note: say('sandbox.clock.note'),
    steps: STEPS.map((step) => ({
      step,
      label: say(`sandbox.clock.steps.${step}`),
      hint: say(`sandbox.clock.hints.${step}`),
    })),
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const wanted = (await request.formData()).get('advance')
  const advance = STEPS.find((step) => step === wanted)
  if (advance === undefined) return redirect('/sandbox/clock', 303)
  const done = await moveClock(app, { advance })
  return done.kind === 'moved'
    ? redirect('/sandbox/clock?moved=yes', 303)
    : redirect(`/sandbox/clock?failed=${encodeURIComponent(done.why)}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function SandboxClock({ loaderData: page }: Route.ComponentProps) {
  const { state, formData } = useNavigation()
  const moving = state !== 'idle' && formData !== undefined
  const said = moving ? page.moving : (page.failed ?? page.done)
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <div className="clock-face">
        <p className="clock-now">{page.now}</p>
        <p className="muted">{page.moved}</p>
        <div className={moving ? 'progress on' : 'progress'} aria-hidden="true" />
        <p role="status" className="clock-said">
          {said}
        </p>
      </div>
      <Form method="post" className="clock-steps">
        <fieldset disabled={moving}>
          <legend>{page.forward}</legend>
          {page.steps.map(({ step, label, hint }) => (
            <button key={step} className="btn step-btn" type="submit" name="advance" value={step}>
              <b>{label}</b>
              <small>{hint}</small>
            </button>
          ))}
        </fieldset>
      </Form>
      <p className="muted">{page.note}</p>
    </>
  )
}
