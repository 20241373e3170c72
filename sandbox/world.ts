/** Everything the sandbox remembers, and the only function that changes it: one event in, the world after it. */
import type { Network } from './people.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings.ts'

export type App = {
  network: Network
  client_id: string
  client_secret: string
  name: string
  redirect_uris: string[]
  /** TikTok: a desktop app must use PKCE with a hex challenge. */
  type: 'web' | 'desktop'
  /** Google: revoking ends a person's grants to every client of one Cloud project. */
  project: string
  /** Facebook: refuse calls without `appsecret_proof`. */
  require_appsecret_proof: boolean
  /** Instagram and Facebook: who is told that a person removed the app, and that they want their data deleted. */
  deauthorize_url: string | null
  deletion_url: string | null
  /** Instagram, Facebook and TikTok; at Google the stream of the project has its own address. */
  webhook_url: string | null
  webhook_verify_token: string | null
  /** Google and TikTok: what the developers' portal says about the app. Live unless told. */
  status?: AppStatus
  /** Google and TikTok: the scopes that the app may ask for. All unless told. */
  scopes?: string[]
  /** Who may use an app in testing (Google) or in TikTok's sandbox: ids or e-mail addresses. Everyone unless told. */
  testers?: string[]
}

export const APP_STATUSES = [
  'live',
  'deleted',
  'disabled',
  'unauthorized',
  'internal',
  'in-review',
  'sandbox',
] as const
export type AppStatus = (typeof APP_STATUSES)[number]

/** Google: where a project's security events go (Cross-Account Protection). */
export type Stream = { url: string; events_requested: string[]; status: 'enabled' | 'disabled' }

/** Google: who may configure a project's stream, and with which keys. */
export type ServiceAccount = {
  email: string
  project: string
  keys: { kid: string; public_pem: string }[]
  /** Has the role `roles/riscconfigs.admin`. */
  admin: boolean
  project_state: 'active' | 'deleted' | 'firebase-managed'
}

/** How something is sent to an app: which of its addresses, signed how, tried how often. */
export type Way = 'deauthorize' | 'data-deletion' | 'meta-webhook' | 'tiktok-webhook' | 'security-event'

export type DeliveryState =
  | { kind: 'waiting'; next_at: number }
  /** Waits for a later event of its app, so that it comes after it. */
  | { kind: 'held' }
  | { kind: 'delivered' }
  /** The app said that it will never take it. */
  | { kind: 'refused' }
  | { kind: 'given-up' }
  /** The app has no address for it any more, or its stream is disabled. */
  | { kind: 'dropped' }
  /** Lost on purpose. */
  | { kind: 'lost' }

export type Attempt = { at: number; url: string; status: number | null; problem: string | null }

/** One event that is owed to one app. It is signed when it is sent, so nothing secret is kept here. */
export type Delivery = {
  id: string
  network: Network
  client_id: string
  way: Way
  event: string
  /** The text that is signed. */
  content: string
  owed_at: number
  state: DeliveryState
  attempts: Attempt[]
  /** Sent once more on purpose, or because of a fault. */
  copy_of: string | null
  /** Its signature is broken on purpose. */
  forged: boolean
  /** Facebook and Instagram: what the app said about the deletion of a person's data. */
  answer: { url: string; confirmation_code: string } | null
}

/** What a person has agreed to, remembered by the network for the next visit. */
export type Consent = {
  network: Network
  client_id: string
  account: string
  granted: string[]
  declined: string[]
  pages: string[]
}

export type Code = {
  value: string
  network: Network
  client_id: string
  account: string
  redirect_uri: string
  scopes: string[]
  expires_at: number
  challenge: { value: string; method: string } | null
  /** YouTube: which identity (channel) was picked, whether a refresh token is due, and the nonce for the ID token. */
  channel_sub: string | null
  offline: boolean
  nonce: string | null
  /** Google: how long the person gives access for; without an end unless told. */
  access_ms?: number
  spent: boolean
}

export type GrantEnd =
  | 'removed'
  | 'password'
  | 'username'
  | 'security'
  | 'closed'
  | 'replaced'
  | 'banned'
  | 'too-young'
  | 'logged-out'

/** One authorization: the tokens that came from one consent. */
export type Grant = {
  id: string
  network: Network
  client_id: string
  account: string
  channel_sub: string | null
  scopes: string[]
  began_at: number
  ended: GrantEnd | null
}

export type TokenKind = 'short' | 'long' | 'page' | 'access' | 'refresh'
export type Token = {
  value: string
  kind: TokenKind
  grant: string
  issued_at: number
  /** Milliseconds; null has no end. */
  expires_at: number | null
  page: string | null
  /** A refresh token that was rotated away. */
  spent: boolean
  last_used_at: number
}

