/** Stands between two programs: hands connections on in turn, and can cut all of them, as a network or a crash does. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type TcpProxy = AsyncDisposable & {
  port: number
  /** How many connections went to each target. */
  handed: number[]
  /** Ends every connection and refuses new ones. */
  cut(): void
  mend(): void
}

export async function openProxy(targets: readonly { host: string; port: number }[]): Promise<TcpProxy> {
  const open = new Set<Socket>()
  const handed = targets.map(() => 0)
  let whole = true
  let next = 0
  const server = createServer((near) => {
    const turn = next++ % targets.length
    const target = targets[turn]
    if (!whole || target === undefined) return near.resetAndDestroy()
    handed[turn] = (handed[turn] ?? 0) + 1
    const far = connect(target)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    whole = false
    for (const socket of open) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    handed,
    cut,
    mend() {
      whole = true
    },
    async [Symbol.asyncDispose]() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
