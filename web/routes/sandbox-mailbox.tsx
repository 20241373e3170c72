import { readMailbox } from '../../src/usecases/sandbox/read-mailbox.ts'
import { appContext } from '../context.ts'
import { sandboxOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/sandbox-mailbox.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const title = say('sandbox.mailbox.title')
  const mails = await readMailbox(app)
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('sandbox.mailbox.lede'),
    none: say('sandbox.mailbox.none'),
    mails: mails.map(({ id, at, recipient, subject }) => ({
      id,
      at: speaker.moment(at),
      machineAt: at.toISOString(),
      to: say('sandbox.mailbox.to', { recipient }),
      subject,
    })),
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function SandboxMailbox({ loaderData: page }: Route.ComponentProps) {
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.mails.length === 0 ? <p className="notice">{page.none}</p> : null}
      <ul className="mails">
        {page.mails.map((mail) => (
          <li key={mail.id}>
            <a href={`/sandbox/mailbox/${encodeURIComponent(mail.id)}`}>
              <b>{mail.subject}</b>
              <span className="muted">{mail.to}</span>
            </a>
            <time className="muted" dateTime={mail.machineAt}>
              {mail.at}
            </time>
          </li>
        ))}
      </ul>
    </>
  )
}
