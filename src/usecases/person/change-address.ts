/**
 * A person's mail address becomes another one. The new one has to say yes, by a link that only they can use while
 * signed in; the former one can say no, for a week, without signing in.
 */
import type { App } from '../../app.ts'
import { CONFIRM_LASTS_MS, mayConfirm, mayUndo, UNDO_LASTS_MS } from '../../domain/person/address-change.ts'
import { addressOf } from '../../domain/team.ts'
import { later } from '../../domain/time.ts'
import {
  type AddressChange,
  dropAddressChangesBefore,
  dropAddressChangesSince,
  dropOpenAddressChange,
  findAddressChange,
  markAddressChanged,
  openAddressChange,
  putAddressChange,
} from '../../store/address-changes.ts'
import { tell } from '../../store/live.ts'
import { changeAddress, findUserByEmail, isAddressTaken, lockOut } from '../../store/users.ts'
import { hashLinkToken, newId, newLinkToken } from '../../vault/random.ts'

export type Letter = { subject: string; text: string; html: string }

export type AddressAsked = {
  kind: 'asked' | 'no_address' | 'same' | 'wrong' | 'needed' | 'too_many_tries'
}

export type AddressLetters = {
  /** To the new address. */
  confirm(link: URL): Letter
  /** To the former one. */
  warn(link: URL): Letter
  /** To the new address, where it belongs to another account: nobody but its owner learns that. */
  taken(): Letter
}

export async function askForAddress(
  app: App,
  input: {
    person: { userId: string; email: string }
    headers: Headers
    email: string
    password: string
    letters: AddressLetters
  },
): Promise<AddressAsked> {
  const { person, letters } = input
  const from = person.email.toLowerCase()
  const to = addressOf(input.email)
  if (to === null) return { kind: 'no_address' }
  if (to === from) return { kind: 'same' }
  const proof = await app.signIn.proveAgain(input.headers, input.password)
  if (proof !== 'proven') return { kind: proof }
  if (!(await app.signIn.mayWrite(to, from))) return { kind: 'too_many_tries' }
  const [confirm, undo] = [newLinkToken(), newLinkToken()]
  await putAddressChange(app.store.db, {
    id: newId('adc'),
    userId: person.userId,
    from,
    to,
    confirmHash: hashLinkToken(confirm),
    undoHash: hashLinkToken(undo),
    askedAt: app.clock.now(),
  })
  const taken = (await findUserByEmail(app.store.db, to)) !== null
  const address = (path: string) => new URL(path, app.config.publicUrl)
  await app.post.send({
    to,
    ...(taken ? letters.taken() : letters.confirm(address(`/new-address/${confirm}`))),
  })
  await app.post.send({ to: from, ...letters.warn(address(`/former-address/${undo}`)) })
  return { kind: 'asked' }
}

/** The address that has not said yes yet; null where none is asked for. */
export async function awaitedAddress(app: App, input: { userId: string }): Promise<string | null> {
  const open = await openAddressChange(app.store.db, input.userId)
  return open !== null && mayConfirm(open, app.clock.now()) ? open.to : null
}

export async function withdrawAddress(app: App, input: { userId: string }): Promise<void> {
  await dropOpenAddressChange(app.store.db, input.userId)
}

export type AddressLink = { kind: 'open'; from: string; to: string; userId: string } | { kind: 'over' }

/** Opening either link changes nothing: mail scanners open links, too. */
export async function readAddressLink(
  app: App,
  input: { link: 'confirm' | 'undo'; token: string },
): Promise<AddressLink> {
  const found = await findAddressChange(app.store.db, {
    link: input.link,
    hash: hashLinkToken(input.token),
    lock: false,
  })
  if (found === null || !isOpen(found, input.link, app.clock.now())) return { kind: 'over' }
  return { kind: 'open', from: found.from, to: found.to, userId: found.userId }
}

export type AddressConfirmed = {
  /** `other_person`: somebody else is signed in here. */
  kind: 'changed' | 'over' | 'other_person' | 'taken'
}

export async function confirmAddress(
  app: App,
  input: { token: string; userId: string; letters: { changed(to: string): Letter } },
): Promise<AddressConfirmed> {
  const at = app.clock.now()
  const by = { link: 'confirm', hash: hashLinkToken(input.token), lock: true } as const
  try {
    const done = await app.store.db.transaction().execute(async (trx) => {
      const found = await findAddressChange(trx, by)
      if (found === null || !mayConfirm(found, at)) return { kind: 'over' as const }
      if (found.userId !== input.userId) return { kind: 'other_person' as const }
      if ((await changeAddress(trx, found)) === 'moved') return { kind: 'over' as const }
      await markAddressChanged(trx, found.id, at)
      await tell(trx, { for: [`person:${found.userId}`], topic: 'access' })
      return { kind: 'changed' as const, change: found }
    })
    if (done.kind === 'changed') {
      await app.post.send({ to: done.change.from, ...input.letters.changed(done.change.to) })
    }
    return { kind: done.kind }
  } catch (error) {
    if (isAddressTaken(error)) return { kind: 'taken' }
    throw error
  }
}

/** Whoever holds the former mailbox has the account back, and nobody else has it any more. */
export async function takeAddressBack(
  app: App,
  input: { token: string },
): Promise<{ kind: 'taken_back' | 'over' | 'taken' }> {
  const at = app.clock.now()
  const by = { link: 'undo', hash: hashLinkToken(input.token), lock: true } as const
  try {
    return await app.store.db.transaction().execute(async (trx) => {
      const found = await findAddressChange(trx, by)
      if (found === null || !mayUndo(found, at)) return { kind: 'over' as const }
      await lockOut(trx, { userId: found.userId, email: found.from })
      await dropAddressChangesSince(trx, found.userId, found.askedAt)
      await tell(trx, { for: [`person:${found.userId}`], topic: 'access' })
      return { kind: 'taken_back' as const }
    })
  } catch (error) {
    if (isAddressTaken(error)) return { kind: 'taken' }
    throw error
  }
}

export async function forgetAddressChanges(app: App): Promise<void> {
  const now = app.clock.now()
  await dropAddressChangesBefore(app.store.db, {
    asked: later(now, -CONFIRM_LASTS_MS),
    made: later(now, -UNDO_LASTS_MS),
  })
}

function isOpen(change: AddressChange, link: 'confirm' | 'undo', now: Date): boolean {
  return link === 'confirm' ? mayConfirm(change, now) : mayUndo(change, now)
}
