/** A signed-in person opens a profile of their own. */
import type { App } from '../../app.ts'
import { insertCreator } from '../../store/creators.ts'
import { newId } from '../../vault/random.ts'

export type Founded =
  | { kind: 'ok'; creatorId: string }
  | { kind: 'handle_taken' }
  | { kind: 'handle_invalid' }
  | { kind: 'name_invalid' }

const HANDLE = /^[a-z0-9][a-z0-9._-]{1,29}$/
const LONGEST_NAME = 80
const LONGEST_BIO = 500
const LONGEST_PLACE = 80

export async function foundCreator(
  app: App,
  input: { userId: string; handle: string; name: string; bio: string; place: string | null },
): Promise<Founded> {
  const handle = input.handle.trim().replace(/^@/, '').toLowerCase()
  const name = input.name.trim()
  if (!HANDLE.test(handle)) return { kind: 'handle_invalid' }
  if (name === '' || name.length > LONGEST_NAME) return { kind: 'name_invalid' }
  const id = newId('cre')
  const place = input.place?.trim().slice(0, LONGEST_PLACE) ?? ''
  const done = await insertCreator(app.store.db, {
    id,
    handle,
    name,
    bio: input.bio.trim().slice(0, LONGEST_BIO),
    place: place === '' ? null : place,
    dataKey: app.vault.makeDataKey(id),
    ownerId: input.userId,
    at: app.clock.now(),
  })
  return done ? { kind: 'ok', creatorId: id } : { kind: 'handle_taken' }
}
