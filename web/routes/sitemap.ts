import { FIRST_LANGUAGE, type Language } from '../../src/words/languages.ts'
import { appContext } from '../context.ts'
import { articlesIn, COLLECTIONS, findArticle, HELP_LANGUAGES, languagesOf } from '../views/articles.ts'
import { helpAt } from '../views/help-address.ts'
import { alternatesOf } from '../views/help-data.ts'
import type { Route } from './+types/sitemap.ts'

/** Every page of the help in every language that has it, and with each its others. */
export function loader({ context }: Route.LoaderArgs) {
  const { origin } = context.get(appContext).config.publicUrl
  const inAll = (
    address: string,
    languages: readonly Language[],
    updated: (language: Language) => string,
  ) => {
    const links = alternatesOf(address, languages, origin)
      .map(({ hrefLang, href }) => `<xhtml:link rel="alternate" hreflang="${hrefLang}" href="${href}"/>`)
      .join('')
    return languages.map(
      (language) => `<url><loc>${origin}${helpAt(language, address)}</loc>${updated(language)}${links}</url>`,
    )
  }
  const undated = () => ''
  const pages = [
    `<url><loc>${origin}/</loc></url>`,
    ...inAll('/help', HELP_LANGUAGES, undated),
    ...Object.keys(COLLECTIONS).flatMap((id) => inAll(`/help/collections/${id}`, HELP_LANGUAGES, undated)),
    ...articlesIn(FIRST_LANGUAGE).flatMap(({ slug }) =>
      inAll(`/help/${slug}`, languagesOf(slug), (language) => {
        const updated = findArticle(language, slug)?.updated ?? ''
        return `<lastmod>${updated}</lastmod>`
      }),
    ),
  ]
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.join('\n')}
</urlset>
`
  return new Response(xml, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=300' },
  })
}
