import type { PersonView } from '../views/people.ts'
import { Face } from './face.tsx'

/** The pretend people, each with a button to step in as them. */
export function People({ people, heading: Heading }: { people: PersonView[]; heading: 'h2' | 'h3' }) {
  return (
    <ul className="people">
      {people.map((person) => (
        <li key={person.key} className="person">
          <Face face={person.face} />
          <div>
            <Heading>{person.name}</Heading>
            <p>
              <bdi>{person.what}</bdi>
            </p>
            <p className="muted">
              <span className={person.needy ? 'needs' : undefined}>{person.needs}</span>
              {person.profiles.map(({ label, href }) => (
                <a key={href} href={href}>
                  <bdi>{label}</bdi>
                </a>
              ))}
            </p>
          </div>
          <form method="post" action="/sandbox/people">
            <button
              className="btn"
              type="submit"
              name="email"
              value={person.email}
              aria-label={person.enterLabel}
            >
              {person.enter}
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}
