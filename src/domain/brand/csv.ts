/** Tables for spreadsheets. A cell can never be taken for a formula. */

const BYTE_ORDER_MARK = '\ufeff'

/** RFC 4180, with the mark that lets spreadsheets know the encoding. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** Spreadsheets run what begins like this, also behind blanks and marks that nobody sees. */
const RUNS = /^[\s\p{Cc}\p{Cf}]*[=+\-@\t\r\n|＝＋－＠]/u

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const harmless = RUNS.test(value) ? `'${value}` : value
  return `"${harmless.replaceAll('"', '""')}"`
}
