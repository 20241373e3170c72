/** Pretend YouTube Data API v3: channels, playlistItems, videos
 * (https://developers.google.com/youtube/v3/docs/channels, read 2026-11-22). */
import { dayOf, followersOn, letters, type Post, postCount, postsUntil, threeFigures } from '../numbers.ts'
import { type Channel, channelById, PEOPLE, type Person } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { bearer, type Call, jsonReply } from '../wire.ts'
import { accountState, findApp } from '../world.ts'
import { readAccessToken } from './google-tokens.ts'

const AUTH = 'https://www.googleapis.com/auth/'

export function apiError(
  status: number,
  of: { message: string; reason: string; domain?: string; header?: boolean; status?: string },
): Response {
  const entry = {
    message: of.message,
    domain: of.domain ?? 'global',
    reason: of.reason,
    ...(of.header === true ? { location: 'Authorization', locationType: 'header' } : {}),
  }
  return jsonReply(
    {
      error: {
        code: status,
        message: of.message,
        errors: [entry],
        ...(of.status === undefined ? {} : { status: of.status }),
      },
    },
    status,
    status === 401
      ? { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' }
      : {},
  )
}

export function unauthenticated(value: string | null): Response {
  return value === null
    ? apiError(401, {
        message:
          'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
        reason: 'required',
        header: true,
        status: 'UNAUTHENTICATED',
      })
    : apiError(401, {
        message:
          'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
        reason: 'authError',
        header: true,
        status: 'UNAUTHENTICATED',
      })
}

export function insufficient(): Response {
  return apiError(403, {
    message: 'Request had insufficient authentication scopes.',
    reason: 'insufficientPermissions',
    status: 'PERMISSION_DENIED',
  })
}

export function channelClosed(box: Sandbox, channel: Channel): boolean {
  return accountState(box.world, 'youtube', channel.id).closed
}

export function channelTitle(box: Sandbox, channel: Channel): string {
  return accountState(box.world, 'youtube', channel.id).username ?? channel.title
}

export function answerYouTubeData(box: Sandbox, call: Call): Response {
  const resource = /^\/youtube\/v3\/(channels|playlistItems|videos)$/.exec(call.path)?.[1]
  if (resource === undefined || call.method !== 'GET')
    return jsonReply(
      {
        error: {
          code: 404,
          message: 'Requested entity was not found.',
          errors: [{ message: 'Requested entity was not found.', domain: 'global', reason: 'notFound' }],
          status: 'NOT_FOUND',
        },
      },
      404,
    )
  const value = bearer(call) ?? call.param('access_token')
  const read = readAccessToken(box, value)
  if (read === undefined) return unauthenticated(value)
  if (!['youtube.readonly', 'youtube'].some((scope) => read.grant.scopes.includes(AUTH + scope)))
    return insufficient()
  const project = findApp(box.world, 'youtube', read.grant.client_id)?.project ?? read.grant.client_id
  if (!spendQuota(box, project))
    return apiError(403, {
      message:
        'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
      reason: 'quotaExceeded',
      domain: 'youtube.quota',
    })
  const parts = (call.query.get('part') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0)
    return apiError(400, { message: "Required parameter: 'part'", reason: 'missingRequiredParameter' })
  switch (resource) {
    case 'channels':
      return channels(box, call, { parts, own: read.channel })
    case 'playlistItems':
      return playlistItems(box, call, parts)
    default:
      return videos(box, call, parts)
  }
}

/** Used units by project and Pacific day; every call costs one. */
const used = new WeakMap<Sandbox, Map<string, { day: string; units: number }>>()

function spendQuota(box: Sandbox, project: string): boolean {
  const byProject = used.get(box) ?? new Map<string, { day: string; units: number }>()
  used.set(box, byProject)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(box.now())
  const before = byProject.get(project)
  const units = before?.day === day ? before.units : 0
  byProject.set(project, { day, units: units + 1 })
  return units < box.world.settings['youtube.quota_units']
}

const CHANNEL_PARTS = ['id', 'snippet', 'statistics', 'contentDetails', 'status', 'brandingSettings']

function channels(box: Sandbox, call: Call, of: { parts: string[]; own: Channel | null }): Response {
  const wrong = of.parts.find((part) => !CHANNEL_PARTS.includes(part))
  if (wrong !== undefined)
    return apiError(400, {
      message: `'${wrong.slice(0, 60)}'`,
      reason: 'unknownPart',
      domain: 'youtube.part',
    })
  const ids = call.query.get('id')
  const mine = call.query.get('mine') === 'true'
  if ((ids === null) === !mine)
    return apiError(400, {
      message:
        'No filter selected. Expected one of: forUsername, managedByMe, categoryId, mine, mySubscribers, forHandle, id, idParam',
      reason: 'missingRequiredParameter',
      domain: 'youtube.parameter',
    })
  if (
    mine &&
    of.own !== null &&
    channelClosed(box, of.own) &&
    box.world.settings['youtube.closed_channel'] === 'channel-closed'
  )
    return apiError(403, {
      message: 'The channel is closed.',
      reason: 'channelClosed',
      domain: 'youtube.channel',
    })
  const asked = mine
    ? of.own === null
      ? []
      : [of.own]
    : (ids ?? '').split(',').flatMap((id) => channelById(id)?.channel ?? [])
  const items = asked
    .filter((channel) => !channelClosed(box, channel))
    .map((channel) => channelItem(box, channel, of.parts))
  return jsonReply({
    kind: 'youtube#channelListResponse',
    etag: letters(JSON.stringify(items), 27),
    pageInfo: { totalResults: items.length, resultsPerPage: 5 },
    // An account without a channel has no items at all, not an empty list.
    ...(items.length === 0 ? {} : { items }),
  })
}

function channelItem(box: Sandbox, channel: Channel, parts: readonly string[]): Record<string, unknown> {
  const day = dayOf(box.now())
  const title = channelTitle(box, channel)
  const country = channelById(channel.id)?.person.country ?? 'US'
  const subscribers = followersOn(channel.id, channel.shape, day)
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
      subscriberCount: String(threeFigures(subscribers)),
      hiddenSubscriberCount: false,
      videoCount: String(postCount(channel.id, channel.shape, day)),
    },
    status: { privacyStatus: 'public', isLinked: true, longUploadsStatus: 'allowed' },
    brandingSettings: { channel: { title, description: channel.description, country } },
  }
  return {
    kind: 'youtube#channel',
    etag: letters(`${channel.id} ${day}`, 27),
    id: channel.id,
    ...Object.fromEntries(parts.filter((part) => part !== 'id').map((part) => [part, all[part]])),
  }
}

