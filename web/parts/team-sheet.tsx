/** A team: its people and their roles, who has been asked in, and asking somebody in. */
import { Form } from 'react-router'
import type { TeamView } from '../views/team-sheet.ts'
import { Choice } from './choice.tsx'
import { Field } from './field.tsx'

export function TeamSheet({ team: page }: { team: TeamView }) {
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
      <section aria-labelledby="people-title">
        <h2 id="people-title" className="section-title">
          {page.listTitle}
        </h2>
        <ul className="rows people-rows">
          {page.people.map((one) => (
            <li key={one.userId}>
              <span>
                <span>
                  <b>{one.name}</b> {one.you === null ? null : <small className="muted">({one.you})</small>}
                </span>
                <small className="muted">
                  <bdi>{one.email}</bdi>
                  {one.roles.length > 1 ? null : ` · ${one.role}`}
                </small>
                {one.about === null ? null : <small className="muted">{one.about}</small>}
                {one.note === null ? null : <small className="muted">{one.note}</small>}
              </span>
              <span className="row-acts">
                {one.roles.length > 1 ? (
                  <Form method="post" className="row-acts">
                    <input type="hidden" name="intent" value="role" />
                    <input type="hidden" name="of" value={one.userId} />
                    <select
                      className="select"
                      name="role"
                      aria-label={one.roleOf}
                      defaultValue={one.roles[0]?.value}
                      key={one.roles[0]?.value}
                    >
                      {one.roles.map(({ value, label }) => (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ))}
                    </select>
                    <button className="link" type="submit" aria-label={one.changeLabel}>
                      {page.change}
                    </button>
                  </Form>
                ) : null}
                {one.remove === null ? null : (
                  <Form method="post">
                    <input type="hidden" name="intent" value="remove" />
                    <button
                      className="link"
                      type="submit"
                      name="of"
                      value={one.userId}
                      aria-label={one.remove.label}
                    >
                      {one.remove.text}
                    </button>
                  </Form>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {page.invitations.length === 0 ? null : (
        <section aria-labelledby="invited-title">
          <h2 id="invited-title" className="section-title">
            {page.invitedTitle}
          </h2>
          <ul className="rows">
            {page.invitations.map(({ id, email, state, withdrawLabel }) => (
              <li key={id}>
                <span>
                  <b>{email}</b> <small className="muted">{state}</small>
                </span>
                <Form method="post">
                  <input type="hidden" name="intent" value="withdraw" />
                  <button
                    className="link"
                    type="submit"
                    name="invitation"
                    value={id}
                    aria-label={withdrawLabel}
                  >
                    {page.withdraw}
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
      {page.invite === null ? null : (
        <section aria-labelledby="invite-title">
          <h2 id="invite-title" className="section-title">
            {page.invite.title}
          </h2>
          <Form method="post" className="stack" key={`${page.invitations.length}-${page.people.length}`}>
            <input type="hidden" name="intent" value="invite" />
            <Field name="email" label={page.invite.email} type="email" required autoComplete="off" />
            <Choice name="role" label={page.invite.role} options={page.invite.roles} />
            <button className="btn primary" type="submit">
              {page.invite.submit}
            </button>
          </Form>
        </section>
      )}
      <ul className="muted below plain">
        {page.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </div>
  )
}
