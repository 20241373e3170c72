import { type MiddlewareFunction, redirect } from 'react-router'
import { isFace } from '../../src/domain/help/reaction.ts'
import { reactToArticle } from '../../src/usecases/help/react-to-article.ts'
import { readReaction } from '../../src/usecases/help/read-reaction.ts'
import { FIRST_LANGUAGE } from '../../src/words/languages.ts'
import { appContext } from '../context.ts'
import { cookieOf } from '../cookies.ts'
import { ArticleBody } from '../parts/article-body.tsx'
import { Crumbs } from '../parts/crumbs.tsx'
import { HelpAsk } from '../parts/help-ask.tsx'
import { HelpReaction } from '../parts/help-reaction.tsx'
import { readerChannels } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { toMarkdown } from '../views/article-markdown.ts'
import { bodyOf, findArticle, languagesOf } from '../views/articles.ts'
import { helpAt, languageNamed } from '../views/help-address.ts'
import { alternatesOf, articleData } from '../views/help-data.ts'
import { articleView, askView, reactionView } from '../views/help-page.ts'
import type { Route } from './+types/help-article.ts'

/** Room for the contents beside the text. */
export const handle = { wide: true }

/** Knows one browser again, for as long as a year, and only below `/help`. */
const READER_COOKIE = 'help_reader'

/** `/help/<slug>.md` is the article as text: in English, where the address names no other language. */
const asMarkdown: MiddlewareFunction<Response> = ({ request, params, context }, next) => {
  const slug = /^(.+)\.md$/.exec(params.slug ?? '')?.[1]
  if (slug === undefined) return next()
  const app = context.get(appContext)
  const named = languageNamed(new URL(request.url).pathname)
  const speaker = speakerFor(app, request, named ?? FIRST_LANGUAGE)
  const article = findArticle(speaker.language, slug)
  if (article === null) throw new Response(null, { status: 404 })
  const { origin } = app.config.publicUrl
  const head = `# ${article.title}\n\n${article.summary}\n\n${origin}${helpAt(article.language, `/help/${slug}`)} · ${speaker.say('help.updated', { date: speaker.datedDay(new Date(article.updated)) })}\n\n`
  return new Response(head + toMarkdown(bodyOf(article, { channels: null }, speaker, named), origin), {
    headers: { 'content-type': 'text/markdown; charset=utf-8', 'cache-control': 'public, max-age=300' },
  })
}

export const middleware: Route.MiddlewareFunction[] = [asMarkdown]

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const article = findArticle(speaker.language, params.slug)
  if (article === null) throw new Response(null, { status: 404 })
  const [channels, given] = await Promise.all([
    readerChannels(request, app),
    readReaction(app, { article, reader: cookieOf(request, READER_COOKIE) }),
  ])
  const { pathname, searchParams } = new URL(request.url)
  const view = articleView(article, { channels }, speaker, languageNamed(pathname))
  const { origin } = app.config.publicUrl
  const said = searchParams.get('said')
  const ask = askView(app.config.contactEmail, speaker)
  return {
    pageTitle: speaker.say('shell.page_title', { page: article.title }),
    canonical: origin + helpAt(article.language, view.href),
    alternates: alternatesOf(view.href, languagesOf(article.slug), origin),
    data: articleData(view, origin, app.config.platformName),
    article: view,
    reaction: reactionView(
      given,
      { justNow: said === 'yes', nothingChosen: said === 'nothing', ask },
      speaker,
    ),
    ask,
  }
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const article = findArticle(speakerFor(app, request).language, params.slug)
  if (article === null) throw new Response(null, { status: 404 })
  const form = await request.formData()
  const face = form.get('face')
  const here = helpAt(languageNamed(new URL(request.url).pathname), `/help/${article.slug}`)
  if (!isFace(face)) return redirect(`${here}?said=nothing#reaction`, 303)
  const reader = cookieOf(request, READER_COOKIE) ?? crypto.randomUUID()
  await reactToArticle(app, {
    article,
    reader,
    face,
    missing: String(form.get('missing') ?? ''),
  })
  const secure = app.config.publicUrl.protocol === 'https:' ? '; Secure' : ''
  return redirect(`${here}?said=yes#reaction`, {
    status: 303,
    headers: {
      'set-cookie': `${READER_COOKIE}=${encodeURIComponent(reader)}; Path=/help; HttpOnly; SameSite=Lax; Max-Age=31536000${secure}`,
    },
  })
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (loaderData === undefined) return []
  const { article } = loaderData
  return [
    { title: loaderData.pageTitle },
    { name: 'description', content: article.summary },
    { property: 'og:title', content: article.title },
    { property: 'og:description', content: article.summary },
    { property: 'og:type', content: 'article' },
    { tagName: 'link', rel: 'canonical', href: loaderData.canonical },
    { tagName: 'link', rel: 'alternate', type: 'text/markdown', href: article.asMarkdown.href },
    ...loaderData.alternates.map((one) => ({ tagName: 'link', rel: 'alternate', ...one })),
    { 'script:ld+json': loaderData.data },
  ]
}

export default function HelpArticle({ loaderData: page }: Route.ComponentProps) {
  const { article } = page
  return (
    <div className="article-page">
      <article className="article">
        <Crumbs label={article.breadcrumb} crumbs={article.crumbs} />
        <div lang={article.language} dir={article.dir}>
          <h1>{article.title}</h1>
          <p className="lede">{article.summary}</p>
        </div>
        {article.inOther === null ? null : <p className="notice">{article.inOther}</p>}
        <p className="muted article-facts">
          <time dateTime={article.updatedDay}>{article.updated}</time>
          <span>{article.reading}</span>
          <a href={article.asMarkdown.href}>{article.asMarkdown.label}</a>
        </p>
        {article.inLanguages.others.length === 0 ? null : (
          <nav className="muted in-languages" aria-label={article.inLanguages.label}>
            <ul>
              {article.inLanguages.others.map(({ language, dir, name, href }) => (
                <li key={language}>
                  <a href={href} lang={language} dir={dir} hrefLang={language}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <nav className="toc" aria-labelledby="toc-title">
          <h2 id="toc-title">{article.onThisPage}</h2>
          <ul>
            {article.headings.map(({ id, text }) => (
              <li key={id}>
                <a href={`#${id}`} lang={article.language} dir={article.dir}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="prose" lang={article.language} dir={article.dir}>
          <ArticleBody nodes={article.body} />
        </div>
      </article>
      <HelpReaction reaction={page.reaction} action={article.href} />
      <nav className="related" aria-labelledby="related-title">
        <h2 id="related-title">{article.relatedTitle}</h2>
        <ul>
          {article.related.map(({ slug, href, title, summary, language, dir }) => (
            <li key={slug}>
              <a href={href} lang={language} dir={dir}>
                <b>{title}</b>
                <span className="muted">{summary}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <HelpAsk ask={page.ask} />
    </div>
  )
}
