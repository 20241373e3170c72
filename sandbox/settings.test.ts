import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Driver, drive } from './driving.ts'
import { DEFAULT_SETTINGS, settingNames } from './settings.ts'

let d: Driver

beforeEach(async () => {
  d = await drive()
})
afterEach(() => d.sandbox.close())

const settings = async () => (await d.get('/_sandbox/settings')).body
const save = (fields: Record<string, string>) => d.postForm('/_sandbox/settings/page', fields)

test('the page shows every setting with its value, and saving what it shows changes nothing', async () => {
  const { text } = await d.get('/_sandbox/settings/page')
  for (const name of settingNames()) expect(text).toContain(`name="${name}"`)
  const shown = Object.fromEntries(
    Object.entries(DEFAULT_SETTINGS).map(([name, value]) => [name, String(value)]),
  )
  expect((await save(shown)).status).toBe(303)
  expect(await settings()).toEqual(DEFAULT_SETTINGS)
})

test('the page changes words, numbers and switches', async () => {
  await save({
    'youtube.publishing': 'testing',
    'youtube.live_refresh_tokens': '3',
    'youtube.testing_tells_end': 'false',
  })
  expect(await settings()).toMatchObject({
    'youtube.publishing': 'testing',
    'youtube.live_refresh_tokens': 3,
    'youtube.testing_tells_end': false,
  })
  expect((await d.get('/_sandbox/settings/page?done')).text).toContain('otherwise 100')
})

test.each([
  { 'youtube.publishing': 'never' },
  { 'youtube.live_refresh_tokens': '0' },
  { 'youtube.live_refresh_tokens': '' },
  { 'youtube.nonsense': 'x' },
  { 'youtube.rate_limit_status': '418' },
])('the page refuses %o and says why', async (fields) => {
  const reply = await save(fields as Record<string, string>)
  expect(reply.status).toBe(400)
  expect(reply.text).toContain('role="alert"')
  expect(await settings()).toEqual(DEFAULT_SETTINGS)
})

test('zero is for what may be never', async () => {
  const patch = (values: unknown) => d.send('PATCH', '/_sandbox/settings', values)
  expect((await patch({ 'youtube.access_days': 0, 'tiktok.refresh_grace_seconds': 0 })).status).toBe(200)
  expect((await patch({ 'youtube.idle_days': 0 })).status).toBe(400)
  expect((await patch({ 'youtube.access_days': -1 })).status).toBe(400)
})
