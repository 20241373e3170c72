/** What the chat's answers carry besides their words. Who may knock where is in `access.test.ts`. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../src/domain/person/pretend-people.ts'
import { addAgent } from '../src/store/agents.ts'
import { ask } from '../src/usecases/chat/ask.ts'
import { readOwnThread } from '../src/usecases/chat/read-thread.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { openWorld, type World } from './world.ts'

type Who = 'owner' | 'agent'

let world: World
let cookies: Record<Who, string>
let conversationId: string
let attachmentId: string

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
  const [owner, agent] = await Promise.all([enter('owner', true), enter('agent', false)])
  await addAgent(app.store.db, { email: 'agent@people.example', invitedBy: null, at: app.clock.now() })
  cookies = { owner: owner.cookie, agent: agent.cookie }
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

it.each([
  ['owner', '/chat/:id'],
  ['owner', '/chat/:id/transcript'],
  ['agent', '/team/inbox/:id'],
] as const)('what looks like code reaches the %s at %s as words', async (who, address) => {
  const reply = await knock(who, address.replace(':id', conversationId))
  const body = await reply.text()
  expect(reply.status).toBe(200)
  expect(body).toContain('&lt;script&gt;alert(1)')
  expect(body).not.toContain('<script>alert(1)')
})

it('an attachment is shut in, and a paper is only ever saved', async () => {
  const reply = await knock('agent', `/chat/attachments/${attachmentId}`)
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
      (await knock('owner', path)).headers.get('content-security-policy') ?? '',
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

function knock(who: Who, path: string): Promise<Response> {
  return fetch(`${world.url}${path}`, { redirect: 'manual', headers: { cookie: cookies[who] } })
}
