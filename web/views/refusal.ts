import type { Speaker } from '../../src/words/speaker.ts'

const KINDS: Record<string, 'invalid' | 'exists' | 'weak' | 'email' | 'limited' | 'link'> = {
  invalid_email_or_password: 'invalid',
  invalid_password: 'invalid',
  user_not_found: 'invalid',
  credential_account_not_found: 'invalid',
  user_already_exists: 'exists',
  user_already_exists_use_another_email: 'exists',
  password_too_short: 'weak',
  password_too_long: 'weak',
  invalid_email: 'email',
  validation_error: 'email',
  too_many_tries: 'limited',
  invalid_token: 'link',
  expired_token: 'link',
  failed_to_create_session: 'link',
  attempts_exceeded: 'link',
}

/** Why somebody was not let in, in words that give nothing away. */
export function refusalWords(code: string, { say }: Speaker): string {
  return say(`signIn.refused.${KINDS[code.toLowerCase()] ?? 'unknown'}`)
}
