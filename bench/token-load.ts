/**
 * Callers of one address that cost as little as callers can, so that what is measured is the server: sockets that send
 * the next request as soon as an answer of known length is whole. `node bench/token-load.ts <order as JSON>`
 */
import { connect } from 'node:net'
import { CHANNELS, idOf } from './token-server.ts'

export type TokenLoadOrder = { url: string; path: '/raw' | '/token/'; callers: number; milliseconds: number }
export type TokenLoadReport = { requests: number; rate: number; p50: number; p99: number }

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? '') as TokenLoadOrder
  console.log(JSON.stringify(await load(order)))
}

async function load({ url, path, callers, milliseconds }: TokenLoadOrder): Promise<TokenLoadReport> {
  const { hostname, port } = new URL(url)
  const took: number[] = []
  const began = performance.now()
  const caller = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname)
      socket.setNoDelay(true)
      let said = ''
      let sent = 0
      const ask = (): void => {
        const id = path === '/raw' ? '' : idOf(Math.floor(Math.random() * CHANNELS))
        sent = performance.now()
        socket.write(`GET ${path}${id} HTTP/1.1\r\nHost: bench\r\n\r\n`)
      }
      socket.on('error', reject)
      socket.on('connect', ask)
      socket.on('data', (bytes) => {
        said += bytes.toString('latin1')
        if (!isWhole(said)) return
        if (!said.startsWith('HTTP/1.1 200')) return reject(new Error(said.slice(0, 100)))
        said = ''
        took.push(performance.now() - sent)
        if (performance.now() - began < milliseconds) return ask()
        socket.end()
        resolve()
      })
    })
  await Promise.all(Array.from({ length: callers }, caller))
  const seconds = (performance.now() - began) / 1000
  took.sort((a, b) => a - b)
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? Number.NaN
  return { requests: took.length, rate: took.length / seconds, p50: at(0.5), p99: at(0.99) }
}

function isWhole(said: string): boolean {
  const head = said.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = Number(/content-length: (\d+)/i.exec(said)?.[1] ?? Number.NaN)
  return said.length - head - 4 >= length
}
