/** What a page weighs on its way to a browser: everything it names, fetched and compressed. */
import { gzipSync } from 'node:zlib'

export type Weight = {
  /** Bytes after gzip -9, each file by itself, as they travel. */
  html: number
  css: number
  scripts: number
  /** The scripts that the page names; inline ones are part of `html`. */
  files: string[]
  /** The page hands its data to a script that brings it to life. */
  hydrates: boolean
}

export type Budget = { page: string; scripts: number; hydrates: boolean }

export const CHANNELS_BUDGET: Budget = { page: '/channels', scripts: 150_000, hydrates: true }
export const PROFILE_BUDGET: Budget = { page: '/@lina', scripts: 10_000, hydrates: false }
export const ARTICLE_BUDGET: Budget = {
  page: '/help/reconnecting-your-channels',
  scripts: 15_000,
  hydrates: false,
}

/** Read by somebody who is signed in, an article loads the chat's launcher once nothing more urgent is going on. */
export const LAUNCHER_BUDGET: Budget = { ...ARTICLE_BUDGET, scripts: 35_000 }

/** A reconnect link's page brings everything along: every byte of it and of what it names, also before compression. */
export const LINK_BUDGET_BYTES = 20_000

/** Everything that a browser fetches to show a page, as it travels without compression. */
export async function weighWhole(app: string, page: string): Promise<{ bytes: number; files: string[] }> {
  const html = await textOf(new URL(page, app))
  const files = distinct(
    [...html.matchAll(/<(?:script|link|img)\b[^>]*>/g)].map(
      ([tag]) => attribute(tag, 'src') ?? attribute(tag, 'href'),
    ),
  )
  const sizes = await Promise.all(
    files.map(async (file) => Buffer.byteLength(await textOf(new URL(file, app)))),
  )
  return { bytes: Buffer.byteLength(html) + sizes.reduce((sum, size) => sum + size, 0), files }
}

export async function weigh(app: string, page: string, cookie = ''): Promise<Weight> {
  const html = await textOf(new URL(page, app), cookie)
  const tags = [...html.matchAll(/<(script|link)\b[^>]*>/g)].map(([tag]) => tag)
  const css = tags
    .filter((tag) => attribute(tag, 'rel') === 'stylesheet')
    .map((tag) => attribute(tag, 'href'))
  const named = tags.map((tag) =>
    tag.startsWith('<script')
      ? attribute(tag, 'src')
      : attribute(tag, 'rel') === 'modulepreload'
        ? attribute(tag, 'href')
        : null,
  )
  // An inline module imports what it starts with; React Router writes it so.
  const inline = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? '')
  const imported = inline.flatMap((code) =>
    [...code.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+\.js)["']/g)].map(([, file]) => file ?? null),
  )
  const files = distinct([...named, ...imported])
  return {
    html: gzipped(html),
    css: await sumOf(distinct(css), app),
    scripts: await sumOf(files, app),
    files,
    hydrates: html.includes('__reactRouterContext'),
  }
}

/** Null where the budget is kept. */
export function overBudget(weight: Weight, budget: Budget): string | null {
  if (weight.scripts > budget.scripts)
    return `${budget.page} loads ${weight.scripts} bytes of script; ${budget.scripts} is its budget.`
  if (weight.hydrates !== budget.hydrates)
    return `${budget.page} ${weight.hydrates ? 'hydrates, and should not' : 'does not hydrate, and should'}.`
  return null
}

async function sumOf(files: readonly string[], app: string): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => gzipped(await textOf(new URL(file, app)))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function textOf(url: URL, cookie = ''): Promise<string> {
  const reply = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  if (reply.status !== 200) throw new Error(`${url.pathname} answered ${reply.status}.`)
  return await reply.text()
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null
}

function distinct(names: readonly (string | null)[]): string[] {
  return [...new Set(names.filter((name) => name !== null))]
}

function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).byteLength
}
