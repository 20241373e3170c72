/** Tells a database that is away, full or read-only from a statement that is wrong. */

/** Nothing is wrong with what was asked: the same will work once the database takes connections and writes again. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    STATES.some((state) =>
      state.length === 5 ? code === state : code.startsWith(state) && code.length === 5,
    ) ||
    CONNECTION_CODES.has(code) ||
    // pg throws plain errors without a code for these.
    (code === '' && PG_MESSAGES.test(error.message)) ||
    ('errors' in error && Array.isArray(error.errors) && error.errors.some(isAway))
  )
}

/** https://www.postgresql.org/docs/18/errcodes-appendix.html: two characters name a whole class. */
const STATES = [
  '08', // connection exception
  '53', // insufficient resources: disk full, too many connections
  '57P', // shutting down, crashed, starting up
  '58', // the system below it: input and output
  '25006', // read-only
  '57014', // cancelled: it took too long
  '55P03', // a lock did not come free
  '40001', // serialization failure
  '40P01', // deadlock
]

const CONNECTION_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

const PG_MESSAGES =
  /^(Connection terminated|timeout (expired|exceeded when trying to connect)|Query read timeout|Client (was closed|has encountered a connection error))/
