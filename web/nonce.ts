import { createContext } from 'react'

/** The nonce of this one page; undefined in the browser, which does not need it. */
export const NonceContext = createContext<string | undefined>(undefined)
