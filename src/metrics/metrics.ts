/** Counts what happens in this process, and prints it in Prometheus' text format. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type Labels,
  METRICS,
  type MetricName,
} from './table.ts'

export type Metrics = {
  count<Name extends CounterName>(name: Name, labels: Labels<Name>, by?: number): void
  /** Seconds. */
  observe<Name extends HistogramName>(name: Name, labels: Labels<Name>, seconds: number): void
  /** All values of a gauge at once: what is not among them is gone. */
  show<Name extends GaugeName>(name: Name, values: readonly { labels: Labels<Name>; value: number }[]): void
  print(): Promise<{ type: string; text: string }>
}

const PREFIX = 'rechannel_'
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** `processFigures`: memory, CPU, event loop and garbage collection of this process, which only a real one needs. */
export function createMetrics({ processFigures }: { processFigures: boolean }): Metrics {
  const registry = new Registry()
  const counters = new Map<MetricName, Counter>()
  const gauges = new Map<MetricName, Gauge>()
  const histograms = new Map<MetricName, Histogram>()
  for (const name of Object.keys(METRICS) as MetricName[]) {
    const { kind, help, labels } = METRICS[name]
    const settings = { name: PREFIX + name, help, labelNames: [...labels], registers: [registry] }
    if (kind === 'counter') counters.set(name, new Counter(settings))
    else if (kind === 'gauge') gauges.set(name, new Gauge(settings))
    else histograms.set(name, new Histogram({ ...settings, buckets: BUCKETS }))
  }
  if (processFigures) collectDefaultMetrics({ register: registry })
  return {
    count: (name, labels, by = 1) => counters.get(name)?.inc(harmless(labels), by),
    observe: (name, labels, seconds) => histograms.get(name)?.observe(harmless(labels), seconds),
    show(name, values) {
      const gauge = gauges.get(name)
      gauge?.reset()
      for (const { labels, value } of values) gauge?.set(harmless(labels), value)
    },
    async print() {
      return { type: registry.contentType, text: await registry.metrics() }
    },
  }
}

const WORD = /^[a-z0-9_./:* -]{1,80}$/i
/** Ids, numbers of accounts, tokens: long, and without a break. */
const LONG_RUN = /[a-z0-9]{20}/i

/** Figures are read by many; a label that could name somebody, or be a secret, is not worth the risk. */
function harmless(labels: Record<string, string>): Record<string, string> {
  if (Object.values(labels).every(isHarmless)) return labels
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [name, isHarmless(value) ? value : 'other']),
  )
}

function isHarmless(value: string): boolean {
  return WORD.test(value) && !LONG_RUN.test(value)
}
