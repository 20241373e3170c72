import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/goodbye.ts'

/** What somebody reads whose account is gone. */
export function loader({ request, context }: Route.LoaderArgs) {
  const { say } = speakerFor(context.get(appContext), request)
  const title = say('erase.account.done_title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say('erase.account.done'),
    wayOn: { label: say('erase.account.way_on'), href: '/' },
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function Goodbye({ loaderData: page }: Route.ComponentProps) {
  return <Problem {...page} />
}
