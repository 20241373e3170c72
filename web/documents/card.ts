/**
 * The picture that a link to a profile shows elsewhere. Others keep such pictures for as long as they like, so it holds
 * no number and does not say that anything is verified: nothing in it must vanish with a channel.
 */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { App } from '../../src/app.ts'
import { showProfile } from '../../src/usecases/insight/show-profile.ts'
import { createSpeaker } from '../../src/words/speaker.ts'
import latin from '../fonts/figtree-latin.ttf?inline'
import latinExtended from '../fonts/figtree-latin-ext.ttf?inline'
import { faceOf } from '../views/channel-card.ts'

const [WIDTH, HEIGHT] = [1200, 630]
const MOST = 200
const drawn = new Map<string, Uint8Array<ArrayBuffer>>()
let ready: Promise<void> | null = null

const FONTS = [latin, latinExtended].map((file) => Buffer.from(file.slice(file.indexOf(',') + 1), 'base64'))

export async function profileCard(app: App, _request: Request, part: string): Promise<Response | null> {
  const profile = await showProfile(app, { handle: part })
  if (profile === null) return null
  // The same for everybody: whoever fetches it is a program.
  const speaker = createSpeaker({
    timeZone: null,
    now: app.clock.now(),
    platform: app.config.platformName,
  })
  const { creator } = profile
  const picture = svg({
    // What the font cannot draw would be boxes.
    name: drawable(creator.name) ? creator.name : `@${creator.handle}`,
    handle: `@${creator.handle}`,
    about: [creator.place ?? '', ...creator.categories.map((one) => speaker.say(`profile.category.${one}`))]
      .filter((text) => text !== '' && drawable(text))
      .join(' · '),
    bio: drawable(creator.bio) ? creator.bio : '',
    line: speaker.say('profile.card_line'),
    platform: app.config.platformName,
    initials: faceOf(creator.handle, drawable(creator.name) ? creator.name : creator.handle).initials,
  })
  return new Response(await png(picture), {
    headers: {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}

async function png(picture: string): Promise<Uint8Array<ArrayBuffer>> {
  const known = drawn.get(picture)
  if (known !== undefined) return known
  ready ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm)
  await ready
  const resvg = new Resvg(picture, {
    font: { fontBuffers: FONTS, defaultFontFamily: 'Figtree', loadSystemFonts: false },
  })
  const image = resvg.render()
  const bytes = new Uint8Array(image.asPng())
  image.free()
  resvg.free()
  const oldest = drawn.keys().next()
  if (drawn.size >= MOST && !oldest.done) drawn.delete(oldest.value)
  drawn.set(picture, bytes)
  return bytes
}

function svg(card: {
  name: string
  handle: string
  about: string
  bio: string
  line: string
  platform: string
  initials: string
}): string {
  const name = lines(card.name, 26, 2)
  const below = 250 + (name.length - 1) * 84
  const text = (x: number, y: number, size: number, fill: string, words: string) =>
    `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}">${escaped(words)}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Figtree">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fbfaf7"/>
<rect x="0" y="0" width="${WIDTH}" height="12" fill="#3d4bd8"/>
<circle cx="152" cy="200" r="72" fill="#eef0fd"/>
<text x="152" y="220" font-size="56" text-anchor="middle" fill="#2e3ab8">${escaped(card.initials)}</text>
${name.map((line, place) => text(260, 205 + place * 84, 76, '#1c1b1a', line)).join('\n')}
${text(262, below + 10, 36, '#625e57', card.about === '' ? card.handle : `${card.handle} · ${card.about}`.slice(0, 60))}
${lines(card.bio, 58, 2)
  .map((line, place) => text(80, below + 110 + place * 50, 38, '#1c1b1a', line))
  .join('\n')}
<rect x="80" y="520" width="1040" height="2" fill="#e7e3db"/>
${text(80, 580, 34, '#3d4bd8', card.line)}
<text x="1120" y="580" font-size="34" text-anchor="end" fill="#625e57">${escaped(card.platform)}</text>
</svg>`
}

/** Broken between words; what does not fit ends in an ellipsis. */
function lines(text: string, longest: number, most: number): string[] {
  const broken: string[] = []
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const last = broken.at(-1)
    if (last !== undefined && last.length + word.length < longest)
      broken[broken.length - 1] = `${last} ${word}`
    else broken.push(word)
  }
  const cut = broken
    .slice(0, most)
    .map((line) => (line.length > longest ? `${line.slice(0, longest)}…` : line))
  if (broken.length > most) cut[most - 1] = `${cut[most - 1]}…`
  return cut
}

function drawable(text: string): boolean {
  return /^[\s\u0020-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac]*$/.test(text)
}

function escaped(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
