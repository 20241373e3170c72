/** The house's walls: which room may import which, no circles, and who may open a token. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { NETWORKS } from '../src/domain/network.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A room and the rooms below it. A file in the root of `src/` is a room of its own. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/domain': [],
  'src/words': ['src/domain'],
  'src/networks': ['src/domain'],
  'src/vault': ['src/domain'],
  'src/config.ts': ['src/domain'],
  'src/trace.ts': [],
  'src/log.ts': ['src/domain', 'src/trace.ts'],
  'src/metrics': [],
  'src/ports.ts': ['src/domain', 'src/config.ts'],
  'src/store': ['src/domain', 'src/log.ts', 'src/trace.ts'],
  'src/queue': ['src/domain', 'src/store', 'src/log.ts'],
  'src/live': ['src/domain', 'src/store'],
  'src/clock.ts': ['src/domain', 'src/store'],
  'src/gate': ['src/domain', 'src/store', 'src/networks', 'src/metrics', 'src/clock.ts', 'src/log.ts'],
  'src/mail': ['src/domain', 'src/store', 'src/vault', 'src/metrics', 'src/log.ts'],
  'src/signin': ['src/domain', 'src/store', 'src/mail', 'src/log.ts'],
  'src/app.ts': [
    'src/domain',
    'src/store',
    'src/networks',
    'src/vault',
    'src/mail',
    'src/signin',
    'src/queue',
    'src/metrics',
    'src/gate',
    'src/live',
    'src/clock.ts',
    'src/config.ts',
    'src/log.ts',
  ],
  'src/usecases': [
    'src/domain',
    'src/app.ts',
    'src/store',
    'src/networks',
    'src/vault',
    'src/mail',
    'src/words',
    'src/queue',
  ],
  'src/jobs': ['src/domain', 'src/app.ts', 'src/store', 'src/usecases', 'src/queue', 'src/trace.ts'],
  'src/http': ['src/domain', 'src/app.ts', 'src/usecases', 'src/jobs', 'src/trace.ts'],
  'src/pretend': ['src/domain', 'src/app.ts', 'src/store', 'src/usecases', 'src/vault'],
  'src/main.ts': ['*'],
  'src/cli': ['*'],
  web: ['src/domain', 'src/words', 'src/app.ts', 'src/usecases', 'src/mail', 'src/trace.ts'],
  sandbox: [],
}

type Import = { from: string; to: string }

const files = ['src', 'web', 'sandbox'].flatMap((folder) => sourcesIn(folder))
const imports = files.flatMap(importsOf)

describe('the house', () => {
  it('lets every room import only the rooms below it', () => {
    const trespasses = imports
      .filter(({ from, to }) => {
        const [room, other] = [roomOf(from), roomOf(to)]
        const allowed = MAY_IMPORT[room] ?? []
        return room !== other && !allowed.includes('*') && !allowed.includes(other)
      })
      .map(({ from, to }) => `${from} → ${to}`)
    expect(trespasses).toEqual([])
  })

  it('has no import circles, types included', () => {
    expect(circles()).toEqual([])
  })

  it('knows every room that there is', () => {
    const unknown = [...new Set(files.map(roomOf))].filter((room) => !(room in MAY_IMPORT))
    expect(unknown).toEqual([])
  })

  it('opens network tokens only where they are used or renewed', () => {
    const openers = files.filter((file) => /\bopen(Tokens|Access)\(/.test(textOf(file)))
    expect(openers.sort()).toEqual([
      'src/usecases/channel/renew-grant.ts',
      'src/usecases/channel/tokens.ts',
      'src/usecases/channel/use-token.ts',
    ])
  })

  it('gives every other sealed value exactly one opener', () => {
    const openers = files.filter((file) => /\bvault\.open\(/.test(textOf(file)))
    expect(openers.sort()).toEqual([
      'src/mail/post.ts',
      'src/usecases/channel/finish-connect.ts',
      'src/usecases/channel/found-accounts.ts',
      'src/usecases/channel/tokens.ts',
      'src/usecases/insight/kits.ts',
    ])
    const found = files.filter((file) => /\bopenFound\(app,/.test(textOf(file)))
    expect(found.sort()).toEqual(['src/usecases/channel/confirm-connect.ts'])
  })

  it("branches on a network's name only in the networks' own rooms, in words and in the icon file", () => {
    const names = NETWORKS.join('|')
    const branch = new RegExp(`(?:[!=]==?\\s*|case\\s+)['"\`](?:${names})['"\`]`)
    const elsewhere = files.filter(
      (file) =>
        !/^(src\/networks\/|sandbox\/|src\/words\/|src\/domain\/network\.ts|web\/parts\/network-icon\.tsx)/.test(
          file,
        ) && branch.test(textOf(file)),
    )
    expect(elsewhere).toEqual([])
  })

  it('keeps no barrel, and names nothing after nothing', () => {
    const nameless = /(^|\/)(utils?|helpers?|common|misc|shared|manager|service|base)(\.tsx?|\/)/
    expect(files.filter((file) => nameless.test(file))).toEqual([])
  })
})

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('/+types/'))
}

function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}

function importsOf(file: string): Import[] {
  const specifiers = textOf(file).matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.{1,2}\/[^'"]+)['"]/g)
  return [...specifiers]
    .map(([, specifier = '']) => path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)))
    .filter((to) => /\.tsx?$/.test(to) && !to.includes('+types'))
    .map((to) => ({ from: file, to }))
}

function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/')
  return top === 'src' ? `src/${second}` : top
}

function circles(): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
  const found: string[] = []
  const done = new Set<string>()
  const walk = (file: string, trail: string[]): void => {
    const at = trail.indexOf(file)
    if (at >= 0) {
      found.push([...trail.slice(at), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const to of next.get(file) ?? []) walk(to, [...trail, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  return found
}
