/** The companies that a person works for. */
import type { App } from '../../app.ts'
import type { CompanyRole } from '../../domain/brand/company.ts'
import { companiesOfUser } from '../../store/companies.ts'

export type CompanyMembership = {
  id: string
  name: string
  website: string | null
  country: string | null
  role: CompanyRole
}

export function companiesOf(app: App, input: { userId: string }): Promise<CompanyMembership[]> {
  return companiesOfUser(app.store.db, input.userId)
}
