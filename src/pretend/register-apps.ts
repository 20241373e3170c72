/** Tells the pretend networks of our apps and their return addresses, as a developer would in their consoles. */
import type { App } from '../app.ts'
import { NETWORKS } from '../domain/network.ts'
import { redirectUri } from '../usecases/channel/start-connect.ts'
import { callSandbox } from './call-sandbox.ts'

export async function registerApps(app: App): Promise<void> {
  if (app.sandbox === null) return
  for (const network of NETWORKS) {
    const ours = app.config.apps[network]
    if (ours === null) continue
    await callSandbox(app, 'PUT', `/apps/${network}`, {
      client_id: ours.clientId,
      client_secret: ours.clientSecret.reveal(),
      redirect_uris: [redirectUri(app, network)],
    })
  }
}
