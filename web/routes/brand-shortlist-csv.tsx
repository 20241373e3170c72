import { compareShortlist } from '../../src/usecases/brand/shortlists.ts'
import { appContext } from '../context.ts'
import { brandOf, brandsOnly } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { shortlistCsv } from '../views/shortlist-page.ts'
import type { Route } from './+types/brand-shortlist-csv.ts'

export const middleware: Route.MiddlewareFunction[] = [brandsOnly]

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const reader = { companyId: company.id, userId: person.userId, id: params.id }
  const comparison = await compareShortlist(app, reader)
  if (comparison === null) throw new Response(null, { status: 404 })
  return new Response(shortlistCsv(comparison, speakerFor(app, request)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="shortlist.csv"',
      // What is verified now may not be in a minute.
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
