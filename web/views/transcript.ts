/** A conversation as one piece of plain text. */
import type { Thread } from '../../src/usecases/chat/read-thread.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { threadView } from './chat.ts'

export type TranscriptLine = { at: string; by: string; text: string }

export function transcriptView(thread: Thread, speaker: Speaker) {
  const { say } = speaker
  const lines = threadView(thread, 'person', speaker).messages.map((message, place): TranscriptLine => {
    const { card } = message
    const told =
      card === null
        ? []
        : card.kind === 'happened'
          ? [card.text]
          : card.kind === 'diagnostics'
            ? [card.title, ...card.facts.map(({ label, value }) => `${label}: ${value}`)]
            : card.kind === 'article'
              ? [card.title, card.summary]
              : [card.title, card.line]
    const files = message.files.map(({ name }) => say('chat.transcript.file', { name }))
    const at = thread.messages[place]?.at
    return {
      at: at === undefined ? message.at : speaker.moment(at),
      by: card?.kind === 'happened' ? '' : message.by,
      text: [...(message.body === '' ? [] : [message.body]), ...told, ...files].join('\n'),
    }
  })
  const lede = say('chat.transcript.lede', {
    day: speaker.fullDay(thread.conversation.createdAt),
    zone: speaker.zoneName,
  })
  return { title: say('chat.transcript.title'), lede, lines }
}

export function transcriptText(thread: Thread, speaker: Speaker): string {
  const { title, lede, lines } = transcriptView(thread, speaker)
  const said = lines.map(({ at, by, text }) => `[${at}] ${by === '' ? '' : `${by}: `}${text}`)
  return `${speaker.platform} · ${title}\n${lede}\n\n${said.join('\n')}\n`
}
