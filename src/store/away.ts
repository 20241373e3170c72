/** Tells a database that is away, full or read-only from a query that is wrong. */

/**
 * Classes and codes of PostgreSQL (https://www.postgresql.org/docs/18/errcodes-appendix.html, read 2026-11-23):
 * connection, insufficient resources, the system's own errors; read-only, serialization and deadlock, lock not
 * available, cancelled, shutting down, crashed, not yet accepting.
 */
const SQL_STATES = /^(?:08|53|58)|^(?:25006|40001|40P01|55P03|57014|57P0[1-5])$/
const SOCKET_CODES: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]
/** node-postgres gives these no code (pg 8.23: lib/client.js, lib/query.js). */
const WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout)/

export function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const code = 'code' in error ? String(error.code) : ''
  if (SQL_STATES.test(code) || SOCKET_CODES.includes(code)) return true
  return error instanceof Error && WORDS.test(error.message)
}
