/** An invitation, for whoever opens it: signed in as the right person, as another, or not at all. */
import { Problem } from './problem.tsx'

type Way = { label: string; href: string }
export type JoinPage =
  | { kind: 'over'; title: string; body: string; wayOn: Way }
  | {
      kind: 'open'
      title: string
      lede: string
      role: string
      forAddress: string
      who: 'nobody' | 'invited' | 'other'
      submit: string
      other: string
      signOut: string
      signIn: Way
      signUp: Way
    }

export function JoinSheet({ page }: { page: JoinPage }) {
  if (page.kind === 'over') return <Problem {...page} />
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      <p>{page.role}</p>
      <p className="muted">{page.forAddress}</p>
      {page.who === 'invited' ? (
        <form method="post" className="acts">
          <button className="btn primary big" type="submit">
            {page.submit}
          </button>
        </form>
      ) : null}
      {page.who === 'nobody' ? (
        <div className="acts">
          <a className="btn primary" href={page.signIn.href}>
            {page.signIn.label}
          </a>
          <a className="btn quiet" href={page.signUp.href}>
            {page.signUp.label}
          </a>
        </div>
      ) : null}
      {page.who === 'other' ? (
        <>
          <p className="notice">{page.other}</p>
          <form method="post" action="/sign-out" className="acts">
            <button className="btn" type="submit">
              {page.signOut}
            </button>
          </form>
        </>
      ) : null}
    </div>
  )
}
