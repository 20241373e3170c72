import type { Speaker } from '../../src/words/speaker.ts'
import { proofView } from './proof.ts'

export type AccountFacts = {
  name: string
  email: string
  awaited: string | null
  fresh: boolean
  hasPassword: boolean
  /** They answer people, or run this installation, by their address. */
  hasRights: boolean
  hasMails: boolean
  /** Profiles of theirs that were deleted and can be brought back. */
  hasDeleted: boolean
}

export const SAID = ['named', 'asked', 'withdrawn', 'changed', 'password'] as const

export function accountPage(facts: AccountFacts, speaker: Speaker) {
  const { say } = speaker
  const { email, awaited, fresh, hasPassword } = facts
  const title = say('account.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    email,
    lede: say('account.lede'),
    name: {
      title: say('account.name.title'),
      label: say('account.name.label'),
      hint: say('account.name.hint'),
      save: say('account.name.save'),
      now: facts.name,
    },
    address: {
      title: say('account.address.title'),
      now: say('account.address.now', { email }),
      awaited: awaited === null ? null : say('account.address.awaited', { email: awaited }),
      withdraw: say('account.address.withdraw'),
      label: say('account.address.label'),
      hint: say('account.address.hint'),
      rights: facts.hasRights ? say('account.address.rights') : null,
      ask: say('account.address.ask'),
    },
    password: {
      title: say('account.password.title'),
      about: say(hasPassword ? 'account.password.some' : 'account.password.none'),
      label: say('account.password.label'),
      hint: say('account.password.hint'),
      submit: say(hasPassword ? 'account.password.change' : 'account.password.set'),
    },
    proof: proofView({ fresh, hasPassword }, speaker),
    more: {
      title: say('account.more.title'),
      links: [
        ...(facts.hasMails ? [{ label: say('account.more.zone'), href: '/settings/notifications' }] : []),
        ...(facts.hasDeleted ? [{ label: say('erase.undo.link'), href: '/deleted' }] : []),
        { label: say('account.more.erase'), href: '/settings/delete-account' },
      ],
      take: say('account.more.take'),
    },
  }
}
