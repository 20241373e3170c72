/** What a developer enters in a network's console: the app, its addresses, and who may configure its events. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { fieldsOf, strings } from './control-input.ts'
import { EVENT_TYPES, streamOf } from './networks/google-events.ts'
import { callOut, isOutgoingUrl } from './outgoing.ts'
import type { Network } from './people.ts'
import { randomDigits, randomText } from './randomness.ts'
import { redirectProblem } from './redirect-rules.ts'
import { type Sandbox, SECOND_MS } from './sandbox.ts'
import { withQuery } from './wire.ts'
import { APP_STATUSES, type App, findApp, type ServiceAccount } from './world.ts'

type Refused = { ok: false; status: 400 | 409; code: string; message: string }
export type Registered = { ok: true; app: App } | Refused

/** Which addresses each network's console asks for. At Google the address belongs to the project's stream. */
const ADDRESSES: Record<Network, readonly string[]> = {
  instagram: ['deauthorize_url', 'deletion_url', 'webhook_url', 'webhook_verify_token'],
  facebook: ['deauthorize_url', 'deletion_url', 'webhook_url', 'webhook_verify_token'],
  tiktok: ['webhook_url'],
  youtube: ['webhook_url'],
}

export async function registerApp(
  box: Sandbox,
  network: Network,
  fields: Record<string, unknown>,
): Promise<Registered> {
  const wanted = readApp(box, network, fields)
  if (!wanted.ok) return wanted
  const before = findApp(box.world, network, wanted.app.client_id)
  const unverified = await verifyWebhook(box, { app: wanted.app, before, verify: fields.verify })
  if (unverified !== null) return unverified
  // The app may have been registered again while it was asked.
  const read = readApp(box, network, fields)
  if (!read.ok) return read
  const { app } = read
  if (!isDeepStrictEqual(findApp(box.world, network, app.client_id), app))
    box.commit({ type: 'app-registered', app })
  if (network === 'youtube' && fields.webhook_url !== undefined)
    configureStream(box, app.project, fields.webhook_url === null ? null : String(fields.webhook_url))
  return read
}

/** As it may be shown: without secrets, and with the address of the stream where that is the app's. */
export function shownApp(box: Sandbox, app: App): Omit<App, 'client_secret' | 'webhook_verify_token'> {
  const { client_secret: _secret, webhook_verify_token: _token, ...rest } = app
  return app.network === 'youtube'
    ? { ...rest, webhook_url: streamOf(box, app.client_id)?.url ?? null }
    : rest
}

function readApp(box: Sandbox, network: Network, fields: Record<string, unknown>): Registered {
  const no = (message: string): Registered => ({ ok: false, status: 400, code: 'bad_app', message })
  const { client_id } = fields
  if (typeof client_id !== 'string' || !/^[\w.|-]{1,200}$/.test(client_id) || client_id.includes('|'))
    return no('client_id is a text of letters, digits, dots, dashes.')
  const before = findApp(box.world, network, client_id)
  const text = (name: keyof App, standard: string): string => {
    const value = fields[name]
    return typeof value === 'string' && value !== '' ? value : standard
  }
  const uris = strings(fields.redirect_uris) ?? before?.redirect_uris ?? []
  const type = fields.type === 'desktop' || fields.type === 'web' ? fields.type : (before?.type ?? 'web')
  const problem = redirectProblem(network, { type, uris })
  if (problem !== null) return no(problem)
  if (fields.status !== undefined && !APP_STATUSES.some((each) => each === fields.status))
    return no(`status is one of ${APP_STATUSES.join(', ')}.`)
  const status = APP_STATUSES.find((each) => each === fields.status) ?? before?.status
  const scopes = strings(fields.scopes) ?? before?.scopes
  const testers = strings(fields.testers) ?? before?.testers
  const mistake = addressMistake(network, fields)
  if (mistake !== null) return no(mistake)
  const address = (name: 'deauthorize_url' | 'deletion_url' | 'webhook_url' | 'webhook_verify_token') =>
    fields[name] === undefined
      ? (before?.[name] ?? null)
      : fields[name] === null
        ? null
        : String(fields[name])
  return {
    ok: true,
    app: {
      network,
      client_id,
      client_secret: text('client_secret', before?.client_secret ?? `sandbox-${network}-secret`),
      name: text('name', before?.name ?? 'Rechannel'),
      redirect_uris: uris,
      type,
      project: text('project', before?.project ?? client_id),
      require_appsecret_proof:
        typeof fields.require_appsecret_proof === 'boolean'
          ? fields.require_appsecret_proof
          : (before?.require_appsecret_proof ?? false),
      deauthorize_url: address('deauthorize_url'),
      deletion_url: address('deletion_url'),
      webhook_url: network === 'youtube' ? null : address('webhook_url'),
      webhook_verify_token: address('webhook_verify_token'),
      ...(status === undefined ? {} : { status }),
      ...(scopes === undefined ? {} : { scopes }),
      ...(testers === undefined ? {} : { testers }),
    },
  }
}

