import type { Speaker } from '../../src/words/speaker.ts'

const KINDS: Record<string, 'invalid' | 'email' | 'name' | 'limited' | 'link'> = {
  invalid_email_or_password: 'invalid',
  invalid_password: 'invalid',
  user_not_found: 'invalid',
  credential_account_not_found: 'invalid',
  invalid_email: 'email',
  invalid_name: 'name',
  invalid_link: 'link',
  validation_error: 'email',
  too_many_tries: 'limited',
}

/** Why somebody was not let in, in words that give nothing away. */
export function refusalWords(code: string, { say }: Speaker): string {
  return say(`signIn.refused.${KINDS[code.toLowerCase()] ?? 'unknown'}`)
}
