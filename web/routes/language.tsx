import { redirect } from 'react-router'
import { chooseLanguage } from '../../src/usecases/person/preferences.ts'
import { isLanguage } from '../../src/words/languages.ts'
import { appContext } from '../context.ts'
import { languageCookie, readerContext } from '../reader.ts'
import { pathAfter } from '../session.ts'
import type { Route } from './+types/language.ts'

/** Anybody may say in which language they read: kept in the browser, and for the person where one is signed in. */
export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const form = await request.formData()
  const language = form.get('language')
  const back = pathAfter(String(form.get('back') ?? '/'), '/')
  if (!isLanguage(language)) return redirect(back, 303)
  const person = await context.get(readerContext).person()
  if (person !== null) await chooseLanguage(app, { userId: person.userId, language })
  return redirect(back, { status: 303, headers: { 'set-cookie': languageCookie(app, language) } })
}

export function loader() {
  return redirect('/')
}
