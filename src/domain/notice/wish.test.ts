import { describe, expect, it } from 'vitest'
import { type Circuit, CLOSED } from '../channel/circuit.ts'
import { DAY, HOUR, later, MINUTE } from '../time.ts'
import { aboutWish, CALM_MS, type NetworkFacts, WISH_LIVES_MS, type Wish } from './wish.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const ASKED = later(NOW, -5 * HOUR)
const ago = (ms: number) => later(NOW, -ms)

const waiting: Wish = {
  id: 'wsh_1',
  network: 'instagram',
  askedAt: ASKED,
  toldAt: null,
  readAt: null,
  mailId: null,
  mailed: false,
}
const told: Wish = { ...waiting, toldAt: ago(HOUR) }
const open: Circuit = { failures: 9, openedAt: ago(6 * HOUR), probeAt: later(NOW, MINUTE), closedAt: null }
const closed = (ms: number): Circuit => ({ ...CLOSED, closedAt: ago(ms) })
const facts = (own: Partial<NetworkFacts>): NetworkFacts => ({
  circuit: CLOSED,
  held: false,
  late: false,
  ...own,
})

describe('somebody who waits', () => {
  it.each<[what: string, own: Partial<NetworkFacts>, expected: unknown]>([
    ['is down', { circuit: open }, { kind: 'wait', lookAt: later(NOW, 6 * HOUR) }],
    [
      'was down and came back a minute ago',
      { circuit: closed(MINUTE) },
      { kind: 'wait', lookAt: later(NOW, CALM_MS - MINUTE) },
    ],
    ['came back and fell silent again', { circuit: { ...open, closedAt: ago(MINUTE) } }, { kind: 'wait' }],
    [
      'came back, and its last call went wrong',
      { circuit: { ...closed(HOUR), failures: 1 } },
      { kind: 'wait' },
    ],
    ['has answered for a quarter of an hour', { circuit: closed(CALM_MS) }, { kind: 'tell' }],
    ['was back long before they asked', { circuit: closed(3 * DAY) }, { kind: 'tell' }],
    ['never was down for everybody', {}, { kind: 'tell' }],
    ['answers, but has not read their channel yet', { circuit: closed(HOUR), late: true }, { kind: 'wait' }],
    ['is not believed right now', { circuit: closed(HOUR), held: true }, { kind: 'wait' }],
  ])('for a network that %s', (_, own, expected) => {
    expect(aboutWish(waiting, facts(own), NOW)).toMatchObject(expected as object)
  })

  it('is looked at again by the end of their wish at the latest, and forgotten then', () => {
    const old = { ...waiting, askedAt: later(NOW, HOUR - WISH_LIVES_MS) }
    expect(aboutWish(old, facts({ circuit: open }), NOW)).toEqual({ kind: 'wait', lookAt: later(NOW, HOUR) })
    expect(aboutWish(old, facts({ circuit: open }), later(NOW, HOUR))).toEqual({ kind: 'forget' })
  })
})

describe('somebody who was told', () => {
  it.each<[what: string, own: Partial<Wish>, circuit: Circuit, expected: unknown]>([
    ['nothing new, and a mail may say it', {}, closed(2 * HOUR), { kind: 'stands', mail: true }],
    [
      'nothing new, and they have read it',
      { readAt: NOW },
      closed(2 * HOUR),
      { kind: 'stands', mail: false },
    ],
    [
      'nothing new, and a mail has said it',
      { mailId: 'mal_1', mailed: true },
      closed(2 * HOUR),
      { kind: 'stands', mail: false },
    ],
    ['nothing new for days', { toldAt: ago(3 * DAY) }, closed(4 * DAY), { kind: 'stands', mail: false }],
    ['one call that went wrong', {}, { ...closed(2 * HOUR), failures: 1 }, { kind: 'stands', mail: true }],
    ['it is down again, and nobody has heard', {}, open, { kind: 'take_back' }],
    ['it is down again, and their mail has not left', { mailId: 'mal_1' }, open, { kind: 'take_back' }],
    ['it is down again, and they have read it', { readAt: NOW }, open, { kind: 'settle' }],
    ['it is down again, and they were mailed', { mailId: 'mal_1', mailed: true }, open, { kind: 'settle' }],
  ])('%s', (_, own, circuit, expected) => {
    expect(aboutWish({ ...told, ...own }, facts({ circuit }), NOW)).toEqual(expected)
  })
})
