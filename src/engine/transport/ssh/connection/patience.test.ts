import { expect, test } from 'vitest'
import { createFakeClock } from '../../../../testing/fake-clock'
import { openPatience } from './patience'

test('the time that a person thinks doesn’t count, and begins anew with the answer', async () => {
  const clock = createFakeClock()
  const patience = openPatience(1_000, new Error('too late'), clock, new AbortController().signal)
  await clock.advance(900)
  let answer: (text: string) => void = () => undefined
  const asking = patience.whileAsking(() => new Promise<string>((resolve) => (answer = resolve)))
  await clock.advance(3_600_000)
  expect(patience.signal.aborted).toBe(false)
  answer('yes')
  expect(await asking).toBe('yes')
  await clock.advance(999)
  expect(patience.signal.aborted).toBe(false)
  await clock.advance(1)
  expect(patience.signal.reason).toEqual(new Error('too late'))
  patience.release()
  expect(clock.sleepers()).toBe(0)
})

test('what is still asked when the work is over is taken back', async () => {
  const clock = createFakeClock()
  const patience = openPatience(1_000, new Error('too late'), clock, new AbortController().signal)
  const asking = patience.whileAsking(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  )
  patience.release()
  await expect(asking).rejects.toThrow('the work is over')
  expect(clock.sleepers()).toBe(0)
})
