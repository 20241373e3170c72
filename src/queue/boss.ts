/** pg-boss as it is set up here: its own schema, its own connections, only the timers that a role needs. */
import { type ConstructorOptions, fromPglite, PgBoss } from 'pg-boss'
import { type Log, seldom } from '../log.ts'
import { isAway } from '../store/away.ts'
import type { Store } from '../store/open.ts'
import type { QueueRules, QueueTable } from './table.ts'

export type Pace = {
  /** How often jobs whose process died are looked for. */
  superviseSeconds: number
  /** How often a worker looks for jobs while it can be told of them, and while it cannot. */
  pollToldSeconds: number
  pollSeconds: number
  /** How often it is looked whether a turn has come. */
  turnSeconds: number
}

export const USUAL_PACE: Pace = { superviseSeconds: 30, pollToldSeconds: 30, pollSeconds: 2, turnSeconds: 30 }

const SCHEMA = 'pgboss'
const HOUR_SECONDS = 60 * 60
const DAY_SECONDS = 24 * HOUR_SECONDS
/** The same trouble again within this time is not told: an outage would fill the log. */
const QUIET_MS = 30_000

/** `works`: it takes jobs, minds the table and sends the turns that come round. Otherwise it only sends. */
export function createBoss(store: Pick<Store, 'root'>, log: Log, works: boolean, pace: Pace): PgBoss {
  const boss = new PgBoss({
    ...rootOf(store),
    schema: SCHEMA,
    supervise: works,
    schedule: works,
    useListenNotify: works,
    superviseIntervalSeconds: pace.superviseSeconds,
    monitorIntervalSeconds: pace.superviseSeconds,
    maintenanceIntervalSeconds: HOUR_SECONDS,
    cronMonitorIntervalSeconds: pace.turnSeconds,
    // Jobs that wait for other jobs are not used here.
    flowIntervalSeconds: HOUR_SECONDS,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  const fails = seldom(QUIET_MS, log.error)
  const waits = seldom(QUIET_MS, log.warn)
  boss.on('error', (error) =>
    isAway(error)
      ? waits({ err: error, part: 'queue' }, 'The queue lost its database for now')
      : fails({ err: error, part: 'queue' }, 'The queue cannot work as it should'),
  )
  boss.on('warning', ({ message, data }) => log.warn({ part: 'queue', about: data }, message))
  return boss
}

/**
 * One connection per engine that understands whole scripts: Kysely hands back only one result of several
 * statements, which pg-boss's own migrations cannot live with.
 */
function rootOf({ root }: Pick<Store, 'root'>): ConstructorOptions {
  return root.kind === 'pglite'
    ? { db: fromPglite(root.pglite), backend: 'pglite' }
    : {
        connectionString: root.url.reveal(),
        max: 3,
        connectionTimeoutMillis: 10_000,
        application_name: 'rechannel queue',
      }
}

/** Makes the queues that are missing, and gives the others the rules of this version. */
export async function layQueues(boss: PgBoss, queues: QueueTable): Promise<void> {
  const found = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const [name, rules] of Object.entries(queues)) {
    const wanted = optionsOf(rules)
    const known = found.get(name)
    if (known === undefined) {
      await boss.createQueue(name, { ...wanted, policy: rules.alone ? 'stately' : 'standard' })
    } else if (Object.entries(wanted).some(([key, value]) => known[key as keyof typeof known] !== value)) {
      await boss.updateQueue(name, wanted)
    }
  }
}

function optionsOf(rules: QueueRules) {
  return {
    retryLimit: rules.retries,
    retryDelay: rules.firstWaitSeconds,
    retryBackoff: true,
    retryDelayMax: rules.longestWaitSeconds,
    expireInSeconds: rules.expireSeconds,
    retentionSeconds: 14 * DAY_SECONDS,
    deleteAfterSeconds: DAY_SECONDS,
    notify: true,
  }
}
