import type { App } from '../../src/app.ts'
import { countNeeds } from '../../src/usecases/person/count-needs.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import type { SwitcherView } from '../parts/switcher.tsx'

type Named = { id: string; name: string }

/** Where else this person works, and where they are needed. The shell stands even where that cannot be counted. */
export async function switcherView(
  app: App,
  { say }: Speaker,
  others: { creators: readonly Named[]; companies: readonly Named[] },
): Promise<SwitcherView> {
  const needs = await countNeeds(app, { creatorIds: others.creators.map(({ id }) => id) }).catch(
    () => new Map<string, number>(),
  )
  const entry = ({ id, name }: Named) => {
    const needsCount = needs.get(id) ?? 0
    return {
      id,
      label: say('shell.switch_to', { name }),
      needs: needsCount === 0 ? null : say('shell.needs_you', { count: needsCount }),
      needsCount,
    }
  }
  return {
    title: say('shell.switch'),
    groups: [
      { to: '/choose-creator', field: 'creator', entries: others.creators.map(entry) },
      { to: '/choose-company', field: 'company', entries: others.companies.map(entry) },
    ],
  }
}
