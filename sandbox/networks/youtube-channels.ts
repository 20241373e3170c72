/** Pretend `channels.list` (https://developers.google.com/youtube/v3/docs/channels, read 2026-11-22). */
import { dayOf, followersOn, letters, postCount, threeFigures } from '../numbers.ts'
import { type Channel, channelById } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { accountState } from '../world.ts'
import { AUTH } from './google-access.ts'
import { GOOGLE_TROUBLES } from './google-trouble.ts'
import { allChannels, channelClosed, channelTitle, isPublic, uploadsOf } from './youtube-facts.ts'
import {
  type Asked,
  chooseFilter,
  idsIn,
  type Listed,
  paged,
  readPage,
  unknownPart,
} from './youtube-lists.ts'

const PARTS = [
  'auditDetails',
  'brandingSettings',
  'contentDetails',
  'contentOwnerDetails',
  'id',
  'localizations',
  'snippet',
  'statistics',
  'status',
  'topicDetails',
]
const FILTERS = ['forUsername', 'managedByMe', 'categoryId', 'mine', 'mySubscribers', 'forHandle', 'id']

export function listChannels(box: Sandbox, call: Call, of: Asked): Listed {
  const wrong = unknownPart(of.parts, PARTS)
  if (wrong !== null) return { ok: false, problem: wrong }
  if (
    of.parts.includes('auditDetails') &&
    of.access?.grant.scopes.includes(`${AUTH}youtubepartner-channel-audit`) !== true
  )
    return {
      ok: false,
      problem: {
        status: 403,
        message: 'Insufficient permissions for the part: auditDetails',
        reason: 'insufficientPermissions',
      },
    }
  const chosen = chooseFilter(call, FILTERS, `${FILTERS.join(', ')}, idParam`)
  if (!chosen.ok) return chosen
  const read = readPage(call)
  if (!read.ok) return read
  const found = find(box, call, { filter: chosen.filter, own: of.own })
  if (!found.ok) return found
  const { shown, frame } = paged(found.channels, read.page)
  const items = shown.map((channel) => channelItem(box, channel, of.parts))
  return {
    ok: true,
    body: {
      kind: 'youtube#channelListResponse',
      ...frame,
      pageInfo: { totalResults: found.channels.length, resultsPerPage: read.page.size },
      // An account without a channel has no items at all, not an empty list (google/googleapis.dart#255).
      ...(items.length === 0 ? {} : { items }),
    },
  }
}

type Found = { ok: true; channels: Channel[] } | Extract<Listed, { ok: false }>

function find(box: Sandbox, call: Call, of: { filter: string; own: Channel | null }): Found {
  const known = allChannels()
    .map(({ channel }) => channel)
    .filter((channel) => isPublic(box, channel))
  switch (of.filter) {
    case 'mine': {
      if (of.own === null) return { ok: true, channels: [] }
      if (!channelClosed(box, of.own)) return { ok: true, channels: [of.own] }
      return box.world.settings['youtube.closed_channel'] === 'channel-closed'
        ? { ok: false, problem: GOOGLE_TROUBLES.channelClosed.read }
        : { ok: true, channels: [] }
    }
    case 'id': {
      const ids = idsIn(call.query.getAll('id'))
      if (ids.length > 50)
        return {
          ok: false,
          problem: {
            status: 400,
            message: 'The request specifies an invalid filter parameter.',
            reason: 'invalidFilters',
            domain: 'youtube.parameter',
            parameter: 'id',
          },
        }
      return { ok: true, channels: known.filter((channel) => ids.includes(channel.id)) }
    }
    case 'forHandle': {
      const handle = `@${(call.query.get('forHandle') ?? '').replace(/^@/, '').toLowerCase()}`
      return { ok: true, channels: known.filter((channel) => channel.handle.toLowerCase() === handle) }
    }
    case 'managedByMe':
      // Only content owners manage channels of others.
      return { ok: false, problem: { status: 403, message: 'Forbidden', reason: 'forbidden' } }
    default:
      return { ok: true, channels: [] }
  }
}

function channelItem(box: Sandbox, channel: Channel, parts: readonly string[]): Record<string, unknown> {
  const day = dayOf(box.now())
  const title = channelTitle(box, channel)
  const country = channelById(channel.id)?.person.country ?? 'US'
  const picture = (size: number) => ({
    url: `https://yt3.ggpht.com/${channel.id}.png?s=${size}`,
    width: size,
    height: size,
  })
  const all: Record<string, unknown> = {
    snippet: {
      title,
      description: channel.description,
      customUrl: channel.handle,
      publishedAt: channel.publishedAt,
      thumbnails: { default: picture(88), medium: picture(240), high: picture(800) },
      localized: { title, description: channel.description },
      country,
    },
    contentDetails: { relatedPlaylists: { likes: '', uploads: uploadsOf(channel) } },
    statistics: {
      viewCount: String(Math.round(channel.shape.size * 61 + (day - 20_000) * channel.shape.size * 0.19)),
      ...subscribers(box, channel),
      videoCount: String(postCount(channel.id, channel.shape, day)),
    },
    topicDetails: {
      topicIds: ['/m/019_rr'],
      topicCategories: ['https://en.wikipedia.org/wiki/Lifestyle_(sociology)'],
    },
    status: {
      privacyStatus: 'public',
      isLinked: true,
      longUploadsStatus: 'allowed',
      madeForKids: false,
      selfDeclaredMadeForKids: false,
    },
    brandingSettings: { channel: { title, description: channel.description, country } },
    contentOwnerDetails: {},
  }
  return {
    kind: 'youtube#channel',
    etag: letters(`${channel.id} ${day} ${title}`, 27),
    id: channel.id,
    ...Object.fromEntries(parts.flatMap((part) => (part in all ? [[part, all[part]]] : []))),
  }
}

/** Numbers are text here. A hidden count is documented as hidden; what stands in its place is not. */
function subscribers(box: Sandbox, channel: Channel): Record<string, unknown> {
  if (!accountState(box.world, 'youtube', channel.id).hidden) {
    const count = followersOn(channel.id, channel.shape, dayOf(box.now()))
    return { subscriberCount: String(threeFigures(count)), hiddenSubscriberCount: false }
  }
  return box.world.settings['youtube.hidden_count'] === 'zero'
    ? { subscriberCount: '0', hiddenSubscriberCount: true }
    : { hiddenSubscriberCount: true }
}
