import { createContext } from 'react-router'
import type { App } from '../src/app.ts'

/** Where a loader or an action finds the parts: `context.get(appContext)`. */
export const appContext = createContext<App>()

/** Where the request comes from, as far as it can be told. */
export const fromContext = createContext<string>('')
