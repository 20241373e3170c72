/** Everything that a script needs to know about the pretend people, as JSON. */

import { stateOf } from './life.ts'
import { livePagesOf, pageName } from './networks/facebook-roles.ts'
import { instagramName, isPersonal } from './networks/instagram-callers.ts'
import { tiktokUsername } from './networks/tiktok-api.ts'
import { channelTitle } from './networks/youtube-facts.ts'
import { PEOPLE, type Person, pagesOf } from './people.ts'
import type { Sandbox } from './sandbox.ts'

export function listPeople(box: Sandbox) {
  return PEOPLE.map((person) => describe(box, person))
}

export type Described = ReturnType<typeof describe>

export function describe(box: Sandbox, person: Person) {
  const { facebook } = person
  const live = livePagesOf(box, person)
  return {
    key: person.key,
    name: person.name,
    email: person.email,
    about: person.about,
    settings_page: `/_sandbox/people/${person.key}`,
    accounts: {
      instagram: person.instagram.map((account) => ({
        id: account.id,
        app_scoped_id: account.appScopedId,
        username: instagramName(box, account),
        handle: `@${instagramName(box, account)}`,
        kind: isPersonal(box, account) ? 'personal' : account.kind === 'BUSINESS' ? 'business' : 'creator',
        ...stateOf(box, 'instagram', account.id),
      })),
      tiktok: person.tiktok.map((account) => ({
        id: account.openId,
        open_id: account.openId,
        union_id: account.unionId,
        username: tiktokUsername(box, account),
        handle: `@${tiktokUsername(box, account)}`,
        title: account.displayName,
        ...stateOf(box, 'tiktok', account.openId),
      })),
      youtube: person.google.map((account) => ({
        id: account.sub,
        sub: account.sub,
        email: account.email,
        ...stateOf(box, 'youtube', account.sub),
        channels: account.channels.map((channel) => ({
          id: channel.id,
          sub: channel.sub,
          title: channelTitle(box, channel),
          handle: channel.handle,
          kind: channel.brand ? 'brand' : 'own',
          closed: stateOf(box, 'youtube', channel.id).closed,
          hidden: stateOf(box, 'youtube', channel.id).hidden,
          trouble: stateOf(box, 'youtube', channel.id).trouble,
        })),
      })),
      facebook:
        facebook === null
          ? []
          : [
              {
                id: facebook.id,
                name: person.name,
                ...stateOf(box, 'facebook', facebook.id),
                pages: pagesOf(person.key).map((page) => ({
                  id: page.id,
                  title: pageName(box, page),
                  has_role: live.includes(page),
                  tasks: page.roles.find((role) => role.person === person.key)?.tasks ?? [],
                  closed: stateOf(box, 'facebook', page.id).closed,
                  unpublished: stateOf(box, 'facebook', page.id).unpublished,
                  trouble: stateOf(box, 'facebook', page.id).trouble,
                })),
              },
            ],
    },
  }
}
