import * as build from 'virtual:react-router/server-build'
import {
  createRequestHandler,
  matchRoutes,
  type RouteObject,
  RouterContextProvider,
  type ServerBuild,
} from 'react-router'
import type { App } from '../src/app.ts'
import type { Letter } from '../src/mail/letter.ts'
import { appContext, fromContext } from './context.ts'
import type { Asked } from './cookies.ts'
import { answerDocument, documentPattern } from './documents.ts'
import { inLanguage, readerContext, readReader, tellBrowser } from './reader.ts'
import { variantOf } from './speaking.ts'
import { languageNamed } from './views/help-address.ts'

/** All pages as one function from a request to its reply, and one that says which page an address means. */
export function createPages(app: App): {
  answer(request: Request, from: string): Promise<Response>
  patternOf(pathname: string): string
  variantOf(request: Asked): string
} {
  const handle = createRequestHandler(build as ServerBuild, import.meta.env.MODE)
  const tree = routesBelow(undefined)
  const patterns = new Map<string, string>()
  return {
    async answer(request, from) {
      const document = await answerDocument(app, request)
      if (document !== null) return document
      const context = new RouterContextProvider()
      context.set(appContext, app)
      context.set(fromContext, from)
      const reader = await readReader(app, request)
      context.set(readerContext, reader)
      const named = languageNamed(new URL(request.url).pathname)
      const reply = await handle(inLanguage(request, named ?? reader.language), context)
      // Whatever keeps a page for others must know what its words hang on.
      reply.headers.append('vary', 'accept-language, cookie')
      if (!reply.headers.has('set-cookie')) tellBrowser(app, request, reader, reply)
      return reply
    },
    patternOf(pathname) {
      // Finding a route costs a tenth of answering, so what was asked lately is remembered.
      if (patterns.size >= MOST_PATTERNS) patterns.clear()
      const known = patterns.get(pathname) ?? documentPattern(pathname) ?? findPattern(tree, pathname)
      patterns.set(pathname, known)
      return known
    },
    variantOf: (request) => variantOf(app, request),
  }
}

/** Loaded with the first mail: no page needs what draws them. */
export async function letterHtml(letter: Letter): Promise<string> {
  const { renderLetter } = await import('./mail/letter-html.tsx')
  return renderLetter(letter)
}

const MOST_PATTERNS = 1_000

function findPattern(tree: RouteObject[], pathname: string): string {
  const matches = matchRoutes(tree, pathname.replace(/\.data$/, '')) ?? []
  const parts = matches.flatMap(({ route }) => (route.path ? [route.path] : []))
  return `/${parts.join('/').replace(/^\//, '')}`
}

function routesBelow(parentId: string | undefined): RouteObject[] {
  return Object.values((build as ServerBuild).routes).flatMap((route): RouteObject[] => {
    if (route === undefined || route.parentId !== parentId) return []
    const { id, index } = route
    const path = route.path === undefined ? {} : { path: route.path }
    return index ? [{ id, index, ...path }] : [{ id, ...path, children: routesBelow(id) }]
  })
}
