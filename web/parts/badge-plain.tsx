import type { Tone } from '../../src/words/channel-words.ts'
import { Icon } from './icon.tsx'

/** A state in a plain pill, where there is nothing more to say. */
export function Badge({ tone, text }: { tone: Tone; text: string }) {
  return (
    <span className={`badge tone-${tone}`}>
      <Icon name={tone} />
      {text}
    </span>
  )
}
