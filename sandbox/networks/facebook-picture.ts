/** Profile pictures as Facebook hands them out: as a field, as JSON, or as a redirect
 * (https://developers.facebook.com/docs/graph-api/reference/user/picture/, read 2026-11-22). */
import type { Param } from './graph-call.ts'
import { type EdgeAsk, type Found, narrowed } from './graph-fields.ts'

const SIZES: Readonly<Record<string, number>> = { small: 50, square: 50, album: 50, normal: 100, large: 200 }

export const pictureOf =
  (id: string) =>
  (ask: EdgeAsk): Found => {
    const value = { data: pictureData(id, ask.param) }
    return { ok: true, value: ask.fields === null ? value : narrowed(value, ask.fields) }
  }

/** `/<id>/picture` leads to the picture itself unless `redirect` is false. */
export function wantsRedirect(param: Param): boolean {
  return !['0', 'false'].includes(param('redirect') ?? '')
}

export function pictureAddress(id: string): string {
  return `https://scontent.xx.fbcdn.net/v/${id}.png`
}

function pictureData(id: string, param: Param) {
  const asked = (name: string): number | null => {
    const size = Number.parseInt(param(name) ?? '', 10)
    return size > 0 ? Math.min(size, 720) : null
  }
  const standard = SIZES[param('type') ?? 'square'] ?? 50
  const height = asked('height') ?? asked('width') ?? standard
  const width = asked('width') ?? asked('height') ?? standard
  return { height, is_silhouette: false, url: pictureAddress(id), width }
}
