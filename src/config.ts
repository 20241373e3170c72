/** Reads the environment once, and lists everything that is wrong with it at once. */
import { isIP } from 'node:net'
import { type OfficeHours, parseOfficeHours } from './domain/chat/office-hours.ts'
import { NETWORKS, type Network, POLICIES } from './domain/network.ts'
import { Secret } from './domain/secret.ts'

export type Mode = 'sandbox' | 'production'
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** `chosen`: somebody asked for this very port, so another one must not be taken instead. */
export type Port = { number: number; chosen: boolean }

/** Our app at one network, as its console knows it. */
export type NetworkApp = {
  clientId: string
  clientSecret: Secret
  /** Further secrets that may have signed an event. */
  eventSecrets: Secret[]
  /** Null: the network's question whether a webhook's address is ours gets a no. */
  verifyToken: Secret | null
  identityScopes: boolean
}

export type Config = {
  mode: Mode
  host: string
  port: Port
  /** Where a worker answers about its health; it serves no pages. */
  workerPort: Port
  sandboxPort: Port
  /** Where the pretend networks answer, when they are started by somebody else. */
  sandboxUrl: URL | null
  /** How many people of the town have a profile here in a sandbox, besides those with a story. */
  sandboxCreators: number
  /** An origin without a path. Null in sandbox mode until the port is known. */
  publicUrl: URL | null
  /** Null: the embedded database in `dataFolder`. */
  databaseUrl: Secret | null
  dataFolder: string
  /** Each key is 32 bytes as base64url. The first seals, all open. Empty only in sandbox mode. */
  keys: { id: string; key: Secret }[]
  /** Null only in sandbox mode. */
  authSecret: Secret | null
  contactEmail: string
  platformName: string
  /** Null only in sandbox mode, where mails land in the mailbox. */
  smtpUrl: Secret | null
  mailFrom: string
  /** Null: switched off, because this installation has no app there. */
  apps: Record<Network, NetworkApp | null>
  /** Days after which a lost channel's data is forgotten, where that is sooner than its network's rule. */
  forgetAfterDays: number | null
  /** What this installation may ask of a network, where it differs from what is published. */
  limits: Record<Network, { callsPerMinute: number | null; unitsPerDay: number | null }>
  /** Whether rates may be worked out from a network's numbers, and be added to those of others. */
  derivedNumbers: Record<Network, boolean>
  /** When agents are there. Null: no hours are promised. */
  supportHours: OfficeHours | null
  logLevel: LogLevel
  /** Whoever shows it may read the metrics from elsewhere. Null: only this machine may. */
  metricsToken: Secret | null
}

export type ConfigResult = { kind: 'ok'; config: Config } | { kind: 'mistakes'; mistakes: string[] }