function uploadsOf(channel: Channel): string {
  return `UU${channel.id.slice(2)}`
}

function videoId(channel: Channel, post: Post): string {
  return letters(`video ${channel.id} ${post.number}`, 11)
}

function allChannels(): { person: Person; channel: Channel }[] {
  return PEOPLE.flatMap((person) =>
    person.google.flatMap((account) => account.channels.map((channel) => ({ person, channel }))),
  )
}

export function videosOf(box: Sandbox, channel: Channel, count: number): { id: string; post: Post }[] {
  return postsUntil(channel.id, channel.shape, { ms: box.now(), count }).map((post) => ({
    id: videoId(channel, post),
    post,
  }))
}

function playlistItems(box: Sandbox, call: Call, parts: readonly string[]): Response {
  const playlist = call.query.get('playlistId') ?? ''
  const channel = allChannels().find((each) => uploadsOf(each.channel) === playlist)?.channel
  if (channel === undefined || channelClosed(box, channel))
    return apiError(404, {
      message:
        "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.",
      reason: 'playlistNotFound',
      domain: 'youtube.playlistItem',
    })
  const all = videosOf(box, channel, 50)
  const size = Math.min(50, Math.max(1, Number.parseInt(call.query.get('maxResults') ?? '5', 10) || 5))
  const start =
    Number.parseInt(Buffer.from(call.query.get('pageToken') ?? '', 'base64url').toString('utf8'), 10) || 0
  const items = all.slice(start, start + size).map(({ id, post }, index) => ({
    kind: 'youtube#playlistItem',
    etag: letters(`item ${id}`, 27),
    id: letters(`playlist item ${id}`, 36),
    ...(parts.includes('snippet')
      ? {
          snippet: {
            publishedAt: iso(post),
            channelId: channel.id,
            title: post.caption,
            description: post.caption,
            thumbnails: thumbnails(id),
            channelTitle: channelTitle(box, channel),
            playlistId: playlist,
            position: start + index,
            resourceId: { kind: 'youtube#video', videoId: id },
          },
        }
      : {}),
    ...(parts.includes('contentDetails')
      ? { contentDetails: { videoId: id, videoPublishedAt: iso(post) } }
      : {}),
  }))
  return jsonReply({
    kind: 'youtube#playlistItemListResponse',
    etag: letters(`${playlist} ${start}`, 27),
    ...(start + size < all.length
      ? { nextPageToken: Buffer.from(String(start + size)).toString('base64url') }
      : {}),
    items,
    pageInfo: { totalResults: all.length, resultsPerPage: size },
  })
}

