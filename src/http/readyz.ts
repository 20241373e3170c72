/** Whether this process should be given work: for load balancers, which ask often. */
import type { Readiness } from '../usecases/operation/check-readiness.ts'

export const RETRY_AFTER_SECONDS = 5

export async function readyz(
  stage: 'starting' | 'ready' | 'draining',
  check: () => Promise<Readiness>,
): Promise<Response> {
  const found = stage === 'ready' ? await check() : null
  const well = found !== null && Object.values(found).every((one) => one === 'ok')
  const status = stage === 'ready' && !well ? 'not_ready' : stage
  return Response.json(
    { status, ...found },
    {
      status: well ? 200 : 503,
      headers: {
        'cache-control': 'no-store',
        ...(well ? {} : { 'retry-after': String(RETRY_AFTER_SECONDS) }),
      },
    },
  )
}