type Environment = Record<string, string | undefined>

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/** Sentences name the variable and what is expected. A secret's value is never repeated. */
export function readConfig(environment: Environment): ConfigResult {
  const mistakes: string[] = []
  const reader: Reader = {
    // Compose files and shells hand over empty text for what was left out.
    text: (name) => environment[name]?.trim() || null,
    wrong: (sentence) => {
      mistakes.push(sentence)
    },
  }

  const mode = readMode(reader)
  const platformName = readLine(reader, 'PLATFORM_NAME') ?? 'Rechannel'
  const contactEmail = readEmail(reader, 'CONTACT_EMAIL') ?? 'help@rechannel.example'
  const config: Config = {
    mode,
    host: readHost(reader, mode),
    port: readPort(reader, 'PORT', 3000),
    workerPort: readPort(reader, 'WORKER_PORT', 3100),
    sandboxPort: readPort(reader, 'SANDBOX_PORT', 4000),
    sandboxUrl: readOrigin(reader, 'SANDBOX_URL'),
    sandboxCreators: mode === 'sandbox' ? readTown(reader) : 0,
    publicUrl: readOrigin(reader, 'PUBLIC_URL'),
    databaseUrl: readUrlSecret(reader, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    dataFolder: reader.text('RECHANNEL_DATA') ?? 'data',
    keys: readKeys(reader),
    authSecret: readAuthSecret(reader),
    contactEmail,
    platformName,
    smtpUrl: readUrlSecret(reader, 'SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: readLine(reader, 'MAIL_FROM') ?? `${platformName} <${contactEmail}>`,
    apps: readApps(reader, mode),
    forgetAfterDays: readDays(reader, 'FORGET_LOST_AFTER_DAYS'),
    limits: readLimits(reader),
    derivedNumbers: readDerived(reader),
    supportHours: readHours(reader, 'SUPPORT_HOURS'),
    logLevel: readLogLevel(reader),
    metricsToken: readMetricsToken(reader),
  }
  if (mode === 'production') requireForProduction(reader)
  return mistakes.length === 0 ? { kind: 'ok', config } : { kind: 'mistakes', mistakes }
}

/** True for names and addresses that only this machine can reach. `localhost` counts as one. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

type Reader = { text(name: string): string | null; wrong(sentence: string): void }

const REQUIRED_IN_PRODUCTION = {
  DATABASE_URL: 'the address of a PostgreSQL database, such as postgres://rechannel@db.example/rechannel',
  PUBLIC_URL: 'the address that people open, such as https://channels.example',
  SMTP_URL: 'the mail server, such as smtps://user:password@mail.example',
  RECHANNEL_KEYS: 'the keys that seal tokens, as "id:key", where a key is 32 random bytes as base64url',
  RECHANNEL_AUTH_SECRET: 'at least 32 random characters that sign the sign-in cookies',
}

function requireForProduction({ text, wrong }: Reader): void {
  for (const [name, what] of Object.entries(REQUIRED_IN_PRODUCTION)) {
    if (text(name) === null) wrong(`${name} is missing. Production needs ${what}.`)
  }
}

function readMode({ text, wrong }: Reader): Mode {
  const value = text('RECHANNEL_MODE') ?? 'sandbox'
  if (value === 'sandbox' || value === 'production') return value
  wrong(`RECHANNEL_MODE is "${shorten(value)}"; it must be "sandbox" or "production".`)
  return 'sandbox'
}

function readHost({ text, wrong }: Reader, mode: Mode): string {
  const value = text('HOST')
  if (value === null) return mode === 'sandbox' ? '127.0.0.1' : '0.0.0.0'
  if (isIP(value) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)) {
    wrong(`HOST is "${shorten(value)}"; it must be an IP address or a host name, without a port.`)
  } else if (mode === 'sandbox' && !isLoopback(value)) {
    wrong(
      `HOST is "${shorten(value)}"; in sandbox mode anybody may sign in as a pretend person, so it must be a loopback address such as 127.0.0.1.`,
    )
  }
  return value
}

function readPort({ text, wrong }: Reader, name: string, otherwise: number): Port {
  const value = text(name)
  if (value === null) return { number: otherwise, chosen: false }
  const number = /^\d{1,5}$/.test(value) ? Number(value) : 0
  if (number >= 1 && number <= 65_535) return { number, chosen: true }
  wrong(`${name} is "${shorten(value)}"; it must be a whole number from 1 to 65535.`)
  return { number: otherwise, chosen: false }
}

function readOrigin({ text, wrong }: Reader, name: string): URL | null {
  const value = text(name)
  if (value === null) return null
  const url = URL.canParse(value) ? new URL(value) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    wrong(`${name} must be a whole address that begins with https://, such as https://channels.example.`)
    return null
  }
  if (
    url.username !== '' ||
    url.password !== '' ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    wrong(
      `${name} must be an address without a user name, path or question mark, such as https://channels.example.`,
    )
    return null
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    wrong(`${name} must begin with https://; plain http:// is only for this machine itself.`)
    return null
  }
  return url
}

function readUrlSecret({ text, wrong }: Reader, name: string, protocols: readonly string[]): Secret | null {
  const value = text(name)
  if (value === null) return null
  if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return new Secret(value)
  wrong(`${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`)
  return null
}

function readKeys({ text, wrong }: Reader): Config['keys'] {
  const keys: Config['keys'] = []
  const ids = new Set<string>()
  for (const [index, part] of (text('RECHANNEL_KEYS')?.split(',') ?? []).entries()) {
    const [id = '', key = '', ...rest] = part.trim().split(':')
    const nth = `RECHANNEL_KEYS: entry ${index + 1}`
    if (rest.length > 0 || !/^[A-Za-z0-9._-]{1,32}$/.test(id)) {
      wrong(`${nth} must look like "id:key", with an id of 1 to 32 letters, digits, dots or dashes.`)
    } else if (!/^[A-Za-z0-9_-]{43}=?$/.test(key)) {
      wrong(`${nth} ("${id}") must hold a key of 32 bytes as base64url, which is 43 characters.`)
    } else if (ids.has(id)) {
      wrong(`${nth} uses the id "${id}" a second time; every key needs its own id.`)
    } else {
      keys.push({ id, key: new Secret(key) })
    }
    ids.add(id)
  }
  return keys
}

function readAuthSecret({ text, wrong }: Reader): Secret | null {
  const value = text('RECHANNEL_AUTH_SECRET')
  if (value === null) return null
  if (value.length >= 32) return new Secret(value)
  wrong(`RECHANNEL_AUTH_SECRET has ${value.length} characters; it must have at least 32, drawn at random.`)
  return null
}

function readMetricsToken({ text, wrong }: Reader): Secret | null {
  const value = text('METRICS_TOKEN')
  if (value === null) return null
  if (/^[\w.~+/-]{16,}=*$/.test(value)) return new Secret(value)
  wrong('METRICS_TOKEN must be at least 16 letters, digits or any of . _ ~ + / -, drawn at random.')
  return null
}

function readLine({ text, wrong }: Reader, name: string): string | null {
  const value = text(name)
  if (value === null) return null
  // These words reach the headers of mails, where a line break would begin another header.
  if (/\p{Cc}/u.test(value) || value.length > 200) {
    wrong(`${name} must be one line of at most 200 characters.`)
    return null
  }
  return value
}

function readEmail(reader: Reader, name: string): string | null {
  const value = readLine(reader, name)
  if (value === null || /^[^\s@<>,"]+@[^\s@<>,"]+\.[^\s@<>,"]+$/.test(value)) return value
  reader.wrong(`${name} is "${shorten(value)}"; it must be one mail address, such as help@channels.example.`)
  return null
}

function readApps(reader: Reader, mode: Mode): Config['apps'] {
  const entries = NETWORKS.map((network): [Network, NetworkApp | null] => [
    network,
    // A real app's secret has no business with pretend networks, even where the environment holds one.
    mode === 'sandbox' ? pretendApp(network) : readApp(reader, network),
  ])
  return Object.fromEntries(entries) as Config['apps']
}

function pretendApp(network: Network): NetworkApp {
  return {
    clientId: `sandbox-${network}`,
    clientSecret: new Secret(`sandbox-${network}-secret`),
    eventSecrets: [],
    verifyToken: new Secret(`sandbox-${network}-verify-token`),
    identityScopes: true,
  }
}

function readApp(reader: Reader, network: Network): NetworkApp | null {
  const { text, wrong } = reader
  const prefix = network.toUpperCase()
  const [idName, secretName] = [`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`]
  const [clientId, secret] = [text(idName), text(secretName)]
  if (clientId === null && secret !== null) wrong(`${idName} is missing, although ${secretName} is set.`)
  if (clientId !== null && secret === null) wrong(`${secretName} is missing, although ${idName} is set.`)
  const eventSecrets = readEventSecrets(reader, `${prefix}_EVENT_SECRETS`)
  const verifyToken = text(`${prefix}_VERIFY_TOKEN`)
  const identityScopes = readSwitch(reader, `${prefix}_IDENTITY_SCOPES`)
  if (clientId === null || secret === null) return null
  return {
    clientId,
    clientSecret: new Secret(secret),
    eventSecrets,
    verifyToken: verifyToken === null ? null : new Secret(verifyToken),
    identityScopes,
  }
}

function readEventSecrets({ text, wrong }: Reader, name: string): Secret[] {
  const parts = (text(name)?.split(',') ?? []).map((part) => part.trim()).filter((part) => part !== '')
  // A guessable secret would let anybody sign a network's events.
  if (parts.some((part) => part.length < 16)) {
    wrong(`${name} must list secrets of at least 16 characters, separated by commas.`)
  }
  return parts.map((part) => new Secret(part))
}

function readSwitch({ text, wrong }: Reader, name: string): boolean {
  const value = text(name) ?? 'off'
  if (value === 'on' || value === 'off') return value === 'on'
  wrong(`${name} is "${shorten(value)}"; it must be "on" or "off".`)
  return false
}

function readDays({ text, wrong }: Reader, name: string): number | null {
  const value = text(name)
  if (value === null) return null
  const days = /^\d{1,4}$/.test(value) ? Number(value) : 0
  if (days >= 1) return days
  wrong(`${name} is "${shorten(value)}"; it must be a whole number of days, 1 or more.`)
  return null
}

/** A network whose terms must be accepted first says so in its policy. */
function readDerived(reader: Reader): Config['derivedNumbers'] {
  const entries = NETWORKS.map((network): [Network, boolean] => [
    network,
    POLICIES[network].derivedNumbers === 'free' ||
      readSwitch(reader, `${network.toUpperCase()}_DERIVED_METRICS`),
  ])
  return Object.fromEntries(entries) as Config['derivedNumbers']
}

function readLimits(reader: Reader): Config['limits'] {
  const entries = NETWORKS.map((network): [Network, Config['limits'][Network]] => {
    const prefix = network.toUpperCase()
    return [
      network,
      {
        callsPerMinute: readCount(reader, `${prefix}_CALLS_PER_MINUTE`),
        unitsPerDay: readCount(reader, `${prefix}_UNITS_PER_DAY`),
      },
    ]
  })
  return Object.fromEntries(entries) as Config['limits']
}

function readCount({ text, wrong }: Reader, name: string): number | null {
  const value = text(name)
  if (value === null) return null
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value)
  wrong(`${name} is "${shorten(value)}"; it must be a whole number above 0.`)
  return null
}

function readTown({ text, wrong }: Reader): number {
  const value = text('SANDBOX_CREATORS')
  if (value === null) return 2_000
  if (/^\d{1,4}$/.test(value) && Number(value) <= 5_000) return Number(value)
  wrong(`SANDBOX_CREATORS is "${shorten(value)}"; it must be a whole number from 0 to 5000.`)
  return 0
}

function readHours({ text, wrong }: Reader, name: string): OfficeHours | null {
  const value = text(name)
  if (value === null) return null
  const hours = parseOfficeHours(value)
  if (hours !== null) return hours
  wrong(
    `${name} is "${shorten(value)}"; it must look like "Mon-Fri 09:00-17:00 Europe/Amsterdam", with further days after a comma.`,
  )
  return null
}

function readLogLevel({ text, wrong }: Reader): LogLevel {
  const value = text('LOG_LEVEL') ?? 'info'
  const level = LOG_LEVELS.find((one) => one === value)
  if (level) return level
  wrong(`LOG_LEVEL is "${shorten(value)}"; it must be one of ${LOG_LEVELS.join(', ')}.`)
  return 'info'
}

function shorten(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value
}
