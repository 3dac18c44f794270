import { expect, test } from 'vitest'
import { systemClock } from './system-clock'

test('a sleep lasts as long as asked', async () => {
  const startedMs = systemClock.monotonicMs()
  await systemClock.sleep(30, new AbortController().signal)
  expect(systemClock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(29)
})

test('a sleep ends at once with the signal’s reason', async () => {
  const caller = new AbortController()
  const sleeping = systemClock.sleep(1_000_000_000_000, caller.signal)
  const reason = new Error('enough')
  caller.abort(reason)
  await expect(sleeping).rejects.toBe(reason)
  await expect(systemClock.sleep(1, caller.signal)).rejects.toBe(reason)
})
