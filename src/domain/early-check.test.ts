import fc from 'fast-check'
import { expect, test } from 'vitest'
import { healthCommand, pauseBetweenChecksMs } from './early-check'

test.each([
  ['words are run as they are', ['CMD', '/app/check', '--deep'], null, ['/app/check', '--deep']],
  [
    'a line is given to the usual shell',
    ['CMD-SHELL', 'curl -f localhost'],
    null,
    ['/bin/sh', '-c', 'curl -f localhost'],
  ],
  ['or to the container’s own', ['CMD-SHELL', 'check'], ['/bin/bash', '-ec'], ['/bin/bash', '-ec', 'check']],
  ['a check that is switched off is no command', ['NONE'], null, null],
  ['nor is one without words', ['CMD'], null, null],
  ['nor one in an unknown form', ['HTTP', 'localhost'], null, null],
  ['nor none at all', [], null, null],
] as const)('%s', (_, given, shell, expected) => {
  expect(healthCommand(given, shell)).toEqual(expected)
})

test('the pause is never shorter than 100 ms, nor longer than Docker’s own or a tenth of the time and three checks', () => {
  const duration = fc.double({ min: 0, max: 1e7, noNaN: true })
  fc.assert(
    fc.property(duration, duration, duration, (elapsedMs, tookMs, intervalMs) => {
      const pauseMs = pauseBetweenChecksMs(elapsedMs, tookMs, intervalMs)
      expect(pauseMs).toBeGreaterThanOrEqual(100)
      expect(pauseMs).toBeLessThanOrEqual(Math.max(100, intervalMs))
      expect(pauseMs).toBeLessThanOrEqual(Math.max(100, elapsedMs / 10, tookMs * 3))
    }),
  )
})

test('a dear check is run less often than a cheap one', () => {
  expect(pauseBetweenChecksMs(200, 20, 30_000)).toBe(100)
  expect(pauseBetweenChecksMs(200, 900, 30_000)).toBe(2_700)
})
