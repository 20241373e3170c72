/** The other profiles and companies that a person works for. Opens and works without scripts. */
import { Form } from 'react-router'

export type SwitcherEntry = { id: string; label: string; needs: string | null; needsCount: number }
export type SwitcherView = {
  title: string
  groups: { to: string; field: string; entries: SwitcherEntry[] }[]
}

export function Switcher({ title, groups }: SwitcherView) {
  if (groups.every(({ entries }) => entries.length === 0)) return null
  return (
    <details className="switcher">
      <summary>{title}</summary>
      <ul>
        {groups.flatMap(({ to, field, entries }) =>
          entries.map(({ id, label, needs, needsCount }) => (
            <li key={id}>
              <Form method="post" action={to} reloadDocument>
                <button className="link" type="submit" name={field} value={id}>
                  {label}
                  {needs === null ? null : (
                    <>
                      <span className="count" aria-hidden="true">
                        {needsCount}
                      </span>
                      <span className="sr-only">{needs}</span>
                    </>
                  )}
                </button>
              </Form>
            </li>
          )),
        )}
      </ul>
    </details>
  )
}
