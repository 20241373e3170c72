/** Who somebody is and how they sign in: changed only by themselves, and taken back where it was not them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  askForAddress,
  confirmAddress,
  forgetAddressChanges,
  readAddressLink,
  takeAddressBack,
} from '../src/usecases/person/change-address.ts'
import { choosePassword } from '../src/usecases/person/own-account.ts'
import { ENGINES } from './databases.ts'
import { openWorld, type World } from './world.ts'

const letter = { subject: '', text: '', html: '' }
const PASSWORD = 'a short sentence works'

describe.each(ENGINES)('an account, on %s', (engine) => {
  let world: World
  let number = 0
  let lina: Awaited<ReturnType<typeof somebody>>

  beforeAll(async () => {
    world = await openWorld({ engine })
  })
  afterAll(() => world[Symbol.asyncDispose]())
  beforeEach(async () => {
    lina = await somebody()
  })

  async function somebody() {
    number += 1
    const email = `person${number}@people.example`
    const { userId } = await world.app.signIn.createPerson({ email, name: 'Lina', password: PASSWORD })
    return { userId, email, headers: await enter(email) }
  }

  async function enter(email: string, password = PASSWORD): Promise<Headers> {
    const entered = await world.app.signIn.signInWithPassword(email, password, new Headers())
    if (entered.kind === 'refused') throw new Error(entered.code)
    const pairs = entered.headers.getSetCookie().map((one) => one.split(';')[0])
    return new Headers({ cookie: pairs.join('; ') })
  }

  /** As if this session had begun long ago. */
  async function growOld({ userId }: { userId: string }): Promise<void> {
    await world.app.store.db
      .withTables<{ session: { userId: string; createdAt: Date } }>()
      .updateTable('session')
      .set({ createdAt: new Date(Date.now() - 3_600_000) })
      .where('userId', '=', userId)
      .execute()
  }

  async function askedFor(
    who: typeof lina,
    to: string,
    password = '',
  ): Promise<{ kind: string; confirm: string; undo: string; sent: string[] }> {
    const links = { confirm: '', undo: '' }
    const sent: string[] = []
    const asked = await askForAddress(world.app, {
      person: who,
      headers: who.headers,
      email: to,
      password,
      letters: {
        confirm(link) {
          sent.push('confirm')
          links.confirm = link.pathname.split('/')[2] ?? ''
          return letter
        },
        warn(link) {
          sent.push('warn')
          links.undo = link.pathname.split('/')[2] ?? ''
          return letter
        },
        taken() {
          sent.push('taken')
          return letter
        },
      },
    })
    return { kind: asked.kind, sent, ...links }
  }

  function confirmed(who: { userId: string }, token: string) {
    return confirmAddress(world.app, { token, userId: who.userId, letters: { changed: () => letter } })
  }

  async function addressOf({ userId }: { userId: string }): Promise<string | undefined> {
    const row = await world.app.store.db
      .selectFrom('user')
      .select('email')
      .where('id', '=', userId)
      .executeTakeFirst()
    return row?.email
  }

  function passwordOf(who: typeof lina, password: string, former = '') {
    return choosePassword(world.app, { person: who, headers: who.headers, password, former, letter })
  }

  it('changes its address once the new one has said yes, and not before', async () => {
    const { confirm, sent } = await askedFor(lina, `New-${lina.email}`)
    expect(sent).toEqual(['confirm', 'warn'])
    expect(await addressOf(lina)).toBe(lina.email)
    expect(await readAddressLink(world.app, { link: 'confirm', token: confirm })).toMatchObject({
      kind: 'open',
    })
    expect(await addressOf(lina)).toBe(lina.email)
    expect(await confirmed(lina, confirm)).toEqual({ kind: 'changed' })
    expect(await addressOf(lina)).toBe(`new-${lina.email}`)
    await enter(`new-${lina.email}`)
    expect(await confirmed(lina, confirm)).toEqual({ kind: 'over' })
  })

  it('is confirmed once, however many press at once', async () => {
    const { confirm } = await askedFor(lina, `new-${lina.email}`)
    const kinds = (await Promise.all(Array.from({ length: 8 }, () => confirmed(lina, confirm)))).map(
      ({ kind }) => kind,
    )
    expect(kinds.filter((kind) => kind === 'changed')).toHaveLength(1)
    expect(new Set(kinds)).toEqual(new Set(['changed', 'over']))
  })

  it('gives nobody else the use of its link', async () => {
    const other = await somebody()
    const { confirm, undo } = await askedFor(lina, `new-${lina.email}`)
    expect(await confirmed(other, confirm)).toEqual({ kind: 'other_person' })
    expect(await confirmed(lina, undo)).toEqual({ kind: 'over' })
    expect(await takeAddressBack(world.app, { token: confirm })).toEqual({ kind: 'over' })
    expect([await addressOf(lina), await addressOf(other)]).toEqual([lina.email, other.email])
  })

  it('looks the same to whoever asks, whether or not somebody has the address they want', async () => {
    const other = await somebody()
    const free = await askedFor(lina, `new-${lina.email}`)
    const taken = await askedFor(lina, other.email)
    expect([free.kind, taken.kind]).toEqual(['asked', 'asked'])
    expect(taken.sent).toEqual(['taken', 'warn'])
    expect(taken.confirm).toBe('')
  })

  it('leaves an address with whoever took it meanwhile', async () => {
    const { confirm } = await askedFor(lina, `new-${lina.email}`)
    await world.app.signIn.createPerson({ email: `new-${lina.email}`, name: 'Faster', password: null })
    expect(await confirmed(lina, confirm)).toEqual({ kind: 'taken' })
    expect(await addressOf(lina)).toBe(lina.email)
  })

  it('answers only the newest question', async () => {
    const first = await askedFor(lina, `first-${lina.email}`)
    const second = await askedFor(lina, `second-${lina.email}`)
    expect(await confirmed(lina, first.confirm)).toEqual({ kind: 'over' })
    expect(await confirmed(lina, second.confirm)).toEqual({ kind: 'changed' })
  })

  it('goes back to the former address with every session and the password gone', async () => {
    const { confirm, undo } = await askedFor(lina, `thief-${lina.email}`)
    await confirmed(lina, confirm)
    expect(await takeAddressBack(world.app, { token: undo })).toEqual({ kind: 'taken_back' })
    expect(await addressOf(lina)).toBe(lina.email)
    expect(await world.app.signIn.person(lina.headers)).toBeNull()
    await expect(enter(lina.email)).rejects.toThrow('invalid_email_or_password')
    expect(await takeAddressBack(world.app, { token: undo })).toEqual({ kind: 'over' })
  })

  it('goes back to the first of several former addresses, whatever those in between say', async () => {
    const first = await askedFor(lina, `thief-${lina.email}`)
    await confirmed(lina, first.confirm)
    const thief = { ...lina, email: `thief-${lina.email}` }
    const second = await askedFor(thief, `deeper-${lina.email}`)
    await confirmed(thief, second.confirm)
    expect(await takeAddressBack(world.app, { token: second.undo })).toEqual({ kind: 'taken_back' })
    expect(await takeAddressBack(world.app, { token: first.undo })).toEqual({ kind: 'taken_back' })
    expect(await addressOf(lina)).toBe(lina.email)
  })

  it.each([
    ['nothing', '', 'needed'],
    ['a wrong password', 'something else entirely', 'wrong'],
    ['the password', PASSWORD, 'proven'],
  ])('asks an older sign-in for proof: %s is %s', async (_, password, proof) => {
    await growOld(lina)
    const address = await askedFor(lina, `new-${lina.email}`, password)
    expect(address.kind).toBe(proof === 'proven' ? 'asked' : proof)
    expect(address.sent).toHaveLength(proof === 'proven' ? 2 : 0)
    const { kind } = await passwordOf(lina, 'another short sentence', password)
    expect(kind).toBe(proof === 'proven' ? 'set' : proof)
  })

  it('signs out everywhere else with a new password, and only that one works', async () => {
    const elsewhere = await enter(lina.email)
    expect(await passwordOf(lina, 'another short sentence')).toEqual({ kind: 'set' })
    expect(await world.app.signIn.person(elsewhere)).toBeNull()
    expect(await world.app.signIn.person(lina.headers)).toMatchObject({ userId: lina.userId })
    await expect(enter(lina.email)).rejects.toThrow('invalid_email_or_password')
    await enter(lina.email, 'another short sentence')
  })

  it('takes no password that is too short or without end', async () => {
    expect(await passwordOf(lina, 'short')).toEqual({ kind: 'too_short' })
    for (const length of [201, 1_000_000]) {
      expect(await passwordOf(lina, 'x'.repeat(length))).toEqual({ kind: 'too_long' })
    }
    await enter(lina.email)
  })

  it('writes to nothing that is no address', async () => {
    const long = `${'a'.repeat(250)}@b.example`
    const several = ['a@b.example, c@d.example', 'a@b.example\r\nbcc: c@d.example']
    for (const to of ['', 'no-address', 'a@b', '<a@b.example>', ...several, long]) {
      expect(await askedFor(lina, to), to).toMatchObject({ kind: 'no_address', sent: [] })
    }
  })

  it('is never called nothing, nor by marks that turn the words around it', async () => {
    for (const name of ['', ' ', '\u202eanil', 'a\nb', 'x'.repeat(81)]) {
      expect(await world.app.signIn.rename(lina.headers, name), name).toBe('no_name')
    }
    expect(await world.app.signIn.person(lina.headers)).toMatchObject({ name: 'Lina' })
  })

  it('is called what its person says', async () => {
    expect(await world.app.signIn.rename(lina.headers, ' لينا 👩🏽‍🍳 ')).toBe('renamed')
    expect(await world.app.signIn.person(lina.headers)).toMatchObject({ name: 'لينا 👩🏽‍🍳' })
  })

  // Last, because it moves everybody's clock.
  it('answers no link that is too old, and forgets it', async () => {
    const unanswered = await askedFor(lina, `new-${lina.email}`)
    const other = await somebody()
    const made = await askedFor(other, `new-${other.email}`)
    await confirmed(other, made.confirm)
    await world.advance('25h')
    expect(await confirmed(lina, unanswered.confirm)).toEqual({ kind: 'over' })
    expect(await takeAddressBack(world.app, { token: unanswered.undo })).toEqual({ kind: 'over' })
    expect(await readAddressLink(world.app, { link: 'undo', token: made.undo })).toMatchObject({
      kind: 'open',
    })
    await world.advance('7d')
    expect(await takeAddressBack(world.app, { token: made.undo })).toEqual({ kind: 'over' })
    await forgetAddressChanges(world.app)
    expect(await world.app.store.db.selectFrom('address_change').selectAll().execute()).toEqual([])
  })
})
