/** Every figure that an installation tells about itself. Labels are closed words: never an id, a handle or a token. */

type Metric = { kind: 'counter' | 'gauge' | 'histogram'; help: string; labels: readonly string[] }

export const METRICS = {
  channels: { kind: 'gauge', help: 'Channels.', labels: ['network', 'state'] },
  oldest_proof_age_seconds: {
    kind: 'gauge',
    help: 'Age of the oldest proof among connected channels, in product time.',
    labels: ['network'],
  },
  channels_due: { kind: 'gauge', help: 'Channels that wait to be looked at.', labels: [] },
  channels_overdue: {
    kind: 'gauge',
    help: 'Channels that have waited for more than five minutes to be looked at.',
    labels: [],
  },
  renewals_total: { kind: 'counter', help: 'Renewals of a permission.', labels: ['network', 'outcome'] },
  verdicts_total: {
    kind: 'counter',
    help: 'What looks at channels found out.',
    labels: ['network', 'diagnosis'],
  },
  disconnections_total: {
    kind: 'counter',
    help: 'Connections that were taken away.',
    labels: ['network', 'reason', 'confidence'],
  },
  claims_total: { kind: 'counter', help: 'Claims of due channels.', labels: [] },
  claimed_channels_total: { kind: 'counter', help: 'Channels that were claimed.', labels: [] },
  claim_seconds: { kind: 'histogram', help: 'How long a claim takes.', labels: [] },
  jobs_total: { kind: 'counter', help: 'Runs of jobs.', labels: ['job', 'outcome'] },
  job_seconds: { kind: 'histogram', help: 'How long a run of a job takes.', labels: ['job'] },
  queue_jobs: { kind: 'gauge', help: 'Jobs in the queue.', labels: ['queue', 'state'] },
  http_requests_total: {
    kind: 'counter',
    help: 'Requests, by the pattern of their address.',
    labels: ['method', 'route', 'status'],
  },
  http_request_seconds: { kind: 'histogram', help: 'How long a request takes.', labels: ['route'] },
  incoming_events_total: {
    kind: 'counter',
    help: 'What networks told us by themselves, by the door that it came to.',
    labels: ['network', 'kind', 'outcome'],
  },
  events_stuck: {
    kind: 'gauge',
    help: 'Stored events that could not be handled and are not tried again.',
    labels: [],
  },
  mails_total: { kind: 'counter', help: 'Mails.', labels: ['outcome'] },
  network_held: {
    kind: 'gauge',
    help: 'Whether a network’s evidence is held, so that it takes no connection away: the ambiguous, or all of it.',
    labels: ['network', 'scope'],
  },
  network_down: { kind: 'gauge', help: 'Whether a network counts as down.', labels: ['network'] },
  budget_calls_total: { kind: 'counter', help: 'Calls out of a network’s budget.', labels: ['network'] },
  budget_holds_total: {
    kind: 'counter',
    help: 'Calls that waited for a network’s budget.',
    labels: ['network'],
  },
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof METRICS

type NamesOf<Kind extends Metric['kind']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never
}[MetricName]

export type CounterName = NamesOf<'counter'>
export type GaugeName = NamesOf<'gauge'>
export type HistogramName = NamesOf<'histogram'>

export type Labels<Name extends MetricName> = Record<(typeof METRICS)[Name]['labels'][number], string>
