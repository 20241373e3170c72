/** Months of a person's life, lived through from look to look as the job does. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GrantFacts } from '../channel/channel.ts'
import { personNeededBy } from '../channel/health.ts'
import type { Network } from '../network.ts'
import { DAY, HOUR, later, MINUTE } from '../time.ts'
import type { ChannelFacts } from './about-channel.ts'
import { isQuiet, localTime } from './local-time.ts'
import { isNeed, type Notice } from './notice.ts'
import { type PersonFacts, planNotices } from './plan.ts'

const ZONE = 'Europe/Warsaw'
const START = new Date('2026-11-02T13:00:00Z') // 14:00 there, a Monday
const ALL = { ending: true, lost: true, digest: true, collaboration: true, network: true }

/** `unseen` changes wake nobody: the next look finds them. */
type Happening = { at: Date; unseen?: true; change(world: World): void }
type World = {
  channels: Map<string, ChannelFacts>
  held: Set<Network>
  zone: string
  mails: PersonFacts['mails']
}
type Told = { at: Date; channel: string; kind: string; step: number }
type Lived = {
  told: Told[]
  mails: { at: Date; lines: string[] }[]
  looks: number
  notices: Notice[]
  world: World
}

/** Looks when the last look said so, or when something happened that the triggers of the database see. */
function live(happenings: readonly Happening[], until: Date, began = START): Lived {
  const world: World = { channels: new Map(), held: new Set(), zone: ZONE, mails: ALL }
  const lived: Lived = { told: [], mails: [], looks: 0, notices: [], world }
  const queue = [...happenings].sort((a, b) => a.at.getTime() - b.at.getTime())
  let now = began
  let lastMailAt: Date | null = null
  for (;;) {
    while (queue[0] !== undefined && queue[0].at <= now) queue.shift()?.change(world)
    const plan = planNotices(
      {
        channels: [...world.channels.values()],
        told: lived.notices,
        news: [],
        wishes: [],
        timeZone: world.zone,
        mails: world.mails,
        lastMailAt,
        mailWaits: false,
      },
      world.held,
      now,
    )
    lived.looks++
    for (const one of lived.notices) {
      if (plan.settle.includes(one.id)) one.settledAt = now
      const again = plan.reopen.find(({ noticeId }) => noticeId === one.id)
      if (again !== undefined) Object.assign(one, { settledAt: null, toldAt: again.toldAt })
    }
    const mailId = `mail-${lived.mails.length}`
    const lines: string[] = []
    for (const one of lived.notices.filter(({ id }) => plan.alsoMail.includes(id))) {
      one.mailId = mailId
      lines.push(`${one.channelId} ${one.kind} ${one.step}`)
    }
    for (const one of plan.tell) {
      const { channelId, kind, step, series, mailWanted, inMail } = one
      const settledAt = kind === 'digest' ? now : null
      const id = `${channelId}/${kind}/${step}/${series.getTime()}`
      if (lived.notices.some((other) => other.id === id)) throw new Error(`${id} was told twice`)
      lived.notices.push({
        id,
        channelId,
        kind,
        step,
        series,
        toldAt: now,
        settledAt,
        mailWanted,
        mailId: inMail ? mailId : null,
      })
      lived.told.push({ at: now, channel: channelId, kind, step })
      if (inMail) lines.push(`${channelId} ${kind} ${step}`)
    }
    lived.notices.sort((a, b) => a.toldAt.getTime() - b.toldAt.getTime())
    if (lines.length > 0) {
      lived.mails.push({ at: now, lines })
      lastMailAt = now
    }
    if (lived.looks > 5000) throw new Error('It never stops looking.')
    const seen = queue.find(({ unseen }) => unseen === undefined)
    const next = [plan.lookAt, seen?.at ?? null].filter((at) => at !== null)
    if (next.length === 0) break
    const soonest = new Date(Math.min(...next.map((at) => at.getTime())))
    if (soonest <= now) throw new Error('It looks again at once, for ever.')
    if (soonest > until) break
    now = soonest
  }
  return lived
}

const at = (days: number, ms = 0) => later(START, days * DAY + ms)

function grant(over: Partial<GrantFacts> = {}): GrantFacts {
  return {
    generation: 1,
    scopes: [],
    accessEndsAt: null,
    grantEndsAt: null,
    personEndsAt: null,
    grantedAt: later(START, -30 * DAY),
    renewedAt: null,
    renewalFailedAt: null,
    ...over,
  }
}

