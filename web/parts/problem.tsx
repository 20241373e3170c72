import { Icon } from './icon.tsx'

export type ProblemView = {
  title: string
  body: string
  /** `post`: the way on is a button that does it, rather than a link to where it can be done. */
  wayOn: { label: string; href: string; post?: boolean }
  /** Where the help says more. */
  more?: { label: string; href: string }
}

/** What happened, that the connections are fine, and one way on. */
export function Problem({ title, body, wayOn, more }: ProblemView) {
  return (
    <section className="problem">
      <span className="problem-mark">
        <Icon name="thread" />
      </span>
      <h1>{title}</h1>
      <p className="lede">{body}</p>
      {wayOn.post ? (
        <form method="post" action={wayOn.href}>
          <button className="btn primary" type="submit">
            {wayOn.label}
          </button>
        </form>
      ) : (
        <a className="btn primary" href={wayOn.href}>
          {wayOn.label}
        </a>
      )}
      {more === undefined ? null : (
        <p className="below">
          <a href={more.href}>{more.label}</a>
        </p>
      )}
    </section>
  )
}
