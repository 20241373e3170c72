import { describe, expect, it } from 'vitest'
import { MEMBER_ROLES, memberMay } from './member.ts'

describe('what a member may do', () => {
  it.each([
    ['turn_off', [true, true, false]],
    ['invite', [true, true, false]],
    ['share_links', [true, true, true]],
    ['export', [true, true, false]],
    ['erase', [true, false, false]],
  ] as const)('%s: owner, admin, manager', (act, may) => {
    expect(MEMBER_ROLES.map((role) => memberMay(role, act))).toEqual(may)
  })
})
