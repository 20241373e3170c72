/** Tells the pretend networks of our apps and their return addresses, as a developer would in their consoles. */
import type { App } from '../app.ts'
import { type Door, NETWORKS, type Network, POLICIES } from '../domain/network.ts'
import type { Secret } from '../domain/secret.ts'
import { redirectUri } from '../usecases/channel/start-connect.ts'
import { eventAddress } from '../usecases/signal/receive-event.ts'
import { callSandbox } from './call-sandbox.ts'

type Registered = { network: string; client_id: string; redirect_uris: string[] }

export async function registerApps(app: App): Promise<void> {
  if (app.sandbox === null) return
  const { apps } = (await callSandbox(app, 'GET', '/apps')) as { apps: Registered[] }
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
