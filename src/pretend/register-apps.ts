/** Tells the pretend networks of our apps and their return addresses, as a developer would in their consoles. */
import { setTimeout } from 'node:timers/promises'
import type { App } from '../app.ts'
import { type Door, NETWORKS, type Network, POLICIES } from '../domain/network.ts'
import type { Secret } from '../domain/secret.ts'
import { redirectUri } from '../usecases/channel/start-connect.ts'
import { eventAddress } from '../usecases/signal/receive-event.ts'
import { callSandbox } from './call-sandbox.ts'

type Registered = { network: string; client_id: string; redirect_uris: string[] }

/** Only where pages are served: the networks ask at once whether the addresses answer. */
export async function registerApps(app: App): Promise<void> {
  if (app.sandbox === null) return
  const apps = await registered(app)
  for (const network of NETWORKS) {
    const ours = app.config.apps[network]
    if (ours === null) continue
    const known = apps.find((one) => one.network === network && one.client_id === ours.clientId)
    await callSandbox(app, 'PUT', `/apps/${network}`, {
      client_id: ours.clientId,
      client_secret: ours.clientSecret.reveal(),
      // Another process of this installation may answer at another address.
      redirect_uris: [...new Set([...(known?.redirect_uris ?? []), redirectUri(app, network)])],
      ...addressesOf(app, network, ours.verifyToken),
    })
  }
}

/** For a process without pages, which depends on another one to have registered. False where it was stopped first. */
export async function waitForApps(app: App, stopped: Promise<void>): Promise<boolean> {
  const stop = new AbortController()
  void stopped.then(() => stop.abort())
  const ours = NETWORKS.flatMap((network) => app.config.apps[network]?.clientId ?? [])
  while (!stop.signal.aborted) {
    const apps = await registered(app)
    if (ours.every((id) => apps.some((one) => one.client_id === id))) return true
    app.log.debug({}, 'Nobody serves pages yet, so the networks do not know us')
    await Promise.race([setTimeout(ASK_AGAIN_MS), stopped])
  }
  return false
}

const ASK_AGAIN_MS = 500

async function registered(app: App): Promise<Registered[]> {
  const { apps } = (await callSandbox(app, 'GET', '/apps')) as { apps: Registered[] }
  return apps
}

/** Where the network reports what happens to its people. A console asks only for what its network has. */
function addressesOf(app: App, network: Network, verifyToken: Secret | null): Record<string, string> {
  const { doors } = POLICIES[network]
  const addresses = doors.map((door) => [
    FIELDS[door],
    eventAddress(app.config.publicUrl, network, door).href,
  ])
  // Only networks with more than one door ask whether the address is ours.
  return Object.fromEntries(
    verifyToken !== null && doors.length > 1
      ? [...addresses, ['webhook_verify_token', verifyToken.reveal()]]
      : addresses,
  )
}

const FIELDS = {
  webhook: 'webhook_url',
  deauthorize: 'deauthorize_url',
  deletion: 'deletion_url',
} as const satisfies Record<Door, string>
