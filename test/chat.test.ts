/** Conversations on both databases: who may what, that nothing doubles and nothing is lost, and who hears of it. */
import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LONGEST_MESSAGE, MESSAGES_PER_MINUTE } from '../src/domain/chat/conversation.ts'
import { checkNow } from '../src/usecases/channel/check-now.ts'
import { answer, handle, type Reply, readDesk, readInbox } from '../src/usecases/chat/answer.ts'
import { type Asked, ask, type Question } from '../src/usecases/chat/ask.ts'
import { closeOwn, rate } from '../src/usecases/chat/end-conversation.ts'
import { readFacts } from '../src/usecases/chat/facts.ts'
import { readAttachmentOf } from '../src/usecases/chat/read-attachment.ts'
import { readOwnThread, sawOwn, unreadCount } from '../src/usecases/chat/read-thread.ts'
import { sayPresence } from '../src/usecases/chat/say-presence.ts'
import { readMailbox } from '../src/usecases/sandbox/read-mailbox.ts'
import { dismissAgent, inviteAgent } from '../src/usecases/team/agents.ts'
import { listOutages, noteOutage, updateOutage } from '../src/usecases/team/desk.ts'
import { rolesOf, type TeamPerson } from '../src/usecases/team/roles.ts'
import { LANGUAGE_IDS } from '../src/words/languages.ts'
import { createSpeaker } from '../src/words/speaker.ts'
import { findArticle } from '../web/views/articles.ts'
import { threadView } from '../web/views/chat.ts'
import { agent, newKey, operator, signedUp } from './chat-people.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type World } from './world.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe.each(ENGINES)('conversations on %s', (engine) => {
  let world: World
  let robin: TeamPerson
  beforeAll(async () => {
    world = await openWorld({ engine })
    robin = await agent(world, `robin-${engine}`)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  async function somebody(handle: string): Promise<TeamPerson & { creatorId: string; sessionId: string }> {
    const visitor = await world.visitor(handle)
    return { ...visitor, name: handle, emailProven: true }
  }

  function question(person: { userId: string }, more: Partial<Question> = {}): Question {
    return {
      person,
      conversationId: null,
      creatorId: null,
      key: newKey(),
      text: 'Why is Instagram gone?',
      file: null,
      facts: null,
      ...more,
    }
  }

  async function asked(person: { userId: string }, more: Partial<Question> = {}): Promise<string> {
    return idIn(await ask(world.app, question(person, more)))
  }

  function reply(more: Partial<Reply> = {}): Reply {
    return { key: newKey(), text: 'Let me look.', file: null, note: false, card: null, ...more }
  }

  it('begin with one message, and are answered', async () => {
    const lina = await somebody('lina')
    const conversationId = await asked(lina)
    expect(await answer(world.app, { person: robin, conversationId, reply: reply() })).toEqual({
      kind: 'sent',
    })
    const thread = await readOwnThread(world.app, { person: lina, conversationId })
    expect(thread?.messages.map(({ side, body }) => [side, body])).toEqual([
      ['person', 'Why is Instagram gone?'],
      ['agent', 'Let me look.'],
    ])
    expect(thread?.conversation.assignedTo).toBe(robin.userId)
    expect(await unreadCount(world.app, { person: lina })).toBe(1)
    await sawOwn(world.app, { person: lina, conversationId, upTo: Number.MAX_SAFE_INTEGER })
    expect(await unreadCount(world.app, { person: lina })).toBe(0)
  })

  it('show an article that was sent to each in their own language, at an address that speaks it', async () => {
    const person = await somebody('spanish')
    const conversationId = await asked(person)
    const card = { kind: 'article', slug: 'signing-in', title: 'As it was then', summary: 'Then' } as const
    await answer(world.app, { person: robin, conversationId, reply: reply({ text: '', card }) })
    const gone = { ...card, slug: 'no-longer-there' }
    await answer(world.app, { person: robin, conversationId, reply: reply({ text: '', card: gone }) })
    const thread = await readOwnThread(world.app, { person, conversationId })
    if (thread === null) throw new Error('no thread')
    for (const language of LANGUAGE_IDS) {
      const speaker = createSpeaker({
        language,
        timeZone: null,
        now: world.app.clock.now(),
        platform: 'Rechannel',
      })
      const { messages } = threadView(thread, 'person', speaker)
      const cards = messages.flatMap((one) => (one.card?.kind === 'article' ? [one.card] : []))
      expect(cards.map(({ title, href }) => [title, href])).toEqual([
        [findArticle(language, 'signing-in')?.title, '/help/signing-in'],
        ['As it was then', '/help/no-longer-there'],
      ])
    }
  })

  it('hold a message once, though it is sent twenty times at once', async () => {
    const person = await somebody('twice')
    const same = question(person)
    const first = await Promise.all(Array.from({ length: 20 }, () => ask(world.app, same)))
    const ids = new Set(first.map(idIn))
    expect(ids.size).toBe(1)
    const [conversationId = ''] = ids
    const next = question(person, { conversationId, text: 'Once more.' })
    await Promise.all(Array.from({ length: 20 }, () => ask(world.app, next)))
    const thread = await readOwnThread(world.app, { person, conversationId })
    expect(thread?.messages.map(({ body }) => body)).toEqual(['Why is Instagram gone?', 'Once more.'])
    const { count } = await world.app.store.db
      .selectFrom('conversation')
      .select((eb) => eb.fn.countAll<string | number>().as('count'))
      .where('user_id', '=', person.userId)
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(1)
  })

  it('of others are not there: not to read, to write into, to close, to rate, to look into or to type in', async () => {
    const [one, other] = [await somebody('ofone'), await somebody('ofother')]
    const conversationId = await asked(one)
    const theirs = { person: other, conversationId }
    expect(await readOwnThread(world.app, theirs)).toBe(null)
    expect(await ask(world.app, question(other, { conversationId }))).toEqual({
      kind: 'unknown_conversation',
    })
    expect(await closeOwn(world.app, theirs)).toEqual({ kind: 'unknown_conversation' })
    expect(await rate(world.app, { ...theirs, mark: 1, words: '' })).toEqual({ kind: 'unknown_conversation' })
    expect(await sawOwn(world.app, { ...theirs, upTo: 1 })).toBe(false)
    expect(await sayPresence(world.app, { ...theirs, doing: 'typing', seen: null })).toBe(false)
    expect(await answer(world.app, { ...theirs, reply: reply() })).toEqual({ kind: 'not_agent' })
    expect(await handle(world.app, { ...theirs, handling: { what: 'close' } })).toEqual({ kind: 'not_agent' })
    expect(await readDesk(world.app, theirs)).toEqual({ kind: 'not_agent' })
    expect(await readInbox(world.app, { person: other, view: 'all' })).toEqual({ kind: 'not_agent' })
    expect((await readOwnThread(world.app, { person: one, conversationId }))?.messages).toHaveLength(1)
  })

  it('are closed to an agent whose address is not proven, and to one who was removed', async () => {
    const boss = await operator(world, `boss-${engine}`)
    const kim = await signedUp(world, `kim-${engine}`)
    const mail = { subject: 'Answer here', text: 'Please.', html: '<p>Please.</p>' }
    expect(await inviteAgent(world.app, { person: kim, email: kim.email, mail })).toEqual({
      kind: 'not_operator',
    })
    expect(await inviteAgent(world.app, { person: boss, email: kim.email, mail })).toEqual({
      kind: 'invited',
    })
    expect(await inviteAgent(world.app, { person: boss, email: kim.email, mail })).toEqual({
      kind: 'already',
    })
    expect(await rolesOf(world.app, { ...kim, emailProven: false })).toEqual({
      agent: false,
      operator: false,
    })
    expect((await readInbox(world.app, { person: kim, view: 'all' })).kind).toBe('inbox')
    expect(await dismissAgent(world.app, { person: kim, email: robin.email })).toEqual({
      kind: 'not_operator',
    })
    expect(await dismissAgent(world.app, { person: boss, email: kim.email })).toEqual({ kind: 'removed' })
    expect((await readInbox(world.app, { person: kim, view: 'all' })).kind).toBe('not_agent')
    // Running an installation is not answering on it.
    expect((await readInbox(world.app, { person: boss, view: 'all' })).kind).toBe('not_agent')
  })

  it('keep notes from the person, and do not count them as an answer', async () => {
    const person = await somebody('notes')
    const conversationId = await asked(person)
    const file = { name: 'proof.png', bytes: new Uint8Array(PIXEL) }
    await answer(world.app, {
      person: robin,
      conversationId,
      reply: reply({ note: true, text: 'Was here last week too.', file }),
    })
    const desk = await readDesk(world.app, { person: robin, conversationId })
    if (desk.kind !== 'desk') throw new Error(desk.kind)
    const note = desk.thread.messages.find(({ kind }) => kind === 'note')
    const attachmentId = note?.attachments[0]?.id ?? ''
    expect(await readAttachmentOf(world.app, { person: robin, attachmentId })).not.toBe(null)
    expect(await readAttachmentOf(world.app, { person, attachmentId })).toBe(null)
    const seen = await readOwnThread(world.app, { person, conversationId })
    expect(JSON.stringify(seen)).not.toContain('last week')
    expect(await unreadCount(world.app, { person })).toBe(0)
    expect(seen?.conversation.assignedTo).toBe(null)
  })

  it('take a picture without what it tells besides, and give it to their two sides only', async () => {
    const [person, other] = [await somebody('picture'), await somebody('curious')]
    const conversationId = await asked(person, {
      file: { name: '../../etc/pass wd.exe', bytes: new Uint8Array(PIXEL) },
    })
    const [message] = (await readOwnThread(world.app, { person, conversationId }))?.messages ?? []
    const [file] = message?.attachments ?? []
    expect(file).toMatchObject({ type: 'image/png', name: 'pass wd.png' })
    const attachmentId = file?.id ?? ''
    const got = await readAttachmentOf(world.app, { person, attachmentId })
    expect(Buffer.from(got?.content ?? []).equals(PIXEL)).toBe(true)
    expect(await readAttachmentOf(world.app, { person: robin, attachmentId })).not.toBe(null)
    expect(await readAttachmentOf(world.app, { person: other, attachmentId })).toBe(null)
  })

  it('refuse kindly what is too long, too much, empty, or not what its name says', async () => {
    const person = await somebody('floods')
    const refusal = async (more: Partial<Question>) => {
      const done = await ask(world.app, question(person, more))
      return done.kind === 'refused' ? done.why : done.kind
    }
    expect(await refusal({ text: 'x'.repeat(LONGEST_MESSAGE + 1) })).toBe('too_long')
    expect(await refusal({ text: '😀'.repeat(LONGEST_MESSAGE) })).toBe('sent')
    expect(await refusal({ text: ' \n\u0000 ' })).toBe('empty')
    expect(await refusal({ key: 'no' })).toBe('bad_key')
    const exe = { name: 'photo.jpg', bytes: new TextEncoder().encode('MZ this is a program') }
    expect(await refusal({ file: exe })).toBe('file_wrong_type')
    const svg = { name: 'photo.png', bytes: new TextEncoder().encode('<svg onload="alert(1)"/>') }
    expect(await refusal({ file: svg })).toBe('file_wrong_type')
    const cut = { name: 'cut.png', bytes: new Uint8Array(PIXEL.subarray(0, 40)) }
    expect(await refusal({ file: cut })).toBe('file_unreadable')
    const large = { name: 'large.pdf', bytes: new Uint8Array(randomBytes(10 * 1024 * 1024 + 1)) }
    expect(await refusal({ file: large })).toBe('file_too_large')

    const talker = await somebody('talker')
    const conversationId = await asked(talker)
    for (let turn = 1; turn < MESSAGES_PER_MINUTE; turn++) {
      await asked(talker, { conversationId, text: `${turn}` })
    }
    const late = question(talker, { conversationId, text: 'too fast' })
    expect(await ask(world.app, late)).toEqual({ kind: 'refused', why: 'slow_down' })
    // PGlite works without letting the event loop turn, and a socket that ended meanwhile is noticed only when it does.
    await setImmediate()
    await world.advance('2m')
    expect((await ask(world.app, late)).kind).toBe('sent')
  })

  it('send the facts that were agreed to, read here and not taken from the form, and never a token', async () => {
    const person = await somebody('facts')
    await connect(world, person, { network: 'instagram', consent: LINA.instagram.consent })
    const card = await cardOf(world, person, 'instagram')
    await world.happen('instagram', LINA.instagram.consent.account, 'remove-app')
    await checkNow(world.app, { creatorId: person.creatorId, channelId: card.id })
    const browser = 'Mozilla/5.0 (a browser)'
    const all = await readFacts(world.app, { person, channelId: card.id, browser })
    expect(all.facts.map(({ key }) => key)).toEqual([
      'channel',
      'state',
      'reason',
      'proof',
      'evidence',
      'browser',
    ])
    const grants = await world.app.store.db.selectFrom('channel_grant').selectAll().execute()
    expect(JSON.stringify(all)).not.toMatch(/IGAA|EAA[A-Z]|ya29/)
    expect(grants.length).toBeGreaterThan(0)
    const conversationId = await asked(person, {
      text: 'Please help.',
      facts: { channelId: card.id, keys: ['channel', 'state'], browser },
    })
    const thread = await readOwnThread(world.app, { person, conversationId })
    expect(thread?.messages.map(({ kind }) => kind)).toEqual(['text', 'diagnostics'])
    expect(thread?.messages[1]?.card).toEqual({
      kind: 'diagnostics',
      channelId: card.id,
      facts: [
        { key: 'channel', value: 'Instagram @lina.k' },
        { key: 'state', value: 'reconnect' },
      ],
    })
    // Somebody else's channel gives nothing but the browser.
    const other = await somebody('nosy')
    expect((await readFacts(world.app, { person: other, channelId: card.id, browser })).facts).toEqual([
      { key: 'browser', value: browser },
    ])

    const reconnect = reply({ text: '', card: { kind: 'reconnect', channelId: card.id } })
    expect(await answer(world.app, { person: robin, conversationId, reply: reconnect })).toEqual({
      kind: 'sent',
    })
    const cardStates = async () =>
      (await readOwnThread(world.app, { person, conversationId }))?.messages.at(-1)?.cardState?.kind
    expect(await cardStates()).toBe('waiting')
    await world.advance('1m')
    await connect(world, person, {
      network: 'instagram',
      channelId: card.id,
      consent: LINA.instagram.consent,
    })
    expect(await cardStates()).toBe('done')
    const strangers = await asked(other)
    expect(
      await answer(world.app, {
        person: robin,
        conversationId: strangers,
        reply: { ...reconnect, key: newKey() },
      }),
    ).toEqual({
      kind: 'refused',
      why: 'unknown_channel',
    })
  })

  it('are mailed about once a burst to whoever is away, and not to whoever has seen it', async () => {
    const [away, there] = [await somebody('away'), await somebody('there')]
    const [ofAway, ofThere] = [await asked(away), await asked(there)]
    const mailsTo = async (email: string) =>
      (await readMailbox(world.app)).filter(({ recipient }) => recipient === email)
    for (const conversationId of [ofAway, ofThere]) {
      await answer(world.app, { person: robin, conversationId, reply: reply({ text: 'First <b>line</b>.' }) })
    }
    await sawOwn(world.app, { person: there, conversationId: ofThere, upTo: Number.MAX_SAFE_INTEGER })
    await world.advance('1m')
    expect(await mailsTo(away.email)).toHaveLength(0)
    await world.advance('2m')
    const [mail, ...more] = await mailsTo(away.email)
    expect(more).toEqual([])
    expect(mail?.text).toContain('> First <b>line</b>.')
    expect(mail?.html).toContain('First &lt;b&gt;line&lt;/b&gt;.')
    expect(mail?.text).toContain(`${world.url}/chat/${ofAway}`)
    await answer(world.app, { person: robin, conversationId: ofAway, reply: reply({ text: 'And another.' }) })
    await world.advance('10m')
    expect(await mailsTo(away.email)).toHaveLength(1)
    expect(await mailsTo(there.email)).toHaveLength(0)
  })

  it('sleep until their time, come back, and open again with a word of the person', async () => {
    const person = await somebody('sleeps')
    const conversationId = await asked(person)
    const status = async () =>
      (await readOwnThread(world.app, { person, conversationId }))?.conversation.status
    await handle(world.app, { person: robin, conversationId, handling: { what: 'snooze', hours: 1 } })
    expect(await status()).toBe('snoozed')
    await world.advance('61m')
    expect(await status()).toBe('open')
    expect(await rate(world.app, { person, conversationId, mark: 3, words: 'kind' })).toEqual({
      kind: 'not_closed',
    })
    await handle(world.app, { person: robin, conversationId, handling: { what: 'close' } })
    expect(await rate(world.app, { person, conversationId, mark: 7, words: '' })).toEqual({ kind: 'no_mark' })
    expect(await rate(world.app, { person, conversationId, mark: 3, words: 'kind' })).toEqual({
      kind: 'rated',
    })
    await asked(person, { conversationId, text: 'One more thing.' })
    expect(await status()).toBe('open')
  })

  it('tied to an outage are all answered by one update, and each once', async () => {
    const people = [await somebody('outone'), await somebody('outtwo'), await somebody('outthree')]
    const ids = await Promise.all(people.map((person) => asked(person)))
    await noteOutage(world.app, { person: robin, network: 'instagram', words: 'Instagram answers nobody.' })
    const list = await listOutages(world.app, { person: robin })
    const outageId = (list.kind === 'outages' ? list.outages[0]?.id : undefined) ?? ''
    for (const conversationId of ids) {
      await handle(world.app, { person: robin, conversationId, handling: { what: 'tie', outageId } })
    }
    const update = { person: robin, outageId, text: 'It is over.', over: true, key: newKey() }
    expect(await updateOutage(world.app, update)).toEqual({ kind: 'told', conversations: 3 })
    expect(await updateOutage(world.app, update)).toEqual({ kind: 'told', conversations: 0 })
    for (const [place, conversationId] of ids.entries()) {
      const thread = await readOwnThread(world.app, { person: people[place] ?? robin, conversationId })
      expect(thread?.messages.filter(({ body }) => body === 'It is over.')).toHaveLength(1)
      expect(thread?.outage?.until).not.toBe(null)
    }
  })

  it('tell their two sides and nobody else, only what changed, and of typing what each may know', async () => {
    const [person, other] = [await somebody('hears'), await somebody('deaf')]
    const conversationId = await asked(person)
    const ears = {
      person: listen(world, person.userId, [`person:${person.userId}`]),
      other: listen(world, other.userId, [`person:${other.userId}`]),
      agent: listen(world, robin.userId, [`person:${robin.userId}`, 'agents']),
    }
    const topic = `chat:${conversationId}`
    await answer(world.app, { person: robin, conversationId, reply: reply({ text: 'A secret word' }) })
    await ears.person.until(`{"topic":"${topic}"}`)
    await ears.agent.until(`{"topic":"${topic}"}`)
    await sayPresence(world.app, { person: robin, conversationId, doing: 'viewing', seen: null })
    await ears.agent.until('"viewing"')
    await sayPresence(world.app, { person: robin, conversationId, doing: 'typing', seen: null })
    await ears.person.until('"typing"')
    expect(ears.person.text()).not.toContain('viewing')
    expect(ears.person.text()).not.toContain('secret')
    expect(ears.other.text()).not.toContain('data: {"')
    for (const one of Object.values(ears)) await one.leave()
  })

  it("hear of a channel's change by whoever wrote it, and agents only while it is talked about", async () => {
    const person = await somebody('watcher')
    const ears = {
      member: listen(world, person.userId, [`creator:${person.creatorId}`]),
      agent: listen(world, robin.userId, ['agents']),
    }
    const topic = `{"topic":"channels:${person.creatorId}"}`
    await connect(world, person, { network: 'tiktok', consent: LINA.tiktok.consent })
    await ears.member.until(topic)
    expect(ears.agent.text()).not.toContain(topic)
    await asked(person)
    await world.app.store.db
      .updateTable('channel')
      .set({ handle: 'renamed' })
      .where('creator_id', '=', person.creatorId)
      .execute()
    await ears.agent.until(topic)
    for (const one of Object.values(ears)) await one.leave()
  })
})

function idIn(done: Asked): string {
  if (done.kind !== 'sent') throw new Error(JSON.stringify(done))
  return done.conversationId
}

/** A stream of this process, read as it comes. */
function listen(
  world: World,
  userId: string,
  audiences: Parameters<World['app']['live']['open']>[0]['audiences'],
) {
  const opened = world.app.live.open({ userId, audiences, mayHaveMissed: false })
  if (opened.kind !== 'open') throw new Error(opened.kind)
  const reader = opened.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  return {
    text: () => text,
    async until(part: string): Promise<void> {
      while (!text.includes(part)) {
        const { value, done } = await reader.read()
        if (done) throw new Error(`The stream ended without ${part}; it said ${text}`)
        text += decoder.decode(value)
      }
    },
    leave: () => reader.cancel(),
  }
}
