import type { Speaker } from '../../src/words/speaker.ts'

/** The choice to be erased at once. */
export function nowView({ say }: Speaker) {
  return { title: say('erase.now.title'), body: say('erase.now.body'), button: say('erase.now.button') }
}
