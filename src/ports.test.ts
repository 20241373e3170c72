import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { choosePort } from './ports.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function freePort(): Promise<number> {
  const port = await takenPort()
  const server = servers.pop()
  server?.close()
  if (server) await once(server, 'close')
  return port
}

it('uses the port that is free', async () => {
  const number = await freePort()
  const choice = await choosePort('127.0.0.1', { number, chosen: true }, 'PORT')
  expect(choice).toEqual({ kind: 'ok', port: number, instead: null })
})

it('refuses a port that somebody asked for and that is taken, naming the variable', async () => {
  const number = await takenPort()
  const choice = await choosePort('127.0.0.1', { number, chosen: true }, 'SANDBOX_PORT')
  expect(choice).toEqual({
    kind: 'taken',
    sentence: expect.stringMatching(`Port ${number}.*set SANDBOX_PORT`),
  })
})

it('takes a free port instead of a usual one that is taken, and says so', async () => {
  const number = await takenPort()
  const choice = await choosePort('127.0.0.1', { number, chosen: false }, 'PORT')
  expect(choice).toMatchObject({ kind: 'ok', instead: number })
  if (choice.kind !== 'ok') return
  expect(choice.port).not.toBe(number)
  await once(
    servers[servers.push(createServer().listen(choice.port, '127.0.0.1')) - 1] as Server,
    'listening',
  )
})

it('does not look for another port where the address is the trouble', async () => {
  const choice = await choosePort('192.0.2.1', { number: 3000, chosen: false }, 'PORT')
  expect(choice).toEqual({ kind: 'taken', sentence: expect.stringContaining('HOST') })
})
