import { expect, test } from 'vitest'
import { browserNames } from './browser.ts'

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)'
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

test.each([
  [`${MAC} Chrome/142.0.0.0 Safari/537.36`, 'Chrome', 'macOS'],
  [`${MAC} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, 'Edge', 'macOS'],
  [`${PHONE} Version/18.1 Mobile/15E148 Safari/604.1`, 'Safari', 'iPhone'],
  [`${PHONE} Mobile/15E148 Instagram 354.0.0.28.110 (iPhone16,1)`, 'Instagram', 'iPhone'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox', 'Linux'],
  ['Mozilla/5.0 (Linux; Android 15; SM-S921B) Chrome/142.0 Mobile Safari/537.36', 'Chrome', 'Android'],
  ['curl/8.5.0', null, null],
  [null, null, null],
])('a browser that says %j is known by its name', (userAgent, browser, system) => {
  expect(browserNames(userAgent)).toEqual({ browser, system })
})
