/** "Tell me when it's back", asked and taken back: once a person and network. */
import type { App } from '../../app.ts'
import type { Network } from '../../domain/network.ts'
import { later } from '../../domain/time.ts'
import {
  dropWaitingWish,
  insertWish,
  listedWishes,
  networksWishedFor,
  readWishes,
  type ToldWish,
} from '../../store/network-wishes.ts'
import { lookAgain } from '../../store/notices.ts'
import { newId } from '../../vault/random.ts'
import { HISTORY_MS } from './list-notices.ts'

const LONGEST = 50

/** Safe to say twice. It may be back already: then they are told at the next look. */
export async function askToHear(app: App, input: { userId: string; network: Network }): Promise<void> {
  const at = app.clock.now()
  await app.store.db.transaction().execute(async (trx) => {
    await insertWish(trx, { id: newId('wsh'), ...input, at })
    await lookAgain(trx, input.userId, at)
  })
}

export function neverMind(app: App, input: { userId: string; network: Network }): Promise<void> {
  return dropWaitingWish(app.store.db, input)
}

/** The networks that somebody waits to hear of. */
export async function wishesOf(app: App, input: { userId: string }): Promise<ReadonlySet<Network>> {
  return new Set(await networksWishedFor(app.store.db, input.userId))
}

export type WishList = { waiting: ReadonlySet<Network>; told: ToldWish[] }

export async function listWishes(app: App, input: { userId: string }): Promise<WishList> {
  const since = later(app.clock.now(), -HISTORY_MS)
  const [waiting, told] = await Promise.all([
    wishesOf(app, input),
    listedWishes(app.store.db, input.userId, { since, limit: LONGEST }),
  ])
  return { waiting, told }
}

/** `wishId` null: all of them. */
export function readToldWishes(app: App, input: { userId: string; wishId: string | null }): Promise<void> {
  return readWishes(app.store.db, input.userId, input.wishId, app.clock.now())
}
