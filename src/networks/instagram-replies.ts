import type { Verdict } from '../domain/verdict.ts'
import { readGraph } from './graph-replies.ts'
import type { Told } from './verdict-of.ts'

/** What Instagram's hosts answer: Graph errors, the OAuth host's own form, and events. */
export function readInstagram(told: Told): Verdict {
  return readGraph('instagram', told)
}
