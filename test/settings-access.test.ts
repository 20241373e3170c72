/** Every address of the settings × everybody who may knock, and what hostile forms get there; asked over HTTP. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../src/domain/person/pretend-people.ts'
import { addAgent } from '../src/store/agents.ts'
import { addTeammate } from '../src/store/teams.ts'
import { foundCompany } from '../src/usecases/brand/found-company.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type World } from './world.ts'

const WHO = ['owner', 'admin', 'manager', 'other', 'brand', 'agent', 'nobody'] as const
type Who = (typeof WHO)[number]

let world: World
let cookies: Record<Who, string>
let ids: Record<Who, string>
let creatorId: string
let channelId: string

beforeAll(async () => {
  world = await openWorld({ engine: 'postgres', pages: true })
  const { app } = world
  const at = app.clock.now()
  const entered = await Promise.all(
    WHO.map(async (who): Promise<[Who, string, string]> => {
      if (who === 'nobody') return [who, '', '']
      const email = `${who}@people.example`
      const { userId } = await app.signIn.createPerson({ email, name: who, password: PRETEND_PASSWORD })
      const set = (await app.signIn.enterAs(email)).getSetCookie()
      return [who, userId, set.map((one) => one.split(';')[0]).join('; ')]
    }),
  )
  ids = Object.fromEntries(entered.map(([who, id]) => [who, id])) as Record<Who, string>
  cookies = Object.fromEntries(entered.map(([who, , cookie]) => [who, cookie])) as Record<Who, string>
  const founded = await foundCreator(app, {
    userId: ids.owner,
    handle: 'lina',
    name: 'Lina',
    bio: '',
    place: null,
  })
  if (founded.kind !== 'ok') throw new Error(founded.kind)
  creatorId = founded.creatorId
  await foundCreator(app, { userId: ids.other, handle: 'other', name: 'Other', bio: '', place: null })
  await foundCompany(app, { userId: ids.brand, name: 'Brand', website: '', country: '' })
  await addAgent(app.store.db, { email: 'agent@people.example', invitedBy: null, at })
  for (const role of ['admin', 'manager'] as const) {
    await addTeammate(app.store.db, 'creator', { of: creatorId, userId: ids[role], role, at })
  }
  const visitor = { userId: ids.owner, sessionId: 'session', creatorId, email: 'owner@people.example' }
  await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
  channelId = (await cardOf(world, visitor, 'instagram')).id
})
afterAll(() => world[Symbol.asyncDispose]())

function ask(who: Who, path: string, form?: Record<string, string>, origin = world.url): Promise<Response> {
  return fetch(world.url + path, {
    redirect: 'manual',
    headers: { cookie: cookies[who], ...(form === undefined ? {} : { origin }) },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  })
}

/** In the order of WHO. Whoever is not signed in is sent to sign in (302), and whoever has no profile, to theirs. */
const PAGES: readonly (readonly [string, string, readonly number[]])[] = [
  ['the account', '/settings/account', [200, 200, 200, 200, 200, 200, 302]],
  ['deleting the account', '/settings/delete-account', [200, 200, 200, 200, 200, 200, 302]],
  ['the team', '/settings/team', [200, 200, 200, 200, 302, 302, 302]],
  ['permissions', '/settings/privacy', [200, 200, 200, 200, 302, 302, 302]],
  ['deleting the profile', '/settings/delete-profile', [200, 403, 403, 200, 302, 302, 302]],
  ['turning a channel off', '/channels/:channel/off', [200, 200, 403, 404, 302, 302, 302]],
  ['a channel’s history', '/channels/:channel', [200, 200, 200, 404, 302, 302, 302]],
  ['its older history', '/channels/:channel?before=1', [200, 200, 200, 404, 302, 302, 302]],
  ['an invitation that never was', '/join/nothing', [200, 200, 200, 200, 200, 200, 200]],
  ['a new address that nobody asked for', '/new-address/nothing', [200, 200, 200, 200, 200, 200, 200]],
  ['a former address of nobody', '/former-address/nothing', [200, 200, 200, 200, 200, 200, 200]],
]

