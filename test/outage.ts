/** A network that goes down and comes back, as the sandbox lets it. */
import type { Network } from '../src/domain/network.ts'
import type { World } from './world.ts'

/** `look`: what asks the network meanwhile, until somebody has noticed. */
export async function takeDown(world: World, network: Network, look: () => Promise<unknown>): Promise<void> {
  await world.fault({ network, kind: 'status', status: 503, times: null })
  for (let tries = 0; !(await isDown(world, network)); tries++) {
    if (tries > 12) throw new Error('The network is still up.')
    await world.advance('2m', 'none')
    await look()
  }
}

/** It answers, and somebody has noticed. */
export async function bringBack(world: World, network: Network): Promise<void> {
  await world.control('DELETE', '/faults')
  for (let tries = 0; await isDown(world, network); tries++) {
    if (tries > 12) throw new Error('The network is still down.')
    await world.advance('5m')
  }
}

export async function isDown(world: World, network: Network): Promise<boolean> {
  const row = await world.app.store.db
    .selectFrom('network_circuit')
    .select('opened_at')
    .where('network', '=', network)
    .executeTakeFirst()
  return (row?.opened_at ?? null) !== null
}
