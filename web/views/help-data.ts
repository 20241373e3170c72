/** What search engines and other programs are told of the help, in schema.org's words. */
import type { Language } from '../../src/words/languages.ts'
import type { ArticleNode } from './article-nodes.ts'
import { textOf } from './article-nodes.ts'
import { helpAt } from './help-address.ts'
import type { ArticleView, Crumb, Shelf } from './help-page.ts'

type Data = Record<string, unknown>

export function articleData(view: ArticleView, origin: string, platform: string): Data {
  const here = helpAt(view.language, view.href)
  const url = origin + here
  const crumbs = view.crumbs.map(({ label, href }) => ({ label, href: helpAt(view.language, href) }))
  const questions = questionsIn(view.body)
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Article',
        '@id': `${url}#article`,
        headline: view.title,
        description: view.summary,
        dateModified: view.updatedDay,
        inLanguage: view.language,
        mainEntityOfPage: url,
        author: { '@type': 'Organization', name: platform, url: origin },
      },
      breadcrumbs([...crumbs, { label: view.title, href: here }], origin),
      ...(questions.length === 0
        ? []
        : [
            {
              '@type': 'FAQPage',
              '@id': `${url}#faq`,
              mainEntity: questions.map(({ id, question, answer }) => ({
                '@type': 'Question',
                name: question,
                url: `${url}#${id}`,
                acceptedAnswer: { '@type': 'Answer', text: answer },
              })),
            },
          ]),
    ],
  }
}

export function shelfData({ title, href }: Shelf, all: string, language: Language, origin: string): Data {
  const crumbs = [
    { label: all, href: helpAt(language, '/help') },
    { label: title, href: helpAt(language, href) },
  ]
  return { '@context': 'https://schema.org', ...breadcrumbs(crumbs, origin) }
}

function breadcrumbs(crumbs: readonly Crumb[], origin: string): Data {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ label, href }, place) => ({
      '@type': 'ListItem',
      position: place + 1,
      name: label,
      item: origin + href,
    })),
  }
}

/** Each heading with the text up to the next one; live parts that speak of the reader are left out. */
function questionsIn(body: readonly ArticleNode[]): { id: string; question: string; answer: string }[] {
  const found: { id: string; question: string; answer: string }[] = []
  for (const one of body) {
    if (typeof one !== 'string' && one.attributes.id !== undefined && /^h[23]$/.test(one.name)) {
      found.push({ id: one.attributes.id, question: textOf(one), answer: '' })
      continue
    }
    const last = found.at(-1)
    if (last === undefined || typeof one === 'string' || one.name === 'aside') continue
    last.answer =
      `${last.answer} ${one.name === 'ul' || one.name === 'ol' ? one.children.map(textOf).join(' ') : textOf(one)}`.trim()
  }
  return found.filter(({ answer }) => answer !== '')
}

/** Where a page is in each language, for search engines, and where everybody finds it in theirs. */
export function alternatesOf(
  address: string,
  languages: readonly Language[],
  origin: string,
): { hrefLang: string; href: string }[] {
  return [
    ...languages.map((language) => ({
      hrefLang: language as string,
      href: origin + helpAt(language, address),
    })),
    { hrefLang: 'x-default', href: origin + helpAt(null, address) },
  ]
}