function connected(
  id: string,
  network: Network,
  when: Date,
  of: GrantFacts = grant({ grantedAt: when }),
): Happening {
  return {
    at: when,
    change: ({ channels }) =>
      channels.set(id, {
        channel: {
          id,
          network,
          connection: { state: 'connected', since: when },
          trouble: null,
          // Fresh for as long as a story lasts; what a missing proof means has its own story.
          proofAt: later(when, 3650 * DAY),
        },
        grant: of,
        attemptUntil: null,
        memberSince: later(START, -365 * DAY),
      }),
  }
}

function change(id: string, when: Date, change: (facts: ChannelFacts) => Partial<ChannelFacts>): Happening {
  return {
    at: when,
    change: ({ channels }) => {
      const facts = channels.get(id)
      if (facts !== undefined) channels.set(id, { ...facts, ...change(facts) })
    },
  }
}

const lost = (id: string, when: Date): Happening =>
  change(id, when, ({ channel }) => ({
    channel: {
      ...channel,
      connection: {
        state: 'disconnected',
        since: when,
        reason: 'account_changed',
        confidence: 'likely',
        evidence: null,
      },
    },
  }))
const back = (id: string, when: Date, state: 'connected' | 'off' = 'connected'): Happening =>
  change(id, when, ({ channel }) => ({ channel: { ...channel, connection: { state, since: when } } }))
const unseen = (happening: Happening): Happening => ({ ...happening, unseen: true })
const hold = (network: Network, when: Date, held: boolean): Happening => ({
  at: when,
  unseen: true,
  change: (world) => void (held ? world.held.add(network) : world.held.delete(network)),
})

