import { Fragment } from 'react'

/** A sentence in which **these words** stand out. */
export function Said({ text }: { text: string }) {
  return text.split('**').map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never change places
    place % 2 === 1 ? <strong key={place}>{part}</strong> : <Fragment key={place}>{part}</Fragment>,
  )
}
