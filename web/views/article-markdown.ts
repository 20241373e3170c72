/** An article as Markdown: for readers with a program of their own, and for programs that read. */
import { type ArticleNode, type Element, textOf } from './article-nodes.ts'

/** `origin` is put before addresses of ours, because the text is read elsewhere. */
export function toMarkdown(nodes: readonly ArticleNode[], origin: string): string {
  return `${nodes
    .map((one) => block(one, origin))
    .filter((text) => text !== '')
    .join('\n\n')}\n`
}

function block(one: ArticleNode, origin: string): string {
  if (typeof one === 'string') return one.trim()
  const { name, children } = one
  switch (name) {
    case 'h2':
      return `## ${inline(children, origin)}`
    case 'h3':
      return `### ${inline(children, origin)}`
    case 'p':
      return inline(children, origin)
    case 'ul':
    case 'ol':
      return children
        .filter((child) => typeof child !== 'string')
        .map((item, place) => `${name === 'ol' ? `${place + 1}.` : '-'} ${inline(item.children, origin)}`)
        .join('\n')
    case 'table':
      return tableOf(one, origin)
    case 'pre':
      return ['```', textOf(one).trimEnd(), '```'].join('\n')
    default:
      return children
        .map((child) => block(child, origin))
        .filter((text) => text !== '')
        .join('\n\n')
  }
}

function inline(nodes: readonly ArticleNode[], origin: string): string {
  return nodes
    .map((one): string => {
      if (typeof one === 'string') return one
      const text = inline(one.children, origin)
      switch (one.name) {
        case 'strong':
          return `**${text}**`
        case 'em':
          return `*${text}*`
        case 'code':
          return `\`${text}\``
        case 'a':
          return `[${text}](${absolute(one.attributes.href ?? '', origin)})`
        case 'badge':
          return `**${one.attributes.text ?? ''}**`
        case 'small':
          return ` (${text})`
        default:
          return text
      }
    })
    .join('')
    .trim()
}

function tableOf(one: Element, origin: string): string {
  const rows = rowsOf(one).map((row) =>
    row.children.map((cell) => (typeof cell === 'string' ? cell : inline(cell.children, origin))),
  )
  const [head = [], ...body] = rows
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const caption = one.children.find((child) => typeof child !== 'string' && child.name === 'caption')
  return [
    ...(caption === undefined ? [] : [`${textOf(caption)}:`, '']),
    line(head),
    line(head.map(() => '---')),
    ...body.map(line),
  ].join('\n')
}

function rowsOf(one: Element): Element[] {
  return one.children.flatMap((child) =>
    typeof child === 'string' ? [] : child.name === 'tr' ? [child] : rowsOf(child),
  )
}

function absolute(href: string, origin: string): string {
  return href.startsWith('/') ? origin + href : href
}
