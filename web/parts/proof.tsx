/** How somebody shows once more that it is them, before something that cannot be given back by a stranger. */
import { Form } from 'react-router'
import type { ProofView } from '../views/proof.ts'
import { Field } from './field.tsx'

/** The password, inside of the form that it is for; nothing where no proof or only a mailed link will do. */
export function FormerPassword({ proof, id, wrong }: { proof: ProofView; id: string; wrong: string | null }) {
  if (proof.kind === 'password') {
    return (
      <Field
        name="former"
        id={id}
        label={proof.label}
        hint={proof.hint}
        type="password"
        autoComplete="current-password"
        required
        wrong={wrong}
      />
    )
  }
  return wrong === null ? null : (
    <p className="notice bad" role="alert">
      {wrong}
    </p>
  )
}

/** The way by a mailed link, which leads back to the page that asked. */
export function ProofByLink({ proof, back, busy }: { proof: ProofView; back: string; busy: boolean }) {
  if (proof.kind === 'given') return null
  return (
    <section className="step" aria-labelledby="proof-title">
      <h2 id="proof-title">{proof.link.title}</h2>
      <p>{proof.link.body}</p>
      <Form method="post" action="/settings/account" className="stack">
        <input type="hidden" name="intent" value="prove" />
        <input type="hidden" name="back" value={back} />
        <button className="btn" type="submit" aria-disabled={busy}>
          {proof.link.submit}
        </button>
      </Form>
    </section>
  )
}
