/** Every network's troubles by name, for people's settings. */
import { googleTrouble, googleTroubleNames } from './networks/google-trouble.ts'
import { troubleLabel, troubleNames } from './networks/meta-trouble.ts'
import { tiktokTrouble, tiktokTroubleNames } from './networks/tiktok-trouble.ts'
import type { Network } from './people.ts'

export function troubleNamesOf(network: Network): string[] {
  switch (network) {
    case 'instagram':
    case 'facebook':
      return troubleNames(network)
    case 'youtube':
      return googleTroubleNames()
    case 'tiktok':
      return tiktokTroubleNames()
    default: {
      const unknown: never = network
      throw new Error(`unknown network ${String(unknown)}`)
    }
  }
}

/** In words, with the answer that it gives. */
export function troubleLabelOf(network: Network, name: string): string {
  const google = network === 'youtube' ? googleTrouble(name) : undefined
  const tiktok = network === 'tiktok' ? tiktokTrouble(name) : undefined
  if (google !== undefined)
    return `${name} (${google.read === undefined ? 'the refresh' : `reads, ${google.read.status}`})`
  if (tiktok?.api !== undefined) return `${name} (calls, ${tiktok.api.status})`
  if (tiktok?.refresh !== undefined) return `${name} (the refresh, ${tiktok.refresh.status})`
  if (tiktok !== undefined) return `${name} (the permission)`
  return troubleLabel(name)
}
