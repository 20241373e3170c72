/** What a person does in their network's own settings, and what that does to the tokens. */
import { signInElsewhere } from './networks/google-tokens.ts'
import {
  channelById,
  facebookById,
  googleBySub,
  instagramById,
  type Network,
  pageById,
  personByKey,
  tiktokById,
} from './people.ts'
import { MINUTE_MS, type Sandbox } from './sandbox.ts'
import { troubleNamesOf } from './troubles.ts'
import { type AccountChange, accountState, type DisabledReason } from './world.ts'

export const ACTIONS = [
  'change-password',
  'change-username',
  'remove-app',
  'remove-app-and-data',
  'remove-app-unknown',
  'remove-scope',
  'security-check',
  'pass-security-check',
  'switch-to-personal',
  'switch-to-professional',
  'lose-page-role',
  'regain-page-role',
  'untick-page',
  'tick-page',
  'close',
  'reopen',
  'ban',
  'age-changed',
  'revoke-sessions',
  'require-credential-change',
  'log-out',
  'disable',
  'enable',
  'unpublish-page',
  'publish-page',
  'meet-trouble',
  'end-trouble',
  'go-private',
  'go-public',
  'hide-subscribers',
  'show-subscribers',
  'use-up-tokens',
] as const
export type Action = (typeof ACTIONS)[number]
export type Details = {
  username?: string
  client_id?: string
  page?: string
  scope?: string
  reason?: string
  trouble?: string
  minutes?: string
  times?: string
}
const DISABLED_REASONS: readonly DisabledReason[] = ['hijacking', 'bulk-account', 'none']
export type Done = { ok: true } | { ok: false; status: 400 | 404 | 409; code: string; message: string }

export function live(
  box: Sandbox,
  of: { network: Network; id: string; action: string; details: Details },
): Done {
  const action = ACTIONS.find((each) => each === of.action)
  if (action === undefined) return no(404, 'unknown_action', `action is one of ${ACTIONS.join(', ')}.`)
  const target = findTarget(of.network, of.id)
  if (target === null) return no(404, 'unknown_account', `There is no ${of.network} account ${of.id}.`)
  const { network, details } = { network: of.network, details: of.details }
  const commit = (account: string, change: AccountChange): Done => {
    box.commit({ type: 'account-changed', network, account, change })
    return { ok: true }
  }
  switch (action) {
    case 'change-password':
      return commit(target.login, { kind: 'password-changed' })
    case 'change-username': {
      const username = (details.username ?? '').trim().replace(/^@/, '')
      if (username === '' || username.length > 60)
        return no(400, 'username_needed', 'Send a username of 1 to 60 letters.')
      // A channel carries the title, its identity carries the grants.
      if (network === 'youtube' && target.grantor !== target.named)
        commit(target.grantor, { kind: 'username-changed', username })
      return commit(target.named, { kind: 'username-changed', username })
    }
    case 'remove-app':
      return commit(target.grantor, { kind: 'app-removed', client_id: details.client_id ?? null })
    case 'remove-app-and-data':
      if (network !== 'instagram' && network !== 'facebook')
        return no(409, 'only_meta', 'Only Instagram and Facebook ask apps to delete data.')
      return commit(target.grantor, {
        kind: 'app-removed',
        client_id: details.client_id ?? null,
        and_data: true,
      })
    case 'remove-app-unknown':
      if (network !== 'tiktok') return no(409, 'only_tiktok', 'Only TikTok gives reasons.')
      return commit(target.grantor, {
        kind: 'app-removed',
        client_id: details.client_id ?? null,
        by: 'unknown',
      })
    case 'remove-scope': {
      if (details.scope === undefined || details.scope === '')
        return no(400, 'scope_needed', 'Send the scope to take away.')
      return commit(target.grantor, { kind: 'scope-removed', scope: details.scope })
    }
    case 'security-check': {
      const reason = DISABLED_REASONS.find((each) => each === (details.reason ?? 'hijacking'))
      if (reason === undefined)
        return no(400, 'bad_reason', `reason is one of ${DISABLED_REASONS.join(', ')}.`)
      for (const account of target.identities)
        commit(account, network === 'youtube' ? { kind: 'locked', reason } : { kind: 'locked' })
      return { ok: true }
    }
    case 'pass-security-check':
      for (const account of target.identities) commit(account, { kind: 'check-passed' })
      return { ok: true }
    case 'switch-to-personal':
    case 'switch-to-professional':
      if (network !== 'instagram') return no(409, 'only_instagram', 'Only Instagram has account types.')
      return commit(target.login, {
        kind: action === 'switch-to-personal' ? 'switched-to-personal' : 'switched-to-professional',
      })
    case 'lose-page-role':
    case 'regain-page-role':
    case 'untick-page':
    case 'tick-page': {
      if (network !== 'facebook') return no(409, 'only_facebook', 'Only Facebook has Pages.')
      const page = pageById(details.page ?? '') ?? (target.page === null ? undefined : pageById(target.page))
      const person = target.page === null ? personOf(target.login) : page?.roles[0]?.person
      if (page === undefined || person === undefined)
        return no(400, 'page_needed', 'Send the id of the Page.')
      if (!page.roles.some((role) => role.person === person))
        return no(409, 'no_role', 'This person has no role on that Page.')
      const login = personByKey(person)?.facebook?.id ?? target.login
      const kinds = {
        'lose-page-role': 'page-role-lost',
        'regain-page-role': 'page-role-regained',
        'untick-page': 'page-unticked',
        'tick-page': 'page-ticked',
      } as const
      return commit(login, { kind: kinds[action], page: page.id })
    }
    case 'close':
      return commit(target.named, { kind: 'closed' })
    case 'reopen':
      return commit(target.named, { kind: 'reopened' })
    case 'ban':
    case 'age-changed':
      if (network !== 'tiktok') return no(409, 'only_tiktok', 'Only TikTok tells of this.')
      return commit(target.login, { kind: action === 'ban' ? 'banned' : 'age-changed' })
    case 'revoke-sessions':
    case 'require-credential-change':
      if (network !== 'youtube') return no(409, 'only_youtube', 'Only Google tells of this.')
      return commit(target.login, {
        kind: action === 'revoke-sessions' ? 'sessions-revoked' : 'credential-change-required',
      })
    case 'log-out':
    case 'disable':
    case 'enable': {
      if (!isMeta(network)) return no(409, 'only_meta', 'Only Instagram and Facebook play this.')
      const kinds = { 'log-out': 'logged-out', disable: 'disabled', enable: 'enabled' } as const
      return commit(target.login, { kind: kinds[action] })
    }
    case 'unpublish-page':
    case 'publish-page': {
      const page = pageById(details.page ?? target.page ?? '')
      if (network !== 'facebook' || page === undefined)
        return no(400, 'page_needed', 'Send the id of the Facebook Page.')
      return commit(page.id, { kind: action === 'unpublish-page' ? 'page-unpublished' : 'page-published' })
    }
    case 'meet-trouble': {
      const trouble = details.trouble ?? ''
      const names = troubleNamesOf(network)
      if (!names.includes(trouble))
        return no(400, 'trouble_needed', `Send trouble: one of ${names.join(', ')}.`)
      const minutes = details.minutes === undefined ? null : Number(details.minutes)
      if (minutes !== null && !(minutes > 0 && minutes <= 525_600))
        return no(400, 'bad_minutes', 'minutes is a number above 0, or left out until the trouble is ended.')
      const until = minutes === null ? null : box.now() + minutes * MINUTE_MS
      if (details.times === undefined) return commit(target.named, { kind: 'trouble-met', trouble, until })
      if (isMeta(network)) return no(409, 'not_counted', 'Only Google and TikTok count calls; send minutes.')
      const left = /^[1-9]\d{0,5}$/.test(details.times) ? Number(details.times) : null
      return left === null
        ? no(400, 'bad_times', 'times is a whole number above 0.')
        : commit(target.named, { kind: 'trouble-met', trouble, until, left })
    }
    case 'end-trouble':
      return commit(target.named, { kind: 'trouble-ended' })
    case 'go-private':
    case 'go-public':
      if (network !== 'tiktok') return no(409, 'only_tiktok', 'Only TikTok has private accounts here.')
      return commit(target.named, { kind: action === 'go-private' ? 'hidden' : 'shown' })
    case 'hide-subscribers':
    case 'show-subscribers':
      if (network !== 'youtube' || target.named === target.login)
        return no(409, 'only_channels', 'Only a YouTube channel has subscribers to hide.')
      return commit(target.named, { kind: action === 'hide-subscribers' ? 'hidden' : 'shown' })
    case 'use-up-tokens':
      if (network !== 'youtube') return no(409, 'only_youtube', 'Only Google counts refresh tokens.')
      return signInElsewhere(box, target.grantor)
        ? { ok: true }
        : no(409, 'no_grant', 'This account has not given anything to an app.')
    default: {
      const unknown: never = action
      throw new Error(`unknown action ${String(unknown)}`)
    }
  }
}

