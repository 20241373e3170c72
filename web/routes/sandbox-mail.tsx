import { readMailbox } from '../../src/usecases/sandbox/read-mailbox.ts'
import { appContext } from '../context.ts'
import { Icon } from '../parts/icon.tsx'
import { sandboxOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/sandbox-mail.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const mail = (await readMailbox(app)).find(({ id }) => id === params.id)
  if (mail === undefined) throw new Response(null, { status: 404 })
  const { id, at, recipient, subject, text } = mail
  return {
    pageTitle: say('shell.page_title', { page: subject }),
    id,
    subject,
    to: say('sandbox.mailbox.to', { recipient }),
    at: speaker.moment(at),
    back: say('sandbox.mailbox.back'),
    asText: say('sandbox.mailbox.as_text'),
    asSent: say('sandbox.mailbox.as_sent'),
    frame: mail.html === '' ? null : say('sandbox.mailbox.frame', { subject }),
    lines: withLinks(text),
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function SandboxMail({ loaderData: mail }: Route.ComponentProps) {
  return (
    <>
      <a className="back" href="/sandbox/mailbox">
        <Icon name="back" />
        {mail.back}
      </a>
      <header className="page-head">
        <h1>{mail.subject}</h1>
        <p className="lede">
          {mail.to} · {mail.at}
        </p>
      </header>
      <h2 className="section-title">{mail.asText}</h2>
      <div className="mail-text">
        {mail.lines.map(({ text, href, key }) =>
          href === null ? (
            <span key={key}>{text}</span>
          ) : (
            <a key={key} href={href}>
              {text}
            </a>
          ),
        )}
      </div>
      {mail.frame === null ? null : (
        <>
          <h2 className="section-title">{mail.asSent}</h2>
          <iframe
            className="mail-frame"
            title={mail.frame}
            src={`/sandbox/mailbox/${encodeURIComponent(mail.id)}/frame`}
            sandbox="allow-top-navigation-by-user-activation allow-popups"
          />
        </>
      )}
    </>
  )
}

/** A plain text in pieces, so that its addresses can be clicked. */
function withLinks(text: string): { key: number; text: string; href: string | null }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((piece, key) => ({ key, text: piece, href: /^https?:\/\//.test(piece) ? piece : null }))
}
