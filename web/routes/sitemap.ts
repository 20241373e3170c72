import { FIRST_LANGUAGE } from '../../src/words/languages.ts'
import { appContext } from '../context.ts'
import { articlesIn, COLLECTIONS } from '../views/articles.ts'
import type { Route } from './+types/sitemap.ts'

export function loader({ context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { origin } = app.config.publicUrl
  const pages = [
    '<url><loc>/</loc></url>',
    '<url><loc>/help</loc></url>',
    ...Object.keys(COLLECTIONS).map((id) => `<url><loc>/help/collections/${id}</loc></url>`),
    ...articlesIn(FIRST_LANGUAGE).map(
      ({ slug, updated }) => `<url><loc>/help/${slug}</loc><lastmod>${updated}</lastmod></url>`,
    ),
  ]
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.join('\n').replaceAll('<loc>', `<loc>${origin}`)}
</urlset>
`
  return new Response(xml, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=300' },
  })
}
