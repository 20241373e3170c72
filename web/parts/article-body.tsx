import { createElement, Fragment, type ReactNode } from 'react'
import type { Tone } from '../../src/words/channel-words.ts'
import type { ArticleNode } from '../views/article-nodes.ts'
import { Badge } from './badge-plain.tsx'

/** React's names for what HTML calls otherwise. */
const NAMES: Record<string, string> = { class: 'className', tabindex: 'tabIndex' }

export function ArticleBody({ nodes }: { nodes: readonly ArticleNode[] }): ReactNode {
  return nodes.map((node, place) => {
    const key = String(place)
    if (typeof node === 'string') return <Fragment key={key}>{node}</Fragment>
    const { name, attributes, children } = node
    if (name === 'badge') {
      return <Badge key={key} tone={attributes.tone as Tone} text={attributes.text ?? ''} />
    }
    const props = Object.entries(attributes).map(([one, value]) => [NAMES[one] ?? one, value])
    const outside = name === 'a' && /^https?:/.test(attributes.href ?? '') ? { rel: 'noreferrer' } : {}
    return createElement(
      name,
      { ...Object.fromEntries(props), ...outside, key },
      ...(children.length === 0 ? [] : [<ArticleBody key="body" nodes={children} />]),
    )
  })
}
