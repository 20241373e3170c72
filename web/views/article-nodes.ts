/** The tree that an article is: plain HTML names, and a few of our own that a page draws as parts. */
export type ArticleNode = string | Element
export type Element = { name: string; attributes: Record<string, string>; children: ArticleNode[] }

export function node(
  name: string,
  attributes: Record<string, string>,
  ...children: readonly (ArticleNode | null)[]
): Element {
  return { name, attributes, children: children.filter((child) => child !== null) }
}

export function textOf(one: ArticleNode): string {
  if (typeof one === 'string') return one
  if (one.name === 'badge') return one.attributes.text ?? ''
  return one.children.map(textOf).join('')
}

export type Heading = { id: string; text: string; level: 2 | 3 }

/** The headings that can be jumped to, in order. */
export function headingsOf(nodes: readonly ArticleNode[]): Heading[] {
  return nodes.flatMap((one): Heading[] => {
    if (typeof one === 'string') return []
    const { id } = one.attributes
    if ((one.name === 'h2' || one.name === 'h3') && id !== undefined) {
      return [{ id, text: textOf(one), level: one.name === 'h2' ? 2 : 3 }]
    }
    return headingsOf(one.children)
  })
}

/**
 * A table with a caption, a row of column names, and a name for each row. On a phone its rows are stacked, so every
 * cell carries its column's name, and the roles say what it still is.
 */
export function table(caption: string, columns: readonly string[], rows: readonly ArticleNode[][]): Element {
  return node(
    'div',
    // It can be wider than a window, and then it is scrolled, by keyboard too.
    { class: 'table-wrap stacks', tabindex: '0', role: 'region', 'aria-label': caption },
    node(
      'table',
      { role: 'table' },
      node('caption', {}, caption),
      node(
        'thead',
        { role: 'rowgroup' },
        node(
          'tr',
          { role: 'row' },
          ...columns.map((column) => node('th', { scope: 'col', role: 'columnheader' }, column)),
        ),
      ),
      node(
        'tbody',
        { role: 'rowgroup' },
        ...rows.map(([first, ...rest]) =>
          node(
            'tr',
            { role: 'row' },
            node('th', { scope: 'row', role: 'rowheader' }, first ?? ''),
            ...rest.map((content, at) =>
              node(
                'td',
                { role: 'cell', 'data-column': columns[at + 1] ?? '' },
                ...(typeof content !== 'string' && content.name === 'cell' ? content.children : [content]),
              ),
            ),
          ),
        ),
      ),
    ),
  )
}

export function cell(...children: readonly (ArticleNode | null)[]): Element {
  return node('cell', {}, ...children)
}
