/** Media kits: the profile for whoever holds a link, and a page on which anyone sees whether its numbers still stand. */
import { createHash } from 'node:crypto'
import type { App } from '../../app.ts'
import {
  type Compared,
  canonicalSaid,
  compareSaid,
  isKitDays,
  kitLifeMs,
  LONGEST_FOR_WHOM,
  type Said,
} from '../../domain/insight/kit.ts'
import type { Network } from '../../domain/network.ts'
import { Secret } from '../../domain/secret.ts'
import { later } from '../../domain/time.ts'
import { findCreator, namesOf } from '../../store/creators.ts'
import { insertKit, type Kit, kitByCode, kitByToken, kitsOf, revokeKit, saidOf } from '../../store/kits.ts'
import { hashLinkToken, newId, newLinkToken } from '../../vault/random.ts'
import { type ProfileView, showProfile } from './show-profile.ts'

export type MadeKit =
  /** The token is told once; only its hash is kept. */
  | { kind: 'made'; token: string; code: string; expiresAt: Date }
  | { kind: 'for_whom_invalid' }
  | { kind: 'days_invalid' }
  | { kind: 'unknown_creator' }

export async function makeKit(
  app: App,
  input: { creatorId: string; userId: string; forWhom: string; days: number },
): Promise<MadeKit> {
  const { db } = app.store
  const forWhom = input.forWhom.trim()
  if ([...forWhom].length > LONGEST_FOR_WHOM || /\p{Cc}/u.test(forWhom)) return { kind: 'for_whom_invalid' }
  if (!isKitDays(input.days)) return { kind: 'days_invalid' }
  const creator = await findCreator(db, input.creatorId)
  const profile = creator === null ? null : await showProfile(app, { handle: creator.handle })
  if (creator === null || profile === null) return { kind: 'unknown_creator' }
  const said = saidBy(profile)
  const [id, token, madeAt] = [newId('kit'), newLinkToken(), app.clock.now()]
  const code = newId('k').slice(2, 18)
  const expiresAt = later(madeAt, kitLifeMs(input.days))
  const seals = [...said].map(([channelId, one]) => [channelId, sealOf(channelId, one)])
  const signature = app.vault.seal(
    creator.dataKey,
    { creatorId: creator.id, table: 'kit', row: id, field: 'signature' },
    new Secret(JSON.stringify(Object.fromEntries(seals))),
  )
  await insertKit(db, {
    id,
    creatorId: creator.id,
    tokenHash: hashLinkToken(token),
    code,
    forWhom,
    madeBy: input.userId,
    madeAt,
    expiresAt,
    signature,
    said,
  })
  return { kind: 'made', token, code, expiresAt }
}

export type ListedKit = Kit & { madeByName: string | null; standing: 'open' | 'ended' | 'withdrawn' }

export async function listKits(app: App, input: { creatorId: string }): Promise<ListedKit[]> {
  const kits = await kitsOf(app.store.db, input.creatorId)
  const names = await namesOf(app.store.db, [...new Set(kits.map(({ madeBy }) => madeBy))])
  const now = app.clock.now()
  return kits.map((kit) => ({
    ...kit,
    madeByName: names.get(kit.madeBy) ?? null,
    standing: kit.revokedAt !== null ? 'withdrawn' : kit.expiresAt <= now ? 'ended' : 'open',
  }))
}

/** False where there is no such kit of theirs, or it was withdrawn already. */
export function withdrawKit(app: App, input: { creatorId: string; kitId: string }): Promise<boolean> {
  return revokeKit(app.store.db, { id: input.kitId, creatorId: input.creatorId, at: app.clock.now() })
}

export type OpenKit = { profile: ProfileView; code: string; forWhom: string; madeAt: Date; expiresAt: Date }

/** The profile as it stands now. Null for a link that never was, has ended or was withdrawn: nobody learns which. */
export async function openKit(app: App, input: { token: string }): Promise<OpenKit | null> {
  const kit = await kitByToken(app.store.db, hashLinkToken(input.token), app.clock.now())
  const profile = kit === null ? null : await showProfile(app, { handle: kit.handle })
  if (kit === null || profile === null) return null
  const { code, forWhom, madeAt, expiresAt } = kit
  return { profile, code, forWhom, madeAt, expiresAt }
}

export type CheckedChannel = { channelId: string; network: Network; name: string } & (
  | { kind: 'unchanged' | 'changed'; checkedAt: Date; numbers: readonly Compared[] }
  /** Nothing of it may be shown now, or what the kit said has been forgotten since. */
  | { kind: 'paused'; lastVerifiedAt: Date | null }
  /** It does not say what was sealed: somebody has changed it since. */
  | { kind: 'altered' }
)
export type CheckedKit = {
  creator: { name: string; handle: string }
  madeAt: Date
  expiresAt: Date
  channels: CheckedChannel[]
}

/** What the kit said beside what is so now; nothing of a channel whose numbers may not be shown. */
export async function checkKit(app: App, input: { code: string }): Promise<CheckedKit | null> {
  const { db } = app.store
  const kit = await kitByCode(db, input.code.toLowerCase().replaceAll('-', ''), app.clock.now())
  const creator = kit === null ? null : await findCreator(db, kit.creatorId)
  if (kit === null || creator === null) return null
  // What the kit said is read before what is so now: a channel that is lost in between is seen as lost.
  const said = await saidOf(db, kit.id)
  const profile = await showProfile(app, { handle: kit.handle })
  if (profile === null) return null
  const place = { creatorId: creator.id, table: 'kit', row: kit.id, field: 'signature' }
  const sealed = JSON.parse(app.vault.open(creator.dataKey, place, kit.signature).reveal()) as Record<
    string,
    string
  >
  const { name, handle } = profile.creator
  return {
    creator: { name, handle },
    madeAt: kit.madeAt,
    expiresAt: kit.expiresAt,
    channels: profile.channels
      .filter(({ channelId }) => channelId in sealed)
      .map((channel): CheckedChannel => {
        const { channelId, network } = channel
        const head = { channelId, network, name: channel.name }
        const then = said.get(channelId)
        if (channel.kind !== 'verified' || then === undefined) {
          return {
            ...head,
            kind: 'paused',
            lastVerifiedAt: channel.kind === 'paused' ? channel.lastVerifiedAt : channel.checkedAt,
          }
        }
        if (sealed[channelId] !== sealOf(channelId, then)) return { ...head, kind: 'altered' }
        const { same, numbers } = compareSaid(then, channel.readings)
        return { ...head, kind: same ? 'unchanged' : 'changed', checkedAt: channel.checkedAt, numbers }
      }),
  }
}

function saidBy(profile: ProfileView): Map<string, Said> {
  return new Map(
    profile.channels.flatMap((channel) =>
      channel.kind === 'verified'
        ? [
            [
              channel.channelId,
              {
                takenAt: channel.checkedAt.toISOString(),
                numbers: channel.readings.map(({ metric, value }) => ({ metric, value })),
              },
            ] as const,
          ]
        : [],
    ),
  )
}

function sealOf(channelId: string, said: Said): string {
  return createHash('sha256').update(canonicalSaid(channelId, said)).digest('base64url')
}
