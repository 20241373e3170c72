/** The sandbox's people as tests speak of them: what they sign in with, and the channel it leads to. */
import type { Network } from '../src/domain/network.ts'
import type { Consent } from './world.ts'

export type PretendAccount = { consent: Consent; channelNetworkId: string }

export const LINA = {
  instagram: { consent: { account: '17841480573224741' }, channelNetworkId: '17841480573224741' },
  youtube: {
    consent: { account: '117621178806191170395', channel: 'UCOJREWdSiFaAfVGkblOd_bP' },
    channelNetworkId: 'UCOJREWdSiFaAfVGkblOd_bP',
  },
  tiktok: {
    consent: { account: '7505b0a9-e799-4959-a020-183ea35694a1' },
    channelNetworkId: '7505b0a9-e799-4959-a020-183ea35694a1',
  },
  facebook: {
    consent: { account: '122101559723358886', pages: ['103787816280981'] },
    channelNetworkId: '103787816280981',
  },
} as const satisfies Record<Network, PretendAccount>

export const TOMAS = {
  frames: { account: '17841486516056124' },
  tapas: { account: '17841463474914918' },
} as const
export const AISHA = { instagram: { account: '17841412349196779' } } as const
export const NOOR = {
  own: { account: '111141093792199945795', channel: 'UCX-3TjXGtLXKpTvecXH6bcW' },
  brand: { account: '111141093792199945795', channel: 'UCbrUoSiHYAsBnrch0xqXX68' },
} as const
export const HENRIK = { facebook: { account: '122110602705555184' } } as const
export const DIEGO = {
  tiktok: { account: '19526823-12ee-4d7e-afe6-28b6f37c3021' },
  youtube: { account: '108950237918503959882', channel: 'UCcSLCqygIjfWJbrKCA_Yp5s' },
} as const

/** The sandbox's crowd: as many people as a test needs, from 1 on. */
export const crowd = {
  instagram: (number: number): string => `17841900${String(number).padStart(9, '0')}`,
  tiktok: (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
} as const
