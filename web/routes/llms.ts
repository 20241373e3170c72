import { FIRST_LANGUAGE, LANGUAGES, type Language } from '../../src/words/languages.ts'
import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import { HELP_LANGUAGES, helpLanguage } from '../views/articles.ts'
import { languageNamed } from '../views/help-address.ts'
import { markdownAddress, shelves } from '../views/help-page.ts'
import type { Route } from './+types/llms.ts'

/** The help's contents for programs that read text: https://llmstxt.org, as read on 2026-11-25. */
export function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const named = languageNamed(new URL(request.url).pathname)
  const speaker = speakerFor(app, request, named ?? FIRST_LANGUAGE)
  const { origin } = app.config.publicUrl
  const others = HELP_LANGUAGES.filter((language) => language !== helpLanguage(speaker.language))
  const text = [
    `# ${app.config.platformName}`,
    `> ${speaker.say('landing.meta')}`,
    ...shelves(speaker, named).flatMap((shelf) => [
      `## ${shelf.title}`,
      shelf.sections
        .flatMap(({ articles }) => articles)
        .map((one) => `- [${one.title}](${origin}${markdownAddress(one)}): ${one.summary}`)
        .join('\n'),
    ]),
    `## ${speaker.say('help.other_languages')}`,
    others.map((language) => `- [${LANGUAGES[language].name}](${origin}${contentsIn(language)})`).join('\n'),
  ]
  return new Response(`${text.join('\n\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=300' },
  })
}

function contentsIn(language: Language): string {
  return language === FIRST_LANGUAGE ? '/llms.txt' : `/help/${language}/llms.txt`
}
