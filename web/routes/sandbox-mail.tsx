import { redirect } from 'react-router'
import { pressOneClick } from '../../src/usecases/sandbox/press-one-click.ts'
import { readMailbox } from '../../src/usecases/sandbox/read-mailbox.ts'
import type { Speaker } from '../../src/words/speaker.ts'
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
  const { id, at, recipient, subject, text, unsubscribeUrl } = mail
  const pressed = new URL(request.url).searchParams.get('pressed')
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
    // A sign-in link is a few lines, a letter about channels a page.
    tall: unsubscribeUrl !== null,
    program:
      unsubscribeUrl === null
        ? null
        : {
            says: pressed === null ? say('sandbox.mailbox.one_click') : pressedWords(pressed, speaker),
            button: say('sandbox.mailbox.one_click_button'),
            headers: [
              { label: 'Message-ID', value: `<${mail.messageId}>` },
              { label: 'List-Unsubscribe', value: `<${unsubscribeUrl}>` },
              { label: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
            ],
            headersTitle: say('sandbox.mailbox.headers'),
          },
    lines: withLinks(text),
  }
}

export async function action({ params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  sandboxOnly(app)
  const status = await pressOneClick(app, { mailId: params.id })
  return redirect(`/sandbox/mailbox/${encodeURIComponent(params.id)}?pressed=${status ?? ''}`, 303)
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
      {mail.program === null ? null : (
        <form className="mail-program notice" method="post">
          <span role="status">{mail.program.says}</span>
          <button className="btn" type="submit">
            {mail.program.button}
          </button>
        </form>
      )}
      {mail.frame === null ? null : (
        <>
          <h2 className="section-title">{mail.asSent}</h2>
          <iframe
            className={mail.tall ? 'mail-frame tall' : 'mail-frame'}
            title={mail.frame}
            src={`/sandbox/mailbox/${encodeURIComponent(mail.id)}/frame`}
            sandbox="allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"
          />
        </>
      )}
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
      {mail.program === null ? null : (
        <details>
          <summary>{mail.program.headersTitle}</summary>
          <dl className="facts">
            {mail.program.headers.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}

function pressedWords(status: string, { say }: Speaker): string {
  return status === '200'
    ? say('sandbox.mailbox.one_click_done')
    : say('sandbox.mailbox.one_click_failed', { status: /^\d{3}$/.test(status) ? status : '' })
}

/** A plain text in pieces, so that its addresses can be clicked. */
function withLinks(text: string): { key: number; text: string; href: string | null }[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((piece, key) => ({ key, text: piece, href: /^https?:\/\//.test(piece) ? piece : null }))
}
