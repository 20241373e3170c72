/** A person's Pages at Facebook: which ones, as what, and the token that stands for one. */
import { issue, newToken } from '../grants.ts'
import { type Page, type PageTask, type Person, pagesOf } from '../people.ts'
import { DAY_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type App, accountState, type Consent, type Grant, grantsOf, type Token } from '../world.ts'

export type UserCaller = {
  ok: true
  kind: 'user'
  app: App
  token: Token
  grant: Grant
  person: Person
  consent: Consent
}
export type PageCaller = {
  ok: true
  kind: 'page'
  app: App
  token: Token
  grant: Grant
  person: Person
  consent: Consent
  page: Page
}

/** The Pages on which the person still has a role and that still exist. */
export function livePagesOf(box: Sandbox, person: Person): Page[] {
  const lost =
    person.facebook === null ? [] : accountState(box.world, 'facebook', person.facebook.id).lost_roles
  return pagesOf(person.key).filter(
    (page) => !lost.includes(page.id) && !accountState(box.world, 'facebook', page.id).closed,
  )
}

export function pageName(box: Sandbox, page: Page): string {
  return accountState(box.world, 'facebook', page.id).username ?? page.name
}

export function tasksOn(page: Page, person: Person): readonly PageTask[] {
  return page.roles.find((role) => role.person === person.key)?.tasks ?? []
}

/** From a long-lived user token a Page token has no end; from a short-lived one it ends with it. */
export function pageToken(box: Sandbox, caller: UserCaller, page: Page): string {
  const endless = caller.token.kind === 'long' && !box.world.settings['facebook.page_tokens_end']
  const expires_at = endless ? null : caller.token.expires_at
  for (const token of box.world.tokens.values())
    if (token.grant === caller.grant.id && token.page === page.id && token.expires_at === expires_at)
      return token.value
  const token = newToken(box, {
    value: eaToken(),
    kind: 'page',
    grant: caller.grant.id,
    expires_at,
    page: page.id,
  })
  issue(box, { tokens: [token] })
  return token.value
}

export function eaToken(): string {
  return `EAA${randomText(190)}ZDZD`
}

/** 90 days from the person's last visit to the dialog, for every token of that person and app. */
export function dataAccessEnds(box: Sandbox, grant: Grant): number {
  const visits = grantsOf(box.world, 'facebook', grant.account)
    .filter((each) => each.client_id === grant.client_id)
    .map((each) => each.began_at)
  return Math.max(grant.began_at, ...visits) + 90 * DAY_MS
}
