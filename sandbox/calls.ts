/** What was called lately: names of parameters, never their values. */

export type CallRecord = {
  time: string
  method: string
  host: string
  path: string
  parameters: string[]
  /** Null: the connection was dropped on purpose. */
  status: number | null
  fault: string | null
}
export type CallLog = { add(record: CallRecord): void; since(ms: number): CallRecord[]; clear(): void }

const KEPT = 20_000

export function makeCallLog(): CallLog {
  let records: CallRecord[] = []
  return {
    add: (record) => {
      records.push(record)
      if (records.length > KEPT * 1.2) records = records.slice(-KEPT)
    },
    since: (ms) => records.filter((record) => Date.parse(record.time) >= ms),
    clear: () => {
      records = []
    },
  }
}
