import { data, isRouteErrorResponse } from 'react-router'

export type Unreached = { unreached: true }

/**
 * Where a long form could not be sent, or the server could not take it, the page stays with all that was typed in it.
 * What the server did answer is passed on.
 */
export async function orUnreached<Answer>(send: () => Promise<Answer>) {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Response) throw error
    if (isRouteErrorResponse(error) && error.status < 500) throw error
    // With this status the page's own data are not read anew: that would not arrive either.
    return data<Unreached>({ unreached: true }, { status: 503 })
  }
}

export function isUnreached(answer: unknown): answer is Unreached {
  return typeof answer === 'object' && answer !== null && 'unreached' in answer
}
