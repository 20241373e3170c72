/** What an agent would ask anyway: how the channel stands, and which browser asks. Never a token: nothing sealed is read. */
import type { App } from '../../app.ts'
import type { Fact } from '../../domain/chat/conversation.ts'
import { POLICIES } from '../../domain/network.ts'
import { creatorsOfUser } from '../../store/creators.ts'
import { eventsOf } from '../../store/events.ts'
import { type ChannelCard, listChannels } from '../channel/list-channels.ts'

const LONGEST_BROWSER = 200

export async function readFacts(
  app: App,
  input: { person: { userId: string }; channelId: string | null; browser: string },
): Promise<{ channelId: string | null; facts: Fact[] }> {
  const card =
    input.channelId === null ? null : await channelOfPerson(app, input.person.userId, input.channelId)
  const browser = input.browser.replaceAll(/[^\x20-\x7e]/g, '').slice(0, LONGEST_BROWSER)
  const ofBrowser: Fact[] = browser === '' ? [] : [{ key: 'browser', value: browser }]
  if (card === null) return { channelId: null, facts: ofBrowser }
  const { state } = card
  const facts: Fact[] = [
    { key: 'channel', value: `${POLICIES[card.network].name} ${card.name}` },
    { key: 'state', value: state.kind },
  ]
  if (state.kind === 'reconnect') facts.push({ key: 'reason', value: `${state.reason}, ${state.confidence}` })
  if (card.checkedAt !== null) facts.push({ key: 'proof', value: card.checkedAt.toISOString() })
  const evidence = await lastEvidence(app, card.id)
  if (evidence !== null) facts.push({ key: 'evidence', value: evidence })
  return { channelId: card.id, facts: [...facts, ...ofBrowser] }
}

/** A channel of any creator the person works for. */
async function channelOfPerson(app: App, userId: string, channelId: string): Promise<ChannelCard | null> {
  for (const creator of await creatorsOfUser(app.store.db, userId)) {
    const { cards } = await listChannels(app, { creatorId: creator.id })
    const card = cards.find(({ id }) => id === channelId)
    if (card !== undefined) return card
  }
  return null
}

/** The network's own words as the history keeps them: redacted when they came in. */
async function lastEvidence(app: App, channelId: string): Promise<string | null> {
  for (const { detail } of await eventsOf(app.store.db, channelId, { limit: 50 })) {
    const { evidence } = detail
    if (typeof evidence !== 'object' || evidence === null) continue
    const seen = evidence as Record<string, unknown>
    const parts = ['call', 'status', 'code', 'subcode', 'message'].flatMap((name) =>
      typeof seen[name] === 'string' || typeof seen[name] === 'number' ? [`${name} ${seen[name]}`] : [],
    )
    if (parts.length > 0) return parts.join(', ').slice(0, 500)
  }
  return null
}
