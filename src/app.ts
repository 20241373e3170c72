/** The parts that a use-case may touch, built once by `main.ts` and handed over. */
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Deadlines } from './domain/channel/deadlines.ts'
import type { Network } from './domain/network.ts'
import type { NetworkGate } from './gate/gate.ts'
import type { Live } from './live/live.ts'
import type { Log } from './log.ts'
import type { Templates } from './mail/letter.ts'
import type { Mailer } from './mail/mailer.ts'
import type { Post } from './mail/post.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { Adapter } from './networks/contract.ts'
import type { Queue } from './queue/queue.ts'
import type { Queues } from './queue/table.ts'
import type { AttemptLimit } from './signin/attempt-limit.ts'
import type { SignIn } from './signin/sign-in.ts'
import type { Inbox } from './store/inbox.ts'
import type { KeptProfiles } from './store/kept-profiles.ts'
import type { Lendables } from './store/lendable.ts'
import type { Pulse } from './store/network-holds.ts'
import type { Store } from './store/open.ts'
import type { TokenUse } from './store/token-uses.ts'
import type { Vault } from './vault/vault.ts'

export type App = {
  config: Config & { publicUrl: URL }
  clock: Clock
  store: Store
  /** Where events of the networks are stored as they arrive. */
  inbox: Inbox
  /** What callers who want tokens at the same moment read together. */
  lendables: Lendables
  vault: Vault
  /** Only the networks that this installation has an app for. */
  networks: Partial<Record<Network, Adapter>>
  /** What stands between each of them and the wire. */
  gates: Record<Network, NetworkGate>
  signIn: SignIn
  mail: Mailer
  /** Letters that somebody waits for. */
  post: Post
  /** Counted in real time by all processes together: tries of reconnect links that lead nowhere, an address; mails with one. */
  limits: { linkMisses: AttemptLimit; linkMails: AttemptLimit }
  /** How mails look. */
  templates: Templates
  queue: Queue<Queues>
  /** Tells browsers what changed while they watch. */
  live: Live
  /** Public profiles that were drawn once. */
  profiles: KeptProfiles
  log: Log
  metrics: Metrics
  /** Where forms may lead a browser: the origins of the networks' sign-in pages. */
  signInOrigins: readonly string[]
  /** The pretend networks, in sandbox mode only, and where they reach this process. */
  sandbox: { url: string; reachUsAt: URL } | null
  /** Names this process in leases. */
  holder: string
  deadlines: Deadlines
  /** Renewals under way in this process, one a channel and generation. A stop waits for them. */
  renewals: Map<string, Promise<unknown>>
  /** Aborted once the process must end: what could not be saved until then is given up. */
  ending: AbortController
  /** Creators' wrapped keys as they were read, by the creator's id. */
  dataKeys: Map<string, Uint8Array>
  /** How looks ended, counted and not written yet. */
  pulses: Map<string, Pulse>
  /** Uses of tokens that were counted and are not written yet. */
  tokenUses: Map<string, TokenUse>
}
