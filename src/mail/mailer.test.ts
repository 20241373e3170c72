import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import { type MailServer, openMailServer } from '../../test/mail-server.ts'
import { Secret } from '../domain/secret.ts'
import { createMailbox, createSmtpMailer, isRefusedForGood, type Mail, type Mailer } from './mailer.ts'

const mail: Mail = { to: 'lina@people.example', subject: 'Grüße', text: 'Hello', html: '<p>Hello</p>' }

const hostile: [string, Partial<Mail>][] = [
  ['a second header in the subject', { subject: 'Hello\r\nBcc: eve@evil.example' }],
  ['a bare line feed in the subject', { subject: 'Hello\nBcc: eve@evil.example' }],
  ['a line separator in the subject', { subject: 'Hello\u2028Bcc: eve@evil.example' }],
  ['a second header in the address', { to: 'a@b.example\r\nBcc: eve@evil.example' }],
  ['two addresses', { to: 'a@b.example, eve@evil.example' }],
  ['two addresses without a space', { to: 'a@b.example,eve@evil.example' }],
  ['two addresses with a semicolon', { to: 'a@b.example;eve@evil.example' }],
  ['an address with a name', { to: 'Eve <eve@evil.example>' }],
  ['a group', { to: 'all:a@b.example;' }],
  ['no address', { to: '' }],
  ['an endless subject', { subject: 'x'.repeat(501) }],
]

describe.each(ENGINES)('the mailbox on %s', (engine) => {
  it('keeps what would be sent, with product time, and refuses what could become more', async () => {
    await using store = await openTestStore(engine)
    const at = new Date('2027-01-02T03:04:05.000Z')
    const mailbox = createMailbox(store, () => at)
    await mailbox.send(mail)
    for (const [, change] of hostile) {
      await expect(mailbox.send({ ...mail, ...change })).rejects.toMatchObject({ code: 'bad_mail' })
    }
    const rows = await store.db.selectFrom('mailbox').selectAll().execute()
    expect(rows).toMatchObject([
      { at, recipient: mail.to, subject: 'Grüße', body_text: 'Hello', body_html: '<p>Hello</p>' },
    ])
  })
})

describe('the mail server', () => {
  let server: MailServer
  let mailer: Mailer
  beforeEach(async () => {
    server = await openMailServer()
    mailer = createSmtpMailer(new Secret(server.url), 'Rechannel <help@rechannel.example>')
  })
  afterEach(() => server[Symbol.asyncDispose]())

  it('receives one mail for one person, with both forms of the text', async () => {
    await mailer.send(mail)
    expect(server.heard().match(/^RCPT TO:.*$/gm)).toEqual(['RCPT TO:<lina@people.example>'])
    expect(server.heard()).toMatch(/^From: Rechannel <help@rechannel\.example>\r$/m)
    expect(server.heard()).toMatch(/^To: lina@people\.example\r$/m)
    expect(server.heard()).toContain('text/plain')
    expect(server.heard()).toContain('text/html')
  })

  it('is told the same id at every try, and where one click ends such mails', async () => {
    const unsubscribe = new URL(`https://channels.example/unsubscribe/${'t'.repeat(120)}`)
    await mailer.send({ ...mail, messageId: 'mal_1@channels.example', unsubscribe })
    expect(server.heard()).toMatch(/^Message-ID: <mal_1@channels\.example>\r$/im)
    // Whole and on one line: what is folded or encoded is not found by mail programs.
    expect(server.heard()).toContain(`\r\nList-Unsubscribe: <${unsubscribe.href}>\r\n`)
    expect(server.heard()).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
    expect(server.heard()).toContain('\r\nAuto-Submitted: auto-generated\r\n')
  })

  it('is never told of an id with a second header in it', async () => {
    const messageId = 'mal_1@channels.example>\r\nBcc: eve@evil.example'
    await expect(mailer.send({ ...mail, messageId })).rejects.toMatchObject({ code: 'bad_mail' })
    expect(server.heard()).toBe('')
  })

  it('says yes later, or never: the two are told apart', () => {
    expect(isRefusedForGood(Object.assign(new Error('550'), { responseCode: 550 }))).toBe(true)
    expect(isRefusedForGood(Object.assign(new Error('451'), { responseCode: 451 }))).toBe(false)
    expect(isRefusedForGood(new Error('connect ECONNREFUSED'))).toBe(false)
  })

  it.each(hostile)('is never told of %s', async (_what, change) => {
    await expect(mailer.send({ ...mail, ...change })).rejects.toMatchObject({ code: 'bad_mail' })
    expect(server.heard()).toBe('')
  })
})

it('a sender with a second header is refused when the mailer is made', () => {
  expect(() =>
    createSmtpMailer(new Secret('smtp://127.0.0.1'), 'A <a@b.example>\r\nBcc: x@y.example'),
  ).toThrow(expect.objectContaining({ code: 'bad_mail' }))
})
