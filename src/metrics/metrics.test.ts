import { expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'
import { METRICS } from './table.ts'

const created = () => createMetrics({ processFigures: false })
const linesOf = async (metrics: ReturnType<typeof created>): Promise<string[]> =>
  (await metrics.print()).text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

it('counts, measures and shows under one prefix', async () => {
  const metrics = created()
  metrics.count('renewals_total', { network: 'tiktok', outcome: 'ok' })
  metrics.count('renewals_total', { network: 'tiktok', outcome: 'ok' }, 2)
  metrics.observe('claim_seconds', {}, 0.2)
  metrics.show('channels', [{ labels: { network: 'tiktok', state: 'connected' }, value: 4 }])
  const lines = await linesOf(metrics)
  expect(lines).toContain('rechannel_renewals_total{network="tiktok",outcome="ok"} 3')
  expect(lines).toContain('rechannel_claim_seconds_bucket{le="0.25"} 1')
  expect(lines).toContain('rechannel_claim_seconds_bucket{le="0.1"} 0')
  expect(lines).toContain('rechannel_channels{network="tiktok",state="connected"} 4')
})

it('forgets what a gauge no longer has', async () => {
  const metrics = created()
  metrics.show('channels', [{ labels: { network: 'tiktok', state: 'connected' }, value: 1 }])
  metrics.show('channels', [{ labels: { network: 'tiktok', state: 'disconnected' }, value: 1 }])
  const channels = (await linesOf(metrics)).filter((line) => line.startsWith('rechannel_channels{'))
  expect(channels).toEqual(['rechannel_channels{network="tiktok",state="disconnected"} 1'])
})

it.each([
  'chn_0123456789abcdefghjkmnpqrs',
  '/channels/chn_0123456789abcdefghjkmnpqrs',
  '/@lina',
  'lina@people.example',
  'EAAcanary0123456789canary0123',
  'IGQWRN0123456789abcdefgh-ijk',
  '17841480573224741000000000000',
  'a "quoted" word',
  'x'.repeat(81),
  '',
])('takes no label that could name somebody: %s', async (label) => {
  const metrics = created()
  metrics.count('mails_total', { outcome: label })
  expect((await linesOf(metrics)).filter((line) => line.startsWith('rechannel_mails_total'))).toEqual([
    'rechannel_mails_total{outcome="other"} 1',
  ])
})

it.each([
  '/:handle',
  '/connect/:network/return',
  '/auth/*',
  '/*',
  '/help/reconnecting-your-channels',
  'forget-unfinished',
  'not_disconnected',
  'GET',
  '503',
])('takes a closed word as a label: %s', async (label) => {
  const metrics = created()
  metrics.count('mails_total', { outcome: label })
  expect(await linesOf(metrics)).toContain(`rechannel_mails_total{outcome="${label}"} 1`)
})

it.each(Object.entries(METRICS))('%s is named as its kind is', (name, { kind }) => {
  expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/)
  expect(name.endsWith('_total')).toBe(kind === 'counter')
  if (kind === 'histogram') expect(name).toMatch(/_seconds$/)
})
