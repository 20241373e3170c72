import { data, Form, redirect, useNavigation } from 'react-router'
import { askForAddress, awaitedAddress, withdrawAddress } from '../../src/usecases/person/change-address.ts'
import { choosePassword } from '../../src/usecases/person/own-account.ts'
import { undoable } from '../../src/usecases/person/undo-deletion.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { FormerPassword, ProofByLink } from '../parts/proof.tsx'
import { pathAfter, somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { addressLetters, passwordLetter } from '../views/account-mail.ts'
import { accountPage, SAID } from '../views/account-page.ts'
import { linkWords } from '../views/link-words.ts'
import { PROOF_WRONG } from '../views/proof.ts'
import type { Route } from './+types/account.ts'

const HERE = '/settings/account'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, creator, roles } = somebodyOf(context)
  const speaker = speakerFor(app, request)
  const [own, awaited, deleted] = await Promise.all([
    app.signIn.ownAccount(request.headers),
    awaitedAddress(app, { userId: person.userId }),
    undoable(app, person),
  ])
  // The session ended while this request was on its way.
  if (own === null) throw redirect(`/sign-in?next=${HERE}`)
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'))
  return {
    ...accountPage(
      {
        name: person.name,
        email: person.email,
        awaited,
        ...own,
        hasRights: roles.agent || roles.operator,
        hasMails: creator !== null,
        hasDeleted: deleted.length > 0,
      },
      speaker,
    ),
    said: said === undefined ? null : speaker.say(`account.said.${said}`),
  }
}

type Part = 'name' | 'address' | 'former-address' | 'password' | 'former-password' | 'proof'

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person } = somebodyOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { headers } = request
  const refused = (part: Part, why: keyof typeof WRONG) =>
    data({ kind: 'wrong' as const, part, why: say(WRONG[why]) }, { status: 422 })
  const done = (said: (typeof SAID)[number]) => redirect(`${HERE}?said=${said}`, 303)

  const form = await boundedForm(request, 10_000)
  if (form === null) return refused('name', 'unclear')
  const former = textOf(form, 'former')
  switch (textOf(form, 'intent')) {
    case 'name': {
      const named = await app.signIn.rename(headers, textOf(form, 'name'))
      return named === 'renamed' ? done('named') : refused('name', 'no_name')
    }
    case 'address': {
      const email = textOf(form, 'email')
      const { kind } = await askForAddress(app, {
        person,
        headers,
        email,
        password: former,
        letters: addressLetters(speaker, {
          name: person.name,
          email: person.email,
          to: email.trim().toLowerCase(),
          signIn: new URL('/sign-in', app.config.publicUrl),
        }),
      })
      if (kind === 'asked') return done('asked')
      return refused(PROOFS.has(kind) ? 'former-address' : 'address', kind)
    }
    case 'withdraw':
      await withdrawAddress(app, { userId: person.userId })
      return done('withdrawn')
    case 'password': {
      const { kind } = await choosePassword(app, {
        person,
        headers,
        password: textOf(form, 'password'),
        former,
        letter: passwordLetter(speaker, { account: new URL(HERE, app.config.publicUrl) }),
      })
      if (kind === 'set') return done('password')
      if (kind === 'nobody') return redirect(`/sign-in?next=${HERE}`, 303)
      return refused(PROOFS.has(kind) ? 'former-password' : 'password', kind)
    }
    case 'prove': {
      const words = await linkWords(app, person.email, speaker)
      const asked = await app.signIn.mailLink({ email: person.email, next: backFrom(form), words }, headers)
      if (asked.kind === 'refused') return refused('proof', 'too_many_tries')
      const text = asked.posted === 'late' ? 'signIn.sent_late' : 'account.proof.sent'
      return data({ kind: 'sent' as const, text: say(text, { email: person.email }) })
    }
    default:
      return refused('name', 'unclear')
  }
}

/** The page that asked for proof; this one, where it says nothing of use. */
function backFrom(form: FormData): string {
  const back = textOf(form, 'back')
  return back === '' ? HERE : pathAfter(back)
}

