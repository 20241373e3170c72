import type { App } from '../../app.ts'
import { isOperatorAddress } from '../../store/operators.ts'

/** Only a proven address counts: anybody can sign up with somebody else's. */
export async function isOperator(
  app: App,
  { person }: { person: { email: string; emailProven: boolean } | null },
): Promise<boolean> {
  return person?.emailProven === true && (await isOperatorAddress(app.store.db, person.email))
}
