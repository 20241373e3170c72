import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLog } from './log.ts'
import { databaseWasAway, inStrand, noteDatabaseAway, strandFields } from './trace.ts'

it('names its request on every line that is logged on the way, and on no other', async () => {
  const lines: Record<string, unknown>[] = []
  const log = createLog({ level: 'info', form: 'json', write: (line) => lines.push(JSON.parse(line)) })
  const visit = (request: string) =>
    inStrand({ request }, async () => {
      await setImmediate()
      log.child({ part: 'x' }).info({ visit: request }, 'half way')
      await Promise.all([setImmediate(), setImmediate()])
      log.info({ visit: request }, 'done')
    })
  await Promise.all([visit('one'), visit('two'), visit('three')])
  log.info({}, 'outside')
  expect(lines).toHaveLength(7)
  for (const line of lines) expect(line.request).toBe(line.visit)
})

it('cannot be used to hide a token', () => {
  const lines: string[] = []
  const log = createLog({ level: 'info', form: 'json', write: (line) => lines.push(line) })
  inStrand({ request: 'ya29.canary-0123456789' }, () => log.info({}, 'x'))
  expect(lines.join('')).not.toContain('canary')
})

it('remembers a database that was away in its own strand only', async () => {
  const seen = await Promise.all(
    [true, false].map((away) =>
      inStrand({}, async () => {
        await setImmediate()
        if (away) noteDatabaseAway()
        await setImmediate()
        return databaseWasAway()
      }),
    ),
  )
  expect(seen).toEqual([true, false])
  noteDatabaseAway()
  expect([databaseWasAway(), strandFields()]).toEqual([false, {}])
})
