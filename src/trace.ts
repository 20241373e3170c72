/** The strand of work that is under way: one request, or one run of a job. Every line that it logs carries its fields. */
import { AsyncLocalStorage } from 'node:async_hooks'

type Strand = { fields: Readonly<Record<string, string>>; databaseWasAway: boolean }

const strands = new AsyncLocalStorage<Strand>()

export function inStrand<T>(fields: Readonly<Record<string, string>>, work: () => T): T {
  return strands.run({ fields, databaseWasAway: false }, work)
}

/** Empty outside of any strand. */
export function strandFields(): Readonly<Record<string, string>> {
  return strands.getStore()?.fields ?? {}
}

/** The store met a database that is not there. Libraries between it and the answer may hide the error itself. */
export function noteDatabaseAway(): void {
  const strand = strands.getStore()
  if (strand !== undefined) strand.databaseWasAway = true
}

export function databaseWasAway(): boolean {
  return strands.getStore()?.databaseWasAway ?? false
}
