/** What the YouTube APIs know of the pretend channels. */
import { letters, type Post, postsUntil } from '../numbers.ts'
import { type Channel, PEOPLE, type Person } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { accountState } from '../world.ts'
import { currentTrouble } from './google-trouble.ts'

export function channelClosed(box: Sandbox, channel: Channel): boolean {
  return accountState(box.world, 'youtube', channel.id).closed
}

/** A channel that YouTube has closed or suspended is nowhere to be found. */
export function isPublic(box: Sandbox, channel: Channel): boolean {
  const trouble = currentTrouble(box, channel.id)
  const gone = ['channelClosed', 'channelSuspended', 'channelNotFound']
  return !channelClosed(box, channel) && !(trouble !== null && gone.includes(trouble.name))
}

export function channelTitle(box: Sandbox, channel: Channel): string {
  return accountState(box.world, 'youtube', channel.id).username ?? channel.title
}

export function allChannels(): { person: Person; channel: Channel }[] {
  return PEOPLE.flatMap((person) =>
    person.google.flatMap((account) => account.channels.map((channel) => ({ person, channel }))),
  )
}

/** The playlist of everything that a channel has uploaded. */
export function uploadsOf(channel: Channel): string {
  return `UU${channel.id.slice(2)}`
}

/** Newest first. */
export function videosOf(box: Sandbox, channel: Channel, count: number): { id: string; post: Post }[] {
  return postsUntil(channel.id, channel.shape, { ms: box.now(), count }).map((post) => ({
    id: letters(`video ${channel.id} ${post.number}`, 11),
    post,
  }))
}

export function publishedAt(post: Post): string {
  return `${new Date(post.postedAt).toISOString().slice(0, 19)}Z`
}
