import type { listPretendPeople } from '../../src/usecases/sandbox/pretend-people.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { type FaceView, faceOf } from './channel-card.ts'

export type PersonView = {
  key: string
  name: string
  email: string
  what: string
  face: FaceView
  profiles: { label: string; href: string }[]
  needs: string
  needy: boolean
  enter: string
  enterLabel: string
}

export function peopleView(
  people: Awaited<ReturnType<typeof listPretendPeople>>,
  { say }: Speaker,
): PersonView[] {
  return people.map(({ key, name, email, what, creators, needYou, company }) => ({
    key,
    name,
    email,
    what,
    face: faceOf(key, name),
    profiles: creators.map(({ handle }) => ({ label: `@${handle}`, href: `/@${handle}` })),
    needs:
      company !== null
        ? say('sandbox.people.company', { company })
        : creators.length === 0
          ? say('sandbox.people.no_profile')
          : say('sandbox.people.needs', { count: needYou }),
    needy: needYou > 0,
    enter: say('landing.enter'),
    enterLabel: say('landing.enter_as', { name }),
  }))
}
