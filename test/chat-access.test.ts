/** Every address of the chat and the team × everybody who may knock: the matrix as it is meant, asked over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../src/domain/person/pretend-people.ts'
import { addAgent, addOperator } from '../src/store/agents.ts'
import { ask } from '../src/usecases/chat/ask.ts'
import { readOwnThread } from '../src/usecases/chat/read-thread.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { openWorld, type World } from './world.ts'

const WHO = ['owner', 'other', 'agent', 'operator', 'nobody'] as const
type Who = (typeof WHO)[number]

let world: World
let cookies: Record<Who, string>
let conversationId: string
let attachmentId: string
let ownerId: string

beforeAll(async () => {
  world = await openWorld({ engine: 'postgres', pages: true })
  const { app } = world
  const enter = async (who: Who, creator: boolean): Promise<{ userId: string; cookie: string }> => {
    const email = `${who}@people.example`
    const { userId } = await app.signIn.createPerson({ email, name: who, password: PRETEND_PASSWORD })
    if (creator) await foundCreator(app, { userId, handle: who, name: who, bio: '', place: null })
    const set = (await app.signIn.enterAs(email)).getSetCookie()
    return { userId, cookie: set.map((one) => one.split(';')[0]).join('; ') }
  }
  const [owner, other, agent, operator] = await Promise.all([
    enter('owner', true),
    enter('other', true),
    enter('agent', false),
    enter('operator', false),
  ])
  ownerId = owner.userId
  await addAgent(app.store.db, { email: 'agent@people.example', invitedBy: null, at: app.clock.now() })
  await addOperator(app.store.db, 'operator@people.example', app.clock.now())
  cookies = {
    owner: owner.cookie,
    other: other.cookie,
    agent: agent.cookie,
    operator: operator.cookie,
    nobody: '',
  }
  const asked = await ask(app, {
    person: owner,
    conversationId: null,
    creatorId: null,
    key: 'the-first-message',
    text: '<script>alert(1)</script>',
    file: { name: 'paper.pdf', bytes: new TextEncoder().encode('%PDF-1.7 and so on') },
    facts: null,
  })
  if (asked.kind !== 'sent') throw new Error(asked.kind)
  conversationId = asked.conversationId
  const thread = await readOwnThread(app, { person: owner, conversationId })
  attachmentId = thread?.messages[0]?.attachments[0]?.id ?? ''
})
afterAll(() => world[Symbol.asyncDispose]())

type Row = readonly [string, 'GET' | 'POST', string, readonly (number | readonly number[])[]]

const IN = 303
/** In the order of WHO. A page sends those who are not signed in to sign in (302). */
const MATRIX: readonly Row[] = [
  ['the chat', 'GET', '/chat', [200, 200, 200, 200, 302]],
  ['a conversation', 'GET', '/chat/:id', [200, 404, 404, 404, 302]],
  ['a conversation as data', 'GET', '/chat/:id.data', [200, 404, 404, 404, 202]],
  ['its transcript', 'GET', '/chat/:id/transcript', [200, 404, 404, 404, 302]],
  ['its transcript as text', 'GET', '/chat/:id/transcript.txt', [200, 404, 404, 404, 404]],
  ['its attachment', 'GET', '/chat/attachments/:file', [200, 404, 200, 404, 404]],
  ['no such attachment', 'GET', '/chat/attachments/att_nothing', [404, 404, 404, 404, 404]],
  ['a word into it', 'POST', '/chat/:id/send', [200, 404, 404, 404, 401]],
  ['a sign of life', 'POST', '/chat/:id/presence', [204, 404, 204, 404, 401]],
  ['the inbox', 'GET', '/team/inbox', [403, 403, 200, 403, 302]],
  ['a conversation in the inbox', 'GET', '/team/inbox/:id', [403, 403, 200, 403, 302]],
  ['one that is not there', 'GET', '/team/inbox/con_nothing', [403, 403, 404, 403, 302]],
  ['an answer', 'POST', '/team/inbox/:id/send', [403, 403, 200, 403, 401]],
  ['the agents', 'GET', '/team/agents', [403, 403, 403, 200, 302]],
  ['an invitation', 'POST', '/team/agents', [403, 403, 403, IN, 302]],
  ['the outages', 'GET', '/team/outages', [403, 403, 200, 403, 302]],
  ['a new outage', 'POST', '/team/outages', [403, 403, IN, 403, 302]],
  ['the ready replies', 'GET', '/team/replies', [403, 403, 200, 403, 302]],
  ['a new ready reply', 'POST', '/team/replies', [403, 403, IN, 403, 302]],
  ['the stream of the owner', 'GET', '/live?as=:owner', [200, 204, 204, 204, 204]],
]