const PROOFS: ReadonlySet<string> = new Set(Object.keys(PROOF_WRONG))
const WRONG = {
  no_name: 'account.wrong.no_name',
  no_address: 'account.wrong.no_address',
  same: 'account.wrong.same',
  ...PROOF_WRONG,
  too_short: 'account.wrong.too_short',
  too_long: 'account.wrong.too_long',
  unclear: 'account.wrong.unclear',
} as const

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Account({ loaderData: page, actionData: answer }: Route.ComponentProps) {
  const { state } = useNavigation()
  const wrong = (part: Part) => (answer?.kind === 'wrong' && answer.part === part ? answer.why : null)
  const { name, address, password, proof } = page
  const busy = state !== 'idle'
  const former = (of: 'address' | 'password') => (
    <FormerPassword proof={proof} id={`former-${of}`} wrong={wrong(`former-${of}`)} />
  )
  return (
    <div className="sheet account">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <p role="status" className={page.said === null || answer !== undefined ? 'sr-only' : 'notice'}>
        {answer === undefined ? page.said : null}
      </p>
      <section className="step" aria-labelledby="name-title">
        <h2 id="name-title">{name.title}</h2>
        <Form method="post" className="stack">
          <input type="hidden" name="intent" value="name" />
          <Field
            key={name.now}
            name="name"
            label={name.label}
            hint={name.hint}
            autoComplete="name"
            required
            defaultValue={name.now}
            wrong={wrong('name')}
          />
          <button className="btn" type="submit" aria-disabled={busy}>
            {name.save}
          </button>
        </Form>
      </section>
      <ProofByLink proof={proof} back={HERE} busy={busy} />
      <p role="status" className={answer?.kind === 'sent' ? 'notice' : 'sr-only'}>
        {answer?.kind === 'sent' ? answer.text : null}
      </p>
      <Refusal text={wrong('proof')} />
      <section className="step" aria-labelledby="address-title">
        <h2 id="address-title">{address.title}</h2>
        <p>{address.now}</p>
        {address.awaited === null ? null : (
          <Form method="post" className="notice stack">
            <p>{address.awaited}</p>
            <input type="hidden" name="intent" value="withdraw" />
            <button className="link" type="submit">
              {address.withdraw}
            </button>
          </Form>
        )}
        {address.rights === null ? null : <p className="muted">{address.rights}</p>}
        {proof.kind === 'link' ? null : (
          <Form method="post" className="stack" key={address.awaited}>
            <input type="hidden" name="intent" value="address" />
            <Field
              name="email"
              label={address.label}
              hint={address.hint}
              type="email"
              autoComplete="email"
              required
              wrong={wrong('address')}
            />
            {former('address')}
            <button className="btn" type="submit" aria-disabled={busy}>
              {address.ask}
            </button>
          </Form>
        )}
      </section>
      <section className="step" aria-labelledby="password-title">
        <h2 id="password-title">{password.title}</h2>
        <p>{password.about}</p>
        {proof.kind === 'link' ? null : (
          <Form method="post" className="stack">
            <input type="hidden" name="intent" value="password" />
            {/* Without a name beside it, password managers keep the new one for nobody. */}
            <input type="hidden" name="username" autoComplete="username" value={page.email} />
            {former('password')}
            <Field
              name="password"
              label={password.label}
              hint={password.hint}
              type="password"
              autoComplete="new-password"
              required
              minLength={10}
              wrong={wrong('password')}
            />
            <button className="btn" type="submit" aria-disabled={busy}>
              {password.submit}
            </button>
          </Form>
        )}
      </section>
      <section className="step" aria-labelledby="more-title">
        <h2 id="more-title">{page.more.title}</h2>
        <ul className="plain">
          {page.more.links.map(({ label, href }) => (
            <li key={href}>
              <a className="link" href={href}>
                {label}
              </a>
            </li>
          ))}
        </ul>
        {/* A file comes back, not a page. */}
        <form method="post" action="/settings/export">
          <button className="btn" type="submit">
            {page.more.take}
          </button>
        </form>
      </section>
    </div>
  )
}

function Refusal({ text }: { text: string | null }) {
  return text === null ? null : (
    <p className="notice bad" role="alert">
      {text}
    </p>
  )
}
