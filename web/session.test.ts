import { describe, expect, it } from 'vitest'
import { pathAfter } from './session.ts'

const HOSTS = [
  'evil.example',
  'evil.example/channels',
  'user@evil.example',
  '127.0.0.1:8080',
  '[::1]',
  'xn--evl.example',
]
const BEFORE = [
  '//',
  '///',
  '////',
  '/\\',
  '\\\\',
  '\\/',
  '/\t/',
  '/\n/',
  '/\r\n/',
  ' //',
  '\u0000//',
  'https:',
  'https:/',
  'https://',
  'HTTPS://',
  'hTTp:\\\\',
  'javascript:',
  'java\tscript:',
  'data:text/html,',
  'vbscript:',
  'file://',
  'blob:https://',
  'ftp://',
  '/ /',
  '/\u2028/',
  '/\ufeff/',
  '/\u3002/',
  './/',
  '..//',
  '@',
  'mailto:',
  '/x\r\nlocation: https://',
  '/x\r\nset-cookie: a=b; domain=',
  '#//',
]

describe('the page after signing in', () => {
  const hostile = BEFORE.flatMap((before) => HOSTS.map((host) => `${before}${host}`))

  it(`is ours, whatever ${hostile.length} addresses ask for`, () => {
    expect(hostile.length).toBeGreaterThanOrEqual(200)
    expect(hostile.filter((text) => pathAfter(text) !== '/channels')).toEqual([])
  })

  it('stays on this host also where what was asked for is let through', () => {
    for (const text of [
      '/%2f%2fevil.example',
      '/.//evil.example',
      '/%5cevil.example',
      '/..%2f/evil.example',
    ]) {
      expect(new URL(pathAfter(text), 'https://channels.example').host).toBe('channels.example')
    }
  })

  it.each(['/channels/connect/instagram?channel=chn_1&return=chat%3Acon_1', '/@lina', '/help/a.b-c'])(
    'is %s where that was asked for',
    (path) => {
      expect(pathAfter(path)).toBe(path)
    },
  )

  it('is the Channels page where nothing was', () => {
    expect(pathAfter(null)).toBe('/channels')
  })
})