/** The parts of an account that the actions touch: at Google the login and the channel are two things. */
type Target = {
  /** Who signs in. */
  login: string
  /** Whose grants these are. */
  grantor: string
  /** Everyone who is locked when the login is. */
  identities: string[]
  /** What carries the name and what is closed. */
  named: string
  page: string | null
}

function findTarget(network: Network, id: string): Target | null {
  const plain = (account: string): Target => ({
    login: account,
    grantor: account,
    identities: [account],
    named: account,
    page: null,
  })
  switch (network) {
    case 'instagram': {
      const found = instagramById(id)
      return found === undefined ? null : plain(found.account.id)
    }
    case 'tiktok': {
      const found = tiktokById(id)
      return found === undefined ? null : plain(found.account.openId)
    }
    case 'facebook': {
      const person = facebookById(id)
      if (person !== undefined) return plain(person.account.id)
      const page = pageById(id)
      const owner = personByKey(page?.roles[0]?.person ?? '')?.facebook?.id
      return page === undefined || owner === undefined
        ? null
        : { ...plain(owner), named: page.id, page: page.id }
    }
    case 'youtube': {
      const channel = channelById(id)
      const found = channel ?? googleBySub(id)
      if (found === undefined) return null
      const login = found.account.sub
      const identities = [...new Set([login, ...found.account.channels.map((each) => each.sub)])]
      return {
        login,
        grantor: channel?.channel.sub ?? id,
        identities,
        named: channel?.channel.id ?? login,
        page: null,
      }
    }
    default: {
      const unknown: never = network
      throw new Error(`unknown network ${String(unknown)}`)
    }
  }
}

function isMeta(network: Network): boolean {
  return network === 'instagram' || network === 'facebook'
}

function personOf(facebookId: string): string | undefined {
  return facebookById(facebookId)?.person.key
}

function no(status: 400 | 404 | 409, code: string, message: string): Done {
  return { ok: false, status, code, message }
}

/** The facts about an account that a person or a script can see. */
export function stateOf(box: Sandbox, network: Network, id: string) {
  const state = accountState(box.world, network, id)
  const { locked, closed, password_changed_at, disabled, unpublished, hidden, trouble } = state
  const over = trouble === null || (trouble.until !== null && box.now() >= trouble.until)
  return {
    locked,
    closed,
    password_changed_at,
    disabled,
    unpublished,
    hidden,
    trouble: over ? null : trouble.name,
  }
}
