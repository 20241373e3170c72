import { Form, Link, useNavigation } from 'react-router'
import type { loadTerms, TermsRefused } from '../../collaborating.ts'
import { Icon } from '../icon.tsx'
import { isUnreached, type Unreached } from '../unreached.ts'
import { TermsFields } from './composer.tsx'

type Page = Extract<Awaited<ReturnType<typeof loadTerms>>['data'], { kind: 'terms' }>

/** The page on which terms are written, the same for both sides. */
export function TermsSheet({ page, answer }: { page: Page; answer: TermsRefused | Unreached | null }) {
  const { state } = useNavigation()
  const refused = isUnreached(answer) ? { wrong: page.unreached, movedOn: null, form: null } : answer
  const form = refused?.form ?? page.form
  const said = refused === null ? (page.full ?? page.notice ?? page.saved) : refused.wrong
  return (
    <div className="sheet">
      <Link className="back" to={page.back.href}>
        <Icon name="back" />
        {page.back.label}
      </Link>
      <header className="page-head">
        <h1>
          <bdi>{page.title}</bdi>
        </h1>
        <p className="lede">{page.lede}</p>
      </header>
      {refused?.movedOn == null ? null : (
        <section className="notice bad" role="alert">
          <h2>{refused.movedOn.title}</h2>
          <p>{refused.movedOn.lede}</p>
          <p>{refused.movedOn.state}</p>
        </section>
      )}
      {said === null || said === '' ? null : (
        <p
          className={refused === null ? 'notice' : 'notice bad'}
          role={refused === null ? 'status' : 'alert'}
        >
          {said}
        </p>
      )}
      {page.others === null ? null : <p className="notice">{page.others}</p>}
      <Form method="post" action={page.action} className="stack terms-form" noValidate>
        <input type="hidden" name="version" value={page.version} />
        <TermsFields form={form}>
          <div className="acts stay">
            {form.send === null ? null : (
              <button
                className="btn primary big"
                type="submit"
                name="intent"
                value="send"
                aria-disabled={state !== 'idle'}
              >
                {form.send}
              </button>
            )}
            {page.save === null ? null : (
              <button className="btn" type="submit" name="intent" value="save">
                {page.save}
              </button>
            )}
            {page.discard === null ? null : (
              <button className="btn quiet" type="submit" name="intent" value="discard">
                {page.discard}
              </button>
            )}
          </div>
        </TermsFields>
      </Form>
    </div>
  )
}
