import { Form, Link, useNavigation } from 'react-router'
import type { ConnectView, HandoverView } from '../views/connect-page.ts'
import { Face } from './face.tsx'
import { Icon } from './icon.tsx'
import { InsideApp } from './inside-app.tsx'
import { NetworkIcon } from './network-icon.tsx'
import { Said } from './said.tsx'
import { TellMe } from './tell-me.tsx'
import { Ticks } from './ticks.tsx'

/** Before somebody leaves for a network: where to, as whom, and what for. */
export function ConnectSheet({ page, made = null }: { page: ConnectView; made?: HandoverView | null }) {
  const { state } = useNavigation()
  return (
    <div className="sheet">
      <Link className="back" to="/channels">
        <Icon name="back" />
        {page.back}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
        {page.fix === null ? null : <p className="muted">{page.fix.left}</p>}
      </header>
      {page.off === null ? (
        <>
          {page.slow === null ? null : (
            <div className="notice">
              <p>{page.slow.text}</p>
              <TellMe tell={page.slow.tellMe} />
            </div>
          )}
          {page.soft === null ? null : <p className="notice">{page.soft}</p>}
          {page.inside === null ? null : <InsideApp inside={page.inside} made={made} />}
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
            <Ticks lines={page.before} />
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
          {page.inside === null ? (
            <Form method="post" reloadDocument className="acts stay">
              <button className="btn primary big" type="submit" aria-disabled={state !== 'idle'}>
                {page.button}
              </button>
              {page.fix === null ? (
                <Link className="btn quiet" to="/channels">
                  {page.back}
                </Link>
              ) : (
                <Link className="btn quiet" to={page.fix.skip.href}>
                  {page.fix.skip.label}
                </Link>
              )}
            </Form>
          ) : null}
        </>
      ) : (
        <p className="notice">{page.off}</p>
      )}
    </div>
  )
}