export type AccountState = {
  username: string | null
  kind: 'professional' | 'personal' | null
  locked: boolean
  closed: boolean
  lost_roles: string[]
  password_changed_at: number | null
  /** Instagram and Facebook: disabled by the network; a Page that its owner has hidden; other trouble by its name. */
  disabled: boolean
  unpublished: boolean
  trouble: { name: string; until: number | null; left?: number } | null
  /** TikTok: a private account; YouTube: the number of subscribers is hidden. */
  hidden: boolean
}

export type AccountChange =
  | { kind: 'password-changed' }
  | { kind: 'username-changed'; username: string }
  /** By the person unless `by` says otherwise; `and_data` asks for the deletion of their data, too. */
  | { kind: 'app-removed'; client_id: string | null; by?: 'app' | 'unknown'; and_data?: true }
  | { kind: 'locked'; reason?: DisabledReason }
  | { kind: 'check-passed' }
  | { kind: 'switched-to-personal' }
  | { kind: 'switched-to-professional' }
  | { kind: 'page-role-lost'; page: string }
  | { kind: 'page-role-regained'; page: string }
  | { kind: 'page-unticked'; page: string }
  | { kind: 'page-ticked'; page: string }
  | { kind: 'scope-removed'; scope: string }
  | { kind: 'closed' }
  | { kind: 'reopened' }
  | { kind: 'banned' }
  | { kind: 'age-changed' }
  | { kind: 'sessions-revoked' }
  | { kind: 'credential-change-required' }
  | { kind: 'logged-out' }
  | { kind: 'disabled' }
  | { kind: 'enabled' }
  | { kind: 'page-unpublished' }
  | { kind: 'page-published' }
  /** `left`: how many calls it still meets at Google and TikTok; without it until it is ended. */
  | { kind: 'trouble-met'; trouble: string; until: number | null; left?: number }
  | { kind: 'trouble-counted' }
  | { kind: 'trouble-ended' }
  | { kind: 'hidden' }
  | { kind: 'shown' }

/** Why Google disables an account, as its event says it. */
export type DisabledReason = 'hijacking' | 'bulk-account' | 'none'

export type Event =
  | { type: 'app-registered'; app: App }
  | { type: 'settings-changed'; settings: Partial<Settings> }
  | { type: 'clock-moved'; offset_ms: number }
  | { type: 'account-changed'; network: Network; account: string; change: AccountChange }
  | { type: 'consented'; consent: Consent; code: Code }
  | {
      type: 'issued'
      code: string | null
      grant: Grant | null
      tokens: Token[]
      /** Tokens that this call used up or used, by value. */
      spent: string[]
      used: string[]
    }
  /** Many people gave an app their permissions at some time before now, without a consent page for each. */
  | { type: 'moved-in'; consents: Consent[]; grants: Grant[]; tokens: Token[] }
  | { type: 'grants-ended'; grants: string[]; why: GrantEnd; forget: boolean }
  | { type: 'scope-revoked'; network: Network; client_id: string; account: string; scope: string }
  | { type: 'signing-key-made'; private_pem: string; kid: string }
  | { type: 'seeded'; seed: string }
  | { type: 'stream-configured'; project: string; stream: Stream | null }
  | { type: 'service-account-registered'; account: ServiceAccount }
  /** Somebody wants an event to be sent; which one stands beside this in the journal. */
  | { type: 'sending-asked' }
  | {
      type: 'delivery-tried'
      id: string
      attempt: Attempt | null
      state: DeliveryState
      answer: Delivery['answer']
    }

export type World = {
  apps: Map<string, App>
  consents: Map<string, Consent>
  codes: Map<string, Code>
  grants: Map<string, Grant>
  tokens: Map<string, Token>
  accounts: Map<string, AccountState>
  settings: Settings
  offset_ms: number
  signing_key: { private_pem: string; kid: string } | null
  /** What random values are made from; null is the system's randomness. */
  seed: string | null
  streams: Map<string, Stream>
  service_accounts: Map<string, ServiceAccount>
  /** In the order in which they are sent. */
  deliveries: Map<string, Delivery>
}

export function emptyWorld(): World {
  return {
    apps: new Map(),
    consents: new Map(),
    codes: new Map(),
    grants: new Map(),
    tokens: new Map(),
    accounts: new Map(),
    settings: { ...DEFAULT_SETTINGS },
    offset_ms: 0,
    signing_key: null,
    seed: null,
    streams: new Map(),
    service_accounts: new Map(),
    deliveries: new Map(),
  }
}

