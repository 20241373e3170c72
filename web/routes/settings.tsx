import { redirect } from 'react-router'
import { isTheme } from '../../src/domain/person/theme.ts'
import { chooseLanguage, chooseTheme } from '../../src/usecases/person/preferences.ts'
import { isLanguage } from '../../src/words/languages.ts'
import { appContext } from '../context.ts'
import { languageCookie, readerContext, themeCookie } from '../reader.ts'
import { memberOf } from '../session.ts'
import { browserZone, speakerFor } from '../speaking.ts'
import { accountPage } from '../views/settings.ts'
import type { Route } from './+types/settings.ts'

export function loader({ request, context }: Route.LoaderArgs) {
  const speaker = speakerFor(context.get(appContext), request)
  const saved = new URL(request.url).searchParams.has('saved')
  return {
    ...accountPage(context.get(readerContext).theme, browserZone(request), speaker),
    saved: saved ? speaker.say('settings.saved') : null,
  }
}

/** The forms are sent as documents, so that the whole page comes back in the new language and colours. */
export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { userId } = memberOf(context).person
  const form = await request.formData()
  const language = form.get('language')
  const theme = form.get('theme')
  const headers = new Headers()
  if (isLanguage(language)) {
    await chooseLanguage(app, { userId, language })
    headers.append('set-cookie', languageCookie(app, language))
  }
  if (isTheme(theme)) {
    await chooseTheme(app, { userId, theme })
    headers.append('set-cookie', themeCookie(app, theme))
  }
  return redirect(headers.has('set-cookie') ? '/settings?saved=yes' : '/settings', { status: 303, headers })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Settings({ loaderData: page }: Route.ComponentProps) {
  const { language, region, theme } = page
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
      </header>
      <p role="status" className={page.saved === null ? 'sr-only' : 'notice'}>
        {page.saved}
      </p>
      <form method="post" action="/settings" className="settings">
        <fieldset className="step">
          <legend>{language.title}</legend>
          <div className="field">
            <label htmlFor="language" className="sr-only">
              {language.label}
            </label>
            <span className="input">
              <select
                key={language.chosen}
                id="language"
                name="language"
                defaultValue={language.chosen}
                aria-describedby="language-hint"
              >
                {language.all.map(({ id, name, dir }) => (
                  <option key={id} value={id} lang={id} dir={dir}>
                    {name}
                  </option>
                ))}
              </select>
            </span>
            <small id="language-hint" className="muted">
              {language.hint}
            </small>
          </div>
        </fieldset>
        <fieldset className="step">
          <legend>{theme.title}</legend>
          <p className="muted settings-hint">{theme.hint}</p>
          <div className="themes">
            {theme.all.map(({ id, label, hint }) => (
              <label key={id} className="theme" data-shows={id}>
                <input
                  type="radio"
                  name="theme"
                  value={id}
                  defaultChecked={id === theme.chosen}
                  aria-describedby={hint === null ? undefined : `theme-${id}-hint`}
                />
                <span>
                  <b>{label}</b>
                  {hint === null ? null : (
                    <small id={`theme-${id}-hint`} className="muted">
                      {hint}
                    </small>
                  )}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <div className="acts">
          <button className="btn primary big" type="submit">
            {page.save}
          </button>
        </div>
      </form>
      <section className="step settings-region" aria-labelledby="region-title">
        <h2 id="region-title">{region.title}</h2>
        <p className="muted">{region.line}</p>
        <p>
          <a href="/settings/notifications">{region.link}</a>
        </p>
      </section>
    </div>
  )
}
