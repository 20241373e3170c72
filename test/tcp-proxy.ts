/** Stands between two programs: hands connections on in turn, and can cut all of them, as a network or a crash does. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

type Target = { host: string; port: number }

export type TcpProxy = AsyncDisposable & {
  port: number
  /** How many connections went to each target. */
  handed: number[]
  /** Ends every connection and refuses new ones. */
  cut(): void
  mend(): void
}

export async function openProxy(targets: readonly Target[]): Promise<TcpProxy> {
  const open = new Set<Socket>()
  const handed = targets.map(() => 0)
  let whole = true
  let next = 0
  const server = createServer({ pauseOnConnect: true }, (near) => {
    near.on('error', () => {})
    if (whole) handOn(near, next++, targets.length)
    else near.resetAndDestroy()
  })

  /** A target that does not answer is passed over, as load balancers do. */
  function handOn(near: Socket, turn: number, left: number): void {
    const index = turn % targets.length
    const far = connect(targets[index] as Target)
    far.once('error', () => {
      if (left > 1 && whole) handOn(near, turn + 1, left - 1)
      else near.resetAndDestroy()
    })
    far.once('connect', () => {
      handed[index] = (handed[index] ?? 0) + 1
      far.removeAllListeners('error')
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
      near.resume()
    })
  }

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
