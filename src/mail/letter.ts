/** A mail about channels and collaborations with every word chosen; a template lays it out, and plain text needs none. */
import type { Network } from '../domain/network.ts'

export type LetterItem = {
  network: Network
  /** `act`: numbers are gone. `renew`: nothing has happened yet. */
  tone: 'act' | 'renew'
  /** The channel by its network and name, and whose profile it stands on where that needs saying. */
  channel: string
  profile: string | null
  title: string
  cause: string
  consequence: string
  todo: string
  action: { label: string; href: string }
  /** Where the help explains it. */
  more: { label: string; href: string } | null
}

export type Letter = {
  language: string
  dir: 'ltr' | 'rtl'
  subject: string
  /** What a mail program shows beside the subject. */
  preview: string
  platform: string
  home: string
  greeting: string
  intro: string
  items: readonly LetterItem[]
  /** Networks that they asked to hear of, and that are back. */
  back: { title: string; lines: readonly { text: string; action: { label: string; href: string } }[] } | null
  /** What happened in collaborations: a line each. */
  news: { title: string; lines: readonly { text: string; action: { label: string; href: string } }[] } | null
  /** What has been lost for long: a line each. */
  still: { title: string; lines: readonly { text: string; action: { label: string; href: string } }[] } | null
  closing: string
  why: string
  settings: { label: string; href: string }
  unsubscribe: { label: string; href: string }
}

/** How letters become HTML. Built with the pages and handed over by `main.ts`: Node does not run `.tsx`. */
export type Templates = { letter(letter: Letter): Promise<string> }

const LINE = '—'.repeat(12)

/** The same letter for programs, people and screen readers that prefer plain text. */
export function letterText(letter: Letter): string {
  const items = letter.items.map((item) =>
    [
      item.profile === null ? item.channel : `${item.channel} (${item.profile})`,
      item.title,
      '',
      `${item.cause} ${item.consequence}`,
      item.todo,
      '',
      `${item.action.label}:`,
      item.action.href,
      ...(item.more === null ? [] : ['', `${item.more.label} ${item.more.href}`]),
    ].join('\n'),
  )
  const lists = [letter.back, letter.news, letter.still].flatMap((list) =>
    list === null
      ? []
      : [
          [
            list.title,
            ...list.lines.map(({ text, action }) => `\n${text}\n${action.label}: ${action.href}`),
          ].join('\n'),
        ],
  )
  const foot = [
    letter.why,
    `${letter.settings.label}: ${letter.settings.href}`,
    `${letter.unsubscribe.label}: ${letter.unsubscribe.href}`,
  ].join('\n')
  const body = [letter.greeting, letter.intro, ...[...items, ...lists].flatMap((part) => [LINE, part]), LINE]
  return `${[...body, letter.closing, foot].join('\n\n').replaceAll('\u00a0', ' ')}\n`
}
