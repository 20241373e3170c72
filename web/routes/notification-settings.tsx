import { data, Form, Link, redirect, useNavigation } from 'react-router'
import type { App } from '../../src/app.ts'
import { MAIL_KINDS } from '../../src/domain/notice/notice.ts'
import { readPreferences, savePreferences } from '../../src/usecases/notice/preferences.ts'
import { appContext } from '../context.ts'
import { Icon } from '../parts/icon.tsx'
import { browserZone, speakerFor } from '../speaking.ts'
import { settingsPage } from '../views/notification-settings.ts'
import type { Route } from './+types/notification-settings.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const person = await personHere(app, request)
  const speaker = speakerFor(app, request)
  const preferences = await readPreferences(app, { userId: person.userId })
  const about = { email: person.email, browserZone: browserZone(request) }
  const saved = new URL(request.url).searchParams.has('saved')
  return {
    ...settingsPage(preferences, about, speaker),
    backHref: isCompanys(request) ? '/brand/notifications' : '/notifications',
    saved: saved ? speaker.say('notices.settings_page.saved') : null,
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const form = await request.formData()
  const zone = form.get('zone')
  const saved = await savePreferences(app, {
    userId: (await personHere(app, request)).userId,
    mails: form.get('mails') === 'on',
    kinds: MAIL_KINDS.filter((kind) => form.get(kind) === 'on'),
    timeZone: typeof zone === 'string' && zone !== '' ? zone : null,
    browserZone: browserZone(request),
  })
  if (saved.kind === 'saved') {
    const here = isCompanys(request) ? '/brand/notifications/settings' : '/settings/notifications'
    return redirect(`${here}?saved=yes`, 303)
  }
  const { say } = speakerFor(app, request)
  return data({ wrong: say('notices.settings_page.zone_wrong') }, { status: 422 })
}

/** One page at two addresses: whoever looks for creators chooses beside the notifications of their company. */
function isCompanys(request: Request): boolean {
  return new URL(request.url).pathname.startsWith('/brand/')
}

/** The shell around it has let nobody else in. */
async function personHere(app: App, request: Request) {
  const person = await app.signIn.person(request.headers)
  if (person === null) throw redirect('/sign-in')
  return person
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function NotificationSettings({
  loaderData: page,
  actionData: refused,
}: Route.ComponentProps) {
  const { state } = useNavigation()
  return (
    <div className="sheet">
      <Link className="back" to={page.backHref}>
        <Icon name="back" />
        {page.back}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <p role="status" className={page.saved === null ? 'sr-only' : 'notice'}>
        {page.saved}
      </p>
      {page.off === null ? null : <p className="notice">{page.off}</p>}
      <Form method="post" className="settings">
        <fieldset className="step">
          <legend>{page.mailsTitle}</legend>
          <Tick name="mails" {...page.master} />
        </fieldset>
        <fieldset className="step">
          <legend>{page.kindsTitle}</legend>
          {page.kinds.map(({ kind, ...tick }) => (
            <Tick key={kind} name={kind} {...tick} />
          ))}
        </fieldset>
        <fieldset className="step">
          <legend>{page.hoursTitle}</legend>
          <div className="field">
            <label htmlFor="zone">{page.zone.label}</label>
            <span className="input">
              <select
                id="zone"
                name="zone"
                defaultValue={page.zone.chosen}
                aria-describedby="zone-hint"
                aria-invalid={refused === undefined ? undefined : true}
              >
                <option value="">{page.zone.asBrowser}</option>
                {page.zone.regions.map(({ region, zones }) => (
                  <optgroup key={region} label={region}>
                    {zones.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </select>
            </span>
            <small id="zone-hint" className={refused === undefined ? 'muted' : 'wrong'}>
              {refused?.wrong ?? page.zone.hint}
            </small>
          </div>
          <p className="quiet-hours">
            <b>{page.quiet.label}</b>
            <small className="muted">{page.quiet.hint}</small>
          </p>
        </fieldset>
        <div className="acts">
          <button className="btn primary big" type="submit" aria-disabled={state !== 'idle'}>
            {page.save}
          </button>
        </div>
      </Form>
    </div>
  )
}

function Tick({ name, on, label, hint }: { name: string; on: boolean; label: string; hint: string }) {
  return (
    <label className="tick">
      <input type="checkbox" name={name} defaultChecked={on} aria-describedby={`${name}-hint`} />
      <span>
        <b>{label}</b>
        <small id={`${name}-hint`} className="muted">
          {hint}
        </small>
      </span>
    </label>
  )
}
