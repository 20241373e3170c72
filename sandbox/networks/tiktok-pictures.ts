/** Avatars and covers: signed addresses that run out
 * (https://developers.tiktok.com/doc/tiktok-api-v2-video-query gives covers six hours, read 2026-11-22). */
import { letters } from '../numbers.ts'
import { answerPicture } from '../pictures.ts'
import { HOUR_MS, type Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'

const HOST = 'https://p16-sign.tiktokcdn-us.com'

export function pictureAddress(box: Sandbox, name: string, size?: number): string {
  const path = `/${name}${size === undefined ? '' : `~c5_${size}x${size}`}.png`
  const ends = Math.floor((box.now() + box.world.settings['tiktok.picture_hours'] * HOUR_MS) / 1000)
  const query = new URLSearchParams({ 'x-expires': String(ends), 'x-signature': signature(path, ends) })
  return `${HOST}${path}?${query}`
}

export function answerTikTokPicture(box: Sandbox, call: Call): Response {
  const ends = Number(call.query.get('x-expires'))
  const genuine = call.query.get('x-signature') === signature(call.path, ends)
  if (!genuine || box.now() >= ends * 1000)
    return new Response('Forbidden', { status: 403, headers: { 'content-type': 'text/plain' } })
  return answerPicture(box, { ...call, path: call.path.replaceAll('~', '.') })
}

function signature(path: string, ends: number): string {
  return `${letters(`picture ${path} ${ends}`, 27)}=`
}