describe('the settings', () => {
  it.each(PAGES)('%s is open to whom it is meant for', async (_, path, statuses) => {
    const address = path.replace(':channel', channelId)
    const got = await Promise.all(WHO.map(async (who) => (await ask(who, address)).status))
    expect(Object.fromEntries(WHO.map((who, at) => [who, got[at]]))).toEqual(
      Object.fromEntries(WHO.map((who, at) => [who, statuses[at]])),
    )
  })

  it('hands a file to everybody who is signed in, with the profile only where the role includes it', async () => {
    const files = await Promise.all(WHO.map((who) => ask(who, '/settings/export', {})))
    const seen = await Promise.all(
      files.map(async (file, at) => {
        if (file.status !== 200) return [WHO[at], file.status]
        const text = await file.text()
        const { you, profile, channels } = JSON.parse(text)
        return [WHO[at], you.email, profile?.handle ?? null, channels?.length ?? null]
      }),
    )
    expect(seen).toEqual([
      ['owner', 'owner@people.example', 'lina', 1],
      ['admin', 'admin@people.example', 'lina', 1],
      ['manager', 'manager@people.example', null, null],
      ['other', 'other@people.example', 'other', 0],
      ['brand', 'brand@people.example', null, null],
      ['agent', 'agent@people.example', null, null],
      ['nobody', 302],
    ])
    expect(files[0]?.headers.get('cache-control')).toContain('no-store')
  })

  it.each([
    ['/settings/account', { intent: 'name', name: 'Mallory' }],
    ['/settings/team', { intent: 'invite', email: 'mallory@evil.example', role: 'admin' }],
    ['/settings/export', {}],
    ['/settings/delete-account', { typed: 'owner@people.example' }],
    ['/settings/delete-profile', { typed: 'lina' }],
    ['/former-address/nothing', {}],
  ])('no form of another site reaches %s', async (path, form) => {
    for (const origin of ['https://evil.example', 'null', '']) {
      expect((await ask('owner', path, form, origin)).status, origin).toBe(403)
    }
  })

  it('lets nobody delete a profile that is not theirs to delete', async () => {
    for (const who of ['admin', 'manager', 'other', 'brand', 'agent', 'nobody'] as const) {
      await ask(who, '/settings/delete-profile', { typed: 'lina' })
    }
    expect((await ask('owner', '/@lina')).status).toBe(200)
  })

  it('asks a sign-in that is a while old for proof before anything is deleted', async () => {
    const grown = sql`update "session" set "createdAt" = now() - interval '1 hour' where "userId" = ${ids.owner}`
    await grown.execute(world.app.store.db)
    for (const former of ['', 'something else entirely']) {
      const profile = await ask('owner', '/settings/delete-profile', { typed: 'lina', former })
      expect(profile.status).toBe(422)
      const account = await ask('owner', '/settings/delete-account', {
        typed: 'owner@people.example',
        former,
      })
      expect(account.status).toBe(422)
    }
    expect((await ask('owner', '/@lina')).status).toBe(200)
    const right = { typed: 'owner@people.example', former: PRETEND_PASSWORD }
    // Proven, and still the only owner.
    expect((await ask('owner', '/settings/delete-account', right)).status).toBe(409)
  })

  it('takes no role, no person and no invitation that it did not offer', async () => {
    const forms = [
      { intent: 'role', of: ids.owner, role: 'manager' },
      { intent: 'role', of: ids.manager, role: 'owner' },
      { intent: 'role', of: ids.manager, role: '__proto__' },
      { intent: 'role', of: ids.other, role: 'admin' },
      { intent: 'remove', of: ids.owner },
      { intent: 'invite', email: 'x@people.example', role: 'owner' },
      { intent: 'withdraw', invitation: "' or 1=1" },
      { intent: 'nothing' },
      {},
    ]
    for (const form of forms) {
      for (const who of ['admin', 'manager', 'other'] as const) await ask(who, '/settings/team', { ...form })
    }
    const { db } = world.app.store
    const team = await db.selectFrom('member').selectAll().where('creator_id', '=', creatorId).execute()
    expect(Object.fromEntries(team.map((one) => [one.user_id, one.role]))).toEqual({
      [ids.owner]: 'owner',
      [ids.admin]: 'admin',
      [ids.manager]: 'manager',
    })
    expect(await db.selectFrom('creator_invitation').selectAll().execute()).toEqual([])
  })

  it('shows what was typed into an address or a form as text, and goes nowhere else', async () => {
    const script = '"><script>alert(1)</script>'
    for (const path of [
      '/join/',
      '/new-address/',
      '/former-address/',
      '/settings/account?said=',
      '/settings/team?said=',
    ]) {
      const page = await ask('owner', path + encodeURIComponent(script))
      expect(await page.text(), path).not.toContain('<script>alert')
    }
    const renamed = await ask('manager', '/settings/account', { intent: 'name', name: script })
    expect(renamed.status).toBe(303)
    expect(await (await ask('owner', '/settings/team')).text()).not.toContain('<script>alert')
    for (const back of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      await ask('agent', '/settings/account', { intent: 'prove', back })
    }
    const mails = await world.app.store.db
      .selectFrom('mailbox')
      .select('body_text')
      .where('recipient', '=', 'agent@people.example')
      .execute()
    expect(mails.length).toBeGreaterThan(0)
    expect(mails.filter(({ body_text }) => body_text.includes('evil'))).toEqual([])
  })

  it('moves nobody to a profile that is not theirs', async () => {
    const chosen = await ask('other', '/choose-creator', { creator: creatorId })
    expect(chosen.headers.get('set-cookie') ?? '').not.toContain(creatorId)
    const forged = await fetch(`${world.url}/channels/${channelId}`, {
      redirect: 'manual',
      headers: { cookie: `${cookies.other}; creator=${creatorId}` },
    })
    expect(forged.status).toBe(404)
  })
})
