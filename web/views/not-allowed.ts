import { type MemberAct, memberMay } from '../../src/domain/person/member.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { memberOf } from '../session.ts'

/** What the page says where a member's role does not include what it is for; null where it does. */
export function notAllowed(context: Parameters<typeof memberOf>[0], act: MemberAct, { say }: Speaker) {
  const { creator } = memberOf(context)
  if (memberMay(creator.role, act)) return null
  const title = say('members.not_for_you.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say('members.not_for_you.body', { profile: creator.name }),
    wayOn: { label: say('members.not_for_you.way_on'), href: '/channels' },
  }
}
