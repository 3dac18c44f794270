import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createFakeClock } from '../../../../testing/fake-clock'
import { usualLimits } from '../ssh-route-options'
import { watchLiveness } from './watch-liveness'

test('a connection that falls silent right after a sign of life is given up within 20 s, and not before 15', async () => {
  const clock = createFakeClock()
  const stream = new PassThrough()
  let silentAtMs: number | null = null
  const done = watchLiveness(
    stream,
    usualLimits.keepAliveMs,
    clock,
    () => (silentAtMs = clock.monotonicMs()),
    new AbortController().signal,
  )
  for (let heard = 0; heard < 4; heard += 1) {
    await clock.advance(4_999)
    stream.write('answer')
  }
  const lastHeardMs = clock.monotonicMs()
  await clock.advance(14_900)
  expect(silentAtMs).toBeNull()
  await clock.advance(5_100)
  await done
  expect((silentAtMs ?? Infinity) - lastHeardMs).toBeLessThanOrEqual(20_000)
  expect(stream.listenerCount('data')).toBe(0)
})

test('it stops looking when the connection ends', async () => {
  const clock = createFakeClock()
  const over = new AbortController()
  const done = watchLiveness(new PassThrough(), 5_000, clock, () => expect.unreachable(), over.signal)
  over.abort()
  await done
  expect(clock.sleepers()).toBe(0)
})