function there(date: Date, zone = ZONE): string {
  const { year, month, day, hour, minute } = localTime(date, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}
const mailsOf = ({ mails }: Lived) => mails.map(({ at, lines }) => `${there(at)} ${lines.join(', ')}`)
const toldOf = ({ told }: Lived) => told.map(({ at, kind, step }) => `${there(at)} ${kind} ${step}`)
const ig = connected('ig', 'instagram', later(START, -DAY))

describe('after a loss', () => {
  it('it is told half an hour later, on days 2, 7, 14 and 30 in the morning, and then once a month', () => {
    const lived = live([ig, lost('ig', at(0))], at(130))
    expect(mailsOf(lived)).toEqual([
      '2026-11-02 14:30 ig lost 0',
      '2026-11-04 08:00 ig lost 2',
      '2026-11-09 08:00 ig lost 7',
      '2026-11-16 08:00 ig lost 14',
      '2026-12-02 08:00 ig lost 30',
      '2027-01-01 08:00 ig digest 202701',
      '2027-02-01 08:00 ig digest 202702',
      '2027-03-01 08:00 ig digest 202703',
    ])
    expect(lived.told.filter(({ kind }) => kind === 'lost')).toHaveLength(5)
    expect(lived.notices.filter(({ settledAt }) => settledAt === null).map(({ step }) => step)).toEqual([30])
  })

  it('the digests end, too', () => {
    const { mails } = live([ig, lost('ig', at(0))], at(900))
    const months = mails.filter(({ lines }) => lines.some((line) => line.includes('digest')))
    expect(months).toHaveLength(12)
  })

  it('what heals within half an hour is never spoken of', () => {
    const lived = live([ig, lost('ig', at(0)), back('ig', at(0, 29 * MINUTE))], at(60))
    expect(lived.told).toEqual([])
    expect(lived.mails).toEqual([])
  })

  it.each([
    ['in the evening', '2026-11-02T20:15:00Z', '2026-11-02 21:45', '2026-11-03 08:00', '2026-11-04 08:00'],
    ['at night', '2026-11-03T01:00:00Z', '2026-11-03 02:30', '2026-11-03 08:00', '2026-11-05 08:00'],
    ['just before seven', '2026-11-03T05:40:00Z', '2026-11-03 07:10', '2026-11-03 08:00', '2026-11-05 08:00'],
    ['just before nine', '2026-11-02T19:29:00Z', '2026-11-02 20:59', '2026-11-02 20:59', '2026-11-04 08:00'],
  ])('%s the app says it at once, and the mail keeps their hours', (_when, when, app, mail, second) => {
    const lived = live([ig, lost('ig', new Date(when))], at(3))
    expect(toldOf(lived)[0]).toBe(`${app} lost 0`)
    expect(mailsOf(lived).map((line) => line.slice(0, 16))).toEqual([mail, second])
  })

  it('being well again is said once, in the app, and nothing follows', () => {
    const lived = live([ig, lost('ig', at(0)), back('ig', at(5))], at(400))
    expect(toldOf(lived)).toEqual([
      '2026-11-02 14:30 lost 0',
      '2026-11-04 08:00 lost 2',
      '2026-11-07 14:00 back 2',
    ])
    expect(lived.mails).toHaveLength(2)
  })

  it('healed before its mail could leave: the mail never leaves', () => {
    const lived = live([ig, lost('ig', at(0, 9 * HOUR)), back('ig', at(0, 12 * HOUR))], at(30))
    expect(toldOf(lived)).toEqual(['2026-11-02 23:30 lost 0', '2026-11-03 02:00 back 0'])
    expect(lived.mails).toEqual([])
  })

  it('a relapse goes on with the same story: no step is told twice, and the app shows it at once', () => {
    const lived = live(
      [
        ig,
        lost('ig', at(0)),
        back('ig', at(3)),
        lost('ig', at(3, 5 * HOUR)),
        back('ig', at(4)),
        lost('ig', at(6)),
      ],
      at(20),
    )
    expect(mailsOf(lived)).toEqual([
      '2026-11-02 14:30 ig lost 0',
      '2026-11-04 08:00 ig lost 2',
      '2026-11-09 08:00 ig lost 7',
      '2026-11-16 08:00 ig lost 14',
    ])
    expect(toldOf(lived).filter((line) => line.includes('back'))).toEqual(['2026-11-05 14:00 back 2'])
    expect(lived.notices.filter((one) => one.settledAt === null).map((one) => one.kind)).toEqual(['lost'])
  })

  it('a loss long after the last one is a story of its own', () => {
    const lived = live([ig, lost('ig', at(0)), back('ig', at(1)), lost('ig', at(10))], at(11))
    expect(mailsOf(lived)).toEqual(['2026-11-02 14:30 ig lost 0', '2026-11-12 14:30 ig lost 0'])
  })

  it('turned off means silence, and the line in the app is put away', () => {
    const lived = live([ig, lost('ig', at(0)), back('ig', at(1), 'off')], at(100))
    expect(mailsOf(lived)).toEqual(['2026-11-02 14:30 ig lost 0'])
    expect(lived.notices.filter(({ settledAt }) => settledAt === null)).toEqual([])
  })

  it('two channels share a mail, and a second loss on the same day waits for the morning', () => {
    const tt = connected('tt', 'tiktok', later(START, -DAY))
    const yt = connected('yt', 'youtube', later(START, -DAY))
    const happenings = [ig, tt, yt, lost('ig', at(0)), lost('tt', at(0)), lost('yt', at(0, 3 * HOUR))]
    expect(mailsOf(live(happenings, at(2, -HOUR * 8)))).toEqual([
      '2026-11-02 14:30 ig lost 0, tt lost 0',
      '2026-11-03 08:00 yt lost 0',
    ])
  })

  it('whoever joins later is not told what fell due before', () => {
    const joined = change('ig', at(10), () => ({ memberSince: at(10) }))
    const lived = live([{ ...joined, at: at(-1) }, ig, lost('ig', at(0)), joined], at(20))
    const late = live([ig, { ...joined, at: at(0, -1) }, lost('ig', at(0))], at(20))
    expect(lived.mails.length).toBe(4)
    expect(mailsOf(late)).toEqual(['2026-11-16 08:00 ig lost 14'])
  })

  it('after a long time without us only the newest step is told', () => {
    const lived = live([ig, lost('ig', at(0))], at(9), at(8))
    expect(mailsOf(lived)).toEqual(['2026-11-10 14:00 ig lost 7'])
  })

  it('while somebody is at the network with it, nothing is said', () => {
    const away = unseen(change('ig', at(0, MINUTE), () => ({ attemptUntil: at(0, 40 * MINUTE) })))
    const lived = live([ig, lost('ig', at(0)), away, back('ig', at(0, 35 * MINUTE))], at(5))
    expect(lived.told).toEqual([])
  })
})

describe('before an end', () => {
  const ending = (days: number, hours = 0) =>
    grant({ grantEndsAt: at(days, hours * HOUR), grantedAt: at(-1) })
  const tiktok = (days: number, hours = 0) => connected('tt', 'tiktok', at(-1), ending(days, hours))

  it('the app says it after 14 days, mails follow 7, 3 and 1 days before', () => {
    const lived = live([tiktok(40)], at(40, -MINUTE))
    expect(toldOf(lived)).toEqual([
      '2026-11-28 14:00 ending 14',
      '2026-12-05 08:00 ending 7',
      '2026-12-09 08:00 ending 3',
      '2026-12-11 08:00 ending 1',
    ])
    expect(mailsOf(lived).map((line) => line.slice(17))).toEqual([
      'tt ending 7',
      'tt ending 3',
      'tt ending 1',
    ])
  })

  it('a channel that renews itself is never spoken of', () => {
    const renewing = grant({ grantEndsAt: at(59), grantedAt: at(-1) })
    expect(live([connected('ig', 'instagram', at(-1), renewing)], at(58)).told).toEqual([])
  })

  it('once renewing by ourselves has failed, the person is needed', () => {
    const of = grant({ grantEndsAt: at(59), grantedAt: at(-1) })
    const failed = change('ig', at(50), () => ({ grant: { ...of, renewalFailedAt: at(50) } }))
    const renewed = change('ig', at(54), () => ({
      grant: { ...of, grantEndsAt: at(114), renewedAt: at(54) },
    }))
    const lived = live([connected('ig', 'instagram', at(-1), of), failed, renewed], at(110))
    expect(toldOf(lived)).toEqual([
      '2026-12-22 14:00 ending 14',
      '2026-12-24 08:00 ending 7',
      '2026-12-26 14:00 renewed 7',
    ])
  })

  it('renewed by the person: said once, and the next end has its own days', () => {
    const again = change('tt', at(35), ({ channel }) => ({
      channel: { ...channel, connection: { state: 'connected', since: at(35) } },
      grant: grant({ grantEndsAt: at(75), grantedAt: at(35) }),
    }))
    const lived = live([tiktok(40), again], at(70))
    expect(toldOf(lived).map((line) => line.slice(17))).toEqual([
      'ending 14',
      'ending 7',
      'renewed 7',
      'ending 14',
      'ending 7',
    ])
  })

  it('an end that shifts by seconds with every reply is one end', () => {
    const shifts = Array.from({ length: 39 }, (_, day) =>
      unseen(
        change('tt', at(day), ({ grant: of }) => ({
          grant: of === null ? of : { ...of, grantEndsAt: at(40, (day % 5) * 1000) },
        })),
      ),
    )
    const lived = live([tiktok(40), ...shifts], at(39, HOUR))
    expect(lived.told.map(({ step }) => step)).toEqual([14, 7, 3, 1])
  })

  it('an end that passes is a loss once it is one, and no relief before a read has shown it', () => {
    const stale = unseen(
      change('tt', at(30), ({ channel }) => ({
        channel: { ...channel, proofAt: at(39, HOUR * 12) },
      })),
    )
    const lived = live([tiktok(40), stale, lost('tt', at(40, 9 * HOUR))], at(43))
    expect(toldOf(lived).slice(-3)).toEqual([
      '2026-12-11 08:00 ending 1',
      '2026-12-12 23:30 lost 0',
      '2026-12-14 08:00 lost 2',
    ])
  })

  it('where the network goes on after its own date, that is said once', () => {
    const page = connected(
      'fb',
      'facebook',
      at(-1),
      grant({ personEndsAt: at(40), grantedAt: at(-1), renewalFailedAt: at(10) }),
    )
    const proofs = Array.from({ length: 42 }, (_, day) => day).map((day) =>
      unseen(change('fb', at(day), ({ channel }) => ({ channel: { ...channel, proofAt: at(day) } }))),
    )
    const lived = live([page, ...proofs], at(200))
    expect(toldOf(lived).at(-1)).toMatch(/^2026-12-1[345] .* renewed 1$/)
    expect(lived.mails).toHaveLength(3)
  })

  it('a new channel with a short permission is not told of days that had passed before', () => {
    expect(toldOf(live([tiktok(5)], at(4)))).toEqual([
      '2026-11-04 08:00 ending 3',
      '2026-11-06 08:00 ending 1',
    ])
  })

  it('nothing is asked of the person while the network is the trouble', () => {
    const silent = unseen(
      change('tt', at(20), ({ channel }) => ({
        channel: { ...channel, proofAt: at(20), trouble: { kind: 'transient', at: at(20) } },
      })),
    )
    const answers = unseen(
      change('tt', at(36), ({ channel }) => ({
        channel: { ...channel, proofAt: at(39), trouble: null },
      })),
    )
    const lived = live([tiktok(40), silent, answers], at(40, -1))
    expect(toldOf(lived).map((line) => line.slice(17))).toEqual(['ending 7', 'ending 3', 'ending 1'])
  })
})

describe('something missing', () => {
  const limited = (when: Date): Happening =>
    change('yt', when, ({ channel }) => ({
      channel: { ...channel, connection: { state: 'limited', since: when, missingScopes: ['a'] } },
    }))
  const yt = connected('yt', 'youtube', at(-1))

  it('that went by itself is said once in the app, and once when it is back', () => {
    const lived = live([yt, limited(at(1)), back('yt', at(9))], at(60))
    expect(toldOf(lived)).toEqual(['2026-11-03 14:30 limited 0', '2026-11-11 14:00 complete 0'])
    expect(lived.mails).toEqual([])
  })

  it('that the person left out while connecting is not', () => {
    expect(live([yt, limited(at(-1))], at(60)).told).toEqual([])
  })
})

describe('a hold', () => {
  it('stops every notice of its network, and only the broken ones are told afterwards', () => {
    const tt = connected('tt', 'tiktok', at(-1))
    const lived = live(
      [
        ig,
        tt,
        hold('instagram', at(0), true),
        lost('ig', at(0, MINUTE)),
        lost('tt', at(0, MINUTE)),
        hold('instagram', at(1), false),
      ],
      at(2, -HOUR * 8),
    )
    expect(mailsOf(lived)).toEqual(['2026-11-02 14:31 tt lost 0', '2026-11-03 14:01 ig lost 0'])
  })
})

describe('preferences', () => {
  it('turn off mails of a kind, and never the line in the app', () => {
    const silent: Happening = {
      at: at(0),
      change: (world) => {
        world.mails = { ...ALL, lost: false }
      },
    }
    const lived = live([silent, ig, lost('ig', at(0))], at(32))
    expect(lived.mails).toEqual([])
    expect(lived.told.map(({ step }) => step)).toEqual([0, 2, 7, 14, 30])
  })
})

describe('whatever happens', () => {
  const ZONES = [
    'Europe/Warsaw',
    'Asia/Tokyo',
    'America/Mexico_City',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  ]
  const NETWORKS = ['instagram', 'youtube', 'tiktok', 'facebook'] as const
  const someHappening = fc.record({
    channel: fc.nat(3),
    hours: fc.double({ min: 0, max: 24 * 120, noNaN: true }),
    what: fc.constantFrom(
      'lost',
      'back',
      'off',
      'ending',
      'renewed',
      'hold',
      'zone',
      'mails',
    ) as fc.Arbitrary<'lost' | 'back' | 'off' | 'ending' | 'renewed' | 'hold' | 'zone' | 'mails'>,
    number: fc.nat(100),
  })

  function happening({
    channel,
    hours,
    what,
    number,
  }: typeof someHappening extends fc.Arbitrary<infer T> ? T : never): Happening[] {
    const id = `c${channel}`
    const network = NETWORKS[channel] ?? 'tiktok'
    const when = later(START, Math.round(hours * HOUR))
    switch (what) {
      case 'lost':
        return [lost(id, when)]
      case 'back':
        return [back(id, when)]
      case 'off':
        return [back(id, when, 'off')]
      case 'ending':
        return [
          change(id, when, ({ grant: of }) => ({
            grant:
              of === null
                ? of
                : { ...of, grantEndsAt: later(when, (number % 30) * DAY), renewalFailedAt: when },
          })),
        ]
      case 'renewed':
        return [
          change(id, when, ({ grant: of }) => ({
            grant: of === null ? of : { ...of, grantEndsAt: null, personEndsAt: null, renewalFailedAt: null },
          })),
        ]
      case 'hold':
        return [hold(network, when, true), hold(network, later(when, number * HOUR), false)]
      case 'zone':
        return [
          {
            at: when,
            change: (world) => {
              world.zone = ZONES[number % ZONES.length] ?? 'UTC'
            },
          },
        ]
      case 'mails':
        return [
          {
            at: when,
            change: (world) => {
              world.mails = {
                ending: number % 2 === 0,
                lost: number % 3 === 0,
                digest: number % 5 === 0,
                collaboration: true,
                network: true,
              }
            },
          },
        ]
      default:
        return what satisfies never
    }
  }

  const story = fc.array(someHappening, { minLength: 1, maxLength: 40 })
  const people = NETWORKS.map((network, place) => connected(`c${place}`, network, at(-40)))

  /** Lives a story and hands every look's world to the check. */
  function check(seen: (lived: Lived) => void): void {
    fc.assert(
      fc.property(story, (happenings) => {
        seen(live([...people, ...happenings.flatMap(happening)], at(200), at(-1)))
      }),
      { numRuns: 300 },
    )
  }

  it('nobody is mailed twice a day, nor in the quiet hours', () => {
    fc.assert(
      fc.property(story, fc.constantFrom(...ZONES), (happenings, zone) => {
        const inZone: Happening = {
          at: at(-2),
          change: (world) => {
            world.zone = zone
          },
        }
        const kept = happenings.filter(({ what }) => what !== 'zone')
        const { mails } = live([inZone, ...people, ...kept.flatMap(happening)], at(200), at(-1))
        for (const mail of mails) expect(isQuiet(mail.at, zone)).toBe(false)
        const days = mails.map((mail) => there(mail.at, zone).slice(0, 10))
        expect(new Set(days).size).toBe(days.length)
      }),
      { numRuns: 300 },
    )
  })

  it('no step is told twice, and a channel has one open line at most', () => {
    check(({ notices }) => {
      const open = notices.filter((one) => one.settledAt === null).map((one) => one.channelId)
      expect(new Set(open).size).toBe(open.length)
      const keys = notices.map((one) => `${one.channelId} ${one.kind} ${one.step} ${one.series.getTime()}`)
      expect(new Set(keys).size).toBe(keys.length)
    })
  })

  it('once everything is well or turned off, the open lines say so and nothing more is said', () => {
    fc.assert(
      fc.property(story, fc.boolean(), (happenings, off) => {
        const end = at(130)
        const wellAgain = NETWORKS.flatMap((network, place) => [
          hold(network, end, false),
          change(`c${place}`, end, ({ channel, grant: of }) => ({
            channel: { ...channel, connection: { state: off ? 'off' : 'connected', since: end } },
            grant:
              of === null ? null : { ...of, grantEndsAt: null, personEndsAt: null, renewalFailedAt: null },
          })),
        ])
        const lived = live([...people, ...happenings.flatMap(happening), ...wellAgain], at(500), at(-1))
        expect(lived.mails.filter((mail) => mail.at >= end)).toEqual([])
        expect(
          lived.told.filter((one) => one.at >= end && ['lost', 'ending', 'digest'].includes(one.kind)),
        ).toEqual([])
        const open = lived.notices.filter((one) => one.settledAt === null)
        expect(open.filter((one) => isNeed(one.kind) || off)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('nobody is told of a channel that does not need them', () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const changes = happenings.flatMap(happening)
        const lived = live([...people, ...changes], at(200), at(-1))
        for (const one of lived.told.filter(({ kind }) => kind === 'lost' || kind === 'ending')) {
          const world: World = { channels: new Map(), held: new Set(), zone: ZONE, mails: ALL }
          for (const past of [...people, ...changes].sort((a, b) => a.at.getTime() - b.at.getTime()))
            if (past.at <= one.at) past.change(world)
          const facts = world.channels.get(one.channel)
          expect(facts).toBeDefined()
          if (facts === undefined) continue
          expect(world.held.has(facts.channel.network)).toBe(false)
          const { connection } = facts.channel
          if (one.kind === 'lost') expect(connection.state).toBe('disconnected')
          else {
            const by = facts.grant === null ? null : personNeededBy(facts.channel.network, facts.grant)
            expect(by !== null && by > one.at && later(by, -14 * DAY) <= one.at).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a channel that comes and goes every few hours is told of no more often than one that stays away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (away, well) => {
        const flaps: Happening[] = []
        for (let hour = 0; hour < 24 * 60; hour += away + well)
          flaps.push(lost('ig', at(0, hour * HOUR)), back('ig', at(0, (hour + away) * HOUR)))
        const { mails } = live([ig, ...flaps], at(60))
        expect(mails.length).toBeLessThanOrEqual(7)
      }),
      { numRuns: 60 },
    )
  })
})
