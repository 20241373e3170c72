/** Pretend `playlistItems.list`, `videos.list` and `search.list`
 * (https://developers.google.com/youtube/v3/docs/playlistItems, …/videos, …/search; read 2026-11-22). */
import { letters, type Post } from '../numbers.ts'
import type { Channel } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { allChannels, channelTitle, isPublic, publishedAt, uploadsOf, videosOf } from './youtube-facts.ts'
import {
  type Asked,
  chooseFilter,
  idsIn,
  type Listed,
  paged,
  readPage,
  unknownPart,
} from './youtube-lists.ts'

/** More uploads than that a pretend channel does not list. */
const LISTED = 200

export function listPlaylistItems(box: Sandbox, call: Call, of: Asked): Listed {
  const wrong = unknownPart(of.parts, ['contentDetails', 'id', 'snippet', 'status'])
  if (wrong !== null) return { ok: false, problem: wrong }
  const chosen = chooseFilter(call, ['id', 'playlistId'], 'id, playlistId')
  if (!chosen.ok) return chosen
  const read = readPage(call)
  if (!read.ok) return read
  const wanted = call.query.get(chosen.filter) ?? ''
  const uploads = publicChannels(box, of.own).flatMap((channel) =>
    chosen.filter === 'id' || uploadsOf(channel) === wanted
      ? videosOf(box, channel, LISTED).map((video, position) => ({ ...video, channel, position }))
      : [],
  )
  const missing = !publicChannels(box, of.own).some((channel) => uploadsOf(channel) === wanted)
  if (chosen.filter === 'playlistId' && missing)
    return {
      ok: false,
      problem: {
        status: 404,
        message:
          "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.",
        reason: 'playlistNotFound',
        domain: 'youtube.playlistItem',
        parameter: 'playlistId',
      },
    }
  const ids = chosen.filter === 'id' ? idsIn(call.query.getAll('id')) : []
  const videoId = call.query.get('videoId')
  const all = uploads.filter(
    (each) =>
      (chosen.filter !== 'id' || ids.includes(itemId(each.id))) && (videoId === null || each.id === videoId),
  )
  const { shown, frame } = paged(all, read.page)
  return {
    ok: true,
    body: {
      kind: 'youtube#playlistItemListResponse',
      ...frame,
      items: shown.map(({ id, post, channel, position }) => ({
        kind: 'youtube#playlistItem',
        etag: letters(`item ${id}`, 27),
        id: itemId(id),
        ...chosenParts(of.parts, {
          snippet: {
            ...snippet(box, { id, post, channel }),
            playlistId: uploadsOf(channel),
            position,
            resourceId: { kind: 'youtube#video', videoId: id },
            videoOwnerChannelTitle: channelTitle(box, channel),
            videoOwnerChannelId: channel.id,
          },
          contentDetails: { videoId: id, videoPublishedAt: publishedAt(post) },
          status: { privacyStatus: 'public' },
        }),
      })),
      pageInfo: { totalResults: all.length, resultsPerPage: read.page.size },
    },
  }
}

const VIDEO_PARTS = [
  'contentDetails',
  'fileDetails',
  'id',
  'liveStreamingDetails',
  'localizations',
  'paidProductPlacementDetails',
  'player',
  'processingDetails',
  'recordingDetails',
  'snippet',
  'statistics',
  'status',
  'suggestions',
  'topicDetails',
]

export function listVideos(box: Sandbox, call: Call, of: Asked): Listed {
  const wrong = unknownPart(of.parts, VIDEO_PARTS)
  if (wrong !== null) return { ok: false, problem: wrong }
  const chosen = chooseFilter(call, ['chart', 'id', 'myRating'], 'chart, id, myRating')
  if (!chosen.ok) return chosen
  const read = readPage(call)
  if (!read.ok) return read
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
  const everything = publicChannels(box, of.own).flatMap((channel) =>
    videosOf(box, channel, LISTED).map((video) => ({ ...video, channel })),
  )
  const all =
    chosen.filter === 'id'
      ? ids.flatMap((id) => everything.find((each) => each.id === id) ?? [])
      : chosen.filter === 'chart'
        ? everything.sort((a, b) => b.post.views - a.post.views)
        : []
  const page = chosen.filter === 'id' ? { start: 0, size: 50 } : read.page
  const { shown, frame } = paged(all, page)
  return {
    ok: true,
    body: {
      kind: 'youtube#videoListResponse',
      ...frame,
      items: shown.map((video) => videoItem(box, video, of.parts)),
      pageInfo: {
        totalResults: all.length,
        resultsPerPage: chosen.filter === 'id' ? all.length : page.size,
      },
    },
  }
}

