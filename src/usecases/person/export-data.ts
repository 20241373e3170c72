/** Everything that is kept of a creator and of the person who asks, as one JSON text in pieces. */
import type { App } from '../../app.ts'
import { type MemberRole, memberMay } from '../../domain/person/member.ts'
import {
  exportedChannelParts,
  exportedChannels,
  exportedCollaborationParts,
  exportedCollaborations,
  exportedNudges,
  exportedPerson,
  exportedProfile,
  exportedTeam,
} from '../../store/exports.ts'

/** A creator's data only for those whose role includes it; a person's own in any case. */
export async function* exportData(
  app: App,
  input: { userId: string; creator: { id: string; role: MemberRole } | null },
): AsyncGenerator<string> {
  const { db } = app.store
  const { creator, userId } = input
  yield `{"made_at":${JSON.stringify(app.clock.now())}`
  yield `,"you":${JSON.stringify(await exportedPerson(db, userId))}`
  const taken = creator !== null && memberMay(creator.role, 'export') ? creator : null
  const profile = taken === null ? null : await exportedProfile(db, taken.id)
  if (taken !== null && profile !== null) {
    yield `,"profile":${JSON.stringify(profile)}`
    yield `,"team":${JSON.stringify(await exportedTeam(db, taken.id))}`
    yield ',"channels":['
    for (const [index, channel] of (await exportedChannels(db, taken.id)).entries()) {
      yield `${index === 0 ? '' : ','}${JSON.stringify(channel).slice(0, -1)}`
      for (const [name, batches] of Object.entries(exportedChannelParts(db, channel.id))) {
        yield `,${JSON.stringify(name)}:[`
        let before = ''
        for await (const rows of batches) {
          yield before + rows.map((row) => JSON.stringify(row)).join(',')
          before = ','
        }
        yield ']'
      }
      yield '}'
    }
    yield '],"collaborations":['
    for (const [index, one] of (await exportedCollaborations(db, taken.id)).entries()) {
      const parts = await exportedCollaborationParts(db, one.id)
      yield `${index === 0 ? '' : ','}${JSON.stringify({ ...one, ...parts })}`
    }
    yield `],"asked_to_reconnect":${JSON.stringify(await exportedNudges(db, taken.id))}`
  }
  yield '}\n'
}
