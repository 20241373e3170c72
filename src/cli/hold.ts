import { parseArgs } from 'node:util'
import { createClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { hasCode } from '../domain/mistake.ts'
import { isNetwork, NETWORKS, type Network } from '../domain/network.ts'
import { createLog } from '../log.ts'
import { newestEventAt } from '../store/events.ts'
import { migrate } from '../store/migrate.ts'
import { type Hold, lastHolds } from '../store/network-holds.ts'
import type { Store } from '../store/open.ts'
import { type Keeper, releaseByHand, undoLosses } from '../usecases/network/hold-network.ts'
import { type Command, type Terminal, wrongUsage } from './command.ts'
import { configFrom, openDatabase } from './installation.ts'
import { askClock, sandboxOrigin } from './sandbox.ts'

const LISTED = 20

export const holdCommand: Command = {
  summary: 'Lists, ends or undoes holds on what a network says against channels.',
  usage: [
    'Usage: npm run -s rechannel -- hold list',
    '       npm run -s rechannel -- hold release <network>',
    '       npm run -s rechannel -- hold undo <network>',
    '',
    `  <network>   ${NETWORKS.join(', ')}`,
    '',
    'A hold begins by itself when a network refuses too many channels at once, or our own app. While it is on, no',
    'connection is taken away on such evidence and nobody is told to reconnect. It ends by itself once the network',
    'answers well again.',
    '',
    '  release   ends it now: what was held is asked again, one channel after the other, and what is refused then counts.',
    '  undo      gives back the connections that the newest hold came too late for. Their owners are told that it was a',
    '            false alarm. It does not end the hold.',
    '',
    'With the embedded database, stop the app first: only one process may use it.',
  ].join('\n'),
  async run({ args, env, terminal }) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const [verb, network, ...rest] = positionals
    const isList = verb === 'list' && network === undefined
    const isAction = (verb === 'release' || verb === 'undo') && network !== undefined && rest.length === 0
    if (!isList && !isAction)
      throw wrongUsage('Say "hold list", or "hold release" or "hold undo" and a network.')
    if (isAction && !isNetwork(network)) throw wrongUsage(`There is no network "${network}".`)

    const config = configFrom(env)
    await using store = await openDatabase(config, 'rechannel hold', terminal)
    await migrate(store)
    if (isList) return await list(store, terminal)
    const clock = await createClock(store)
    if (config.mode === 'sandbox') clock.follow(await sandboxOffsetMs(config, store))
    const write = (line: string): void => terminal.err(line.trimEnd())
    const log = createLog({ level: 'warn', form: 'readable', write })
    const keeper: Keeper = { store, clock, log, pulses: new Map() }
    return await act(keeper, verb === 'undo' ? 'undo' : 'release', network as Network, terminal)
  },
}

/** Without its networks, a sandbox's time is at least that of the last thing that happened there. */
async function sandboxOffsetMs(config: Config, store: Store): Promise<number> {
  try {
    return (await askClock(new URL('/_sandbox/clock', sandboxOrigin(config)), null)).offsetMs
  } catch (error) {
    if (!hasCode(error, 'sandbox_unreachable')) throw error
    const newest = await newestEventAt(store.db)
    return newest === null ? 0 : Math.max(0, newest.getTime() - Date.now())
  }
}

async function list(store: Store, terminal: Terminal): Promise<0> {
  const holds = await lastHolds(store.db, LISTED)
  if (holds.length === 0) terminal.out('Nothing is held, and nothing ever was.')
  for (const hold of holds) terminal.out(lineOf(hold))
  return 0
}

async function act(
  keeper: Keeper,
  verb: 'release' | 'undo',
  network: Network,
  terminal: Terminal,
): Promise<0 | 1> {
  if (verb === 'release') {
    const released = await releaseByHand(keeper, network, 'operator')
    terminal.out(released ? `${network} is believed again.` : `${network} is not held.`)
    return released ? 0 : 1
  }
  const restored = await undoLosses(keeper, network)
  terminal.out(
    restored === null
      ? `${network} was never held, so there is nothing to undo.`
      : `${restored} ${restored === 1 ? 'connection was' : 'connections were'} given back.`,
  )
  return restored === null ? 1 : 0
}

function lineOf({
  network,
  beganAt,
  endedAt,
  endedBy,
  scope,
  why,
  counted,
  channels,
  undoneAt,
}: Hold): string {
  const until =
    endedAt === null ? 'still held' : `until ${endedAt.toISOString()}, ended by ${endedBy ?? 'nobody'}`
  const what = scope === 'all' ? 'everything' : 'ambiguous evidence'
  const undone = undoneAt === null ? '' : `; undone ${undoneAt.toISOString()}`
  return `${network}  from ${beganAt.toISOString()} ${until}: ${what}, ${REASONS[why]} (${counted} of ${channels})${undone}`
}

const REASONS: Record<Hold['why'], string> = {
  suspect: 'too many channels came under suspicion at once',
  definite: 'too many losses were settled at once',
  own_app: 'our own app was refused',
}
