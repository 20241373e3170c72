/** The life of a proposal and of the collaboration that it becomes: who may move it where. One table; nothing else moves. */
export const STATES = [
  'draft',
  'sent',
  'countered',
  'accepted',
  'live',
  'delivered',
  'completed',
  'declined',
  'withdrawn',
  'expired',
  'cancelled',
] as const
/** `sent`: the company's terms wait for the creator. `countered`: the creator's terms wait for the company. */
export type State = (typeof STATES)[number]

export type Side = 'brand' | 'creator'
/** `time`: it happens by itself when its day comes. */
export type Mover = Side | 'time'

type MoveRule = {
  from: readonly State[]
  to: State
  by: readonly Mover[]
  /** A reason must be given with it. */
  reason?: true
}

/** `counter` and `answer` bring new terms with them; every other move is about the terms that stand. */
export const MOVES = {
  send: { from: ['draft'], to: 'sent', by: ['brand'] },
  counter: { from: ['sent'], to: 'countered', by: ['creator'] },
  answer: { from: ['countered'], to: 'sent', by: ['brand'] },
  accept: { from: ['sent'], to: 'accepted', by: ['creator'] },
  agree: { from: ['countered'], to: 'accepted', by: ['brand'] },
  decline: { from: ['sent', 'countered'], to: 'declined', by: ['creator'], reason: true },
  refuse: { from: ['countered'], to: 'declined', by: ['brand'], reason: true },
  withdraw: { from: ['sent', 'countered'], to: 'withdrawn', by: ['brand'] },
  expire: { from: ['sent', 'countered'], to: 'expired', by: ['time'] },
  start: { from: ['accepted'], to: 'live', by: ['time'] },
  deliver: { from: ['live'], to: 'delivered', by: ['creator'] },
  reopen: { from: ['delivered'], to: 'live', by: ['brand'] },
  complete: { from: ['delivered'], to: 'completed', by: ['brand'] },
  cancel: {
    from: ['accepted', 'live', 'delivered'],
    to: 'cancelled',
    by: ['brand', 'creator'],
    reason: true,
  },
} as const satisfies Record<string, MoveRule>

export type Move = keyof typeof MOVES

const RULES: Record<Move, MoveRule> = MOVES

export function ruleOf(move: Move): MoveRule {
  return RULES[move]
}

export function mayMove(move: Move, by: Mover, from: State): boolean {
  const rule = RULES[move]
  return rule.by.includes(by) && rule.from.includes(from)
}

/** What a side may do now, in the order of the table. */
export function movesFor(by: Mover, from: State): Move[] {
  return (Object.keys(RULES) as Move[]).filter((move) => mayMove(move, by, from))
}

export function isMove(text: string): text is Move {
  return Object.hasOwn(RULES, text)
}

/** Waits for an answer, and only for so long. */
export const OPEN = ['sent', 'countered'] as const satisfies readonly State[]
/** Agreed and not over: a channel of it that is lost is the business of both. */
export const UNDER_WAY = ['accepted', 'live', 'delivered'] as const satisfies readonly State[]

export function isOpen(state: State): boolean {
  return (OPEN as readonly State[]).includes(state)
}

export function isUnderWay(state: State): boolean {
  return (UNDER_WAY as readonly State[]).includes(state)
}

/** Whose turn it is; null where nobody waits for anybody. */
export function turnOf(state: State): Side | null {
  switch (state) {
    case 'draft':
    case 'countered':
    case 'delivered':
      return 'brand'
    case 'sent':
    case 'live':
      return 'creator'
    case 'accepted':
    case 'completed':
    case 'declined':
    case 'withdrawn':
    case 'expired':
    case 'cancelled':
      return null
    default:
      return state satisfies never
  }
}
