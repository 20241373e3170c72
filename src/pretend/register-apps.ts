/** Tells the pretend networks of our apps and their return addresses, as a developer would in their consoles. */
import type { App } from '../app.ts'
import { NETWORKS } from '../domain/network.ts'
import { redirectUri } from '../usecases/channel/start-connect.ts'

export async function registerApps(app: App): Promise<void> {
  if (app.sandbox === null) return
  for (const network of NETWORKS) {
    const ours = app.config.apps[network]
    if (ours === null) continue
    const reply = await fetch(`${app.sandbox.url}/_sandbox/apps/${network}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_id: ours.clientId,
        client_secret: ours.clientSecret.reveal(),
        redirect_uris: [redirectUri(app, network)],
      }),
      signal: AbortSignal.timeout(10_000),
    })
    if (!reply.ok) throw new Error(`The sandbox refused the app for ${network}: ${reply.status}`)
  }
}
