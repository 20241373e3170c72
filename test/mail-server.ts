/** Just enough of SMTP (RFC 5321) to be told a mail, to refuse one for good, or to be away. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'

export type MailServer = AsyncDisposable & {
  url: string
  /** All that it was told, mails and what is around them. */
  heard(): string
  /** The mails that it took, as they came. */
  taken(): readonly string[]
  /** `away`: every line breaks off before a word; `refuses`: no such mailbox. */
  be(mood: 'there' | 'away' | 'refuses'): void
}

export async function openMailServer(): Promise<MailServer> {
  let mood: Parameters<MailServer['be']>[0] = 'there'
  let heard = ''
  const taken: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    if (mood === 'away') {
      socket.resetAndDestroy()
      return
    }
    let mail: string[] | null = null
    let rest = ''
    socket.write('220 pretend\r\n')
    socket.on('data', (chunk) => {
      heard += chunk.toString()
      const lines = (rest + chunk.toString()).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (mail !== null) {
          if (line !== '.') {
            mail.push(line)
            continue
          }
          taken.push(mail.join('\r\n'))
          mail = null
          socket.write('250 kept\r\n')
        } else if (line === 'DATA') {
          mail = []
          socket.write('354 go on\r\n')
        } else if (line === 'QUIT') socket.end('221 bye\r\n')
        else if (mood === 'refuses' && line.startsWith('RCPT')) socket.write('550 no such mailbox\r\n')
        else socket.write('250 fine\r\n')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    taken: () => taken,
    be: (next) => {
      mood = next
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
