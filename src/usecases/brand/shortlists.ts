/** Lists of creators to compare, kept by a company. Numbers stand in them under the same condition as anywhere. */
import type { App } from '../../app.ts'
import { PROOF_COUNTS_FOR_MS } from '../../domain/channel/health.ts'
import { BASES, type Base } from '../../domain/insight/engagement.ts'
import { DAY, later } from '../../domain/time.ts'
import { findCreatorByHandle } from '../../store/creators.ts'
import { type ComparedChannel, comparedChannels } from '../../store/discovery.ts'
import {
  addEntry,
  dropShortlist,
  type Entry,
  entriesOf,
  findShortlist,
  insertShortlist,
  type Reader,
  removeEntry,
  type Shortlist,
  setNote,
  shortlistsOf,
  updateShortlist,
} from '../../store/shortlists.ts'
import { newId } from '../../vault/random.ts'

export type { Reader, Shortlist }

const MOST_CREATORS = 200
const MOST_LISTS = 100
const LONGEST_NAME = 80
const LONGEST_NOTE = 1000
/** Numbers that were read further apart than this are not compared like for like. */
const SAME_TIME_MS = 2 * DAY

export function listShortlists(app: App, reader: Reader) {
  return shortlistsOf(app.store.db, reader)
}

export type Comparison = {
  shortlist: Shortlist
  creators: (Entry & { channels: ComparedChannel[] })[]
  /** Some of the numbers are days older than others. */
  mixed: boolean
}

export async function compareShortlist(
  app: App,
  reader: Reader & { id: string },
): Promise<Comparison | null> {
  const { db } = app.store
  const shortlist = await findShortlist(db, reader, reader.id)
  if (shortlist === null) return null
  const entries = await entriesOf(db, shortlist.id)
  const channels = await comparedChannels(
    db,
    entries.map(({ creatorId }) => creatorId),
    later(app.clock.now(), -PROOF_COUNTS_FOR_MS),
  )
  const times = channels.flatMap(({ numbers }) => (numbers === null ? [] : [numbers.takenAt.getTime()]))
  return {
    shortlist,
    creators: entries.map((entry) => ({
      ...entry,
      channels: channels.filter(({ creatorId }) => creatorId === entry.creatorId),
    })),
    mixed: times.length > 0 && Math.max(...times) - Math.min(...times) > SAME_TIME_MS,
  }
}

export type Made = { kind: 'made'; id: string } | { kind: 'name_missing' | 'too_many' }

export async function makeShortlist(app: App, input: Reader & { name: string }): Promise<Made> {
  const name = tidyName(input.name)
  if (name === '') return { kind: 'name_missing' }
  if ((await shortlistsOf(app.store.db, input)).length >= MOST_LISTS) return { kind: 'too_many' }
  const id = newId('lst')
  const { companyId, userId } = input
  await insertShortlist(app.store.db, {
    id,
    companyId,
    userId,
    name,
    at: app.clock.now(),
    engagementBy: 'followers',
  })
  return { kind: 'made', id }
}

export type Changed = { kind: 'changed' | 'deleted' | 'added' | 'full' | 'refused' | 'unknown' }

/** What is changed must be seen first; whether a list is shared is up to whoever made it. */
export async function changeShortlist(
  app: App,
  input: Reader & {
    id: string
    change:
      | { kind: 'rename'; name: string }
      | { kind: 'engagement'; by: string }
      | { kind: 'share'; shared: boolean }
      | { kind: 'delete' }
      | { kind: 'add'; handle: string }
      | { kind: 'remove'; creatorId: string }
      | { kind: 'note'; creatorId: string; note: string }
  },
): Promise<Changed> {
  const { db } = app.store
  const list = await findShortlist(db, input, input.id)
  if (list === null) return { kind: 'unknown' }
  const shortlistId = list.id
  const { change } = input
  switch (change.kind) {
    case 'rename': {
      const name = tidyName(change.name)
      if (name === '') return { kind: 'refused' }
      await updateShortlist(db, shortlistId, { name })
      return { kind: 'changed' }
    }
    case 'engagement': {
      const by = BASES.find((base): base is Base => base === change.by)
      if (by === undefined) return { kind: 'refused' }
      await updateShortlist(db, shortlistId, { engagementBy: by })
      return { kind: 'changed' }
    }
    case 'share':
      if (!list.mine) return { kind: 'refused' }
      await updateShortlist(db, shortlistId, { shared: change.shared })
      return { kind: 'changed' }
    case 'delete':
      if (!list.mine) return { kind: 'refused' }
      await dropShortlist(db, shortlistId)
      return { kind: 'deleted' }
    case 'add': {
      const creator = await findCreatorByHandle(db, change.handle)
      if (creator === null) return { kind: 'unknown' }
      const { userId } = input
      const at = app.clock.now()
      return {
        kind: await addEntry(db, { shortlistId, creatorId: creator.id, userId, at, most: MOST_CREATORS }),
      }
    }
    case 'remove':
      await removeEntry(db, { shortlistId, creatorId: change.creatorId })
      return { kind: 'changed' }
    case 'note': {
      const note = change.note.normalize('NFC').replaceAll('\u0000', '').trim().slice(0, LONGEST_NOTE)
      await setNote(db, { shortlistId, creatorId: change.creatorId, note })
      return { kind: 'changed' }
    }
    default:
      return change satisfies never
  }
}

function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
}
