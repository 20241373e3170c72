import { describe, expect, it } from 'vitest'
import { addressOf, isInvitedRoleIn, mayGiveRole, mayInvite, mayRemove } from './team.ts'

const owner = { role: 'owner', lastOwner: false } as const
const admin = { role: 'admin', lastOwner: false } as const
const member = { role: 'member', lastOwner: false } as const

describe('who may change whom in a team', () => {
  it('lets owners and admins invite, and nobody else', () => {
    expect([mayInvite('owner'), mayInvite('admin'), mayInvite('member')]).toEqual([true, true, false])
  })

  it('leaves owners to owners', () => {
    expect(mayGiveRole('admin', owner, 'member')).toBe(false)
    expect(mayGiveRole('admin', member, 'owner')).toBe(false)
    expect(mayRemove('admin', { ...owner, self: false })).toBe(false)
    expect(mayGiveRole('owner', owner, 'admin')).toBe(true)
  })

  it('never takes the last owner away, by whatever way', () => {
    const last = { role: 'owner', lastOwner: true } as const
    expect(mayGiveRole('owner', last, 'admin')).toBe(false)
    expect(mayRemove('owner', { ...last, self: true })).toBe(false)
  })

  it('lets members leave, and change nobody', () => {
    expect(mayRemove('member', { ...member, self: true })).toBe(true)
    expect(mayRemove('member', { ...member, self: false })).toBe(false)
    expect(mayGiveRole('member', member, 'admin')).toBe(false)
    expect(mayGiveRole('admin', member, 'admin')).toBe(true)
    expect(mayRemove('admin', { ...admin, self: false })).toBe(true)
  })

  it('never asks an owner in', () => {
    const said = ['owner', 'admin', 'manager', 'root', '']
    expect(said.filter((role) => isInvitedRoleIn('creator', role))).toEqual(['admin', 'manager'])
  })
})

describe('an address to write to', () => {
  it.each([
    [' Maja@Studio.example ', 'maja@studio.example'],
    ['maja@studio', null],
    ['maja', null],
    ['maja@studio.example, eve@evil.example', null],
    ['maja@studio.example\r\nBcc: eve@evil.example', null],
    [`${'m'.repeat(250)}@studio.example`, null],
    ['', null],
  ])('%j becomes %j', (typed, kept) => {
    expect(addressOf(typed)).toBe(kept)
  })
})
