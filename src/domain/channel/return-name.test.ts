import { describe, expect, it } from 'vitest'
import { readReturnName, writeReturnName } from './return-name.ts'

const conversation = `con_${'0'.repeat(26)}`
const channel = `chn_${'z'.repeat(26)}`

describe('the name of a page to come back to', () => {
  it.each([`chat:${conversation}`, 'fix', `fix.${channel}`])('%s is read and written the same', (text) => {
    const name = readReturnName(text)
    expect(name === null ? null : writeReturnName(name)).toBe(text)
  })

  it('holds a channel that was skipped twice once', () => {
    expect(writeReturnName({ kind: 'fix', skipped: [channel, channel] })).toBe(`fix.${channel}`)
  })

  it.each([
    null,
    '',
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'chat:con_short',
    `chat:${conversation}/../..`,
    `fix.${channel}\r\nlocation: https://evil.example`,
    `fix.${channel}.chn_short`,
    'fixed',
    `fix${`.${channel}`.repeat(31)}`,
  ])('%j is none', (text) => {
    expect(readReturnName(text)).toBeNull()
  })
})
