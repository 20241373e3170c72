/** The team of a creator: who comes in, what roles may do, and how people go. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InvitedMemberRole } from '../src/domain/person/member.ts'
import { creatorsOf } from '../src/usecases/person/creators-of.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import {
  changeRole,
  invite,
  joinTeam,
  leaveTeam,
  readInvitation,
  readTeam,
  withdrawInvitation,
} from '../src/usecases/person/keep-team.ts'
import { ENGINES } from './databases.ts'
import { invited } from './invited.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, goAndReturn, openWorld, type World } from './world.ts'

type Somebody = { userId: string; email: string; emailProven: boolean }

describe.each(ENGINES)('the team of a creator on %s', (engine) => {
  let world: World
  let owner: Somebody
  let creatorId: string
  let number = 0

  beforeAll(async () => {
    world = await openWorld({ engine })
    owner = await somebody()
    creatorId = await profileOf(owner)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  async function somebody(): Promise<Somebody> {
    number += 1
    const email = `person${number}@people.example`
    const { userId } = await world.app.signIn.createPerson({
      email,
      name: `Person ${number}`,
      password: null,
    })
    return { userId, email, emailProven: true }
  }

  async function profileOf({ userId }: Somebody): Promise<string> {
    number += 1
    const founded = await foundCreator(world.app, {
      userId,
      handle: `profile${number}`,
      name: `Profile ${number}`,
      bio: '',
      place: '',
    })
    if (founded.kind !== 'ok') throw new Error(founded.kind)
    const [created] = (await creatorsOf(world.app, { userId })).slice(-1)
    return created?.id ?? ''
  }

  const askIn = (email: string, role: InvitedMemberRole = 'manager') =>
    invited(world.app, { kind: 'creator', of: creatorId, userId: owner.userId }, { email, role })

  async function teammate(role: InvitedMemberRole): Promise<Somebody> {
    const one = await somebody()
    const token = await askIn(one.email, role)
    expect(await joinTeam(world.app, { kind: 'creator', token, person: one })).toEqual({
      kind: 'joined',
      of: creatorId,
    })
    return one
  }

  it('lets in only the address that was invited, proven, and only once', async () => {
    const [one, other] = [await somebody(), await somebody()]
    const token = await askIn(one.email.toUpperCase())
    expect((await joinTeam(world.app, { kind: 'creator', token, person: other })).kind).toBe('other_address')
    const unproven = { ...one, emailProven: false }
    expect((await joinTeam(world.app, { kind: 'creator', token, person: unproven })).kind).toBe(
      'other_address',
    )
    expect((await readInvitation(world.app, { kind: 'creator', token })).kind).toBe('open')
    const twice = await Promise.all(
      [1, 2].map(() => joinTeam(world.app, { kind: 'creator', token, person: one })),
    )
    expect(twice.map(({ kind }) => kind).sort()).toEqual(['joined', 'unknown'])
    expect((await readInvitation(world.app, { kind: 'creator', token })).kind).toBe('unknown')
  })

  it('keeps no link in the database that could be used', async () => {
    const token = await askIn('kept@people.example')
    const { rows } = await sql<{ all: string }>`
      select string_agg(i::text, ' ') as all from creator_invitation i`.execute(world.app.store.db)
    expect(rows[0]?.all).not.toContain(token)
  })

  it('ends an invitation that was taken back, and one that is seven days old', async () => {
    const one = await somebody()
    const token = await askIn(one.email)
    const team = await readTeam(world.app, { kind: 'creator', of: creatorId, userId: owner.userId })
    const invitationId = team?.invitations.find(({ email }) => email === one.email)?.id ?? ''
    const stranger = await somebody()
    const strange = {
      kind: 'creator' as const,
      of: await profileOf(stranger),
      userId: stranger.userId,
    }
    expect((await withdrawInvitation(world.app, strange, { invitationId })).kind).toBe('gone')
    const actor = { kind: 'creator' as const, of: creatorId, userId: owner.userId }
    expect((await withdrawInvitation(world.app, actor, { invitationId })).kind).toBe('withdrawn')
    expect((await joinTeam(world.app, { kind: 'creator', token, person: one })).kind).toBe('unknown')
    const late = await askIn(one.email)
    await world.advance('8d')
    expect((await readInvitation(world.app, { kind: 'creator', token: late })).kind).toBe('ended')
    expect((await joinTeam(world.app, { kind: 'creator', token: late, person: one })).kind).toBe('ended')
  })

  it('lets managers leave, and change nobody', async () => {
    const [manager, other] = [await teammate('manager'), await teammate('manager')]
    const actor = { kind: 'creator' as const, of: creatorId, userId: manager.userId }
    const mail = () => ({ subject: '', text: '', html: '' })
    const email = 'x@people.example'
    expect((await invite(world.app, actor, { email, role: 'manager', mail })).kind).toBe('refused')
    expect((await changeRole(world.app, actor, { whose: manager.userId, role: 'owner' })).kind).toBe(
      'refused',
    )
    expect((await leaveTeam(world.app, actor, { who: other.userId })).kind).toBe('refused')
    expect((await readTeam(world.app, actor))?.invitations).toEqual([])
    expect((await leaveTeam(world.app, actor, { who: manager.userId })).kind).toBe('left')
    expect(await readTeam(world.app, actor)).toBeNull()
    expect(await creatorsOf(world.app, { userId: manager.userId })).toEqual([])
  })

  it('refuses people of other profiles whatever they ask', async () => {
    const stranger = await somebody()
    const actor = { kind: 'creator' as const, of: creatorId, userId: stranger.userId }
    expect(await readTeam(world.app, actor)).toBeNull()
    expect((await leaveTeam(world.app, actor, { who: owner.userId })).kind).toBe('refused')
    expect((await changeRole(world.app, actor, { whose: stranger.userId, role: 'owner' })).kind).toBe(
      'refused',
    )
  })

  it('keeps one owner when the last two leave at the same moment', async () => {
    const founder = await somebody()
    const theirs = await profileOf(founder)
    const second = await somebody()
    await world.app.store.db
      .insertInto('member')
      .values({
        creator_id: theirs,
        user_id: second.userId,
        role: 'owner',
        since: world.app.clock.now(),
      })
      .execute()
    const done = await Promise.all(
      [founder, second].map(({ userId }) =>
        leaveTeam(world.app, { kind: 'creator', of: theirs, userId }, { who: userId }),
      ),
    )
    expect(done.map(({ kind }) => kind).sort()).toEqual(['left', 'refused'])
  })

  it('keeps connected what somebody connected who goes, and ends what they had only begun', async () => {
    const one = await teammate('admin')
    const visitor = { ...one, creatorId, sessionId: `session of ${one.userId}` }
    await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
    const back = await goAndReturn(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })
    await leaveTeam(world.app, { kind: 'creator', of: creatorId, userId: owner.userId }, { who: one.userId })
    expect((await cardOf(world, visitor, 'instagram')).state.kind).toBe('connected')
    const { count } = await world.app.store.db
      .selectFrom('connect_attempt')
      .select((of) => of.fn.countAll().as('count'))
      .where('user_id', '=', one.userId)
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(0)
    expect(back.searchParams.has('code')).toBe(true)
  })

  it('does not mail strangers without end', async () => {
    const founder = await somebody()
    const theirs = await profileOf(founder)
    const asked = []
    for (let n = 0; n < 21; n++) {
      const done = await invite(
        world.app,
        { kind: 'creator', of: theirs, userId: founder.userId },
        {
          email: `stranger${n}@people.example`,
          role: 'manager',
          mail: () => ({ subject: 'Join', text: '', html: '' }),
        },
      )
      asked.push(done.kind)
    }
    expect(asked.slice(0, 20).every((kind) => kind === 'invited')).toBe(true)
    expect(asked[20]).toBe('too_many')
  })
})
