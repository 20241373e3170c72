import type { Network } from '../domain/network.ts'
import type { Adapter, AdapterSettings } from './contract.ts'
import { facebook } from './facebook.ts'
import { instagram } from './instagram.ts'
import { tiktok } from './tiktok.ts'
import { youtube } from './youtube.ts'

/** One adapter for every network; a missing one does not compile. */
export function createNetworks(settingsOf: (network: Network) => AdapterSettings): Record<Network, Adapter> {
  return {
    instagram: instagram(settingsOf('instagram')),
    youtube: youtube(settingsOf('youtube')),
    tiktok: tiktok(settingsOf('tiktok')),
    facebook: facebook(settingsOf('facebook')),
  }
}