function videos(box: Sandbox, call: Call, parts: readonly string[]): Response {
  const ids = (call.query.get('id') ?? '')
    .split(',')
    .filter((id) => id !== '')
    .slice(0, 50)
  if (ids.length === 0)
    return apiError(400, {
      message: 'No filter selected. Expected one of: chart, id, myRating',
      reason: 'missingRequiredParameter',
      domain: 'youtube.parameter',
    })
  const known = new Map<string, { channel: Channel; post: Post }>()
  for (const { channel } of allChannels())
    if (!channelClosed(box, channel))
      for (const { id, post } of videosOf(box, channel, 50)) known.set(id, { channel, post })
  const items = ids.flatMap((id) => {
    const found = known.get(id)
    if (found === undefined) return []
    const { channel, post } = found
    const seconds = post.durationSeconds * 9
    const all: Record<string, unknown> = {
      snippet: {
        publishedAt: iso(post),
        channelId: channel.id,
        title: post.caption,
        description: post.caption,
        thumbnails: thumbnails(id),
        channelTitle: channelTitle(box, channel),
        categoryId: '22',
        liveBroadcastContent: 'none',
      },
      contentDetails: {
        duration: `PT${Math.floor(seconds / 60)}M${seconds % 60}S`,
        dimension: '2d',
        definition: 'hd',
        caption: 'false',
        licensedContent: true,
      },
      statistics: {
        viewCount: String(post.views),
        likeCount: String(post.likes),
        favoriteCount: '0',
        commentCount: String(post.comments),
      },
      status: { uploadStatus: 'processed', privacyStatus: 'public', embeddable: true },
    }
    return [
      {
        kind: 'youtube#video',
        etag: letters(`video ${id}`, 27),
        id,
        ...Object.fromEntries(parts.filter((part) => part in all).map((part) => [part, all[part]])),
      },
    ]
  })
  return jsonReply({
    kind: 'youtube#videoListResponse',
    etag: letters(ids.join(), 27),
    items,
    pageInfo: { totalResults: items.length, resultsPerPage: items.length },
  })
}

function thumbnails(id: string) {
  return {
    default: { url: `https://i.ytimg.com/vi/${id}/default.png`, width: 120, height: 90 },
    high: { url: `https://i.ytimg.com/vi/${id}/hqdefault.png`, width: 480, height: 360 },
  }
}

function iso(post: Post): string {
  return `${new Date(post.postedAt).toISOString().slice(0, 19)}Z`
}
