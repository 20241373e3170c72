/** A company’s account and its team. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { companiesOf } from '../src/usecases/brand/companies-of.ts'
import { foundCompany } from '../src/usecases/brand/found-company.ts'
import {
  changeRole,
  invite,
  joinTeam,
  leaveTeam,
  readInvitation,
  readTeam,
} from '../src/usecases/person/keep-team.ts'
import { ENGINES } from './databases.ts'
import { invited } from './invited.ts'
import { openWorld, type World } from './world.ts'

describe.each(ENGINES)('a company on %s', (engine) => {
  let world: World
  let owner: { userId: string; email: string }
  let companyId: string
  let number = 0

  beforeAll(async () => {
    world = await openWorld({ engine })
    owner = await somebody()
    const founded = await foundCompany(world.app, {
      userId: owner.userId,
      name: ' Nordfjell ',
      website: 'nordfjell.example',
      country: 'NO',
    })
    if (founded.kind !== 'ok') throw new Error(founded.kind)
    companyId = founded.companyId
  })
  afterAll(() => world[Symbol.asyncDispose]())

  async function somebody(): Promise<{ userId: string; email: string; emailProven: boolean }> {
    number += 1
    const email = `person${number}@brand.example`
    const { userId } = await world.app.signIn.createPerson({
      email,
      name: `Person ${number}`,
      password: null,
    })
    return { userId, email, emailProven: true }
  }

  const askIn = (email: string, role: 'admin' | 'member' = 'member') =>
    invited(world.app, { kind: 'company', of: companyId, userId: owner.userId }, { email, role })

  async function colleague(role: 'admin' | 'member'): ReturnType<typeof somebody> {
    const one = await somebody()
    const token = await askIn(one.email, role)
    expect((await joinTeam(world.app, { kind: 'company', token, person: one })).kind).toBe('joined')
    return one
  }

  it('belongs to whoever opened its account', async () => {
    expect(await companiesOf(world.app, { userId: owner.userId })).toMatchObject([
      {
        id: companyId,
        name: 'Nordfjell',
        website: 'https://nordfjell.example/',
        country: 'NO',
        role: 'owner',
      },
    ])
  })

  it('lets in only the address that was invited, proven, and only once', async () => {
    const [one, other] = [await somebody(), await somebody()]
    const token = await askIn(one.email.toUpperCase())
    expect((await joinTeam(world.app, { kind: 'company', token, person: other })).kind).toBe('other_address')
    const unproven = { ...one, emailProven: false }
    expect((await joinTeam(world.app, { kind: 'company', token, person: unproven })).kind).toBe(
      'other_address',
    )
    expect((await readInvitation(world.app, { kind: 'company', token })).kind).toBe('open')
    expect((await joinTeam(world.app, { kind: 'company', token, person: one })).kind).toBe('joined')
    expect((await joinTeam(world.app, { kind: 'company', token, person: one })).kind).toBe('unknown')
    expect((await readInvitation(world.app, { kind: 'company', token })).kind).toBe('unknown')
  })

  it('forgets the first link when somebody is invited again', async () => {
    const one = await somebody()
    const first = await askIn(one.email)
    const second = await askIn(one.email)
    expect((await joinTeam(world.app, { kind: 'company', token: first, person: one })).kind).toBe('unknown')
    expect((await joinTeam(world.app, { kind: 'company', token: second, person: one })).kind).toBe('joined')
  })

  it('refuses members who invite, promote or remove', async () => {
    const [member, other] = [await colleague('member'), await colleague('member')]
    const actor = { kind: 'company' as const, of: companyId, userId: member.userId }
    const mail = () => ({ subject: '', text: '', html: '' })
    expect((await invite(world.app, actor, { email: 'x@brand.example', role: 'member', mail })).kind).toBe(
      'refused',
    )
    expect((await changeRole(world.app, actor, { whose: member.userId, role: 'owner' })).kind).toBe('refused')
    expect((await leaveTeam(world.app, actor, { who: other.userId })).kind).toBe('refused')
    expect((await leaveTeam(world.app, actor, { who: member.userId })).kind).toBe('left')
    expect(await readTeam(world.app, actor)).toBeNull()
  })

  it('refuses somebody of another company whatever they ask', async () => {
    const stranger = await somebody()
    const actor = { kind: 'company' as const, of: companyId, userId: stranger.userId }
    expect(await readTeam(world.app, actor)).toBeNull()
    expect((await leaveTeam(world.app, actor, { who: owner.userId })).kind).toBe('refused')
    expect((await changeRole(world.app, actor, { whose: stranger.userId, role: 'owner' })).kind).toBe(
      'refused',
    )
  })

  it('keeps one owner when the last two leave at the same moment', async () => {
    const admin = await colleague('admin')
    const actor = { kind: 'company' as const, of: companyId, userId: owner.userId }
    expect((await changeRole(world.app, actor, { whose: admin.userId, role: 'owner' })).kind).toBe('changed')
    const done = await Promise.all(
      [owner.userId, admin.userId].map((userId) =>
        leaveTeam(world.app, { kind: 'company', of: companyId, userId }, { who: userId }),
      ),
    )
    expect(done.map(({ kind }) => kind).sort()).toEqual(['left', 'refused'])
  })

  it('ends an invitation after seven days', async () => {
    const founder = await somebody()
    const founded = await foundCompany(world.app, {
      userId: founder.userId,
      name: 'Casa Lumbre',
      website: '',
      country: '',
    })
    if (founded.kind !== 'ok') throw new Error(founded.kind)
    let token = ''
    await invite(
      world.app,
      { kind: 'company', of: founded.companyId, userId: founder.userId },
      {
        email: 'late@brand.example',
        role: 'member',
        mail: (link) => {
          token = link.pathname.split('/').at(-1) ?? ''
          return { subject: '', text: '', html: '' }
        },
      },
    )
    await world.advance('8d')
    expect(await readInvitation(world.app, { kind: 'company', token })).toEqual({
      kind: 'ended',
      teamName: 'Casa Lumbre',
    })
    const person = { userId: founder.userId, email: 'late@brand.example', emailProven: true }
    expect((await joinTeam(world.app, { kind: 'company', token, person })).kind).toBe('ended')
  })
})
