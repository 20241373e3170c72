/**
 * People of the town give an app their permissions, all at once and at some time before now: what thousands of consent
 * pages would have led to. The answer is what the app would have kept of it.
 */

import {
  ageAndGender,
  countries,
  dayOf,
  followersOn,
  part,
  postCount,
  postsUntil,
  threeFigures,
} from './numbers.ts'
import { NETWORKS, type Network, type Shape } from './people.ts'
import { randomId } from './randomness.ts'
import { DAY_MS, randomText, type Sandbox } from './sandbox.ts'
import { TOWN_MOST, type Townsperson, town } from './town.ts'
import { type Consent, findApp, type Grant, type Token, type TokenKind } from './world.ts'

/** Long enough to be believed; what renews itself has done so since. */
const LONGEST_AGO_DAYS = 17
const LONG_LIFE_MS = 5_183_944_000
const TIKTOK_REFRESH_MS = 180 * DAY_MS
const HISTORY_DAYS = 90
const POSTS = 8

export type MoveIn = {
  from: number
  count: number
  /** The apps that get permissions, and which. */
  apps: Partial<Record<Network, { client_id: string; scopes: string[] }>>
}

type Account = {
  network: Network
  /** Whose yes it was: an account that can be asked again in the network's settings. */
  account: string
  id: string
  other_ids: string[]
  subject: string | null
  handle: string | null
  title: string
  url: string
  shape: Shape
}

export function readMoveIn(fields: Record<string, unknown>): MoveIn | null {
  const [from, count] = [Number(fields.from), Number(fields.count)]
  if (!Number.isInteger(from) || !Number.isInteger(count) || from < 1 || count < 1 || count > 500) return null
  if (from + count - 1 > TOWN_MOST || typeof fields.apps !== 'object' || fields.apps === null) return null
  const apps: MoveIn['apps'] = {}
  for (const network of NETWORKS) {
    const app = (fields.apps as Record<string, unknown>)[network]
    if (typeof app !== 'object' || app === null) continue
    const { client_id, scopes } = app as Record<string, unknown>
    if (typeof client_id !== 'string' || !Array.isArray(scopes)) return null
    apps[network] = { client_id, scopes: scopes.map(String) }
  }
  return { from, count, apps }
}

/** Null where an app is not registered. Whoever has moved in already gives a new permission beside the old one. */
export function moveIn(box: Sandbox, of: MoveIn) {
  for (const network of NETWORKS) {
    const app = of.apps[network]
    if (app !== undefined && findApp(box.world, network, app.client_id) === undefined) return null
  }
  const consents: Consent[] = []
  const grants: Grant[] = []
  const tokens: Token[] = []
  const people = town()
    .slice(of.from - 1, of.from - 1 + of.count)
    .map((person) => {
      const accounts = accountsOf(person).flatMap((account) => {
        const app = of.apps[account.network]
        if (app === undefined) return []
        const given = grantFor(box, account, app)
        consents.push(given.consent)
        grants.push(given.grant)
        tokens.push(...given.tokens)
        return [{ ...factsOf(box, account, person.country), ...given.said }]
      })
      const { number, key, name, email, handle, bio, city, country, languages, topic } = person
      return { number, key, name, email, handle, bio, city, country, languages, topic, accounts }
    })
  box.commit({ type: 'moved-in', consents, grants, tokens })
  return { people }
}

function accountsOf(person: Townsperson): Account[] {
  const facebook = person.facebook
  return [
    ...person.instagram.map(
      (one): Account => ({
        network: 'instagram',
        account: one.id,
        id: one.id,
        other_ids: [one.appScopedId],
        subject: null,
        handle: one.username,
        title: one.name,
        url: `https://www.instagram.com/${one.username}/`,
        shape: one.shape,
      }),
    ),
    ...person.tiktok.map(
      (one): Account => ({
        network: 'tiktok',
        account: one.openId,
        id: one.openId,
        other_ids: [one.unionId],
        subject: null,
        handle: one.username,
        title: one.displayName,
        url: `https://www.tiktok.com/@${one.username}`,
        shape: one.shape,
      }),
    ),
    ...person.google.flatMap((google) =>
      google.channels.map(
        (one): Account => ({
          network: 'youtube',
          account: google.sub,
          id: one.id,
          other_ids: [],
          subject: one.sub,
          handle: one.handle,
          title: one.title,
          url: `https://www.youtube.com/${one.handle}`,
          shape: one.shape,
        }),
      ),
    ),
    ...(facebook === null
      ? []
      : person.pages.map(
          (one): Account => ({
            network: 'facebook',
            account: facebook.id,
            id: one.id,
            other_ids: [],
            subject: facebook.id,
            handle: one.username,
            title: one.name,
            url: `https://www.facebook.com/${one.username}`,
            shape: one.shape,
          }),
        )),
  ]
}