/** Apps in journals that are older than these addresses have none. */
const NO_ADDRESSES = {
  deauthorize_url: null,
  deletion_url: null,
  webhook_url: null,
  webhook_verify_token: null,
}

const FRESH_ACCOUNT: AccountState = {
  username: null,
  kind: null,
  locked: false,
  closed: false,
  lost_roles: [],
  password_changed_at: null,
  disabled: false,
  unpublished: false,
  trouble: null,
  hidden: false,
}

export function accountState(world: World, network: Network, account: string): AccountState {
  return world.accounts.get(`${network}:${account}`) ?? FRESH_ACCOUNT
}

export function findApp(world: World, network: Network, clientId: string): App | undefined {
  return world.apps.get(`${network}:${clientId}`)
}

export function findConsent(
  world: World,
  of: { network: Network; client_id: string; account: string },
): Consent | undefined {
  return world.consents.get(consentKey(of))
}

export function grantOf(world: World, token: Token): Grant {
  const grant = world.grants.get(token.grant)
  if (grant === undefined) throw new Error('a token without a grant')
  return grant
}

export function grantsOf(world: World, network: Network, account: string): Grant[] {
  return [...world.grants.values()].filter((g) => g.network === network && g.account === account)
}

/** `at` is the sandbox's time of the event, in milliseconds. */
export function apply(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'app-registered':
      world.apps.set(`${event.app.network}:${event.app.client_id}`, { ...NO_ADDRESSES, ...event.app })
      return
    case 'settings-changed':
      Object.assign(world.settings, event.settings)
      return
    case 'clock-moved':
      world.offset_ms = event.offset_ms
      return
    case 'account-changed':
      applyAccountChange(world, event, at)
      return
    case 'consented':
      world.consents.set(consentKey(event.consent), structuredClone(event.consent))
      world.codes.set(event.code.value, { ...event.code })
      return
    case 'issued': {
      const code = event.code === null ? undefined : world.codes.get(event.code)
      if (code !== undefined) code.spent = true
      if (event.grant !== null) world.grants.set(event.grant.id, structuredClone(event.grant))
      for (const token of event.tokens) world.tokens.set(token.value, { ...token })
      for (const value of event.spent) {
        const token = world.tokens.get(value)
        if (token !== undefined) token.spent = true
      }
      for (const value of event.used) {
        const token = world.tokens.get(value)
        if (token !== undefined) token.last_used_at = at
      }
      return
    }
    case 'moved-in':
      for (const consent of event.consents) world.consents.set(consentKey(consent), structuredClone(consent))
      for (const grant of event.grants) world.grants.set(grant.id, structuredClone(grant))
      for (const token of event.tokens) world.tokens.set(token.value, { ...token })
      return
    case 'grants-ended':
      for (const id of event.grants) {
        const grant = world.grants.get(id)
        if (grant === undefined || grant.ended !== null) continue
        grant.ended = event.why
        if (event.forget) world.consents.delete(consentKey(grant))
      }
      return
    case 'scope-revoked': {
      const consent = findConsent(world, event)
      if (consent !== undefined) dropScope(consent, event.scope)
      return
    }
    case 'signing-key-made':
      world.signing_key = { private_pem: event.private_pem, kid: event.kid }
      return
    case 'seeded':
      world.seed = event.seed
      return
    case 'stream-configured':
      if (event.stream === null) world.streams.delete(event.project)
      else world.streams.set(event.project, structuredClone(event.stream))
      return
    case 'service-account-registered':
      world.service_accounts.set(event.account.email, structuredClone(event.account))
      return
    case 'sending-asked':
      return
    case 'delivery-tried': {
      const delivery = world.deliveries.get(event.id)
      if (delivery === undefined) return
      if (event.attempt !== null) delivery.attempts.push({ ...event.attempt })
      delivery.state = { ...event.state }
      delivery.answer = event.answer
      return
    }
    default: {
      // A journal from a newer sandbox must not be half understood.
      const unknown: never = event
      throw new Error(`unknown event ${JSON.stringify(unknown)}`)
    }
  }
}

const KEPT_DELIVERIES = 5_000

/** Puts them at the end of the queue, also those that stand in it already. Of the settled ones only the newest are kept. */
export function owe(world: World, deliveries: readonly Delivery[]): void {
  for (const delivery of deliveries) {
    world.deliveries.delete(delivery.id)
    world.deliveries.set(delivery.id, structuredClone(delivery))
  }
  for (const [id, { state }] of world.deliveries) {
    if (world.deliveries.size <= KEPT_DELIVERIES) return
    if (state.kind !== 'waiting' && state.kind !== 'held') world.deliveries.delete(id)
  }
}

