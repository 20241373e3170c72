/** The help articles: Markdoc in `help/`, turned into a plain tree that a page can lay out. */
import Markdoc, { type Config, type RenderableTreeNode } from '@markdoc/markdoc'
import reconnecting from '../../help/en/reconnecting-your-channels.md?raw'

export type ArticleNode =
  | string
  | { name: string; attributes: Record<string, string>; children: ArticleNode[] }
export type Article = {
  slug: string
  title: string
  summary: string
  /** The day its facts were last gone over, as 2026-11-22. */
  updated: string
  source: string
}

export const articles: Article[] = [articleFrom('reconnecting-your-channels', reconnecting)]

const config: Config = {
  tags: {
    'expiry-table': { render: 'expiry-table', selfClosing: true },
    contact: { render: 'contact', selfClosing: true },
  },
}

/** The body of an article; names from this installation are put in where it says `{% $platform %}`. */
export function articleBody(article: Article, variables: Record<string, string>): ArticleNode[] {
  const tree = Markdoc.transform(Markdoc.parse(article.source), { ...config, variables })
  return Markdoc.Tag.isTag(tree) ? plain(tree.children) : []
}

/** The headings that a reader can jump to. */
export function headingsOf(nodes: readonly ArticleNode[], name: string): { id: string; text: string }[] {
  return nodes.flatMap((node) =>
    typeof node !== 'string' && node.name === name && node.attributes.id !== undefined
      ? [{ id: node.attributes.id, text: textOf(node) }]
      : [],
  )
}

function articleFrom(slug: string, source: string): Article {
  const head = /^---\n([\s\S]*?)\n---/.exec(source)?.[1] ?? ''
  const fields = Object.fromEntries(
    head.split('\n').map((line) => {
      const [name = '', ...rest] = line.split(': ')
      return [name, rest.join(': ')]
    }),
  )
  return {
    slug,
    source,
    title: fields.title ?? slug,
    summary: fields.summary ?? '',
    updated: fields.updated ?? '',
  }
}

function plain(nodes: readonly RenderableTreeNode[]): ArticleNode[] {
  return nodes.flatMap((node): ArticleNode[] => {
    if (typeof node === 'string' || typeof node === 'number') return [String(node)]
    if (!Markdoc.Tag.isTag(node)) return []
    const attributes = Object.entries(node.attributes).map(([name, value]) => [name, String(value)])
    return [{ name: node.name, attributes: Object.fromEntries(attributes), children: plain(node.children) }]
  })
}

function textOf(node: ArticleNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('')
}
