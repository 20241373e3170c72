import type { Key, Speaker } from '../../src/words/speaker.ts'

type Link = { title: string; body: string; submit: string }
export type ProofView =
  | { kind: 'given' }
  | { kind: 'password'; label: string; hint: string; link: Link }
  | { kind: 'link'; link: Link }

export function proofView(
  { fresh, hasPassword }: { fresh: boolean; hasPassword: boolean },
  { say }: Speaker,
): ProofView {
  if (fresh) return { kind: 'given' }
  const link = {
    title: say('account.proof.title'),
    body: say(hasPassword ? 'account.proof.forgotten' : 'account.proof.needed'),
    submit: say('account.proof.mail'),
  }
  if (!hasPassword) return { kind: 'link', link }
  return {
    kind: 'password',
    label: say('account.proof.former'),
    hint: say('account.proof.former_hint'),
    link,
  }
}

/** Why a proof was none. */
export const PROOF_WRONG = {
  wrong: 'account.wrong.wrong',
  needed: 'account.wrong.needed',
  too_many_tries: 'account.wrong.too_many_tries',
} as const satisfies Record<string, Key>
