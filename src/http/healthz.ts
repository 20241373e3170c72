/** 200 only once the installation can do its work. */
export function healthz(ready: boolean): Response {
  return Response.json(
    { status: ready ? 'ok' : 'starting' },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
