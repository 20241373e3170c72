import { POLICIES } from '../../src/domain/network.ts'
import { readReceipt } from '../../src/usecases/signal/read-receipt.ts'
import { appContext } from '../context.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/deletion.ts'

/** The page that a network shows to a person who asked it that we delete. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const receipt = await readReceipt(app, { code: params.code })
  if (receipt === null) throw new Response(null, { status: 404 })
  const { say, day } = speakerFor(app, request)
  const title = say('deletion.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede:
      receipt.network === null
        ? say('deletion.lede_here')
        : say('deletion.lede', { network: POLICIES[receipt.network].name }),
    stateLabel: say('deletion.state'),
    state: say(receipt.done ? 'deletion.done' : 'deletion.under_way'),
    askedLabel: say('deletion.asked', { day: day(receipt.askedAt) }),
    codeLabel: say('deletion.code'),
    code: params.code,
    what: say('deletion.what'),
    whatBody: say('deletion.what_body'),
    questions: say('deletion.questions', { email: app.config.contactEmail }),
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function Deletion({ loaderData: page }: Route.ComponentProps) {
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <section aria-labelledby="state-title">
        <h2 id="state-title" className="section-title">
          {page.stateLabel}
        </h2>
        <p>
          <b>{page.state}</b>
        </p>
        <p className="muted">{page.askedLabel}</p>
        <p className="muted">
          {page.codeLabel}: <code>{page.code}</code>
        </p>
      </section>
      <section aria-labelledby="what-title">
        <h2 id="what-title" className="section-title">
          {page.what}
        </h2>
        <p>{page.whatBody}</p>
      </section>
      <p className="muted">{page.questions}</p>
    </>
  )
}