/** Everyone's consents of one account: which apps stand in its list of connected apps. */
export function consentsOf(world: World, network: Network, account: string): Consent[] {
  return [...world.consents.values()].filter((c) => c.network === network && c.account === account)
}

function applyAccountChange(
  world: World,
  event: { network: Network; account: string; change: AccountChange },
  at: number,
): void {
  const { network, account, change } = event
  const state: AccountState = structuredClone(accountState(world, network, account))
  world.accounts.set(`${network}:${account}`, state)
  const consents = consentsOf(world, network, account)
  const forget = (clientId: string | null = null): void => {
    for (const consent of consents)
      if (clientId === null || consent.client_id === clientId) world.consents.delete(consentKey(consent))
  }
  const end = (why: GrantEnd, clientId: string | null = null): void => {
    for (const grant of grantsOf(world, network, account))
      if (grant.ended === null && (clientId === null || grant.client_id === clientId)) grant.ended = why
  }
  switch (change.kind) {
    case 'password-changed':
      state.password_changed_at = at
      // Only Meta ends sessions on a password change. Google does so for Gmail scopes alone (read 2026-11-22,
      // https://developers.google.com/identity/protocols/oauth2#expiration); TikTok's documents do not say.
      if (network === 'instagram' || network === 'facebook') end('password')
      return
    case 'username-changed':
      state.username = change.username
      if (world.settings['accounts.username_change_ends_tokens']) end('username')
      return
    case 'app-removed':
      end('removed', change.client_id)
      forget(change.client_id)
      return
    case 'locked':
      state.locked = true
      // Meta keeps the token and refuses it until the check is passed; Google and TikTok end the grant.
      if (network === 'youtube' || network === 'tiktok') end('security')
      return
    case 'check-passed':
      state.locked = false
      return
    case 'switched-to-personal':
      state.kind = 'personal'
      return
    case 'switched-to-professional':
      state.kind = 'professional'
      return
    case 'page-role-lost':
      if (!state.lost_roles.includes(change.page)) state.lost_roles.push(change.page)
      return
    case 'page-role-regained':
      state.lost_roles = state.lost_roles.filter((page) => page !== change.page)
      return
    case 'page-unticked':
      for (const consent of consents) consent.pages = consent.pages.filter((page) => page !== change.page)
      return
    case 'page-ticked':
      for (const consent of consents)
        if (!consent.pages.includes(change.page)) consent.pages.push(change.page)
      return
    case 'scope-removed':
      for (const consent of consents) dropScope(consent, change.scope)
      for (const grant of grantsOf(world, network, account))
        grant.scopes = grant.scopes.filter((scope) => scope !== change.scope)
      return
    case 'closed':
      state.closed = true
      // TikTok takes the app's authorization away with the account (authorization.removed, reason 2).
      if (network === 'tiktok') {
        end('closed')
        forget()
      }
      return
    case 'reopened':
      state.closed = false
      return
    case 'banned':
      state.locked = true
      end('banned')
      forget()
      return
    case 'age-changed':
      end('too-young')
      forget()
      return
    case 'sessions-revoked':
    case 'credential-change-required':
      // Google tells of these and says nothing of the tokens.
      return
    case 'logged-out':
      end('logged-out')
      return
    case 'disabled':
    case 'enabled':
      state.disabled = change.kind === 'disabled'
      return
    case 'page-unpublished':
    case 'page-published':
      state.unpublished = change.kind === 'page-unpublished'
      return
    case 'trouble-met':
      state.trouble = {
        name: change.trouble,
        until: change.until,
        ...(change.left === undefined ? {} : { left: change.left }),
      }
      return
    case 'trouble-counted':
      if (state.trouble?.left === undefined) return
      state.trouble.left--
      if (state.trouble.left <= 0) state.trouble = null
      return
    case 'hidden':
    case 'shown':
      state.hidden = change.kind === 'hidden'
      return
    case 'trouble-ended':
      state.trouble = null
      return
    default: {
      const unknown: never = change
      throw new Error(`unknown change ${JSON.stringify(unknown)}`)
    }
  }
}

function dropScope(consent: Consent, scope: string): void {
  consent.granted = consent.granted.filter((each) => each !== scope)
  if (!consent.declined.includes(scope)) consent.declined.push(scope)
}

function consentKey(of: { network: Network; client_id: string; account: string }): string {
  return `${of.network}:${of.client_id}:${of.account}`
}
