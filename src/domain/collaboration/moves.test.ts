import { describe, expect, it } from 'vitest'
import {
  isOpen,
  isUnderWay,
  MOVES,
  type Move,
  type Mover,
  mayMove,
  movesFor,
  STATES,
  turnOf,
} from './moves.ts'

const MOVERS: readonly Mover[] = ['brand', 'creator', 'time']

describe('the table of moves', () => {
  it.each([
    ['draft', 'brand', ['send']],
    ['draft', 'creator', []],
    ['sent', 'creator', ['counter', 'accept', 'decline']],
    ['sent', 'brand', ['withdraw']],
    ['countered', 'brand', ['answer', 'agree', 'refuse', 'withdraw']],
    ['countered', 'creator', ['decline']],
    ['accepted', 'creator', ['cancel']],
    ['live', 'creator', ['deliver', 'cancel']],
    ['live', 'brand', ['cancel']],
    ['delivered', 'brand', ['reopen', 'complete', 'cancel']],
    ['sent', 'time', ['expire']],
    ['accepted', 'time', ['start']],
  ] as const)('from %s lets %s do exactly this', (state, by, moves) => {
    expect(movesFor(by, state)).toEqual(moves)
  })

  it('ends where it ends: nothing leads out of what is over', () => {
    for (const state of ['completed', 'declined', 'withdrawn', 'expired', 'cancelled'] as const) {
      for (const by of MOVERS) expect(movesFor(by, state)).toEqual([])
      expect(turnOf(state)).toBeNull()
    }
  })

  it('reaches every state but the first, and never leads back to a draft', () => {
    const reached = new Set(Object.values(MOVES).map(({ to }) => to))
    expect([...STATES].filter((state) => !reached.has(state as never))).toEqual(['draft'])
  })

  it('lets nobody accept their own terms', () => {
    expect(mayMove('accept', 'brand', 'sent')).toBe(false)
    expect(mayMove('agree', 'creator', 'countered')).toBe(false)
  })

  it('asks a reason of whoever ends what the other side hoped for', () => {
    const asks = (Object.keys(MOVES) as Move[]).filter((move) => 'reason' in MOVES[move])
    expect(asks).toEqual(['decline', 'refuse', 'cancel'])
  })

  it('knows what waits for an answer from what is agreed', () => {
    expect(STATES.filter(isOpen)).toEqual(['sent', 'countered'])
    expect(STATES.filter(isUnderWay)).toEqual(['accepted', 'live', 'delivered'])
  })
})
