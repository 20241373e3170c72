/** Styles name the start and the end of a line, so that every page turns round with its language. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const WEB = fileURLToPath(new URL('../web', import.meta.url))

const sheets = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, css: readFileSync(`${WEB}/${file}`, 'utf8').replaceAll(/\/\*.*?\*\//gs, blank) }))

const SIDES = [
  // margin-left, border-right-color, left: 0, scroll-padding-right
  /(?<![\w-])(?:(?:scroll-)?(?:margin|padding)-|border-|inset-)?(?:left|right)(?:-\w+)*\s*:/g,
  // text-align: left, float: right, clear: left
  /(?<![\w-])(?:text-align|float|clear|caption-side|justify-\w+)\s*:\s*(?:left|right)\b/g,
  /(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\s*:/g,
]
/** Top, right, bottom, left: the same on both sides, or said as start and end. */
const FOUR = /(?<![\w-])((?:scroll-)?(?:margin|padding)|inset|border-(?:width|style|color))\s*:\s*([^;{}]+);/g

it('has the start and the end of a line in every style, never its left and its right', () => {
  const found = sheets.flatMap(({ file, css }) => [
    ...SIDES.flatMap((side) => [...css.matchAll(side)].map((one) => told(file, css, one))),
    ...[...css.matchAll(FOUR)]
      .filter(([, , value = '']) => {
        const [, right, , left] = partsOf(value)
        return left !== undefined && left !== right
      })
      .map((one) => told(file, css, one)),
  ])
  expect(found).toEqual([])
})

/** `calc(4px + (1em))` is one of them. */
function partsOf(value: string): string[] {
  const flat = value.replaceAll(/\([^()]*\)/g, '')
  return flat === value ? value.trim().split(/\s+/) : partsOf(flat)
}

function told(file: string, css: string, { index, 0: text }: RegExpExecArray): string {
  return `${file}:${css.slice(0, index).split('\n').length} ${text}`
}

function blank(comment: string): string {
  return comment.replaceAll(/[^\n]/g, ' ')
}
