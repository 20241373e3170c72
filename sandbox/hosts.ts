/** Which pretend network answers for which host. */

import { type Choice, type Decided, refused } from './networks/decision.ts'
import { answerFacebook, decideFacebook } from './networks/facebook.ts'
import { answerRisc } from './networks/google-risc.ts'
import { answerInstagram, decideInstagram } from './networks/instagram.ts'
import { answerTikTok, decideTikTok } from './networks/tiktok.ts'
import { answerTikTokPicture } from './networks/tiktok-pictures.ts'
import { answerGoogle, decideGoogle } from './networks/youtube.ts'
import type { Network } from './people.ts'
import { answerPicture } from './pictures.ts'
import type { Sandbox } from './sandbox.ts'
import type { Call } from './wire.ts'

type Answer = (box: Sandbox, call: Call) => Response

const HOSTS: Record<string, { network: Network; answer: Answer }> = {
  'www.instagram.com': { network: 'instagram', answer: answerInstagram },
  'api.instagram.com': { network: 'instagram', answer: answerInstagram },
  'graph.instagram.com': { network: 'instagram', answer: answerInstagram },
  'scontent.cdninstagram.com': { network: 'instagram', answer: answerPicture },
  'www.facebook.com': { network: 'facebook', answer: answerFacebook },
  'graph.facebook.com': { network: 'facebook', answer: answerFacebook },
  'scontent.xx.fbcdn.net': { network: 'facebook', answer: answerPicture },
  'accounts.google.com': { network: 'youtube', answer: answerGoogle },
  'oauth2.googleapis.com': { network: 'youtube', answer: answerGoogle },
  'www.googleapis.com': { network: 'youtube', answer: answerGoogle },
  'youtube.googleapis.com': { network: 'youtube', answer: answerGoogle },
  'youtubeanalytics.googleapis.com': { network: 'youtube', answer: answerGoogle },
  'openidconnect.googleapis.com': { network: 'youtube', answer: answerGoogle },
  'risc.googleapis.com': { network: 'youtube', answer: answerRisc },
  'yt3.ggpht.com': { network: 'youtube', answer: answerPicture },
  'i.ytimg.com': { network: 'youtube', answer: answerPicture },
  'lh3.googleusercontent.com': { network: 'youtube', answer: answerPicture },
  'www.tiktok.com': { network: 'tiktok', answer: answerTikTok },
  'open.tiktokapis.com': { network: 'tiktok', answer: answerTikTok },
  'p16-sign.tiktokcdn-us.com': { network: 'tiktok', answer: answerTikTokPicture },
}

export function hostOf(host: string): { network: Network; answer: Answer } | undefined {
  return Object.hasOwn(HOSTS, host) ? HOSTS[host] : undefined
}

export const HOST_NAMES: readonly string[] = Object.keys(HOSTS)

/** Takes an authorization address, the real one or this sandbox's, to the network's own decision. */
export function decideFor(box: Sandbox, authorizeUrl: string, choice: Choice): Decided {
  let url: URL
  try {
    url = new URL(authorizeUrl)
  } catch {
    return refused('bad_authorize_url', 'authorize_url is not an address.')
  }
  const [, first = '', ...rest] = url.pathname.split('/')
  const inPath = hostOf(first) !== undefined
  const host = inPath ? first : url.hostname
  const path = (inPath ? `/${rest.join('/')}` : url.pathname).replace(/\/+$/, '')
  const query = url.searchParams
  switch (host) {
    case 'www.instagram.com':
    case 'api.instagram.com':
      if (path === '/oauth/authorize') return decideInstagram(box, query, choice)
      break
    case 'www.facebook.com':
      if (/^(\/v\d+\.\d+)?\/dialog\/oauth$/.test(path)) return decideFacebook(box, query, choice)
      break
    case 'accounts.google.com':
      if (path === '/o/oauth2/v2/auth' || path === '/o/oauth2/auth') return decideGoogle(box, query, choice)
      break
    case 'www.tiktok.com':
      if (path === '/v2/auth/authorize') return decideTikTok(box, query, choice)
      break
  }
  return refused('bad_authorize_url', 'authorize_url is not the authorization page of a network.')
}
