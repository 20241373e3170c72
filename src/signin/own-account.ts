/** What a signed-in person may change about how they sign in, once they have shown again that it is them. */

import type { AttemptLimit } from './attempt-limit.ts'
import type { Auth } from './auth-options.ts'

/** `needed`: neither a fresh sign-in nor a password was shown. */
export type Proof = 'proven' | 'wrong' | 'needed' | 'too_many_tries'

export type OwnAccount = {
  /** Null where nobody is signed in. */
  ownAccount(headers: Headers): Promise<{ fresh: boolean; hasPassword: boolean } | null>
  /** A session that is a few minutes old proves it; an older one needs the password. */
  proveAgain(headers: Headers, password: string): Promise<Proof>
  rename(headers: Headers, name: string): Promise<'renamed' | 'no_name' | 'nobody'>
  /** Sets the first password or another one, and ends every other session. Ask for proof before. */
  setPassword(headers: Headers, password: string): Promise<'set' | 'too_short' | 'too_long' | 'nobody'>
  /** Counts one letter against each of these; false where one of them has had enough. */
  mayWrite(...names: readonly string[]): Promise<boolean>
}

export const FRESH_MS = 15 * 60 * 1000
export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 200

export function createOwnAccount(parts: {
  auth: Auth
  limited: boolean
  passwords: AttemptLimit
  letters: AttemptLimit
  /** Real time in milliseconds. */
  now: () => number
  isName(name: string): boolean
}): OwnAccount {
  const { auth } = parts
  const found = async (headers: Headers) => {
    const session = await auth.api.getSession({ headers })
    if (!session) return null
    const { internalAdapter } = await auth.$context
    const account = await internalAdapter.findCredentialAccount(session.user.id)
    return {
      ...session,
      hash: account?.password ?? null,
      fresh: parts.now() - session.session.createdAt.getTime() < FRESH_MS,
    }
  }

  return {
    async ownAccount(headers) {
      const one = await found(headers)
      return one === null ? null : { fresh: one.fresh, hasPassword: one.hash !== null }
    },

    async proveAgain(headers, password) {
      const one = await found(headers)
      if (one === null) return 'needed'
      if (one.fresh) return 'proven'
      if (one.hash === null || password === '') return 'needed'
      if (parts.limited && !(await parts.passwords.allow(one.user.email.toLowerCase()))) {
        return 'too_many_tries'
      }
      const { password: hasher } = await auth.$context
      const right = password.length <= LONGEST_PASSWORD && (await hasher.verify({ hash: one.hash, password }))
      return right ? 'proven' : 'wrong'
    },

    async rename(headers, name) {
      if (!parts.isName(name)) return 'no_name'
      const one = await found(headers)
      if (one === null) return 'nobody'
      const { internalAdapter } = await auth.$context
      await internalAdapter.updateUser(one.user.id, { name: name.trim() })
      return 'renamed'
    },

    async setPassword(headers, password) {
      if (password.length < SHORTEST_PASSWORD) return 'too_short'
      if (password.length > LONGEST_PASSWORD) return 'too_long'
      const one = await found(headers)
      if (one === null) return 'nobody'
      const { internalAdapter, password: hasher } = await auth.$context
      const userId = one.user.id
      const hash = await hasher.hash(password)
      const account = await internalAdapter.findCredentialAccount(userId)
      if (account === null) {
        await internalAdapter.linkAccount({
          userId,
          providerId: 'credential',
          accountId: userId,
          password: hash,
        })
      } else {
        await internalAdapter.updatePassword(userId, hash)
      }
      const sessions = await internalAdapter.listSessions(userId, { onlyActiveSessions: true })
      for (const { id, token } of sessions) {
        if (id !== one.session.id) await internalAdapter.deleteSession(token)
      }
      return 'set'
    },

    async mayWrite(...names) {
      return !parts.limited || (await parts.letters.allow(...names))
    },
  }
}
