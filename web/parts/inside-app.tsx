import { Form, Link, useNavigation } from 'react-router'
import type { connectPage, HandoverView } from '../views/connect-page.ts'
import { CopyField } from './copy-field.tsx'

type InsideAppView = NonNullable<ReturnType<typeof connectPage>['inside']>

/** The step out of an app's own browser, before a network that would refuse it. */
export function InsideApp({ inside, made }: { inside: InsideAppView; made: HandoverView | null }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <section className="notice inside" aria-labelledby="inside-title">
      <div role="status">
        <h2 id="inside-title">{inside.title}</h2>
        <p>{inside.body}</p>
      </div>
      {inside.kind === 'done' ? (
        <p className="acts">
          <Link className="btn primary big" to="/channels">
            {inside.back}
          </Link>
        </p>
      ) : null}
      {inside.kind === 'new' ? (
        <>
          <p>{inside.more}</p>
          <Steps open={inside.open} how={inside.how} address={inside.address} />
        </>
      ) : null}
      {inside.kind === 'link' && made?.kind !== 'made' ? (
        <>
          <p>{inside.more}</p>
          {made?.kind === 'wrong' ? (
            <p className="wrong" role="alert">
              {made.text}
            </p>
          ) : null}
          <Form method="post" className="acts" preventScrollReset>
            <button className="btn primary big" type="submit" aria-disabled={busy}>
              {inside.get}
            </button>
          </Form>
        </>
      ) : null}
      {inside.kind === 'link' && made?.kind === 'made' ? (
        <>
          <Steps open={made.open} how={made.how} address={made.address} />
          <p>{made.body}</p>
        </>
      ) : null}
      {inside.kind === 'link' && inside.waiting !== null ? (
        <p className="acts">
          <span className="muted">{inside.waiting}</span>
          {/* A page without scripts notices nothing by itself. */}
          <a className="btn" href={inside.here}>
            {inside.check}
          </a>
        </p>
      ) : null}
    </section>
  )
}

type StepsView = Pick<Extract<HandoverView, { kind: 'made' }>, 'open' | 'how' | 'address'>

function Steps({ open, how, address }: StepsView) {
  return (
    <>
      {open === null ? null : (
        <p className="acts">
          <a className="btn primary big" href={open.href}>
            {open.label}
          </a>
        </p>
      )}
      <p>{how}</p>
      <CopyField field={address} />
    </>
  )
}