describe.each(MATRIX)('%s', (name, method, address, expected) => {
  it.each(WHO.map((who, place) => [who, expected[place]] as const))(
    `for the %s is %s`,
    async (who, status) => {
      const path = address
        .replace(':id', conversationId)
        .replace(':file', attachmentId)
        .replace(':owner', ownerId)
      const reply = await knock(who, method, path, name)
      const body =
        reply.headers.get('content-type') === 'text/event-stream; charset=utf-8' ? '' : await reply.text()
      expect(reply.status).toBe(status)
      if (status === 404 || status === 403) expect(body).not.toContain('alert(1)')
      if (reply.headers.get('content-type')?.startsWith('text/html')) {
        expect(body).not.toContain('<script>alert(1)')
      }
      await reply.body?.cancel().catch(() => undefined)
    },
  )
})

it('a form from another site changes nothing', async () => {
  const reply = await fetch(`${world.url}/chat/${conversationId}/send`, {
    method: 'POST',
    headers: { cookie: cookies.owner, origin: 'https://elsewhere.example' },
    body: new URLSearchParams({ key: 'from-elsewhere', text: 'hello' }),
  })
  expect(reply.status).toBe(403)
})

it('an attachment is shut in, and a paper is only ever saved', async () => {
  const reply = await knock('agent', 'GET', `/chat/attachments/${attachmentId}`, '')
  expect(reply.headers.get('content-security-policy')).toBe(
    "default-src 'none'; frame-ancestors 'none'; sandbox",
  )
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
  expect(reply.headers.get('content-type')).toBe('application/pdf')
  expect(reply.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''paper.pdf")
  expect(reply.headers.get('cache-control')).toBe('private, no-store')
})

it('only our own pages may frame the chat, and nothing may frame the rest', async () => {
  const policy = async (path: string) =>
    /frame-ancestors ([^;]+)/.exec(
      (await knock('owner', 'GET', path, '')).headers.get('content-security-policy') ?? '',
    )?.[1]
  expect(await policy('/chat')).toBe("'self'")
  expect(await policy(`/chat/${conversationId}`)).toBe("'self'")
  expect(await policy('/channels')).toBe("'none'")
  expect(await policy('/help')).toBe("'none'")
})

it('a body without an end is refused before it fills the memory', async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024 * 1024))
    },
  })
  const reply = await fetch(`${world.url}/chat/${conversationId}/send`, {
    method: 'POST',
    headers: { cookie: cookies.owner, 'content-type': 'multipart/form-data; boundary=x' },
    body: endless,
    duplex: 'half',
  } as RequestInit).then(
    ({ status }) => status,
    // The server stops reading, so that the connection may break while we still write.
    () => 413,
  )
  expect(reply).toBe(413)
})

function knock(who: Who, method: 'GET' | 'POST', path: string, name: string): Promise<Response> {
  const form: Record<string, string> = {
    key: `a-key-of-${who}`,
    text: 'hello',
    doing: 'typing',
    email: 'new@people.example',
    network: 'tiktok',
    words: name,
    title: 'Hello',
    body: 'Hello {name}',
  }
  return fetch(`${world.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { cookie: cookies[who], origin: world.url, accept: 'application/json, text/html' },
    ...(method === 'POST' ? { body: new URLSearchParams(form) } : {}),
  })
}
