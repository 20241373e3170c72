import { appContext } from '../context.ts'
import { Crumbs } from '../parts/crumbs.tsx'
import { HelpAsk } from '../parts/help-ask.tsx'
import { HelpSearchForm } from '../parts/help-search-form.tsx'
import { HelpShelf } from '../parts/help-shelf.tsx'
import { speakerFor } from '../speaking.ts'
import { HELP_LANGUAGES, helpLanguage, isCollection } from '../views/articles.ts'
import { helpAt, languageNamed } from '../views/help-address.ts'
import { alternatesOf, shelfData } from '../views/help-data.ts'
import { askView, searchWords, shelf } from '../views/help-page.ts'
import type { Route } from './+types/help-collection.ts'

export function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  if (!isCollection(params.collection)) throw new Response(null, { status: 404 })
  const named = languageNamed(new URL(request.url).pathname)
  const language = helpLanguage(speaker.language)
  const view = shelf(params.collection, speaker, named)
  const { origin } = app.config.publicUrl
  return {
    pageTitle: say('shell.page_title', { page: view.title }),
    canonical: origin + helpAt(language, view.href),
    alternates: alternatesOf(view.href, HELP_LANGUAGES, origin),
    data: shelfData(view, say('help.all'), language, origin),
    breadcrumb: say('help.breadcrumb'),
    crumbs: [{ label: say('help.all'), href: helpAt(named, '/help') }],
    shelf: view,
    search: searchWords('', speaker, named),
    ask: askView(app.config.contactEmail, speaker),
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (loaderData === undefined) return []
  return [
    { title: loaderData.pageTitle },
    { name: 'description', content: loaderData.shelf.summary },
    { tagName: 'link', rel: 'canonical', href: loaderData.canonical },
    ...loaderData.alternates.map((one) => ({ tagName: 'link', rel: 'alternate', ...one })),
    { 'script:ld+json': loaderData.data },
  ]
}

export default function HelpCollection({ loaderData: page }: Route.ComponentProps) {
  return (
    <>
      <Crumbs label={page.breadcrumb} crumbs={page.crumbs} />
      <header className="help-head">
        <h1>{page.shelf.title}</h1>
        <p className="lede">{page.shelf.summary}</p>
        <HelpSearchForm search={page.search} />
      </header>
      <HelpShelf shelf={page.shelf} asPage />
      <HelpAsk ask={page.ask} />
    </>
  )
}
