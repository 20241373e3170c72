/** A few proposals between the pretend company and the pretend creators, each made the way people make them. */
import type { App } from '../app.ts'
import type { Side } from '../domain/collaboration/moves.ts'
import type { GivenTerms } from '../domain/collaboration/terms.ts'
import { DAY, later } from '../domain/time.ts'
import { companiesOfUser } from '../store/companies.ts'
import { creatorsOfUser } from '../store/creators.ts'
import { findUserByEmail } from '../store/users.ts'
import { listChannels } from '../usecases/channel/list-channels.ts'
import { listCollaborations } from '../usecases/collaboration/list-collaborations.ts'
import { type Asked, moveOn } from '../usecases/collaboration/move-collaboration.ts'
import { beginDraft, proposeTerms } from '../usecases/collaboration/propose.ts'
import { readCollaboration } from '../usecases/collaboration/read-collaboration.ts'
import { showPost } from '../usecases/collaboration/show-posts.ts'
import { write } from '../usecases/collaboration/write.ts'

type Person = { userId: string }
type Told = Omit<GivenTerms, 'channels' | 'startsOn' | 'endsOn'> & { from: number; to: number }

/** What was agreed at the beginning of the pretend past: done by now, or under way. */
export async function plantOldCollaborations(app: App): Promise<void> {
  const brand = await companyPerson(app)
  if (brand === null) return
  const done = await propose(app, brand, 'priya', {
    title: 'Dance where you are',
    brief:
      'One minute of Bharatanatyam in a place that nobody would think of as a stage, in our Fjell jacket. The place and the piece are yours.',
    deliverables: '1 Reel of about a minute\n1 story on the day',
    budget: '2400',
    currency: 'EUR',
    from: 0,
    to: 5,
  })
  if (done !== null) {
    await say(
      app,
      brand,
      done,
      'brand',
      'We loved the piece on the rooftop. Could this one be outdoors, too?',
    )
    await say(
      app,
      done.creator,
      done,
      'creator',
      'Yes. There is a quarry near Chennai that echoes beautifully.',
    )
    await move(app, done, 'creator', 'accept')
    const view = await readCollaboration(app, {
      person: done.creator,
      side: 'creator',
      collaborationId: done.id,
    })
    const [post] = view?.recent ?? []
    if (post !== undefined) {
      const { url, channelId } = post
      await showPost(app, {
        person: done.creator,
        side: 'creator',
        collaborationId: done.id,
        url,
        channelId,
        deliverable: 0,
      })
    }
    await move(app, done, 'creator', 'deliver')
    await say(app, brand, done, 'brand', 'The quarry! Thank you, Priya. We have just completed it.')
    await move(app, done, 'brand', 'complete')
  }
  const live = await propose(app, brand, 'lina', {
    title: 'Soup above the tree line',
    brief:
      'Three slow soups that can be cooked on one burner, outdoors, in our Fjell pot. Tell us what goes wrong, too: people believe that.',
    deliverables: '2 Reels of at least 30 seconds\n3 stories from the hut\n1 recipe card for our site',
    budget: '1800',
    currency: 'EUR',
    from: 0,
    to: 30,
  })
  if (live !== null) {
    await move(app, live, 'creator', 'accept')
    await say(
      app,
      live.creator,
      live,
      'creator',
      'The pot has arrived, and it is heavier than my rucksack. I like it.',
    )
    await say(app, brand, live, 'brand', 'Good! No hurry with the first Reel, the weather should be right.')
  }
}

/** Later on: still waiting when a visitor arrives, one of them with little time left. */
export async function plantOpenProposals(app: App): Promise<void> {
  const brand = await companyPerson(app)
  if (brand === null) return
  const countered = await propose(app, brand, 'tomas', {
    title: 'Rain in four streets',
    brief:
      'Four photographs of people in the rain, none of them looking for shelter. Our jackets may be in them, or may not.',
    deliverables: '4 photographs in one post\n1 story about how you waited for them',
    budget: '900',
    currency: 'EUR',
    from: 14,
    to: 40,
  })
  if (countered !== null) {
    await proposeTerms(app, {
      person: countered.creator,
      side: 'creator',
      collaborationId: countered.id,
      version: 1,
      given: {
        ...countered.given,
        deliverables: '4 photographs in one post',
        budget: '1100',
      },
      today: dayAt(app, 0),
    })
    await say(
      app,
      countered.creator,
      countered,
      'creator',
      'I wait for rain, not for stories. The rest I would love to do.',
    )
  }
  await propose(app, brand, 'lina', {
    title: 'Pickles for the winter hut',
    brief:
      'A jar for every week of the season. Show how, and what people can do with what is left at the bottom.',
    deliverables: '1 video of five minutes or more\n2 Shorts',
    budget: '1500',
    currency: 'EUR',
    from: 20,
    to: 60,
  })
}

type Deal = { id: string; brand: Person; creator: Person; given: GivenTerms }

async function propose(app: App, brand: Person, handle: string, told: Told): Promise<Deal | null> {
  const creator = await findUserByEmail(app.store.db, `${handle}@people.example`)
  const company = (await companiesOfUser(app.store.db, brand.userId))[0]
  const profile = creator === null ? undefined : (await creatorsOfUser(app.store.db, creator.id))[0]
  if (creator === null || company === undefined || profile === undefined) return null
  const { cards } = await listChannels(app, { creatorId: profile.id })
  const [first] = cards
  if (first === undefined) return null
  const known = await listCollaborations(app, { side: 'brand', partyId: company.id })
  // Planted before, by a start that did not come to its end.
  if (known.some(({ terms, creator }) => terms?.title === told.title && creator.handle === handle))
    return null
  const { from, to, ...words } = told
  const given = {
    ...words,
    startsOn: dayAt(app, from),
    endsOn: dayAt(app, to),
    channels: cards.slice(0, 2).map(({ id }) => id),
  }
  const begun = await beginDraft(app, { person: brand, companyId: company.id, handle, draft: given })
  if (begun.kind !== 'begun') return null
  const id = begun.collaborationId
  const sent = await proposeTerms(app, {
    person: brand,
    side: 'brand',
    collaborationId: id,
    version: 0,
    given,
    today: dayAt(app, 0),
  })
  if (sent.kind !== 'sent') throw new Error(`A pretend proposal to ${handle} could not be sent: ${sent.kind}`)
  return { id, brand, creator: { userId: creator.id }, given }
}

async function move(app: App, deal: Deal, side: Side, what: Asked['move']): Promise<void> {
  const person = side === 'brand' ? deal.brand : deal.creator
  const moved = await moveOn(app, {
    person,
    side,
    collaborationId: deal.id,
    move: what,
    version: 1,
    reason: '',
  })
  if (moved.kind !== 'moved') throw new Error(`A pretend collaboration could not be moved on: ${moved.kind}`)
}

async function say(app: App, person: Person, deal: Deal, side: Side, text: string): Promise<void> {
  const key = `planted-${text.length}-${text.replaceAll(/\W/g, '').slice(0, 24)}`
  await write(app, { person, side, collaborationId: deal.id, key, text })
}

async function companyPerson(app: App): Promise<Person | null> {
  const user = await findUserByEmail(app.store.db, 'ingrid@people.example')
  return user === null ? null : { userId: user.id }
}

function dayAt(app: App, daysAhead: number): string {
  return later(app.clock.now(), daysAhead * DAY)
    .toISOString()
    .slice(0, 10)
}
