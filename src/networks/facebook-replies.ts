import type { Verdict } from '../domain/verdict.ts'
import { readGraph } from './graph-replies.ts'
import type { Told } from './verdict-of.ts'

/** What graph.facebook.com answers, `debug_token` and events included. */
export function readFacebook(told: Told): Verdict {
  return readGraph('facebook', told)
}
