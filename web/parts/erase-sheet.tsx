/** The last question before something is gone for good. */
import { Form, Link, useNavigation } from 'react-router'
import type { ProofView } from '../views/proof.ts'
import { Field } from './field.tsx'
import { FormerPassword, ProofByLink } from './proof.tsx'
import { Ticks } from './ticks.tsx'

export type EraseView = {
  title: string
  lede: string
  whatTitle: string
  what: readonly string[]
  refused: string | null
  confirm: { label: string; wrong: string | null; button: string }
  /** The same without a way back. */
  now: { title: string; body: string; button: string }
  proof: ProofView
  /** Why the proof was none. */
  unproven: string | null
  /** This page, for the way by a mailed link. */
  here: string
  keep: { label: string; href: string }
}

export function EraseSheet({ page }: { page: EraseView }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <section className="step" aria-labelledby="what-title">
        <h2 id="what-title">{page.whatTitle}</h2>
        <Ticks lines={page.what} icon="off" />
      </section>
      {page.refused === null ? null : (
        <p className="notice bad" role="alert">
          {page.refused}
        </p>
      )}
      <ProofByLink proof={page.proof} back={page.here} busy={busy} />
      <Form method="post" className="stack" reloadDocument>
        {page.proof.kind === 'link' ? null : (
          <>
            <FormerPassword proof={page.proof} id="former" wrong={page.unproven} />
            <Field
              name="typed"
              label={page.confirm.label}
              wrong={page.confirm.wrong}
              autoComplete="off"
              required
            />
            <button className="btn primary" type="submit">
              {page.confirm.button}
            </button>
            <section className="stack" aria-labelledby="now-title">
              <h2 id="now-title">{page.now.title}</h2>
              <p>{page.now.body}</p>
              <button className="btn" type="submit" name="when" value="now">
                {page.now.button}
              </button>
            </section>
          </>
        )}
        <Link className="btn quiet" to={page.keep.href}>
          {page.keep.label}
        </Link>
      </Form>
    </div>
  )
}
