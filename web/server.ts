import * as build from 'virtual:react-router/server-build'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import type { App } from '../src/app.ts'
import type { Letter } from '../src/mail/letter.ts'
import { appContext } from './context.ts'

/** All pages as one function from a request to its reply. */
export function createPages(app: App): (request: Request) => Promise<Response> {
  const handle = createRequestHandler(build as ServerBuild, import.meta.env.MODE)
  return (request) => {
    const context = new RouterContextProvider()
    context.set(appContext, app)
    return handle(request, context)
  }
}

/** Loaded with the first mail: no page needs what draws them. */
export async function letterHtml(letter: Letter): Promise<string> {
  const { renderLetter } = await import('./mail/letter-html.tsx')
  return renderLetter(letter)
}
