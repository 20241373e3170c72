import { noteMissedSearch } from '../../src/usecases/help/note-missed-search.ts'
import { appContext } from '../context.ts'
import { HelpAsk } from '../parts/help-ask.tsx'
import { HelpSearchForm } from '../parts/help-search-form.tsx'
import { HelpShelf } from '../parts/help-shelf.tsx'
import { speakerFor } from '../speaking.ts'
import { HELP_LANGUAGES, helpLanguage } from '../views/articles.ts'
import { helpAt, languageNamed } from '../views/help-address.ts'
import { alternatesOf } from '../views/help-data.ts'
import { askView, inOtherLanguage, resultsView, searchWords, shelves } from '../views/help-page.ts'
import { searchHelp } from '../views/help-search.ts'
import type { Route } from './+types/help.ts'

export const handle = { wide: true }

/** Longer than any question; what is beyond it is not looked for. */
const QUERY_AT_MOST = 200

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { pathname, searchParams } = new URL(request.url)
  const named = languageNamed(pathname)
  const query = (searchParams.get('q') ?? '').trim().slice(0, QUERY_AT_MOST)
  const found = query === '' ? null : searchHelp(query, speaker)
  // A look-ahead or a link checker asks by HEAD; only people look for something in vain.
  if (found?.length === 0 && request.method === 'GET') {
    await noteMissedSearch(app, { query, language: helpLanguage(speaker.language) })
  }
  const results = found === null ? null : resultsView(query, found, speaker, named)
  const title = say('help.title')
  const { origin } = app.config.publicUrl
  return {
    pageTitle: say('shell.page_title', { page: results?.title ?? title }),
    description: say('help.meta'),
    canonical: results === null ? origin + helpAt(helpLanguage(speaker.language), '/help') : null,
    alternates: alternatesOf('/help', HELP_LANGUAGES, origin),
    title,
    lede: say('help.lede'),
    search: searchWords(query, speaker, named),
    inOther: inOtherLanguage(speaker),
    all: say('help.all'),
    results,
    shelves: results === null ? shelves(speaker, named) : [],
    ask: askView(app.config.contactEmail, speaker),
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  const found = loaderData?.canonical
    ? [
        { tagName: 'link', rel: 'canonical', href: loaderData.canonical },
        ...loaderData.alternates.map((one) => ({ tagName: 'link', rel: 'alternate', ...one })),
      ]
    : [{ name: 'robots', content: 'noindex' }]
  return [
    { title: loaderData?.pageTitle ?? '' },
    { name: 'description', content: loaderData?.description ?? '' },
    ...found,
  ]
}

export default function Help({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="help-home">
      <header className="help-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
        <HelpSearchForm search={page.search} />
        {page.inOther === null ? null : <p className="muted">{page.inOther}</p>}
      </header>
      {page.results === null ? (
        <section aria-labelledby="all-title">
          <h2 id="all-title" className="section-title">
            {page.all}
          </h2>
          <div className="shelves">
            {page.shelves.map((shelf) => (
              <HelpShelf key={shelf.id} shelf={shelf} asPage={false} />
            ))}
          </div>
        </section>
      ) : (
        <Results results={page.results} />
      )}
      <HelpAsk ask={page.ask} />
    </div>
  )
}

function Results({ results }: { results: ReturnType<typeof resultsView> }) {
  return (
    <section aria-labelledby="results-title">
      <h2 id="results-title" className="section-title">
        {results.title}
      </h2>
      {results.none === null ? null : (
        <div className="nothing">
          <p>{results.none.text}</p>
          <p className="muted">{results.none.tipsTitle}</p>
          <ul>
            {results.none.tips.map((tip) => (
              <li key={tip}>{tip}</li>
            ))}
          </ul>
        </div>
      )}
      <ol className="results">
        {results.results.map((result) => (
          <li key={result.href}>
            <a href={result.href} lang={result.language} dir={result.dir}>
              <b>{result.title}</b>
              {result.part === null ? null : (
                <>
                  {' '}
                  <bdi className="part">{result.part}</bdi>
                </>
              )}
            </a>
            <p lang={result.language} dir={result.dir}>
              {result.excerpt.map(({ text, hit }, place) => {
                const key = `${place} ${text}`
                return hit ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>
              })}
            </p>
            <p className="where">{result.crumbs}</p>
          </li>
        ))}
      </ol>
      <p className="below">
        <a href={results.back.href}>{results.back.label}</a>
      </p>
    </section>
  )
}
