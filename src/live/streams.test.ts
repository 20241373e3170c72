import { describe, expect, it } from 'vitest'
import type { Audience } from '../domain/live.ts'
import { createStreams, LIMITS, type Streams } from './streams.ts'

function watch(streams: Streams, userId: string, audiences: Audience[] = [`person:${userId}`]) {
  const opened = streams.open({ userId, audiences, mayHaveMissed: false })
  if (opened.kind !== 'open') throw new Error(opened.kind)
  const reader = opened.body.getReader()
  const decoder = new TextDecoder()
  return {
    reader,
    async next(): Promise<string | null> {
      const { value, done } = await reader.read()
      return done ? null : decoder.decode(value)
    },
  }
}

describe('streams', () => {
  it('tell what changed to those it is for, and to nobody else', async () => {
    const streams = createStreams()
    const [lina, maja] = [watch(streams, 'lina', ['person:lina', 'creator:cre_1']), watch(streams, 'maja')]
    expect(await lina.next()).toContain('event: hello')
    expect(await maja.next()).toContain('event: hello')
    streams.tell({ for: ['creator:cre_1', 'person:lina'], topic: 'channels:cre_1' })
    streams.tell({ for: ['person:maja'], topic: 'chat:con_1' })
    expect(await lina.next()).toBe('id: 1\ndata: {"topic":"channels:cre_1"}\n\n')
    expect(await maja.next()).toBe('id: 2\ndata: {"topic":"chat:con_1"}\n\n')
    streams.close()
    expect(await lina.next()).toBe(null)
  })

  it('let the oldest of a person go when there are too many, and nobody in beyond what a process holds', async () => {
    const streams = createStreams({ ...LIMITS, perPerson: 2, perProcess: 3 })
    const first = watch(streams, 'lina')
    watch(streams, 'lina')
    watch(streams, 'lina')
    expect(streams.count()).toBe(2)
    expect(await first.next()).toContain('hello')
    expect(await first.next()).toBe(null)
    watch(streams, 'maja')
    expect(streams.open({ userId: 'noor', audiences: [], mayHaveMissed: false })).toEqual({ kind: 'full' })
    streams.close()
    expect(streams.count()).toBe(0)
  })

  it('end at once where rights have changed', async () => {
    const streams = createStreams()
    const robin = watch(streams, 'robin', ['person:robin', 'agents'])
    await robin.next()
    streams.tell({ for: ['person:robin'], topic: 'access' })
    expect(await robin.next()).toBe(null)
    expect(streams.count()).toBe(0)
    streams.close()
  })

  it('let go of whoever does not read, and hold nothing more for them', async () => {
    const streams = createStreams()
    const deaf = watch(streams, 'deaf')
    const topic = `chat:${'x'.repeat(1000)}`
    for (let turn = 0; turn < 200; turn++) streams.tell({ for: ['person:deaf'], topic })
    expect(streams.count()).toBe(0)
    await expect(
      (async () => {
        while ((await deaf.next()) !== null);
      })(),
    ).rejects.toThrow('fell behind')
    streams.close()
  })

  it('forget a reader that left', async () => {
    const streams = createStreams()
    const gone = watch(streams, 'gone')
    await gone.next()
    await gone.reader.cancel()
    expect(streams.count()).toBe(0)
    streams.tell({ for: ['person:gone'], topic: 'chat:con_1' })
    streams.close()
  })

  it('say that something may have been missed to who was here before, and to all after a gap', async () => {
    const streams = createStreams()
    const opened = streams.open({ userId: 'lina', audiences: [], mayHaveMissed: true })
    if (opened.kind !== 'open') throw new Error(opened.kind)
    const reader = opened.body.getReader()
    const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value)
    let heard = ''
    while (!heard.includes('event: again')) heard += await next()
    streams.tellAll()
    while (heard.split('event: again').length < 3) heard += await next()
    streams.close()
  })
})
