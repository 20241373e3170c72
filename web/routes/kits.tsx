import { data, Form, Link, redirect, useNavigation } from 'react-router'
import { KIT_DAYS } from '../../src/domain/insight/kit.ts'
import { listKits, makeKit, withdrawKit } from '../../src/usecases/insight/kits.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { CopyField } from '../parts/copy-field.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { copyView } from '../views/channel-links.ts'
import type { Route } from './+types/kits.ts'
import '../profile-editor.css'

const LARGEST_FORM = 16 * 1024

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const kits = await listKits(app, { creatorId: memberOf(context).creator.id })
  return {
    title: say('kits.title'),
    back: say('kits.back'),
    lede: say('kits.lede'),
    make: say('kits.make'),
    forWhom: { label: say('kits.for_whom'), hint: say('kits.for_whom_hint') },
    days: {
      label: say('kits.days'),
      options: KIT_DAYS.map((days) => ({ days, label: say('kits.days_option', { days }) })),
    },
    list: say('kits.list'),
    none: say('kits.none'),
    check: say('kits.check'),
    withdraw: say('kits.withdraw'),
    kits: kits.map((kit) => {
      const whom = kit.forWhom || say('kits.unnamed')
      const day = speaker.day(kit.revokedAt ?? kit.expiresAt)
      return {
        id: kit.id,
        whom,
        made: say('kits.row', {
          made: speaker.day(kit.madeAt),
          who: kit.madeByName ?? say('kits.somebody'),
        }),
        end:
          kit.standing === 'open'
            ? say('kits.ends', { day })
            : kit.standing === 'ended'
              ? say('kits.ended', { day })
              : say('kits.withdrawn', { day }),
        open: kit.standing === 'open',
        checkHref: `/verify/${kit.code}`,
        withdrawName: say('kits.withdraw_name', { whom }),
      }
    }),
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { creator, person } = memberOf(context)
  const form = await boundedForm(request, LARGEST_FORM)
  if (form === null) throw new Response(null, { status: 413 })
  const withdrawn = textOf(form, 'withdraw')
  if (withdrawn !== '') {
    await withdrawKit(app, { creatorId: creator.id, kitId: withdrawn })
    return redirect('/profile/kits', 303)
  }
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const made = await makeKit(app, {
    creatorId: creator.id,
    userId: person.userId,
    forWhom: textOf(form, 'for-whom'),
    days: Number(textOf(form, 'days')),
  })
  switch (made.kind) {
    case 'made': {
      // Answered here and now: a redirect would carry the link in an address of ours.
      const link = new URL(`/kit/${made.token}`, app.config.publicUrl)
      return data({
        made: {
          text: say('kits.made'),
          link: { ...copyView(link, speaker), label: say('kits.link') },
          open: say('kits.open'),
        },
        wrong: null,
      })
    }
    case 'for_whom_invalid':
      return data({ made: null, wrong: say('kits.for_whom_wrong') }, { status: 422 })
    case 'days_invalid':
      return data({ made: null, wrong: say('kits.days_wrong') }, { status: 422 })
    case 'unknown_creator':
      throw new Response(null, { status: 404 })
    default:
      return made satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.title ?? '' }]
}

export default function Kits({ loaderData: page, actionData }: Route.ComponentProps) {
  const { state } = useNavigation()
  const made = actionData?.made ?? null
  return (
    <div className="sheet kits-page">
      <Link className="back" to="/profile">
        <Icon name="back" />
        {page.back}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <div role="status">
        {made === null ? null : (
          <div className="notice">
            <p>{made.text}</p>
            <CopyField field={made.link} />
            <a href={made.link.value}>{made.open}</a>
          </div>
        )}
      </div>
      <Form method="post" className="settings">
        <fieldset className="step">
          <legend>{page.make}</legend>
          <Field
            name="for-whom"
            label={page.forWhom.label}
            hint={page.forWhom.hint}
            wrong={actionData?.wrong ?? null}
          />
          <div className="field">
            <label htmlFor="days">{page.days.label}</label>
            <span className="input">
              <select id="days" name="days" defaultValue="30">
                {page.days.options.map(({ days, label }) => (
                  <option key={days} value={days}>
                    {label}
                  </option>
                ))}
              </select>
            </span>
          </div>
          <button className="btn primary" type="submit" aria-disabled={state !== 'idle'}>
            {page.make}
          </button>
        </fieldset>
      </Form>
      <h2>{page.list}</h2>
      {page.kits.length === 0 ? (
        <p className="muted">{page.none}</p>
      ) : (
        <ul className="kits">
          {page.kits.map((kit) => (
            <li key={kit.id}>
              <b dir="auto">{kit.whom}</b>
              <p className="muted">
                {kit.made} · {kit.end}
              </p>
              {kit.open ? (
                <Form method="post">
                  <a href={kit.checkHref}>{page.check}</a>
                  <button
                    className="btn"
                    type="submit"
                    name="withdraw"
                    value={kit.id}
                    aria-label={kit.withdrawName}
                  >
                    {page.withdraw}
                  </button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
