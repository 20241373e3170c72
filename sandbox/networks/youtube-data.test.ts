import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Driver, drive } from '../driving.ts'
import {
  channelOf,
  driveGoogle,
  type Google,
  googleOf,
  MONEY,
  READ,
  REPORTS,
  reasonOf,
} from './driving-google.ts'
import { pickFields, readFields } from './google-fields.ts'

const DIEGO = channelOf('diego')
const DATA = '/www.googleapis.com/youtube/v3'
let d: Driver
let google: Google
let token: string

beforeEach(async () => {
  d = await drive()
  google = driveGoogle(d)
  token = (await google.connect()).access
})
afterEach(() => d.sandbox.close())

const list = (path: string, headers: Record<string, string> = {}) =>
  google.api(token, `${DATA}/${path}`, headers)
type Item = { id: string; snippet: Record<string, unknown>; contentDetails: { videoId: string } }
const itemsOf = (body: Record<string, unknown>) => (body.items ?? []) as Item[]

describe('the channels list', () => {
  test('finds channels by id, by handle and as one’s own', async () => {
    const other = channelOf('lina')
    const both = await list(`channels?part=id,snippet&id=${DIEGO.id},${other.id},UCnobody`)
    expect(
      itemsOf(both.body)
        .map((item) => item.id)
        .sort(),
    ).toEqual([DIEGO.id, other.id].sort())
    expect(both.body.pageInfo).toEqual({ totalResults: 2, resultsPerPage: 5 })
    for (const handle of ['@diegotoca', 'DiegoToca'])
      expect(itemsOf((await list(`channels?part=id&forHandle=${handle}`)).body)[0]?.id).toBe(DIEGO.id)
    const key = await d.get(`${DATA}/channels?part=id&id=${DIEGO.id}&key=sandbox-youtube-key`)
    expect(itemsOf(key.body)[0]?.id).toBe(DIEGO.id)
    expect((await list('channels?part=id&forUsername=nobody')).body).not.toHaveProperty('items')
  })

  test.each([
    ['channels?mine=true', 400, 'required'],
    ['channels?part=nonsense&mine=true', 400, 'unknownPart'],
    ['channels?part=id', 400, 'missingRequiredParameter'],
    ['channels?part=id&mine=true&id=UCx', 400, 'incompatibleParameters'],
    ['channels?part=id&mine=true&maxResults=51', 400, 'invalidParameter'],
    ['channels?part=id&mine=true&pageToken=nonsense', 400, 'invalidPageToken'],
    ['channels?part=id&mine=true&fields=items(', 400, 'invalidParameter'],
    ['channels?part=auditDetails&mine=true', 403, 'insufficientPermissions'],
    ['channels?part=id&managedByMe=true', 403, 'forbidden'],
    ['channels?part=id&mine=true&key=wrong', 400, 'badRequest'],
    ['playlistItems?part=id&playlistId=UUnobody', 404, 'playlistNotFound'],
    ['playlistItems?part=id', 400, 'missingRequiredParameter'],
    ['videos?part=id', 400, 'missingRequiredParameter'],
    ['search?part=snippet&forMine=true', 400, 'invalidSearchFilter'],
    ['nonsense?part=id', 404, 'notFound'],
  ])('%s is %i %s', async (path, status, reason) => {
    const reply = await list(path)
    expect({ status: reply.status, reason: reasonOf(reply) }).toEqual({ status, reason })
    expect((reply.body.error as { code: number }).code).toBe(status)
  })

  test('says who may not call it, and what it would have wanted', async () => {
    const nobody = await d.get(`${DATA}/channels?part=id&mine=true`)
    expect(nobody.status).toBe(401)
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer realm="https://accounts.google.com/"')
    expect(reasonOf(nobody)).toBe('required')
    expect((await d.get(`${DATA}/channels?part=id&id=UCx`)).text).toContain('unregistered callers')
    const onlyKey = await d.get(`${DATA}/channels?part=id&mine=true&key=sandbox-youtube-key`)
    expect(reasonOf(onlyKey)).toBe('authorizationRequired')
    const other = await google.connect({ decline: [READ] })
    const little = await google.api(other.access, `${DATA}/channels?part=id&mine=true`)
    expect(little.headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="')
  })

  test('hides the number of subscribers of who wants it hidden', async () => {
    const statistics = async () =>
      (
        itemsOf((await list('channels?part=statistics&mine=true')).body)[0] as unknown as {
          statistics: Record<string, unknown>
        }
      ).statistics
    await d.act('youtube', DIEGO.id, 'hide-subscribers')
    expect(await statistics()).toMatchObject({ hiddenSubscriberCount: true })
    expect(await statistics()).not.toHaveProperty('subscriberCount')
    await google.settings({ 'youtube.hidden_count': 'zero' })
    expect(await statistics()).toMatchObject({ hiddenSubscriberCount: true, subscriberCount: '0' })
    await d.act('youtube', DIEGO.id, 'show-subscribers')
    expect(await statistics()).toMatchObject({ subscriberCount: expect.stringMatching(/^\d{3}000$/) })
  })

  test('leaves out what was not asked for, and everything where nothing changed', async () => {
    const some = await list(
      'channels?part=snippet,statistics&mine=true&fields=items/snippet(title,country),kind',
    )
    expect(some.body).toEqual({
      kind: 'youtube#channelListResponse',
      items: [{ snippet: { title: 'Diego Toca', country: 'MX' } }],
    })
    const first = await list('channels?part=id&mine=true&prettyPrint=false')
    expect(first.text.startsWith('{"kind":"youtube#channelListResponse","etag":')).toBe(true)
    const again = await list('channels?part=id&mine=true', { 'if-none-match': String(first.body.etag) })
    expect(again).toMatchObject({ status: 304, text: '' })
  })
})

describe('uploads', () => {
  const uploads = `UU${DIEGO.id.slice(2)}`

  test('are walked forward and back by page tokens', async () => {
    const first = await list(`playlistItems?part=contentDetails&playlistId=${uploads}`)
    expect(itemsOf(first.body)).toHaveLength(5)
    expect(first.body.nextPageToken).toBe('CAUQAA')
    const second = await list(`playlistItems?part=contentDetails&playlistId=${uploads}&pageToken=CAUQAA`)
    expect(second.body.prevPageToken).toBe('CAAQAQ')
    const back = await list(`playlistItems?part=contentDetails&playlistId=${uploads}&pageToken=CAAQAQ`)
    expect(itemsOf(back.body)).toEqual(itemsOf(first.body))
    const seen = new Set<string>()
    let next: unknown = ''
    do {
      const page = await list(
        `playlistItems?part=contentDetails&playlistId=${uploads}&maxResults=50&pageToken=${String(next)}`,
      )
      for (const item of itemsOf(page.body)) seen.add(item.contentDetails.videoId)
      next = page.body.nextPageToken
    } while (next !== undefined)
    expect(seen.size).toBe((first.body.pageInfo as { totalResults: number }).totalResults)
  })

  test('are found again as videos and by a search', async () => {
    const items = itemsOf(
      (await list(`playlistItems?part=snippet,contentDetails&playlistId=${uploads}`)).body,
    )
    const ids = items.map((item) => item.contentDetails.videoId)
    // Google's own clients give a list by repeating the name.
    const repeated = ids.map((id) => `id=${id}`).join('&')
    const videos = await list(`videos?part=snippet&part=statistics&${repeated}`)
    expect(itemsOf(videos.body).map((item) => item.id)).toEqual(ids)
    const found = await list('search?part=snippet&forMine=true&type=video&maxResults=5')
    expect(itemsOf(found.body).map((item) => (item.id as unknown as { videoId: string }).videoId)).toEqual(
      ids,
    )
  })
})

describe('a project', () => {
  test('gets its units back at midnight in California, and searches from a budget of their own', async () => {
    // The sandbox's first morning is exactly that midnight: eight o'clock in UTC.
    await google.settings({ 'youtube.quota_units': 1, 'youtube.search_calls': 1 })
    const read = async (access: string) =>
      reasonOf(await google.api(access, `${DATA}/channels?part=id&mine=true`))
    const search = async () => reasonOf(await list('search?part=snippet&q=x'))
    expect(await read(token)).toBeUndefined()
    expect(await read(token)).toBe('quotaExceeded')
    expect(await search()).toBeUndefined()
    expect(await search()).toBe('quotaExceeded')
    await d.advance('23h')
    expect(await read((await google.connect()).access)).toBe('quotaExceeded')
    await d.advance('1h')
    expect(await read((await google.connect()).access)).toBeUndefined()
  })

  test('is slowed down by the minute, as a whole and for each person', async () => {
    await google.settings({ 'youtube.calls_per_minute_and_user': 1 })
    const lina = await google.connect({ account: channelOf('lina').sub })
    const read = async (access: string) =>
      reasonOf(await google.api(access, `${DATA}/channels?part=id&mine=true`))
    expect([await read(token), await read(token), await read(lina.access)]).toEqual([
      undefined,
      'userRateLimitExceeded',
      undefined,
    ])
    await d.advance('1m')
    expect(await read(token)).toBeUndefined()
  })

  test('pays for calls with mistakes in them', async () => {
    await google.settings({ 'youtube.quota_units': 1 })
    expect(reasonOf(await list('channels?part=nonsense&mine=true'))).toBe('unknownPart')
    expect(reasonOf(await list('channels?part=id&mine=true'))).toBe('quotaExceeded')
  })
})

describe('trouble', () => {
  test('flaps for as many calls as was said', async () => {
    await d.act('youtube', DIEGO.id, 'meet-trouble', { trouble: 'accountDelegationForbidden', times: '2' })
    const reasons = []
    for (let call = 0; call < 3; call++) reasons.push(reasonOf(await list('channels?part=id&mine=true')))
    expect(reasons).toEqual(['accountDelegationForbidden', 'accountDelegationForbidden', undefined])
  })

  test('of a channel hides it from everyone else and leaves the login’s other channel alone', async () => {
    const noor = googleOf('noor')
    await d.act('youtube', channelOf('noor', 1).id, 'meet-trouble', { trouble: 'channelSuspended' })
    const brand = await google.connect({ account: noor.sub, channel: channelOf('noor', 1).id })
    const own = await google.connect({ account: noor.sub, channel: channelOf('noor', 0).id })
    const mine = (access: string) => google.api(access, `${DATA}/channels?part=id&mine=true`)
    expect(reasonOf(await mine(brand.access))).toBe('channelSuspended')
    expect((await mine(own.access)).status).toBe(200)
    expect((await list(`channels?part=id&id=${channelOf('noor', 1).id}`)).body).not.toHaveProperty('items')
  })

  test('that is none is refused, and so is a count that is none', async () => {
    const start = (body: Record<string, unknown>) =>
      d.send('POST', `/_sandbox/accounts/youtube/${DIEGO.id}/meet-trouble`, body)
    expect((await start({ trouble: 'nonsense' })).status).toBe(400)
    expect((await start({ trouble: 'toString' })).status).toBe(400)
    expect((await start({ trouble: 'backendError', times: 0 })).status).toBe(400)
    expect((await start({ trouble: 'backendError', times: 2 })).status).toBe(200)
  })

  test('can be started and ended on the person’s page', async () => {
    const page = await d.get('/_sandbox/people/diego')
    expect(page.text).toContain('value="channelSuspended"')
    const press = (fields: Record<string, string>) =>
      d.postForm('/_sandbox/people/diego', { network: 'youtube', id: DIEGO.id, label: 'x', ...fields })
    await press({ action: 'meet-trouble', trouble: 'channelSuspended', times: '' })
    expect(reasonOf(await list('channels?part=id&mine=true'))).toBe('channelSuspended')
    expect((await d.get('/_sandbox/people/diego')).text).toContain(
      'End the trouble: channelSuspended (reads, 403)',
    )
    await press({ action: 'end-trouble' })
    expect((await list('channels?part=id&mine=true')).status).toBe(200)
  })
})

describe('reports', () => {
  const ask = (access: string, more: Record<string, string> = {}) =>
    google.api(
      access,
      `/youtubeanalytics.googleapis.com/v2/reports?${new URLSearchParams({
        ids: 'channel==MINE',
        startDate: '2026-10-01',
        endDate: '2026-10-31',
        metrics: 'views,averageViewDuration',
        ...more,
      })}`,
    )
  const rowsOf = (reply: { body: Record<string, unknown> }) =>
    (reply.body.rows ?? []) as (string | number)[][]

  test('add up, whichever way they are parted', async () => {
    const total = rowsOf(await ask(token))[0]?.[0] as number
    for (const dimensions of ['day', 'month', 'country', 'subscribedStatus', 'insightTrafficSourceType']) {
      const rows = rowsOf(await ask(token, { dimensions }))
      const sum = rows.reduce((all, row) => all + Number(row[1]), 0)
      // Each row is rounded for itself.
      expect(Math.abs(sum - total), dimensions).toBeLessThanOrEqual(rows.length)
    }
    const one = rowsOf(await ask(token, { filters: 'country==MX' }))[0]?.[0] as number
    const mexico = rowsOf(await ask(token, { dimensions: 'country' })).find((row) => row[0] === 'MX')
    expect(one).toBe(mexico?.[1])
  })

  test('are sorted, cut and described as asked', async () => {
    const reply = await ask(token, { dimensions: 'day', sort: '-views', maxResults: '3', startIndex: '2' })
    const views = rowsOf(reply).map((row) => Number(row[1]))
    expect(views).toEqual([...views].sort((a, b) => b - a))
    expect(views).toHaveLength(3)
    expect(reply.body.columnHeaders).toEqual([
      { name: 'day', columnType: 'DIMENSION', dataType: 'STRING' },
      { name: 'views', columnType: 'METRIC', dataType: 'INTEGER' },
      { name: 'averageViewDuration', columnType: 'METRIC', dataType: 'INTEGER' },
    ])
    const best = await ask(token, { dimensions: 'video', sort: '-views', maxResults: '10' })
    expect(rowsOf(best)).toHaveLength(10)
    expect((await ask(token, { fields: 'rows' })).body).not.toHaveProperty('kind')
  })

  test.each([
    [{ metrics: '' }, 400, 'Required parameter: metrics'],
    [{ metrics: 'impressions' }, 400, 'Unknown identifier (impressions) given in field parameters.metrics.'],
    [{ dimensions: 'mood' }, 400, 'Unknown identifier (mood) given in field parameters.dimensions.'],
    [{ filters: 'mood==good' }, 400, 'Unknown identifier (mood) given in field parameters.filters.'],
    [{ sort: '-likes' }, 400, 'Unknown identifier (likes) given in field parameters.sort.'],
    [{ startDate: '2026-13-01' }, 400, 'Invalid query. Query did not conform to the expectations.'],
    [{ endDate: '2026-09-30' }, 400, 'Invalid query. Query did not conform to the expectations.'],
    [{ startIndex: '0' }, 400, 'Invalid query. Query did not conform to the expectations.'],
    [{ ids: 'nonsense' }, 400, 'Invalid query. Query did not conform to the expectations.'],
    [{ dimensions: 'day,country' }, 400, 'The query is not supported.'],
    [{ dimensions: 'ageGroup' }, 400, 'The query is not supported.'],
    [{ dimensions: 'video' }, 400, 'The query is not supported.'],
    [{ metrics: 'views,viewerPercentage', dimensions: 'ageGroup' }, 400, 'The query is not supported.'],
    [{ ids: `channel==${channelOf('lina').id}` }, 403, 'Forbidden'],
    [{ ids: 'contentOwner==x' }, 403, 'Forbidden'],
    [{ metrics: 'estimatedRevenue' }, 403, 'Forbidden'],
  ])('refuse %o', async (more, status, message) => {
    const reply = await ask(token, more)
    expect(reply.status).toBe(status)
    expect((reply.body.error as { message: string }).message).toContain(message)
  })

  test('show money to who was let see it', async () => {
    const rich = await google.connect({}, { scope: `${READ} ${MONEY}` })
    const reply = await ask(rich.access, { metrics: 'estimatedRevenue,cpm', currency: 'EUR' })
    expect(rowsOf(reply)[0]).toEqual([expect.any(Number), expect.any(Number)])
    expect((await ask(rich.access, { currency: 'euro' })).status).toBe(400)
  })

  test('accept any of five scopes, or only their own where the setting says so', async () => {
    const other = await google.connect({ decline: [REPORTS] })
    expect((await ask(other.access)).status).toBe(200)
    await google.settings({ 'youtube.analytics_scope': 'analytics-only' })
    expect(reasonOf(await ask(other.access))).toBe('insufficientPermissions')
  })

  test('have a quota of their own', async () => {
    await google.settings({ 'youtube.analytics_calls': 1, 'youtube.quota_units': 1 })
    expect((await ask(token)).status).toBe(200)
    expect(await ask(token)).toMatchObject({
      status: 429,
      body: { error: { status: 'RESOURCE_EXHAUSTED', errors: [{ reason: 'rateLimitExceeded' }] } },
    })
    expect((await list('channels?part=id&mine=true')).status).toBe(200)
  })
})

test.each([
  ['a', { a: { b: 1, c: [{ d: 2 }] } }],
  ['a/c/d', { a: { c: [{ d: 2 }] } }],
  ['a(b,c(d)),e', { a: { b: 1, c: [{ d: 2 }] }, e: 3 }],
  ['a/b,a', { a: { b: 1, c: [{ d: 2 }] } }],
  ['a/*', { a: { b: 1, c: [{ d: 2 }] } }],
  ['*', { a: { b: 1, c: [{ d: 2 }] }, e: 3 }],
  ['x', {}],
])('the selection %s', (text, picked) => {
  const fields = readFields(text)
  expect(fields).not.toBeNull()
  if (fields !== null) expect(pickFields({ a: { b: 1, c: [{ d: 2 }] }, e: 3 }, fields)).toEqual(picked)
})

test.each(['', 'a,', 'a(b', 'a)b', '/a', 'a//b', 'a b', '('])('%j is no selection', (text) => {
  expect(readFields(text)).toBeNull()
})