/** A budget of its own, a hundred calls a day: not the way to a channel's videos. */
export function listSearch(box: Sandbox, call: Call, of: Asked): Listed {
  const wrong = unknownPart(of.parts, ['id', 'snippet'])
  if (wrong !== null) return { ok: false, problem: wrong }
  const read = readPage(call)
  if (!read.ok) return read
  const mine = call.query.get('forMine') === 'true'
  const type = call.query.get('type')
  if (mine && type !== 'video')
    return {
      ok: false,
      problem: {
        status: 400,
        message:
          'The request contains an invalid combination of search filters and/or restrictions. Note that you must set the <code>type</code> parameter to <code>video</code> if you set either the <code>forContentOwner</code> or <code>forMine</code> parameters to <code>true</code>.',
        reason: 'invalidSearchFilter',
        domain: 'youtube.search',
        parameter: 'type',
      },
    }
  const words = (call.query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const [after, before] = ['publishedAfter', 'publishedBefore'].map((name) =>
    Date.parse(call.query.get(name) ?? ''),
  )
  const channelId = call.query.get('channelId')
  const from = publicChannels(box, of.own).filter((channel) =>
    mine ? channel.id === of.own?.id : channelId === null || channel.id === channelId,
  )
  const all = from
    .flatMap((channel) => videosOf(box, channel, LISTED).map((video) => ({ ...video, channel })))
    .filter(
      ({ post }) =>
        words.every((word) => post.caption.toLowerCase().includes(word)) &&
        (Number.isNaN(after) || post.postedAt >= (after ?? 0)) &&
        (Number.isNaN(before) || post.postedAt < (before ?? 0)) &&
        (type === null || type.split(',').includes('video')),
    )
    .sort((a, b) => b.post.postedAt - a.post.postedAt)
  const { shown, frame } = paged(all, read.page)
  return {
    ok: true,
    body: {
      kind: 'youtube#searchListResponse',
      ...frame,
      regionCode: 'US',
      pageInfo: { totalResults: all.length, resultsPerPage: read.page.size },
      items: shown.map(({ id, post, channel }) => ({
        kind: 'youtube#searchResult',
        etag: letters(`found ${id}`, 27),
        id: { kind: 'youtube#video', videoId: id },
        ...chosenParts(of.parts, {
          snippet: {
            ...snippet(box, { id, post, channel }),
            liveBroadcastContent: 'none',
            publishTime: publishedAt(post),
          },
        }),
      })),
    },
  }
}

type Video = { id: string; post: Post; channel: Channel }

function videoItem(box: Sandbox, video: Video, parts: readonly string[]): Record<string, unknown> {
  const { id, post } = video
  const seconds = post.durationSeconds * 9
  return {
    kind: 'youtube#video',
    etag: letters(`video ${id}`, 27),
    id,
    ...chosenParts(parts, {
      snippet: {
        ...snippet(box, video),
        categoryId: '22',
        liveBroadcastContent: 'none',
        localized: { title: post.caption, description: post.caption },
      },
      contentDetails: {
        duration: `PT${Math.floor(seconds / 60)}M${seconds % 60}S`,
        dimension: '2d',
        definition: 'hd',
        caption: 'false',
        licensedContent: true,
        contentRating: {},
        projection: 'rectangular',
      },
      statistics: {
        viewCount: String(post.views),
        likeCount: String(post.likes),
        favoriteCount: '0',
        commentCount: String(post.comments),
      },
      status: {
        uploadStatus: 'processed',
        privacyStatus: 'public',
        license: 'youtube',
        embeddable: true,
        publicStatsViewable: true,
        madeForKids: false,
      },
      player: {
        embedHtml: `<iframe width="480" height="270" src="//www.youtube.com/embed/${id}" frameborder="0" allowfullscreen></iframe>`,
      },
    }),
  }
}

function snippet(box: Sandbox, { id, post, channel }: Video): Record<string, unknown> {
  return {
    publishedAt: publishedAt(post),
    channelId: channel.id,
    title: post.caption,
    description: post.caption,
    thumbnails: {
      default: { url: `https://i.ytimg.com/vi/${id}/default.png`, width: 120, height: 90 },
      medium: { url: `https://i.ytimg.com/vi/${id}/mqdefault.png`, width: 320, height: 180 },
      high: { url: `https://i.ytimg.com/vi/${id}/hqdefault.png`, width: 480, height: 360 },
    },
    channelTitle: channelTitle(box, channel),
  }
}

function chosenParts(parts: readonly string[], all: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(parts.flatMap((part) => (part in all ? [[part, all[part]]] : [])))
}

/** The people's, and whoever's asks: a whole town's videos would be too many to look through. */
function publicChannels(box: Sandbox, own: Channel | null): Channel[] {
  const channels = allChannels().map(({ channel }) => channel)
  const known = own === null || channels.some(({ id }) => id === own.id) ? channels : [...channels, own]
  return known.filter((channel) => isPublic(box, channel))
}

function itemId(videoId: string): string {
  return letters(`playlist item ${videoId}`, 36)
}
