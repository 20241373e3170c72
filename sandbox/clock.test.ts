import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Driver, drive } from './driving.ts'

let d: Driver
let follower: Server
let told: { now: string; offset_ms: number }[]
let answer: number

beforeEach(async () => {
  d = await drive()
  told = []
  answer = 204
  follower = createServer((request, reply) => {
    let text = ''
    request.on('data', (part) => {
      text += String(part)
    })
    request.on('end', () => {
      told.push(JSON.parse(text) as { now: string; offset_ms: number })
      reply.writeHead(answer).end()
    })
  })
  await new Promise<void>((resolve) => follower.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  follower.closeAllConnections()
  await new Promise((resolve) => follower.close(resolve))
  await d.sandbox.close()
})

const followerUrl = () => `http://127.0.0.1:${(follower.address() as AddressInfo).port}/tick`
const offset = async () => Number((await d.get('/_sandbox/clock')).body.offset_ms)

test('a follower is told at every step before the next one', async () => {
  await d.send('POST', '/_sandbox/clock/followers', { url: followerUrl() })
  await d.send('POST', '/_sandbox/clock/followers', { url: followerUrl() })
  const before = await offset()
  const { body } = await d.send('POST', '/_sandbox/clock', { advance: '60h', step: '1d' })
  expect(body).toMatchObject({ steps: 3, dropped: [], offset_ms: before + 60 * 3_600_000 })
  expect(told.map((each) => (each.offset_ms - before) / 3_600_000)).toEqual([24, 48, 60])
  expect(Date.parse(told[0]?.now ?? '')).toBeGreaterThan(Date.parse('2026-11-23T08:00:00Z') - 1000)
})

test('none makes it one jump, and a number is milliseconds', async () => {
  await d.send('POST', '/_sandbox/clock/followers', { url: followerUrl() })
  expect((await d.send('POST', '/_sandbox/clock', { advance: '180d', step: 'none' })).body.steps).toBe(1)
  expect((await d.send('POST', '/_sandbox/clock', { advance: 1500 })).body.steps).toBe(1)
  expect(told).toHaveLength(2)
})

test('a follower that fails is dropped and named', async () => {
  answer = 500
  await d.send('POST', '/_sandbox/clock/followers', { url: followerUrl() })
  await d.send('POST', '/_sandbox/clock/followers', { url: 'http://127.0.0.1:9/gone' })
  const { body } = await d.send('POST', '/_sandbox/clock', { advance: '3d' })
  expect(body).toMatchObject({ steps: 3, dropped: [followerUrl(), 'http://127.0.0.1:9/gone'] })
  expect(told).toHaveLength(1)
  expect((await d.get('/_sandbox/clock/followers')).body).toEqual({ followers: [] })
})

test('the clock can be set forward and never back', async () => {
  const { body } = await d.send('POST', '/_sandbox/clock', { set: '2027-01-01T00:00:00Z' })
  expect(String(body.now)).toMatch(/^2027-01-01T00:00:0/)
  expect((await d.send('POST', '/_sandbox/clock', { set: '2026-01-01T00:00:00Z' })).status).toBe(400)
  expect((await d.send('POST', '/_sandbox/clock', { advance: '-1d' })).status).toBe(400)
  expect((await d.send('POST', '/_sandbox/clock', { advance: 'soon' })).status).toBe(400)
  expect((await d.send('POST', '/_sandbox/clock')).status).toBe(400)
})

test('two moves at once happen one after the other', async () => {
  await d.send('POST', '/_sandbox/clock/followers', { url: followerUrl() })
  const before = await offset()
  await Promise.all([
    d.send('POST', '/_sandbox/clock', { advance: '2d' }),
    d.send('POST', '/_sandbox/clock', { advance: '2d' }),
  ])
  expect(await offset()).toBe(before + 4 * 86_400_000)
  expect(told.map((each) => (each.offset_ms - before) / 86_400_000)).toEqual([1, 2, 3, 4])
})

test('only this machine may follow', async () => {
  for (const url of ['http://example.org/', 'https://127.0.0.1/', 'file:///etc/passwd', 'no', 7])
    expect((await d.send('POST', '/_sandbox/clock/followers', { url })).status).toBe(400)
})

test('the clock page moves it and says when it is done', async () => {
  const page = await d.postForm('/_sandbox/clock/page', { advance: '46d' })
  expect(page.text).toContain('Done. The clock went forward in 46 steps.')
  expect(page.text).toContain('7 January 2027')
})
