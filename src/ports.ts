/** Decides which port to listen on, before anything is built on the address. */
import { createServer } from 'node:net'
import type { Port } from './config.ts'
import { hasCode } from './domain/mistake.ts'

export type PortChoice =
  /** `instead`: the usual port that was taken, so that the person can be told. */
  { kind: 'ok'; port: number; instead: number | null } | { kind: 'taken'; sentence: string }

/**
 * A port that somebody asked for is used or refused. One that nobody asked for gives way to a free one.
 * `name` is the variable that sets it.
 */
export async function choosePort(host: string, port: Port, name: string): Promise<PortChoice> {
  const trouble = await tryToListen(host, port.number)
  if (trouble === null) return { kind: 'ok', port: port.number, instead: null }
  if (!port.chosen && trouble !== 'other')
    return { kind: 'ok', port: await freePort(host), instead: port.number }
  return { kind: 'taken', sentence: explain(trouble, host, port.number, name) }
}

type Trouble = 'taken' | 'forbidden' | 'other'

function explain(trouble: Trouble, host: string, port: number, name: string): string {
  switch (trouble) {
    case 'taken':
      return `Port ${port} on ${host} is taken by another program. Stop that one, or set ${name} to another port.`
    case 'forbidden':
      return `This system does not let us listen on port ${port} on ${host}. Set ${name} to a port above 1023.`
    case 'other':
      return `We cannot listen on ${host}, port ${port}. Check that HOST is an address of this machine.`
    default:
      return trouble satisfies never
  }
}

async function tryToListen(host: string, port: number): Promise<Trouble | null> {
  try {
    await listenBriefly(host, port)
    return null
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE')) return 'taken'
    return hasCode(error, 'EACCES') ? 'forbidden' : 'other'
  }
}

async function freePort(host: string): Promise<number> {
  return await listenBriefly(host, 0)
}

function listenBriefly(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address()
      const found = typeof address === 'object' && address ? address.port : port
      server.close((error) => (error ? reject(error) : resolve(found)))
    })
  })
}
