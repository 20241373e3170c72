import { Icon } from './icon.tsx'

export type ProblemView = { title: string; body: string; wayOn: { label: string; href: string } }

/** What happened, that the connections are fine, and one way on. */
export function Problem({ title, body, wayOn }: ProblemView) {
  return (
    <section className="problem">
      <span className="problem-mark">
        <Icon name="thread" />
      </span>
      <h1>{title}</h1>
      <p className="lede">{body}</p>
      <a className="btn primary" href={wayOn.href}>
        {wayOn.label}
      </a>
    </section>
  )
}
