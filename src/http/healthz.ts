/** 200 once this process has started, and for as long as it answers at all. Whether it can work just now is `/readyz`. */
export function healthz(started: boolean): Response {
  return Response.json(
    { status: started ? 'ok' : 'starting' },
    { status: started ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