function addressMistake(network: Network, fields: Record<string, unknown>): string | null {
  for (const name of ['deauthorize_url', 'deletion_url', 'webhook_url', 'webhook_verify_token']) {
    const value = fields[name]
    if (value === undefined || value === null) continue
    if (!ADDRESSES[network].includes(name)) return `An app of ${network} has no ${name}.`
    if (typeof value !== 'string' || value === '' || value.length > 2000) return `${name} is a text, or null.`
    if (name !== 'webhook_verify_token' && !isOutgoingUrl(value))
      return `${name} is an http or https address on this machine: the sandbox sends nothing elsewhere.`
  }
  return null
}

/** Meta asks a webhook for its challenge whenever it is configured
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started, read 2026-11-22). */
async function verifyWebhook(
  box: Sandbox,
  of: { app: App; before: App | undefined; verify: unknown },
): Promise<Refused | null> {
  const { app, before } = of
  const isMeta = app.network === 'instagram' || app.network === 'facebook'
  if (!isMeta || app.webhook_url === null || of.verify === false) return null
  const same =
    before?.webhook_url === app.webhook_url && before.webhook_verify_token === app.webhook_verify_token
  if (same && of.verify !== true) return null
  if (app.webhook_verify_token === null)
    return {
      ok: false,
      status: 400,
      code: 'verify_token_needed',
      message: 'A webhook needs a webhook_verify_token.',
    }
  const challenge = randomDigits(10)
  const outcome = await callOut({
    method: 'GET',
    url: withQuery(app.webhook_url, {
      'hub.mode': 'subscribe',
      'hub.challenge': challenge,
      'hub.verify_token': app.webhook_verify_token,
    }),
    headers: {},
    body: '',
    timeout_ms: box.world.settings['events.timeout_seconds'] * SECOND_MS,
    signal: new AbortController().signal,
  })
  const trouble = outcome.ok
    ? outcome.status !== 200
      ? `HTTP Status Code = ${outcome.status}`
      : outcome.text.trim() !== challenge
        ? 'the answer is not the challenge'
        : null
    : outcome.problem
  return trouble === null
    ? null
    : {
        ok: false,
        status: 409,
        code: 'callback_verification_failed',
        message: `Callback verification failed with the following errors: ${trouble}`,
      }
}

/** The short way to a stream with every event, without a service account. */
function configureStream(box: Sandbox, project: string, url: string | null): void {
  const stream =
    url === null ? null : { url, events_requested: Object.values(EVENT_TYPES), status: 'enabled' as const }
  if (!isDeepStrictEqual(box.world.streams.get(project) ?? null, stream))
    box.commit({ type: 'stream-configured', project, stream })
}

export type RegisteredServiceAccount =
  | { ok: true; account: Omit<ServiceAccount, 'keys'> & { key_ids: string[] }; key_file: object | null }
  | Refused

/** With a public key it is taken; without one a pair is made and handed out once, as Google's console does. */
export function registerServiceAccount(
  box: Sandbox,
  fields: Record<string, unknown>,
): RegisteredServiceAccount {
  const no = (message: string): RegisteredServiceAccount => ({
    ok: false,
    status: 400,
    code: 'bad_service_account',
    message,
  })
  const text = (name: string, standard: string): string => {
    const value = fields[name]
    return typeof value === 'string' && value !== '' ? value : standard
  }
  const client_id = text('client_id', 'sandbox-youtube')
  const project = text('project', findApp(box.world, 'youtube', client_id)?.project ?? client_id)
  const email = text('email', `risc@${project}.iam.gserviceaccount.com`)
  const project_state = PROJECT_STATES.find((each) => each === (fields.project_state ?? 'active'))
  if (project_state === undefined) return no(`project_state is one of ${PROJECT_STATES.join(', ')}.`)
  const kid = text('key_id', randomText(40).toLowerCase())
  let publicKey: KeyObject
  let key_file: object | null = null
  if (fields.public_key === undefined) {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    publicKey = pair.publicKey
    key_file = {
      type: 'service_account',
      project_id: project,
      private_key_id: kid,
      private_key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      client_email: email,
      token_uri: 'https://oauth2.googleapis.com/token',
    }
  } else {
    const read = readPublicKey(fields.public_key)
    if (read === null) return no('public_key is an RSA key in PEM (SPKI) or as a JWK.')
    publicKey = read
  }
  const before = box.world.service_accounts.get(email)
  const account: ServiceAccount = {
    email,
    project,
    keys: [
      ...(before?.keys ?? []).filter((key) => key.kid !== kid),
      { kid, public_pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    ],
    admin: fields.role !== null,
    project_state,
  }
  box.commit({ type: 'service-account-registered', account })
  const { keys, ...rest } = account
  return { ok: true, account: { ...rest, key_ids: keys.map((key) => key.kid) }, key_file }
}

const PROJECT_STATES: readonly ServiceAccount['project_state'][] = ['active', 'deleted', 'firebase-managed']

function readPublicKey(value: unknown): KeyObject | null {
  try {
    const key =
      typeof value === 'string'
        ? createPublicKey(value)
        : createPublicKey({ key: fieldsOf(value), format: 'jwk' })
    return key.asymmetricKeyType === 'rsa' ? key : null
  } catch {
    return null
  }
}
