/** Whether our outer keys open what a database was filled with. A start with the wrong ones must not go on. */
import { hasCode } from '../domain/mistake.ts'
import { Secret } from '../domain/secret.ts'
import type { Vault } from './vault.ts'

/** Sealing needs the creator's key, so it shows whether ours unwrap it. Nothing is stored. */
export function keysFit(
  vault: Vault,
  wrapped: readonly { creatorId: string; dataKey: Uint8Array }[],
): boolean {
  return wrapped.every(({ creatorId, dataKey }) => {
    try {
      vault.seal(dataKey, { creatorId, table: 'keys_fit', row: '', field: '' }, new Secret('ping'))
      return true
    } catch (error) {
      if (hasCode(error, 'sealed_value_refused')) return false
      throw error
    }
  })
}
