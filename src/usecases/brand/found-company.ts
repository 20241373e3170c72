/** A signed-in person opens a company's account and is its first owner. */
import type { App } from '../../app.ts'
import { LONGEST_COMPANY_NAME, websiteOf } from '../../domain/brand/company.ts'
import { isCountry } from '../../domain/country.ts'
import { insertCompany } from '../../store/companies.ts'
import { newId } from '../../vault/random.ts'

export type FoundedCompany = { kind: 'ok'; companyId: string } | { kind: 'name_invalid' | 'website_invalid' }

/** `website` and `country` may be empty; a country is two letters. */
export async function foundCompany(
  app: App,
  input: { userId: string; name: string; website: string; country: string },
): Promise<FoundedCompany> {
  const name = input.name.trim().normalize('NFC')
  if (name === '' || name.length > LONGEST_COMPANY_NAME || /\p{Cc}/u.test(name)) {
    return { kind: 'name_invalid' }
  }
  const website = input.website.trim() === '' ? null : websiteOf(input.website)
  if (website === null && input.website.trim() !== '') return { kind: 'website_invalid' }
  const id = newId('com')
  await insertCompany(app.store.db, {
    id,
    name,
    website,
    country: isCountry(input.country) ? input.country : null,
    ownerId: input.userId,
    at: app.clock.now(),
  })
  return { kind: 'ok', companyId: id }
}