function grantFor(box: Sandbox, account: Account, app: { client_id: string; scopes: string[] }) {
  const { network } = account
  const began_at = box.now() - Math.ceil((1 + (LONGEST_AGO_DAYS - 1) * part(account.id, 'moved in')) * DAY_MS)
  const grant: Grant = {
    id: randomId(),
    network,
    client_id: app.client_id,
    account: account.account,
    channel_sub: network === 'youtube' ? account.subject : null,
    scopes: [...app.scopes],
    began_at,
    ended: null,
  }
  const token = (
    kind: TokenKind,
    value: string,
    expires_at: number | null,
    page: string | null = null,
  ): Token => ({
    value,
    kind,
    grant: grant.id,
    issued_at: began_at,
    expires_at,
    page,
    spent: false,
    last_used_at: box.now(),
  })
  const consent: Consent = {
    network,
    client_id: app.client_id,
    account: account.account,
    granted: [...app.scopes],
    declined: [],
    pages: network === 'facebook' ? [account.id] : [],
  }
  const tokens = tokensFor(network, account, began_at, token)
  const one = (kinds: readonly TokenKind[]) => tokens.find(({ kind }) => kinds.includes(kind)) ?? null
  const shown = (found: Token | null) =>
    found === null ? null : { value: found.value, expires_at: found.expires_at }
  return {
    consent,
    grant,
    tokens,
    said: {
      granted_at: began_at,
      scopes: app.scopes,
      access: shown(network === 'facebook' ? one(['page']) : one(['long', 'access'])),
      refresh: shown(one(['refresh'])),
      person: shown(network === 'facebook' ? one(['long']) : null),
    },
  }
}

function tokensFor(
  network: Network,
  account: Account,
  began_at: number,
  token: (kind: TokenKind, value: string, expires_at: number | null, page?: string | null) => Token,
): Token[] {
  switch (network) {
    case 'instagram':
      return [token('long', `IGAA${randomText(160)}ZD`, began_at + LONG_LIFE_MS)]
    case 'tiktok':
      // The access token of the last time has run out since.
      return [
        token('access', `act.${randomText(68)}!4500.va`, began_at + DAY_MS / 12),
        token('refresh', `rft.${randomText(68)}!4500.va`, began_at + TIKTOK_REFRESH_MS),
      ]
    case 'youtube':
      return [
        token('access', `ya29.a0${randomText(160)}`, began_at + DAY_MS / 24),
        token('refresh', `1//0${randomText(96)}`, null),
      ]
    case 'facebook':
      return [
        token('long', `EAA${randomText(170)}`, began_at + LONG_LIFE_MS),
        token('page', `EAA${randomText(170)}`, null, account.id),
      ]
    default:
      return network satisfies never
  }
}

/** The numbers of today and of ninety days, as they would have been read day by day. */
function factsOf(box: Sandbox, account: Account, country: string) {
  const { id, shape, network } = account
  const today = dayOf(box.now())
  const shown = network === 'youtube' ? threeFigures : (count: number) => count
  const followers = Array.from({ length: HISTORY_DAYS }, (_, place) =>
    shown(followersOn(id, shape, today - HISTORY_DAYS + 1 + place)),
  )
  const cuts = ageAndGender(id)
  const sum = (key: 'age' | 'gender') => {
    const shares = new Map<string, number>()
    for (const cut of cuts) shares.set(cut[key], (shares.get(cut[key]) ?? 0) + cut.share)
    return [...shares].map(([name, share]) => ({ key: name, share })).sort((a, b) => b.share - a.share)
  }
  const tells = network !== 'tiktok' && (followers.at(-1) ?? 0) >= 100
  return {
    network,
    id,
    other_ids: account.other_ids,
    subject: account.subject,
    handle: account.handle,
    title: account.title,
    url: account.url,
    followers,
    post_count: postCount(id, shape, today),
    audience: tells
      ? {
          country: countries(id, country).map((one) => ({ key: one.country, share: one.share })),
          age: sum('age'),
          gender: sum('gender'),
        }
      : null,
    posts: postsUntil(id, shape, { ms: box.now(), count: POSTS }).map((post) => ({
      number: post.number,
      posted_at: post.postedAt,
      caption: post.caption,
      video: post.video,
      carousel: post.carousel,
      views: post.views,
      reach: post.reach,
      likes: post.likes,
      comments: post.comments,
      saves: post.saves,
      shares: post.shares,
    })),
  }
}
