import { FIRST_LANGUAGE } from '../../src/words/languages.ts'
import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import { shelves } from '../views/help-page.ts'
import type { Route } from './+types/llms.ts'

/** The help's contents for programs that read text: https://llmstxt.org, as read on 2026-11-25. */
export function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request, FIRST_LANGUAGE)
  const { origin } = app.config.publicUrl
  const text = [
    `# ${app.config.platformName}`,
    `> ${speaker.say('landing.meta')}`,
    ...shelves(speaker).flatMap((shelf) => [
      `## ${shelf.title}`,
      shelf.sections
        .flatMap(({ articles }) => articles)
        .map(({ slug, title, summary }) => `- [${title}](${origin}/help/${slug}.md): ${summary}`)
        .join('\n'),
    ]),
  ]
  return new Response(`${text.join('\n\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=300' },
  })
}
