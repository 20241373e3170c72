/** Which accounts are signed in in this browser: one cookie a network, newest first. */
import type { Network } from './people.ts'
import type { Sandbox } from './sandbox.ts'
import type { Call } from './wire.ts'
import { accountState } from './world.ts'

const NAME = (network: Network): string => `sandbox_${network}`

/** A password change or a security check signs the account out everywhere. */
export function signedIn(box: Sandbox, call: Call, network: Network): string[] {
  return sessions(call, network)
    .filter(({ account, since }) => {
      const state = accountState(box.world, network, account)
      return !state.locked && !state.closed && !state.disabled && (state.password_changed_at ?? 0) <= since
    })
    .map(({ account }) => account)
}

/** The `Set-Cookie` value that puts this account first. */
export function signIn(box: Sandbox, call: Call, of: { network: Network; account: string }): string {
  const others = sessions(call, of.network).filter(({ account }) => account !== of.account)
  const value = [{ account: of.account, since: box.now() }, ...others]
    .slice(0, 8)
    .map(({ account, since }) => `${account}@${since}`)
    .join('.')
  return `${NAME(of.network)}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax`
}

function sessions(call: Call, network: Network): { account: string; since: number }[] {
  return (call.cookie(NAME(network)) ?? '')
    .split('.')
    .map((text) => text.split('@'))
    .flatMap(([account, since]) =>
      account !== undefined && /^[\w-]{1,64}$/.test(account) && /^\d{1,16}$/.test(since ?? '')
        ? [{ account, since: Number(since) }]
        : [],
    )
}
